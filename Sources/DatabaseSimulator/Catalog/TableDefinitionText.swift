import SQLiteKit

/// A table as SHOW CREATE TABLE prints it.
struct TableDefinitionText {
    let table: Table

    var text: String {
        var lines = table.visibleColumns.indices.map(line)
        lines += table.indexes.map(line)
        lines += table.foreignKeys.map(line)
        lines += table.checks.map {
            "  CONSTRAINT `\($0.name)` CHECK (\(printed($0.expression)))"
                + ($0.isEnforced ? "" : " /*!80016 NOT ENFORCED */")
        }
        let counter =
            table.columns.contains(where: \.isAutoIncrement) && table.nextAutoIncrement > 1
            ? " AUTO_INCREMENT=\(table.nextAutoIncrement)" : ""
        let format = table.options.rowFormat.map { " ROW_FORMAT=\($0)" } ?? ""
        let comment = table.options.comment.map { " COMMENT='\(unescaped($0))'" } ?? ""
        return "CREATE \(table.isTemporary ? "TEMPORARY " : "")TABLE \(quoted(table.name)) (\n"
            + lines.joined(separator: ",\n")
            + "\n) ENGINE=\(table.options.engineName)\(counter)"
            + " DEFAULT CHARSET=\(table.collation.characterSet)"
            + "\(table.collation.clause)\(format)\(comment)"
    }

    private func line(_ index: Int) -> String {
        let column = table.columns[index]
        let description = ColumnDescription(table: table, index: index)
        var text = "  \(quoted(column.name)) \(column.declaredType)"
        if column.type.isText {
            let collation = column.type.collation
            if collation != table.collation { text += " CHARACTER SET \(collation.characterSet)" }
            if !collation.isPrimary || collation == .standard && collation != table.collation {
                text += " COLLATE \(collation.rawValue)"
            }
        }
        if let generated = column.generated {
            text += " GENERATED ALWAYS AS (\(printed(generated.expression))) "
            text += generated.isStored ? "STORED" : "VIRTUAL"
        }
        if !column.type.isNullable { text += " NOT NULL" }
        if case .timestamp = column.type.kind, column.type.isNullable { text += " NULL" }
        if column.isAutoIncrement { text += " AUTO_INCREMENT" }
        text += defaultClause(column, description.defaultValue)
        if column.onUpdateNow { text += " ON UPDATE CURRENT_TIMESTAMP\(column.fraction)" }
        if let comment = column.comment { text += " COMMENT '\(unescaped(comment))'" }
        return text
    }

    private func defaultClause(_ column: Column, _ value: SQLiteValue) -> String {
        guard column.generated == nil, !column.isAutoIncrement else { return "" }
        guard case .text(let text) = value else {
            return column.type.isNullable && column.type.canHaveDefault ? " DEFAULT NULL" : ""
        }
        if column.defaultIsExpression, let value = column.defaultValue {
            return " DEFAULT (\(printed(value)))"
        }
        let isCode = text.hasPrefix("CURRENT_TIMESTAMP") || column.type.isBits
        return isCode ? " DEFAULT \(text)" : " DEFAULT '\(unescaped(text))'"
    }

    private func line(_ index: Index) -> String {
        let parts = index.parts.map { part in
            (table.columns[part.column].hiddenExpression.map { "(\($0))" }
                ?? quoted(table.columns[part.column].name))
                + (part.prefixLength.map { "(\($0))" } ?? "")
                + (part.isDescending ? " DESC" : "")
        }
        let list =
            "(\(parts.joined(separator: ",")))"
            + (index.comment.map { " COMMENT '\(unescaped($0))'" } ?? "")
            + (index.isInvisible ? " /*!80000 INVISIBLE */" : "")
        return switch index.kind {
        case .primary: "  PRIMARY KEY \(list)"
        case .unique: "  UNIQUE KEY \(quoted(index.name)) \(list)"
        case .plain: "  KEY \(quoted(index.name)) \(list)"
        case .fulltext: "  FULLTEXT KEY \(quoted(index.name)) \(list)"
        case .spatial: "  SPATIAL KEY \(quoted(index.name)) \(list)"
        }
    }

    private func line(_ key: ForeignKey) -> String {
        let own = key.columns.map { quoted(table.columns[$0].name) }.joined(separator: ", ")
        let other = key.referencedColumns.map(quoted).joined(separator: ", ")
        let schema = key.referencedSchema == table.schema ? "" : quoted(key.referencedSchema) + "."
        return "  CONSTRAINT \(quoted(key.name)) FOREIGN KEY (\(own)) REFERENCES "
            + "\(schema)\(quoted(key.referencedTable)) (\(other))\(key.actions)"
    }

    /// A text as it stands between quotes.
    private func unescaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("'", with: "''")
            .replacing("\n", with: "\\n").replacing("\r", with: "\\r")
            .replacing("\0", with: "\\0")
    }

    private func printed(_ expression: Expression) -> String {
        ExpressionPrinter.definitions.text(of: expression)
    }

    private func quoted(_ name: String) -> String {
        "`" + name.replacing("`", with: "``") + "`"
    }
}

extension MySQLType {
    /// BLOB, TEXT and JSON columns have no default, and none is shown.
    fileprivate var canHaveDefault: Bool {
        switch kind {
        case .string(.tiny), .string(.text), .string(.medium), .string(.long), .binary(.tiny),
            .binary(.text), .binary(.medium), .binary(.long):
            false
        default: true
        }
    }
}
