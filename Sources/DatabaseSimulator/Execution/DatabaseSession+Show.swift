import SQLiteKit

extension DatabaseSession {
    /// DESCRIBE.
    func describe(
        _ name: TableName, pattern: String?
    ) throws(StatementFailure) -> StatementResult {
        let table = try described(name)
        var rows = table.columns.indices.map { ColumnDescription(table: table, index: $0).row }
        if let pattern { rows = rows.filter { matches($0[0], pattern) } }
        return StatementResult(ColumnDescription.header, rows)
    }

    /// A table, or a view as if it were one.
    private func described(_ name: TableName) throws(StatementFailure) -> Table {
        guard case .view(let view)? = try catalog.relation(name) else {
            return try catalog.table(name)
        }
        var translator = translator()
        let translated = try translator.query(view.query, outer: nil)
        let columns = try translator.sourceColumns(
            of: translated, named: view.columns, alias: nil, relation: view.name)
        return Table(
            schema: view.schema, name: view.name, storage: "",
            columns: columns.map {
                Column(
                    name: $0.name, storage: "", type: $0.type,
                    declaration: ColumnType(name: "text"))
            })
    }

    /// SHOW.
    func show(_ show: ShowStatement) throws(StatementFailure) -> StatementResult {
        if case .tableStatus(let schema) = show.kind {
            return try tableStatus(schema, like: show.like)
        }
        if case .variables = show.kind {
            guard let like = show.like, let row = SystemVariables.shown(like, settings) else {
                throw .unsupported("SHOW VARIABLES without the whole name of a known one")
            }
            return StatementResult(
                [("Variable_name", .varchar(64)), ("Value", .varchar(1_024))], [row])
        }
        var result = try listing(show.kind)
        if let like = show.like { result.rows = result.rows.filter { matches($0[0], like) } }
        if let filter = show.filter { result = try filtered(result, by: filter) }
        return result
    }

    private func matches(_ value: SQLiteValue?, _ pattern: String) -> Bool {
        guard case .text(let text)? = value else { return false }
        return LikePattern(pattern, escape: "\\", collation: .general).matches(text)
    }

    /// Rows of SHOW under a WHERE over its columns.
    private func filtered(
        _ result: StatementResult, by condition: Expression
    ) throws(StatementFailure) -> StatementResult {
        var kept = result
        kept.rows = []
        for row in result.rows {
            var translator = translator()
            var columns: [Scope.SourceColumn] = []
            for (column, value) in zip(result.columns, row) {
                columns.append(
                    Scope.SourceColumn(
                        name: column.name, sql: translator.parameter(value), type: column.type))
            }
            translator.scope.sources = [
                Scope.Source(name: "", schema: nil, columns: columns, rowKey: [])
            ]
            translator.clause = "where clause"
            let typed = try translator.scalar(condition)
            let rows = try rows("SELECT \(translator.truth(typed)) IS TRUE", for: translator)
            if rows.first?.first == .integer(1) { kept.rows.append(row) }
        }
        return kept
    }

    private func listing(_ kind: ShowStatement.Kind) throws(StatementFailure) -> StatementResult {
        switch kind {
        case .databases:
            let own = catalog.databases.keys
            let all = Array(own) + ["information_schema", "mysql", "performance_schema", "sys"]
            return names(all.sorted(), header: "Database")
        case .tables(let schema, let full): return try tables(schema, full: full)
        case .columns(let name, let full): return try columns(name, full: full)
        case .indexes(let name): return try indexes(name)
        case .createTable(let name): return try createTable(name)
        case .createView(let name): return try createView(name)
        case .createDatabase(let name):
            guard let schema = catalog[database: name] else {
                throw .mysql(.unknownDatabase(name))
            }
            let collation = schema.collation
            let order =
                collation.isPrimary && collation != .standard
                ? "" : " COLLATE \(collation.rawValue)"
            return StatementResult(
                [("Database", .varchar(64)), ("Create Database", .varchar(1024))],
                [
                    [
                        .text(name),
                        .text(
                            "CREATE DATABASE `\(name)` /*!40100 DEFAULT CHARACTER SET "
                                + "\(collation.characterSet)\(order) */ /*!80016 DEFAULT ENCRYPTION='N' */"
                        ),
                    ]
                ])
        case .tableStatus(let schema): return try tableStatus(schema, like: nil)
        case .warnings: return diagnostics { _ in true }
        case .errors: return diagnostics { $0.level == .error }
        case .warningCount:
            return StatementResult(
                [("@@session.warning_count", .bigint)],
                [[.integer(Int64(context.warnings.count))]])
        case .variables: throw .unsupported("SHOW VARIABLES")
        case .status: throw .unsupported("SHOW STATUS")
        case .engines: return engines
        case .characterSets: throw .unsupported("SHOW CHARACTER SET")
        case .collations: throw .unsupported("SHOW COLLATION")
        case .privileges: throw .unsupported("SHOW PRIVILEGES")
        case .processList: throw .unsupported("SHOW PROCESSLIST")
        case .grants: throw .unsupported("SHOW GRANTS")
        // There is no way to make any.
        case .other("TRIGGERS"), .other("EVENTS"): return .ok
        case .other(let words): throw .unsupported(words)
        }
    }

    /// The storage engines of a server as it is installed.
    private var engines: StatementResult {
        let known: [(String, String, String, String?)] = [
            ("FEDERATED", "NO", "Federated MySQL storage engine", nil),
            (
                "MEMORY", "YES", "Hash based, stored in memory, useful for temporary tables", "NO"
            ),
            (
                "InnoDB", "DEFAULT",
                "Supports transactions, row-level locking, and foreign keys", "YES"
            ),
            ("PERFORMANCE_SCHEMA", "YES", "Performance Schema", "NO"),
            ("MyISAM", "YES", "MyISAM storage engine", "NO"),
            ("MRG_MYISAM", "YES", "Collection of identical MyISAM tables", "NO"),
            (
                "BLACKHOLE", "YES",
                "/dev/null storage engine (anything you write to it disappears)", "NO"
            ),
            ("CSV", "YES", "CSV storage engine", "NO"),
            ("ARCHIVE", "YES", "Archive storage engine", "NO"),
        ]
        let text = MySQLType.varchar(80)
        return StatementResult(
            [
                ("Engine", text), ("Support", text), ("Comment", text), ("Transactions", text),
                ("XA", text), ("Savepoints", text),
            ],
            known.map { name, support, comment, flag in
                let flag = flag.map { SQLiteValue.text($0) } ?? .null
                return [.text(name), .text(support), .text(comment), flag, flag, flag]
            })
    }

    private func names(_ names: [String], header: String) -> StatementResult {
        StatementResult([(header, .varchar(64))], names.map { [.text($0)] })
    }

    private func schema(_ name: String?) throws(StatementFailure) -> (String, DatabaseSchema) {
        guard let chosen = name ?? catalog.current else { throw .mysql(.noDatabaseSelected) }
        guard let schema = catalog[database: chosen] else {
            if Catalog.systemDatabases.contains(chosen)
                || chosen.lowercased() == "information_schema"
            {
                throw .unsupported("listing the system database \(chosen)")
            }
            throw .mysql(.unknownDatabase(chosen))
        }
        return (chosen, schema)
    }

    private func tables(_ name: String?, full: Bool) throws(StatementFailure) -> StatementResult {
        let (name, schema) = try schema(name)
        let visible = schema.names.filter { !(schema.relations[$0]?.isTemporary ?? false) }
        guard full else { return names(visible, header: "Tables_in_\(name)") }
        return StatementResult(
            [("Tables_in_\(name)", .varchar(64)), ("Table_type", .varchar(11))],
            visible.map { table in
                if case .view? = schema.relations[table] { return [.text(table), .text("VIEW")] }
                return [.text(table), .text("BASE TABLE")]
            })
    }

    private func columns(_ name: TableName, full: Bool) throws(StatementFailure) -> StatementResult
    {
        guard full else { return try describe(name, pattern: nil) }
        let table = try described(name)
        let rows = table.columns.indices.map { index -> [SQLiteValue] in
            let row = ColumnDescription(table: table, index: index).row
            let column = table.columns[index]
            let collation: SQLiteValue =
                column.type.isText ? .text(column.type.collation.rawValue) : .null
            return [row[0], row[1], collation] + row[2...] + [
                .text("select,insert,update,references"), .text(column.comment ?? ""),
            ]
        }
        var header = ColumnDescription.header
        header.insert(("Collation", .varchar(64)), at: 2)
        header += [("Privileges", .varchar(154)), ("Comment", .dictionaryText)]
        return StatementResult(header, rows)
    }

    private func indexes(_ name: TableName) throws(StatementFailure) -> StatementResult {
        let table = try catalog.table(name)
        let count = try rowCount(of: table)
        var rows: [[SQLiteValue]] = []
        for index in table.indexes {
            for (position, part) in index.parts.enumerated() {
                let column = table.columns[part.column]
                rows.append([
                    .text(table.name), .integer(index.isUnique ? 0 : 1), .text(index.name),
                    .integer(Int64(position + 1)), .text(column.name),
                    index.kind == .fulltext ? .null : .text(part.isDescending ? "D" : "A"),
                    .integer(count), part.prefixLength.map { .integer(Int64($0)) } ?? .null, .null,
                    .text(column.type.isNullable ? "YES" : ""),
                    .text(index.kind == .fulltext ? "FULLTEXT" : "BTREE"), .text(""), .text(""),
                    .text("YES"), .null,
                ])
            }
        }
        let text = MySQLType.varchar(64)
        return StatementResult(
            [
                ("Table", text), ("Non_unique", .int), ("Key_name", text), ("Seq_in_index", .int),
                ("Column_name", text), ("Collation", text), ("Cardinality", .bigint),
                ("Sub_part", .bigint), ("Packed", text), ("Null", text), ("Index_type", text),
                ("Comment", text), ("Index_comment", text), ("Visible", text),
                ("Expression", text),
            ], rows)
    }

    private func rowCount(of table: Table) throws(StatementFailure) -> Int64 {
        guard
            case .integer(let count)? = try store("SELECT COUNT(*) FROM \(table.storage)")
                .first?.first
        else { return 0 }
        return count
    }

    /// The rows of every table, for INFORMATION_SCHEMA.
    func rowCounts() throws(StatementFailure) -> [String: Int64] {
        var counts: [String: Int64] = [:]
        for schema in catalog.databases.values {
            for case .table(let table) in schema.relations.values {
                counts[table.storage] = try rowCount(of: table)
            }
        }
        return counts
    }

    private func createTable(_ name: TableName) throws(StatementFailure) -> StatementResult {
        if case .view? = try catalog.relation(name) { return try createView(name) }
        let table = try catalog.table(name)
        return StatementResult(
            [("Table", .varchar(64)), ("Create Table", .varchar(1024))],
            [[.text(table.name), .text(TableDefinitionText(table: table).text)]])
    }

    private func createView(_ name: TableName) throws(StatementFailure) -> StatementResult {
        guard case .view? = try catalog.relation(name) else {
            let schema = try catalog.databaseName(of: name)
            guard try catalog.relation(name) != nil else {
                throw .mysql(.noSuchTable(name, in: catalog))
            }
            throw .mysql(.wrongObject(schema, name.name, "VIEW"))
        }
        throw .unsupported("SHOW CREATE VIEW")
    }

    /// Sizes and times of files that are not there cannot be told: only of no table at all.
    private func tableStatus(
        _ name: String?, like pattern: String?
    ) throws(StatementFailure) -> StatementResult {
        let (_, schema) = try schema(name)
        let names = schema.names.filter { name in
            pattern.map { matches(.text(name), $0) } ?? true
        }
        guard names.isEmpty else { throw .unsupported("SHOW TABLE STATUS") }
        return .ok
    }

    private func diagnostics(
        _ isShown: (SessionContext.Warning) -> Bool
    ) -> StatementResult {
        StatementResult(
            [("Level", .varchar(7)), ("Code", .bigint), ("Message", .varchar(512))],
            context.warnings.filter(isShown).map {
                [.text($0.level.rawValue), .integer(Int64($0.number)), .text($0.message)]
            })
    }
}
