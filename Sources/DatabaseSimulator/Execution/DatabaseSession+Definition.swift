import SQLiteKit

extension DatabaseSession {
    /// The statements that change the schema; each commits what was open before.
    func define(_ statement: SyntaxStatement) throws(StatementFailure) -> StatementResult {
        try commit()
        switch statement {
        case .createTable(let definition): try create(definition)
        case .alterTable(let name, let alterations): try alter(name, alterations)
        case .dropTables(let names, let ifExists, _): try drop(names, ifExists: ifExists)
        case .renameTables(let renamings): try rename(renamings)
        case .truncate(let name):
            var table = try catalog.table(name)
            try checkTruncation(of: table)
            try store("DELETE FROM \(table.storage)")
            table.nextAutoIncrement = 1
            catalog.store(table)
        case .createIndex(let index, let name): try alter(name, [.addIndex(index)])
        case .dropIndex(let index, let name): try alter(name, [.dropIndex(index)])
        case .createView(let view): try create(view)
        case .dropViews(let names, let ifExists): try dropViews(names, ifExists: ifExists)
        case .createDatabase(let name, let ifNotExists, let options):
            try createDatabase(name, ifNotExists: ifNotExists, options)
        case .alterDatabase(let name, let options): try alterDatabase(name, options)
        case .dropDatabase(let name, let ifExists): try dropDatabase(name, ifExists: ifExists)
        default: break
        }
        return .ok
    }

    private func create(_ definition: CreateTable) throws(StatementFailure) {
        let schema = try catalog.databaseName(of: definition.table)
        guard catalog[database: schema]?.relations[definition.table.name] == nil else {
            if definition.ifNotExists { return }
            throw .mysql(
                MySQLError(
                    1050, "42S01", "Table '\(definition.table.name)' already exists"))
        }
        let storage = "t\(catalog.makeIdentifier())"
        var table: Table
        if let like = definition.like {
            table = try catalog.table(like)
            table.schema = schema
            table.name = definition.table.name
            table.storage = storage
            table.foreignKeys = []
            table.nextAutoIncrement = 1
            table.isTemporary = definition.isTemporary
            for index in table.checks.indices {
                table.checks[index].name = "\(table.name)_chk_\(index + 1)"
            }
        } else {
            table = try built(definition, schema: schema, storage: storage)
        }
        try createStorage(of: table)
        catalog.store(table)
        if let query = definition.query { try fill(table, from: query) }
    }

    private func built(
        _ definition: CreateTable, schema: String, storage: String
    ) throws(StatementFailure) -> Table {
        var definition = definition
        if definition.options.characterSet == nil, definition.options.collation == nil {
            let inherited = catalog[database: schema]?.collation ?? .standard
            if inherited != .standard { definition.options.collation = inherited.rawValue }
        }
        var builder = try TableBuilder(
            definition, schema: schema, storage: storage, settings: settings)
        builder.checksForeignKeys = checksForeignKeys
        for column in definition.columns {
            try builder.add(column, storage: "c\(catalog.makeIdentifier())")
        }
        if let query = definition.query {
            var translator = translator()
            translator.describesColumns = true
            for column in try translator.query(query, outer: nil).columns
            where builder.table.columnIndex(column.name) == nil {
                try builder.add(
                    try ColumnDefinition(selected: column, settings),
                    storage: "c\(catalog.makeIdentifier())")
            }
        }
        guard !builder.table.columns.isEmpty else {
            throw .mysql(
                MySQLError(1113, "42000", "A table must have at least 1 column"))
        }
        for index in definition.indexes { try add(index, to: &builder) }
        for check in definition.checks { try builder.add(check) }
        for key in definition.foreignKeys { try builder.add(key, in: catalog) }
        try check(builder.table, replacing: nil)
        for column in builder.table.columns { try checkDefault(of: column) }
        return builder.table
    }

    /// What holds of a table as a whole, and of its names beside those of other tables.
    func check(_ table: Table, replacing old: Table?) throws(StatementFailure) {
        try table.checkAutoIncrement()
        try table.checkReferences()
        try table.checkExpressions()
        try table.checkSizes()
        try catalog.checkConstraintNames(of: table, replacing: old)
    }

    /// A literal default must be a value of the column.
    ///
    /// - Throws: 1067.
    func checkDefault(of column: Column) throws(StatementFailure) {
        guard settings.isStrict, !column.defaultIsExpression,
            case .literal? = column.defaultValue?.withoutSign, let value = column.defaultValue
        else { return }
        do throws(StatementFailure) {
            var translator = translator()
            let typed = try translator.scalar(value)
            let store = ColumnStore(session: self, ignoresErrors: false)
            guard let constant = typed.constant else { return }
            _ = try store.convert(constant, typed.type, to: column, row: 1)
        } catch .mysql {
            throw .mysql(
                MySQLError(1067, "42000", "Invalid default value for '\(column.name)'"))
        }
    }

    private func fill(_ table: Table, from query: Query) throws(StatementFailure) {
        var translator = translator()
        let names = try translator.query(query, outer: nil).columns.map {
            ColumnReference($0.name)
        }
        _ = try insert(
            Insert(
                table: TableName(table.name, schema: table.schema), columns: names,
                source: .query(query)))
    }

    /// Makes SQLite's table: columns without affinity, so that values stay as they are stored.
    func createStorage(of table: Table) throws(StatementFailure) {
        var parts: [String] = []
        for (index, column) in table.columns.enumerated() {
            parts.append(
                index == table.rowidColumn
                    ? "\(column.storage) INTEGER PRIMARY KEY" : column.storage)
        }
        if table.isStoredByKey, let key = table.primaryKey {
            let columns = key.parts.map {
                table.columns[$0.column].indexTerm + ($0.isDescending ? " DESC" : "")
            }
            parts.append("PRIMARY KEY (\(columns.joined(separator: ", ")))")
        }
        try store(
            "CREATE TABLE \(table.storage) (\(parts.joined(separator: ", ")))"
                + (table.isStoredByKey ? " WITHOUT ROWID" : ""))
        for (number, index) in table.indexes.enumerated()
        where index.isUnique && index.kind != .primary {
            let terms = index.parts.map { table.columns[$0.column].indexTerm }
            try store(
                "CREATE INDEX \(table.storage)_\(number) ON \(table.storage) "
                    + "(\(terms.joined(separator: ", ")))")
        }
    }

    /// A table that others refer to is not emptied at once.
    ///
    /// - Throws: 1701.
    private func checkTruncation(of table: Table) throws(StatementFailure) {
        let other = catalog.children(of: table).first { $0.0.storage != table.storage }
        guard checksForeignKeys, let (child, key) = other else { return }
        throw .mysql(
            MySQLError(
                1701, "42000",
                "Cannot truncate a table referenced in a foreign key constraint "
                    + "(`\(child.schema)`.`\(child.name)`, CONSTRAINT `\(key.name)`)"))
    }

    private func drop(_ names: [TableName], ifExists: Bool) throws(StatementFailure) {
        var missing: [String] = []
        var tables: [Table] = []
        for name in names {
            let schema = try catalog.databaseName(of: name)
            if case .table(let table)? = try catalog.relation(name) {
                tables.append(table)
            } else {
                missing.append("\(schema).\(name.name)")
            }
        }
        guard missing.isEmpty || ifExists else {
            throw .mysql(.unknownTable(missing.joined(separator: ",")))
        }
        for name in missing {
            context.warnings.append(
                SessionContext.Warning(
                    level: .note, number: 1051, message: "Unknown table '\(name)'"))
        }
        for table in tables {
            let children = catalog.children(of: table).filter { child, _ in
                !tables.contains { $0.storage == child.storage }
            }
            if checksForeignKeys, let (child, key) = children.first {
                throw .mysql(
                    MySQLError(
                        3730, "HY000",
                        "Cannot drop table '\(table.name)' referenced by a foreign key constraint "
                            + "'\(key.name)' on table '\(child.name)'."))
            }
            try store("DROP TABLE \(table.storage)")
            catalog.remove(table.name, from: table.schema)
        }
    }

    private func rename(_ renamings: [Renaming]) throws(StatementFailure) {
        for renaming in renamings {
            var table = try catalog.table(renaming.from)
            try move(&table, to: renaming.to)
        }
    }

    /// Gives a table another name; foreign keys that refer to it follow.
    func move(_ table: inout Table, to name: TableName) throws(StatementFailure) {
        let schema = try catalog.databaseName(of: name)
        guard catalog[database: schema]?.relations[name.name] == nil else {
            throw .mysql(MySQLError(1050, "42S01", "Table '\(name.name)' already exists"))
        }
        let children = catalog.children(of: table)
        catalog.remove(table.name, from: table.schema)
        let old = table
        table.schema = schema
        table.name = name.name
        catalog.store(table)
        for (child, _) in children {
            var child = child.storage == table.storage ? table : child
            for key in child.foreignKeys.indices
            where child.foreignKeys[key].referencedTable == old.name {
                child.foreignKeys[key].referencedTable = table.name
                child.foreignKeys[key].referencedSchema = table.schema
            }
            catalog.store(child)
        }
    }
}

extension Expression {
    /// What is under a sign.
    fileprivate var withoutSign: Expression {
        switch self {
        case .unary(.minus, let operand), .unary(.plus, let operand): operand
        default: self
        }
    }
}
