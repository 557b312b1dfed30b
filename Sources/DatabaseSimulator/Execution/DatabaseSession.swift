import SQLiteKit

/// A server with one client: databases, the session's variables, and the SQLite connection that
/// holds the rows.
///
/// A class because it owns the connection; the environment around it makes copies with
/// ``copy()`` and is a value.
final class DatabaseSession {
    let connection: Connection
    let context = SessionContext()
    var catalog = Catalog()
    var settings = SessionSettings()
    var variables = SessionVariables()
    let limits: ExecutionLimits
    /// The functions that the connection knows, by name.
    var registered: [String: FunctionImplementation] = [:]
    var registeredAggregates: Set<String> = []
    private var transaction = TransactionState.none
    /// The savepoints of the open transaction, with SQLite's names for them and the databases as
    /// they were then.
    private var savepoints: [(name: String, storage: String, catalog: Catalog)] = []
    private var savepointCount = 0
    /// The plan of the query that ran last, if it can run again with other literals.
    private(set) var plan: SelectPlan?
    /// Whether a statement outside of a transaction commits by itself.
    var autocommits = true
    /// The AUTO_INCREMENT counters, by table, from which the statement took values: a failure does
    /// not give them back.
    var takenCounters: [String: Int64] = [:]
    /// The names under which HANDLER has opened tables.
    var handlers: Set<String> = []

    enum TransactionState {
        case none
        case open(Catalog)
    }

    init(limits: ExecutionLimits = ExecutionLimits()) throws(SQLiteError) {
        connection = try Connection()
        self.limits = limits
        context.now = DatabaseSession.startOfTime
        connection.setLimit(.length, to: limits.valueBytes)
        connection.setLimit(.attached, to: 0)
        Collation.register(on: connection)
        connection.register(collation: MySQLDecimal.collationName) {
            MySQLDecimal.compareStored($0, $1)
        }
    }

    /// An independent server with the same databases and variables.
    func copy() throws(SQLiteError) -> DatabaseSession {
        let copy = try DatabaseSession(limits: limits)
        try copy.connection.load(from: connection)
        copy.catalog = catalog
        copy.settings = settings
        copy.variables = variables
        copy.context.now = context.now
        return copy
    }

    /// 2023-10-20 12:00:00 UTC, the time in a world that does not say otherwise.
    ///
    /// AgentInstruct was published then; `SET timestamp` in a session changes it.
    static let startOfTime: Int64 = 1_697_803_200_000_000

    // MARK: Statements

    /// Runs one parsed statement; a statement that fails leaves the databases as they were.
    func run(_ statement: SyntaxStatement) throws(StatementFailure) -> StatementResult {
        begin(
            keepsDiagnostics: statement.showsDiagnostics,
            isStrict: statement.isWrite && settings.isStrict)
        try beginImplicitly()
        guard statement.canChange else {
            do throws(StatementFailure) {
                let result = try perform(statement)
                variables.user.merge(context.assignedVariables) { $1 }
                return result
            } catch {
                note(error)
                throw error
            }
        }
        let before = catalog
        takenCounters = [:]
        try control("SAVEPOINT statement")
        do throws(StatementFailure) {
            let result = try perform(statement)
            variables.user.merge(context.assignedVariables) { $1 }
            try control("RELEASE statement")
            return result
        } catch {
            catalog = before
            catalog.raiseCounters(to: takenCounters)
            try control("ROLLBACK TO statement")
            try control("RELEASE statement")
            note(error)
            throw error
        }
    }

    /// Runs a query anew that ``plan`` was made of, with other literals in place of its own.
    func run(
        _ plan: SelectPlan, literals: [SQLiteValue]
    ) throws(StatementFailure) -> StatementResult {
        begin(keepsDiagnostics: false, isStrict: false)
        do throws(StatementFailure) {
            return try answer(plan.with(literals))
        } catch {
            note(error)
            throw error
        }
    }

    /// What functions find in the context when a statement begins.
    private func begin(keepsDiagnostics: Bool, isStrict: Bool) {
        if !keepsDiagnostics { context.beginStatement() }
        context.database = catalog.current
        context.temporalMode = settings.temporalMode
        context.groupConcatLimit = settings.groupConcatLimit
        context.lastInsertId = UInt64(clamping: variables.lastInsertId)
        context.isStrict = isStrict
        context.assignedVariables = [:]
        plan = nil
    }

    /// SHOW ERRORS tells of a failure, too.
    private func note(_ failure: StatementFailure) {
        guard case .mysql(let error) = failure else { return }
        context.warnings.append(
            SessionContext.Warning(level: .error, number: error.number, message: error.message))
    }

    private func perform(_ statement: SyntaxStatement) throws(StatementFailure) -> StatementResult {
        if let schema = statement.changedSchema(catalog.current),
            schema.lowercased() == "information_schema"
        {
            throw .mysql(
                MySQLError(
                    1044, "42000",
                    "Access denied for user 'root'@'localhost' to database 'information_schema'"))
        }
        return try dispatch(statement)
    }

    private func dispatch(
        _ statement: SyntaxStatement
    ) throws(StatementFailure) -> StatementResult {
        switch statement {
        case .query(let query): try select(query)
        case .insert(let insert): try self.insert(insert)
        case .update(let update): try self.update(update)
        case .delete(let delete): try self.delete(delete)
        case .createTable, .alterTable, .dropTables, .renameTables, .truncate, .createIndex,
            .dropIndex, .createView, .dropViews, .createDatabase, .alterDatabase, .dropDatabase:
            try define(statement)
        case .use(let name): try use(name)
        case .show(let show): try self.show(show)
        case .describe(let table, let pattern): try describe(table, pattern: pattern)
        case .explain: throw .unsupported("EXPLAIN of a statement")
        case .help: throw .unsupported("HELP")
        case .handler(let handler): try handle(handler)
        case .dropRoutine(let kind, let name, let ifExists):
            try dropRoutine(kind, name, ifExists: ifExists)
        case .set(let assignments): try set(assignments)
        case .transaction(let statement): try self.transaction(statement)
        case .prepare(let name, let source): try prepare(name, source)
        case .execute(let name, let arguments): try execute(name, arguments)
        case .deallocate(let name): try deallocate(name)
        case .call(let name, _):
            throw .mysql(
                MySQLError(
                    1305, "42000",
                    "PROCEDURE \(try catalog.databaseName(of: name)).\(name.name) does not exist"))
        case .evaluate(let expressions): try evaluate(expressions)
        case .maintain(let kind, let tables): try maintain(kind, tables)
        case .lock(let tables): try lock(tables)
        case .unsupported(let words): throw .unsupported(words)
        case .nothing: .ok
        }
    }

    /// Runs a statement of SQLite's own that cannot fail but for want of memory.
    private func control(_ sql: String) throws(StatementFailure) {
        do throws(SQLiteError) {
            try connection.withStatement(sql, []) { statement throws(SQLiteError) in
                while try statement.step() {}
            }
        } catch {
            throw failure(of: error)
        }
    }

    // MARK: Queries

    private func select(_ query: Query) throws(StatementFailure) -> StatementResult {
        if query.into == .file { throw .unsupported("SELECT … INTO OUTFILE") }
        var translator = translator()
        translator.defersSorting = true
        let translated = try translator.query(query, outer: nil)
        register(translator)
        let plan = SelectPlan(translated, translator)
        let result = try answer(plan)
        if case .variables(let names) = query.into {
            try assign(result.rows, translated.columns, to: names)
            return .ok
        }
        if translator.readsOnlyTables { self.plan = plan }
        return result
    }

    private func answer(_ plan: SelectPlan) throws(StatementFailure) -> StatementResult {
        var result = StatementResult()
        result.rows = try rows(plan.sql, plan.parameters)
        if let sort = plan.sort { result.rows = sort.sorted(result.rows) }
        result.columns = plan.columns
        return result
    }

    private func evaluate(_ expressions: [Expression]) throws(StatementFailure) -> StatementResult {
        let select = Select(items: expressions.map { .expression($0, alias: nil, text: "") })
        _ = try self.select(Query(.select(select)))
        return .ok
    }

    // MARK: Transactions

    /// Whether a transaction is open.
    var isInTransaction: Bool {
        if case .open = transaction { true } else { false }
    }

    /// What was done since the transaction began is undone on ``rollback()``.
    func begin() throws(StatementFailure) {
        try commit()
        try control("RELEASE statement")
        try control("SAVEPOINT mysql_transaction")
        try control("SAVEPOINT statement")
        transaction = .open(catalog)
    }

    /// Commits what a connection leaves behind when it ends, between statements.
    func endConnection() throws(StatementFailure) {
        if case .open = transaction { try control("RELEASE mysql_transaction") }
        transaction = .none
        savepoints = []
        autocommits = true
        handlers = []
    }

    /// Opens the transaction that a statement belongs to where statements do not commit by
    /// themselves.
    func beginImplicitly() throws(StatementFailure) {
        guard !autocommits, !isInTransaction else { return }
        try control("SAVEPOINT mysql_transaction")
        transaction = .open(catalog)
    }

    /// SAVEPOINT; an older one of the same name goes.
    func addSavepoint(_ name: String) throws(StatementFailure) {
        savepoints.removeAll { $0.name.equalsName(name) }
        guard isInTransaction else { return }
        savepointCount += 1
        let storage = "mysql_savepoint_\(savepointCount)"
        try control("RELEASE statement")
        try control("SAVEPOINT \(storage)")
        try control("SAVEPOINT statement")
        savepoints.append((name, storage, catalog))
    }

    /// ROLLBACK TO SAVEPOINT; the savepoint stays, later ones go.
    func rollback(to name: String) throws(StatementFailure) {
        let index = try savepoint(name)
        try control("ROLLBACK TO \(savepoints[index].storage)")
        try control("SAVEPOINT statement")
        let counters = catalog.counters
        catalog = savepoints[index].catalog
        catalog.raiseCounters(to: counters)
        savepoints.removeSubrange((index + 1)...)
    }

    /// RELEASE SAVEPOINT.
    func releaseSavepoint(_ name: String) throws(StatementFailure) {
        let index = try savepoint(name)
        savepoints.removeSubrange(index...)
    }

    private func savepoint(_ name: String) throws(StatementFailure) -> Int {
        guard let index = savepoints.firstIndex(where: { $0.name.equalsName(name) }) else {
            throw .mysql(MySQLError(1305, "42000", "SAVEPOINT \(name) does not exist"))
        }
        return index
    }

    func commit() throws(StatementFailure) {
        guard case .open = transaction else { return }
        try control("RELEASE mysql_transaction")
        try control("SAVEPOINT statement")
        transaction = .none
        savepoints = []
    }

    func rollback() throws(StatementFailure) {
        guard case .open(let before) = transaction else { return }
        try control("ROLLBACK TO mysql_transaction")
        try control("RELEASE mysql_transaction")
        try control("SAVEPOINT statement")
        let counters = catalog.counters
        catalog = before
        catalog.raiseCounters(to: counters)
        transaction = .none
        savepoints = []
    }
}

extension SyntaxStatement {
    /// Whether it can leave the databases or the transaction other than they were.
    fileprivate var canChange: Bool {
        switch self {
        case .query, .show, .describe, .explain, .help, .evaluate, .nothing: false
        default: true
        }
    }

    /// Whether a loss in a conversion fails the statement in strict mode.
    fileprivate var isWrite: Bool {
        switch self {
        case .insert, .update, .delete, .alterTable: true
        case .createTable(let definition): definition.query != nil
        default: false
        }
    }

    /// SHOW WARNINGS and its like do not clear what they show.
    fileprivate var showsDiagnostics: Bool {
        guard case .show(let show) = self else { return false }
        switch show.kind {
        case .warnings, .errors, .warningCount: return true
        default: return false
        }
    }
}
