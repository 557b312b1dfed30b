import SQLiteKit

extension DatabaseSession {
    /// ALTER TABLE: the new definition is built first; if the rows must look different, the table
    /// is stored anew.
    func alter(
        _ name: TableName, _ alterations: [TableAlteration]
    ) throws(StatementFailure) {
        if case .view(let view)? = try catalog.relation(name) {
            throw .mysql(.wrongObject(view.schema, view.name, "BASE TABLE"))
        }
        let old = try catalog.table(name)
        var builder = TableBuilder(altering: old, settings: settings)
        builder.checksForeignKeys = checksForeignKeys
        var newName: TableName?
        for alteration in alterations {
            if case .rename(let target) = alteration {
                newName = target
            } else {
                try apply(alteration, to: &builder)
            }
        }
        var table = builder.table
        guard !table.visibleColumns.isEmpty else {
            throw .mysql(
                MySQLError(
                    1090, "42000",
                    "You can't delete all columns with ALTER TABLE; use DROP TABLE instead"))
        }
        for index in builder.droppedIndexes {
            try table.checkIndexes(withoutIndex: index, in: catalog)
        }
        try check(table, replacing: old)
        try table.checkForeignKeyTypes(in: catalog)
        for column in table.columns where !old.columns.contains(column) {
            try checkDefault(of: column)
        }
        if table.columns != old.columns || table.indexes != old.indexes {
            table.storage = "t\(catalog.makeIdentifier())"
            try rebuild(old, as: &table)
        }
        catalog.store(table)
        if let newName { try move(&table, to: newName) }
    }

    private func apply(
        _ alteration: TableAlteration, to builder: inout TableBuilder
    ) throws(StatementFailure) {
        switch alteration {
        case .addColumn(let definition, let position):
            let place = try place(position, in: builder.table)
            try builder.add(definition, storage: "c\(catalog.makeIdentifier())", at: place)
        case .dropColumn(let name):
            let index = try column(name, in: builder.table, dropping: true)
            try builder.table.checkDependents(of: name, drops: true)
            try builder.table.checkForeignKeys(dropping: index, in: catalog)
            builder.removeColumn(index)
            try builder.edit { table throws(StatementFailure) in
                table.checks.removeAll {
                    $0.expression.columnNames.contains { $0.equalsName(name) }
                }
            }
        case .modifyColumn(let definition, let position):
            try replace(definition.name, definition, position, &builder)
        case .changeColumn(let name, let definition, let position):
            try replace(name, definition, position, &builder)
        case .renameColumn(let name, let newName):
            let index = try column(name, in: builder.table)
            guard builder.table.columnIndex(newName).map({ $0 == index }) ?? true else {
                throw .mysql(.duplicateColumn(newName))
            }
            try builder.table.checkDependents(of: name, drops: false)
            try builder.edit { table throws(StatementFailure) in table.columns[index].name = newName
            }
        case .setDefault(let name, let value):
            let index = try column(name, in: builder.table)
            try builder.edit { table throws(StatementFailure) in
                table.columns[index].defaultValue = value
            }
        case .dropDefault(let name):
            let index = try column(name, in: builder.table)
            try builder.edit { table throws(StatementFailure) in
                table.columns[index].defaultValue = nil
            }
        case .addIndex(let index): try add(index, to: &builder)
        case .dropIndex(let name): try dropIndex(name, &builder)
        case .dropPrimaryKey: try dropIndex("PRIMARY", &builder)
        case .renameIndex(let name, let newName):
            try builder.edit { table throws(StatementFailure) in
                guard let index = table.indexes.firstIndex(where: { $0.name.equalsName(name) })
                else {
                    throw .mysql(
                        MySQLError(
                            1176, "42000",
                            "Key '\(name)' doesn't exist in table '\(table.name)'"))
                }
                table.indexes[index].name = newName
            }
        case .addForeignKey(let key):
            try builder.add(key, in: catalog)
            try checkRows(of: builder.table)
        case .dropForeignKey(let name): try dropForeignKey(name, &builder)
        case .addCheck(let check):
            try builder.add(check)
            try checkRows(of: builder.table)
        case .dropCheck(let name): try dropCheck(name, &builder)
        case .dropConstraint(let name): try dropConstraint(name, &builder)
        case .autoIncrement(let value):
            try builder.edit { table throws(StatementFailure) in
                table.nextAutoIncrement = max(Int64(value) ?? 1, table.nextAutoIncrement)
            }
        case .convert(let characterSet, let collation):
            let name = try CollationName(characterSet: characterSet, collation: collation)
            guard name != .binary else {
                throw .unsupported("ALTER TABLE … CONVERT TO CHARACTER SET binary")
            }
            try builder.edit { table throws(StatementFailure) in
                table.options.characterSet = characterSet
                table.options.collation = collation
                for index in table.columns.indices where table.columns[index].type.isText {
                    table.columns[index].type.collation = name
                }
            }
        case .options(let options):
            try options.checkEngine()
            try builder.edit { table throws(StatementFailure) in
                table.options.comment = options.comment ?? table.options.comment
                table.options.engine = options.engine ?? table.options.engine
                table.options.rowFormat = options.rowFormat ?? table.options.rowFormat
            }
        case .rename, .noEffect: break
        }
    }

    private func place(
        _ position: TableAlteration.Position?, in table: Table
    ) throws(StatementFailure) -> Int? {
        switch position {
        case nil: nil
        case .first: 0
        case .after(let name): try column(name, in: table) + 1
        }
    }

    private func column(
        _ name: String, in table: Table, dropping: Bool = false
    ) throws(StatementFailure) -> Int {
        guard let index = table.columnIndex(name) else {
            throw .mysql(
                dropping
                    ? MySQLError.cannotDrop(name) : .unknownColumn(name, in: table.name))
        }
        return index
    }

    private func replace(
        _ name: String, _ definition: ColumnDefinition, _ position: TableAlteration.Position?,
        _ builder: inout TableBuilder
    ) throws(StatementFailure) {
        let index = try column(name, in: builder.table)
        if !name.equalsName(definition.name) {
            try builder.table.checkDependents(of: name, drops: false)
        }
        let storage = builder.table.columns[index].storage
        try builder.replace(index, by: definition, storage: storage)
        if let target = try place(position, in: builder.table) {
            builder.moveColumn(index, to: target > index ? target - 1 : target)
        }
    }

    private func dropIndex(
        _ name: String, _ builder: inout TableBuilder
    ) throws(StatementFailure) {
        guard let index = builder.table.indexes.firstIndex(where: { $0.name.equalsName(name) })
        else { throw .mysql(.cannotDrop(name)) }
        builder.removeIndex(index)
    }

    private func dropForeignKey(
        _ name: String, _ builder: inout TableBuilder
    ) throws(StatementFailure) {
        try builder.edit { table throws(StatementFailure) in
            guard let index = table.foreignKeys.firstIndex(where: { $0.name.equalsName(name) })
            else { throw .mysql(.cannotDrop(name)) }
            table.foreignKeys.remove(at: index)
        }
    }

    private func dropCheck(
        _ name: String, _ builder: inout TableBuilder
    ) throws(StatementFailure) {
        try builder.edit { table throws(StatementFailure) in
            guard let index = table.checks.firstIndex(where: { $0.name.equalsName(name) }) else {
                throw .mysql(
                    MySQLError(
                        3821, "HY000",
                        "Check constraint '\(name)' is not found in the table."))
            }
            table.checks.remove(at: index)
        }
    }

    private func dropConstraint(
        _ name: String, _ builder: inout TableBuilder
    ) throws(StatementFailure) {
        let table = builder.table
        if table.foreignKeys.contains(where: { $0.name.equalsName(name) }) {
            try dropForeignKey(name, &builder)
        } else if table.checks.contains(where: { $0.name.equalsName(name) }) {
            try dropCheck(name, &builder)
        } else if table.indexes.contains(where: { $0.isUnique && $0.name.equalsName(name) }) {
            try dropIndex(name, &builder)
        } else {
            throw .mysql(
                MySQLError(3940, "HY000", "Constraint '\(name)' does not exist."))
        }
    }

    private func checkRows(of table: Table) throws(StatementFailure) {
        let constraints = Constraints(session: self, table: table)
        let columns = table.columns.map(\.storage).joined(separator: ", ")
        for row in try store("SELECT \(columns) FROM \(table.storage)") {
            try constraints.check(row)
            try constraints.checkParents(of: row)
        }
    }

    /// Builds the unique indexes that are new over columns that stay as they are.
    ///
    /// - Throws: 1062 for the duplicate that InnoDB meets first.
    private func checkBuiltIndexes(
        of table: Table, over rows: [[SQLiteValue]], of old: Table, _ sources: [Int?]
    ) throws(StatementFailure) {
        let keepsTypes = zip(table.columns, sources).allSatisfy { column, source in
            source.map { old.columns[$0].type.kind == column.type.kind } ?? true
        }
        guard keepsTypes else { return }
        for index in table.indexes where index.isUnique && !old.indexes.contains(index) {
            let columns = index.parts.compactMap { sources[$0.column] }
            guard columns.count == index.parts.count,
                index.parts.allSatisfy({ $0.prefixLength == nil })
            else { continue }
            var build = IndexBuild(
                rows.map { row in columns.map { row[$0] } },
                types: columns.map { old.columns[$0].type })
            guard let key = build.firstDuplicate() else { continue }
            var row = Array(repeating: SQLiteValue.null, count: table.columns.count)
            for (part, value) in zip(index.parts, key) { row[part.column] = value }
            throw .mysql(Constraints(session: self, table: table).duplicateError(index, row))
        }
    }

    /// A column that can no longer be NULL must not hold one.
    ///
    /// - Throws: 1138 where the column stays as it is otherwise, 1265 where its values are copied.
    private func checkNulls(
        of row: [SQLiteValue], _ old: Table, _ sources: [Int?], in table: Table, number: Int
    ) throws(StatementFailure) {
        for (column, source) in zip(table.columns, sources) {
            guard let source, row[source] == .null, !column.type.isNullable,
                !column.isAutoIncrement
            else { continue }
            guard old.columns[source].type.kind == column.type.kind else {
                throw .mysql(
                    MySQLError(
                        1265, "01000",
                        "Data truncated for column '\(column.name)' at row \(number)"))
            }
            throw .mysql(MySQLError(1138, "22004", "Invalid use of NULL value"))
        }
    }

    /// Copies the rows of a table into its new form, each value converted to its column.
    private func rebuild(_ old: Table, as table: inout Table) throws(StatementFailure) {
        try createStorage(of: table)
        let sources = table.columns.map { column in
            old.columns.firstIndex { $0.storage == column.storage }
        }
        let order = old.rowKey(alias: old.storage).joined(separator: ", ")
        let oldColumns = old.columns.map(\.storage).joined(separator: ", ")
        let rows = try store("SELECT \(oldColumns) FROM \(old.storage) ORDER BY \(order)")
        try checkBuiltIndexes(of: table, over: rows, of: old, sources)
        catalog.store(table)
        var insert = Insert(
            table: TableName(table.name, schema: table.schema), source: .rows([]))
        insert.ignoresErrors = false
        var writer = try RowWriter(self, table, insert: insert)
        let targets = table.columns.indices.filter { table.columns[$0].generated == nil }
        for (number, row) in rows.enumerated() {
            try checkNulls(of: row, old, sources, in: table, number: number + 1)
            let values = targets.map { target -> RowWriter.Incoming in
                guard let source = sources[target] else { return .standard }
                return .value(row[source], old.columns[source].type)
            }
            try writer.insert(values, into: targets, row: number + 1)
        }
        _ = try writer.finish()
        table = try catalog.table(TableName(table.name, schema: table.schema))
        try store("DROP TABLE \(old.storage)")
    }
}

extension MySQLError {
    fileprivate static func cannotDrop(_ name: String) -> MySQLError {
        MySQLError(1091, "42000", "Can't DROP '\(name)'; check that column/key exists")
    }
}
