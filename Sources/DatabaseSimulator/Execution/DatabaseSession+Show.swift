import SQLiteKit

extension DatabaseSession {
    /// DESCRIBE.
    func describe(
        _ name: TableName, pattern: String?
    ) throws(StatementFailure) -> StatementResult {
        let table = try described(name)
        var rows = table.visibleColumns.indices.map {
            ColumnDescription(table: table, index: $0).row
        }
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
        if case .routineStatus(let kind) = show.kind { return try routines(kind, show) }
        if case .variables(let isGlobal) = show.kind {
            return try filtered(try systemVariables(show, isGlobal: isGlobal), by: show.filter)
        }
        if case .collations = show.kind { return try collations(show) }
        var result = try listing(show.kind)
        if let like = show.like { result.rows = result.rows.filter { matches($0[0], like) } }
        return try filtered(result, by: show.filter)
    }

    func matches(_ value: SQLiteValue?, _ pattern: String) -> Bool {
        guard case .text(let text)? = value else { return false }
        return LikePattern(pattern, escape: "\\", collation: .general).matches(text)
    }

    /// Rows of SHOW under a WHERE over its columns.
    func filtered(
        _ result: StatementResult, by condition: Expression?
    ) throws(StatementFailure) -> StatementResult {
        guard let condition else { return result }
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
        case .characterSets: return characterSets
        case .collations: throw .unsupported("SHOW COLLATION")
        case .privileges: throw .unsupported("SHOW PRIVILEGES")
        case .processList(let text): return processList(text)
        case .grants(let user): return try grants(user)
        case .createRoutine(let kind, let name): throw .mysql(.noRoutine(kind, name.name))
        case .routineStatus(let kind): throw .unsupported("SHOW \(kind) STATUS")
        case .errorCount:
            let count = context.warnings.count { $0.level == .error }
            return StatementResult(
                [("@@session.error_count", .bigint)], [[.integer(Int64(count))]])
        // There is no way to make any.
        case .other("TRIGGERS"), .other("EVENTS"), .other("PROFILES"), .other("REPLICAS"),
            .other("REPLICA STATUS"), .other("SLAVE STATUS"):
            return .ok
        case .other(let words): throw .unsupported(words)
        }
    }

    private func names(_ names: [String], header: String) -> StatementResult {
        StatementResult([(header, .varchar(64))], names.map { [.text($0)] })
    }

    func schema(_ name: String?) throws(StatementFailure) -> (String, DatabaseSchema) {
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
        let rows = table.visibleColumns.indices.map { index -> [SQLiteValue] in
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

    private func createTable(_ name: TableName) throws(StatementFailure) -> StatementResult {
        if case .view? = try catalog.relation(name) { return try createView(name) }
        let table = try catalog.table(name)
        return StatementResult(
            [("Table", .varchar(64)), ("Create Table", .varchar(1024))],
            [[.text(table.name), .text(TableDefinitionText(table: table).text)]])
    }

    private func createView(_ name: TableName) throws(StatementFailure) -> StatementResult {
        guard case .view(let view)? = try catalog.relation(name) else {
            let schema = try catalog.databaseName(of: name)
            guard try catalog.relation(name) != nil else {
                throw .mysql(.noSuchTable(name, in: catalog))
            }
            throw .mysql(.wrongObject(schema, name.name, "VIEW"))
        }
        return StatementResult(
            [
                ("View", .varchar(64)), ("Create View", .varchar(1_024)),
                ("character_set_client", .varchar(32)), ("collation_connection", .varchar(32)),
            ],
            [
                [
                    .text(view.name),
                    .text(try ViewDefinitionText(view: view, catalog: catalog).statement),
                    .text("utf8mb4"), .text("utf8mb4_0900_ai_ci"),
                ]
            ])
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
