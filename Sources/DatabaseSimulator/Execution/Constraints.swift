import SQLiteKit

/// The keys, checks and foreign keys of one table, tested row by row.
struct Constraints {
    let session: DatabaseSession
    let table: Table

    /// An existing row that has the same key as a new one.
    struct Duplicate {
        /// What identifies the existing row.
        var key: [SQLiteValue]
        /// Error 1062, which names the value and the key.
        var error: MySQLError
    }

    // MARK: Rows

    /// SQL that is true for the row whose key is bound from a parameter on.
    func keyTest(firstParameter: Int) -> String {
        keyColumns.enumerated().map { "\($1) = ?\(firstParameter + $0)" }
            .joined(separator: " AND ")
    }

    private var keyColumns: [String] {
        table.isStoredByKey ? table.rowKey(alias: table.storage) : ["rowid"]
    }

    /// The row of a key, in its stored form.
    func row(_ key: [SQLiteValue]) throws(StatementFailure) -> [SQLiteValue]? {
        let columns = table.columns.map(\.storage).joined(separator: ", ")
        return try session.store(
            "SELECT \(columns) FROM \(table.storage) WHERE \(keyTest(firstParameter: 1))", key
        ).first
    }

    // MARK: Keys

    /// The first unique key, in index order, that another row has too.
    func duplicate(
        of row: [SQLiteValue], except key: [SQLiteValue]? = nil
    ) throws(StatementFailure) -> Duplicate? {
        for index in table.indexes where index.isUnique {
            let values = index.parts.map { row[$0.column] }
            guard !values.contains(.null) else { continue }
            let tests = index.parts.enumerated().map {
                "\(table.columns[$1.column].indexTerm) = ?\($0 + 1)"
            }
            let found = try session.store(
                "SELECT \(keyColumns.joined(separator: ", ")) FROM \(table.storage) "
                    + "WHERE \(tests.joined(separator: " AND "))", values)
            guard let existing = found.first(where: { $0 != key }) else { continue }
            return Duplicate(key: existing, error: duplicateError(index, row))
        }
        return nil
    }

    func duplicateError(_ index: Index, _ row: [SQLiteValue]) -> MySQLError {
        let value = index.parts.map { shown(row[$0.column], table.columns[$0.column].type) }
            .joined(separator: "-")
        return MySQLError(
            1062, "23000", "Duplicate entry '\(value)' for key '\(table.name).\(index.name)'")
    }

    private func shown(_ value: SQLiteValue, _ type: MySQLType) -> String {
        StoredText.text(of: value, type) ?? "NULL"
    }

    // MARK: Generated columns and checks

    /// Fills the generated columns in.
    func compute(_ row: inout [SQLiteValue]) throws(StatementFailure) {
        for (index, column) in table.columns.enumerated() {
            guard let generated = column.generated else { continue }
            let (value, type) = try evaluate(generated.expression, over: row)
            row[index] = try ColumnStore(session: session, ignoresErrors: false)
                .convert(value, type, to: column, row: 1)
        }
    }

    /// Tests the CHECK constraints.
    ///
    /// - Throws: 3819.
    func check(_ row: [SQLiteValue]) throws(StatementFailure) {
        for check in table.checks where check.isEnforced {
            let (value, _) = try evaluate(
                .isTest(check.expression, .isFalse, negated: false), over: row)
            guard value != .integer(1) else {
                throw .mysql(
                    MySQLError(3819, "HY000", "Check constraint '\(check.name)' is violated."))
            }
        }
    }

    /// Tests what a view WITH CHECK OPTION shows.
    ///
    /// - Throws: 1369.
    func check(
        _ row: [SQLiteValue], by checks: [MergedView.Check]
    ) throws(StatementFailure) {
        for check in checks {
            let (value, _) = try evaluate(
                .isTest(check.condition, .isTrue, negated: false), over: row)
            guard value == .integer(1) else {
                throw .mysql(
                    MySQLError(1369, "HY000", "CHECK OPTION failed '\(check.view)'"))
            }
        }
    }

    private func evaluate(
        _ expression: Expression, over row: [SQLiteValue]
    ) throws(StatementFailure) -> (SQLiteValue, MySQLType) {
        var translator = session.translator()
        translator.openRow(row, of: table)
        let typed = try translator.scalar(expression)
        let value = try session.rows("SELECT \(typed.sql)", for: translator).first?.first
        return (value ?? .null, typed.type)
    }

    // MARK: Foreign keys

    /// Every foreign key of a new or changed row must have its parent.
    ///
    /// - Throws: 1452.
    func checkParents(
        of row: [SQLiteValue], changedFrom before: [SQLiteValue]? = nil
    ) throws(StatementFailure) {
        guard session.checksForeignKeys else { return }
        for key in table.foreignKeys {
            let values = key.columns.map { row[$0] }
            guard !values.contains(.null) else { continue }
            if let before, key.columns.allSatisfy({ before[$0] == row[$0] }) { continue }
            let name = TableName(key.referencedTable, schema: key.referencedSchema)
            guard let parent = try? session.catalog.table(name),
                try count(parent, key.referencedColumns, values) > 0
                    || parent.storage == table.storage && refersToItself(key, row, parent)
            else {
                throw .mysql(
                    MySQLError(
                        1452, "23000",
                        "Cannot add or update a child row: a foreign key constraint fails "
                            + "(\(key.description(in: table)))"))
            }
        }
    }

    private func refersToItself(_ key: ForeignKey, _ row: [SQLiteValue], _ parent: Table) -> Bool {
        zip(key.columns, key.referencedColumns).allSatisfy {
            parent.columnIndex($1).map { row[$0] } == row[$0]
        }
    }

    private func count(
        _ parent: Table, _ columns: [String], _ values: [SQLiteValue]
    ) throws(StatementFailure) -> Int {
        let tests = columns.enumerated().compactMap { number, name in
            parent.columnIndex(name).map {
                "\(parent.columns[$0].indexTerm) = ?\(number + 1)"
            }
        }
        let rows = try session.store(
            "SELECT 1 FROM \(parent.storage) WHERE \(tests.joined(separator: " AND ")) LIMIT 1",
            values)
        return rows.count
    }

    /// The children that a change or removal of a row concerns, with what their keys say of it.
    private func affectedChildren(
        from old: [SQLiteValue], to new: [SQLiteValue]?
    ) throws(StatementFailure) -> [AffectedChild] {
        guard session.checksForeignKeys else { return [] }
        var affected: [AffectedChild] = []
        for (child, key) in session.catalog.children(of: table) {
            let positions = key.referencedColumns.compactMap { table.columnIndex($0) }
            let before = positions.map { old[$0] }
            let after = new.map { row in positions.map { row[$0] } }
            guard before != after, !before.contains(.null) else { continue }
            let rows = try Constraints(session: session, table: child).keys(of: key, before)
            guard !rows.isEmpty else { continue }
            affected.append(
                AffectedChild(
                    table: child, key: key, rows: rows, newValues: after,
                    action: (new == nil ? key.onDelete : key.onUpdate) ?? .noAction))
        }
        return affected
    }

    private struct AffectedChild {
        var table: Table
        var key: ForeignKey
        var rows: [[SQLiteValue]]
        var newValues: [SQLiteValue]?
        var action: ForeignKeyDefinition.Action
    }

    /// Tests that no child forbids a change.
    ///
    /// - Parameter new: the row after an update; nil for a delete.
    /// - Throws: 1451.
    func forbidChanging(
        from old: [SQLiteValue], to new: [SQLiteValue]?
    ) throws(StatementFailure) {
        for child in try affectedChildren(from: old, to: new) {
            switch child.action {
            case .restrict, .noAction, .setDefault:
                throw .mysql(
                    MySQLError(
                        1451, "23000",
                        "Cannot delete or update a parent row: a foreign key constraint fails "
                            + "(\(child.key.description(in: child.table)))"))
            case .cascade, .setNull: break
            }
        }
    }

    /// Does to the children of a row what their foreign keys say.
    func changeChildren(
        from old: [SQLiteValue], to new: [SQLiteValue]?
    ) throws(StatementFailure) {
        for child in try affectedChildren(from: old, to: new) {
            let writer = RowWriter(session, child.table, ignoresErrors: false)
            for row in child.rows {
                if child.action == .setNull {
                    let changes = child.key.columns.map { ($0, SQLiteValue.null, MySQLType.null) }
                    _ = try writer.update(key: row, changes, row: 1)
                } else if let values = child.newValues {
                    let changes = zip(child.key.columns, values).map {
                        ($0, $1, child.table.columns[$0].type)
                    }
                    _ = try writer.update(key: row, changes, row: 1)
                } else {
                    _ = try writer.delete(key: row)
                }
            }
        }
    }

    /// The keys of the rows whose foreign key has these values.
    private func keys(
        of key: ForeignKey, _ values: [SQLiteValue]
    ) throws(StatementFailure) -> [[SQLiteValue]] {
        let tests = key.columns.enumerated().map {
            "\(table.columns[$1].indexTerm) = ?\($0 + 1)"
        }
        return try session.store(
            "SELECT \(keyColumns.joined(separator: ", ")) FROM \(table.storage) "
                + "WHERE \(tests.joined(separator: " AND "))", values)
    }
}

extension Column {
    /// The column as indexes and comparisons of whole values see it.
    var indexTerm: String {
        switch type.kind {
        case .string: "\(storage) COLLATE \(Collation.sqliteName(type.collation))"
        case .decimal: "\(storage) COLLATE \(MySQLDecimal.collationName)"
        default: storage
        }
    }
}

extension ForeignKey {
    /// As MySQL's messages and SHOW CREATE TABLE print it.
    func description(in table: Table) -> String {
        let own = columns.map { "`\(table.columns[$0].name)`" }.joined(separator: ", ")
        let other = referencedColumns.map { "`\($0)`" }.joined(separator: ", ")
        let schema = referencedSchema == table.schema ? "" : "`\(referencedSchema)`."
        return "`\(table.schema)`.`\(table.name)`, CONSTRAINT `\(name)` FOREIGN KEY (\(own)) "
            + "REFERENCES \(schema)`\(referencedTable)` (\(other))\(actions)"
    }

    /// ` ON DELETE CASCADE ON UPDATE SET NULL`; RESTRICT is printed, the default is not.
    var actions: String {
        (onDelete.flatMap { $0 == .noAction ? nil : " ON DELETE \($0.rawValue)" } ?? "")
            + (onUpdate.flatMap { $0 == .noAction ? nil : " ON UPDATE \($0.rawValue)" } ?? "")
    }
}

extension Catalog {
    /// The tables and foreign keys that refer to a table.
    func children(of parent: Table) -> [(Table, ForeignKey)] {
        var found: [(Table, ForeignKey)] = []
        for (_, schema) in databases.sorted(by: { $0.key < $1.key }) {
            for name in schema.names {
                guard case .table(let table)? = schema.relations[name] else { continue }
                for key in table.foreignKeys
                where key.referencedTable == parent.name && key.referencedSchema == parent.schema {
                    found.append((table, key))
                }
            }
        }
        return found
    }
}
