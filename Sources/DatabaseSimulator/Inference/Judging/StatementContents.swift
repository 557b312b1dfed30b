/// What a statement mentions anywhere in it: tables, functions, and its SELECTs.
struct StatementContents {
    private(set) var tables: Set<String> = []
    /// In lower case.
    private(set) var functions: Set<String> = []
    /// Every SELECT, the outer before the inner.
    private(set) var selects: [Select] = []
    /// Whether it asks for what is the server's own: its catalogue, version or variables, which no
    /// dialogue describes whole.
    private(set) var asksServer = false
    private var commonTables: Set<String> = []
    private var asksState = false

    init(_ statement: SyntaxStatement) {
        switch statement {
        case .query(let query): add(query)
        case .insert(let insert):
            tables.insert(insert.table.name)
            switch insert.source {
            case .rows(let rows): rows.joined().forEach { add($0) }
            case .query(let query): add(query)
            }
            insert.onDuplicate.forEach { add($0.value) }
        case .update(let update):
            update.tables.forEach { add($0) }
            update.assignments.forEach { add($0.value) }
            add(update.filter)
            add(update.order)
        case .delete(let delete):
            delete.from.forEach { add($0) }
            add(delete.filter)
            add(delete.order)
        case .createTable(let definition):
            tables.insert(definition.table.name)
            if let like = definition.like { tables.insert(like.name) }
            if let query = definition.query { add(query) }
        case .alterTable(let table, _), .truncate(let table), .createIndex(_, let table),
            .dropIndex(_, let table):
            tables.insert(table.name)
        case .dropTables(let names, _, _): tables.formUnion(names.map(\.name))
        case .renameTables(let renamings):
            tables.formUnion(renamings.flatMap { [$0.from.name, $0.to.name] })
        case .describe(let table, _):
            tables.insert(table.name)
            asksServer = true
        case .show(let show):
            asksServer = true
            switch show.kind {
            case .tables, .columns, .indexes, .createTable, .createView, .databases: break
            default: asksState = true
            }
        case .explain, .help: asksServer = true
        default: break
        }
        tables.subtract(commonTables)
    }

    /// Whether the answer depends on the clock or on chance.
    var isVolatile: Bool {
        asksState
            || !functions.isDisjoint(with: [
                "now", "current_timestamp", "localtime", "localtimestamp", "sysdate", "curdate",
                "current_date", "curtime", "current_time", "utc_date", "utc_time", "utc_timestamp",
                "unix_timestamp", "rand", "uuid", "uuid_short", "random_bytes", "connection_id",
                "sleep", "random", "last_insert_id", "row_count", "found_rows",
            ])
    }

    private mutating func add(_ query: Query) {
        for table in query.with?.tables ?? [] {
            commonTables.insert(table.name)
            add(table.query)
        }
        switch query.body {
        case .select(let select): add(select)
        case .setOperation(_, _, let left, let right):
            add(left)
            add(right)
        case .values(let rows): rows.joined().forEach { add($0) }
        case .table(let name): tables.insert(name.name)
        case .nested(let inner): add(inner)
        }
        add(query.order)
    }

    private mutating func add(_ select: Select) {
        selects.append(select)
        for case .expression(let expression, _, _) in select.items { add(expression) }
        select.from.forEach { add($0) }
        add(select.filter)
        select.groups.forEach { add($0) }
        add(select.having)
    }

    private mutating func add(_ reference: TableReference) {
        switch reference {
        case .table(let name, _):
            tables.insert(name.name)
            if let schema = name.schema?.lowercased(), Self.serverSchemas.contains(schema) {
                asksServer = true
            }
        case .derived(let query, _, _, _): add(query)
        case .hinted(let table, _): add(table)
        case .jsonTable(let table): add(table.document)
        case .join(let left, _, let right, let condition):
            add(left)
            add(right)
            if case .on(let expression) = condition { add(expression) }
        }
    }

    private static let serverFunctions: Set<String> = [
        "version", "sqlite_version", "database", "schema", "user", "current_user", "session_user",
        "system_user", "current_role",
    ]
    private static let serverSchemas: Set<String> = [
        "information_schema", "performance_schema", "mysql", "sys",
    ]

    private mutating func add(_ order: [OrderItem]) { order.forEach { add($0.expression) } }

    private mutating func add(_ expression: Expression?) {
        guard let expression else { return }
        switch expression {
        case .function(let call):
            let name = call.name.lowercased()
            functions.insert(name)
            if Self.serverFunctions.contains(name) { asksServer = true }
        case .systemVariable, .userVariable: asksServer = true
        case .subquery(let query), .exists(let query), .inQuery(_, let query, _),
            .quantified(_, _, _, let query):
            add(query)
        default: break
        }
        for child in expression.children { add(child) }
    }
}
