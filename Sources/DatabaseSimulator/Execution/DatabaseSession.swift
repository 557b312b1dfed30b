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
    private var registered: [String: FunctionImplementation] = [:]
    private var registeredAggregates: Set<String> = []
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

    // MARK: Running translated SQL

    /// A translator for the next statement.
    func translator() -> Translator {
        Translator(
            catalog: catalog, settings: settings, variables: variables,
            rowCounts: { [self] in (try? rowCounts()) ?? [:] })
    }

    /// Runs translated SQL and hands each row to `body`.
    func run(
        _ sql: String, for translator: Translator,
        row body: ([SQLiteValue]) throws(StatementFailure) -> Void
    ) throws(StatementFailure) {
        register(translator)
        try run(sql, translator.parameters, row: body)
    }

    private func run(
        _ sql: String, _ parameters: [SQLiteValue],
        row body: ([SQLiteValue]) throws(StatementFailure) -> Void
    ) throws(StatementFailure) {
        context.failure = nil
        let deadline = ContinuousClock.now.advanced(by: limits.statementTime)
        context.deadline = deadline
        connection.interrupt(every: 1_000) { ContinuousClock.now > deadline }
        defer { connection.interrupt(every: 0, when: nil) }
        do throws(SQLiteError) {
            do throws(SQLiteError) {
                try execute(sql, parameters, row: body)
            } catch  where error.isTooDeep {
                try execute(flat(sql), parameters, row: body)
            }
        } catch {
            throw failure(of: error)
        }
        if let failed = context.failure { throw failed }
        if context.isStrict, let error = context.warnings.lazy.compactMap(\.strictError).first {
            throw .mysql(error)
        }
    }

    private func execute(
        _ sql: String, _ parameters: [SQLiteValue],
        row body: ([SQLiteValue]) throws(StatementFailure) -> Void
    ) throws(SQLiteError) {
        // Literals that the translation folded away have numbers beyond the last one used.
        try connection.withStatement(sql, parameters) { statement throws(SQLiteError) in
            var failed: StatementFailure?
            while failed == nil, try statement.step() {
                do throws(StatementFailure) {
                    try body(statement.row())
                } catch {
                    failed = error
                }
            }
            if let failed { context.failure = failed }
        }
    }

    /// SQL that SQLite's parser refused as too deep or too wide, in a form that it may take.
    private func flat(_ sql: String) -> String {
        let registered = registered
        let context = context
        BoundCall.register(on: connection) { name, arguments throws(FunctionFailure) in
            guard let implementation = registered[name] else { return .null }
            return try implementation.call(FunctionArguments(arguments), context)
        }
        return FlatSQL.text(of: sql) { registered[String($0)]?.isDeterministic == true }
    }

    /// All rows of translated SQL.
    func rows(
        _ sql: String, for translator: Translator
    ) throws(StatementFailure) -> [[SQLiteValue]] {
        register(translator)
        return try rows(sql, translator.parameters)
    }

    private func rows(
        _ sql: String, _ parameters: [SQLiteValue]
    ) throws(StatementFailure) -> [[SQLiteValue]] {
        var rows: [[SQLiteValue]] = []
        var bytes = 0
        try run(sql, parameters) { row throws(StatementFailure) in
            rows.append(row)
            bytes += row.reduce(0) { $0 + $1.footprint }
            guard rows.count <= limits.rows, bytes <= limits.resultBytes else {
                throw .limit(
                    "the result has more than \(limits.rows) rows or \(limits.resultBytes) bytes")
            }
        }
        return rows
    }

    /// Runs SQL of our own, without functions of MySQL's.
    @discardableResult
    func store(
        _ sql: String, _ parameters: [SQLiteValue] = []
    ) throws(StatementFailure) -> [[SQLiteValue]] {
        do throws(SQLiteError) {
            var rows: [[SQLiteValue]] = []
            try connection.withStatement(sql, parameters) { statement throws(SQLiteError) in
                while try statement.step() { rows.append(statement.row()) }
            }
            return rows
        } catch {
            throw failure(of: error)
        }
    }

    /// The reason behind an error of SQLite's.
    func failure(of error: SQLiteError) -> StatementFailure {
        if let failure = context.failure {
            context.failure = nil
            return failure
        }
        if error.isInterrupted { return .deadline }
        if error.message.hasPrefix("variable number") {
            return .limit("the statement has more than 250000 literals")
        }
        if error.isTooDeep {
            return .limit("the statement is nested too deeply")
        }
        if error.isLimit { return .limit("a value or the statement is too large") }
        return .unsupported("this statement (\(error.message))")
    }

    private func register(_ translator: Translator) {
        let context = context
        for (name, implementation) in translator.implementations where registered[name] == nil {
            registered[name] = implementation
            connection.register(
                function: name, implementation.isDeterministic ? .deterministic : .volatile
            ) { arguments throws(FunctionFailure) in
                try implementation.call(arguments, context)
            }
        }
        for (name, aggregate) in translator.aggregates
        where registeredAggregates.insert(name).inserted {
            connection.register(aggregate: name) { aggregate.make(context) }
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

extension FunctionImplementation {
    /// Calls the body for SQLite, which carries no reason of a failure: the context keeps it.
    fileprivate func call(
        _ arguments: borrowing FunctionArguments, _ context: SessionContext
    ) throws(FunctionFailure) -> SQLiteValue {
        do throws(StatementFailure) {
            let value = try body(arguments, context)
            // SQLite looks at the deadline between steps, and one step may take a long value far.
            if value.footprint > 1 << 16, let deadline = context.deadline,
                ContinuousClock.now > deadline
            {
                throw .deadline
            }
            return value
        } catch {
            context.failure = error
            throw FunctionFailure("MySQL")
        }
    }
}

extension SQLiteError {
    /// Whether the statement is nested deeper, or has more arguments, than SQLite's parser takes.
    fileprivate var isTooDeep: Bool {
        message.hasPrefix("parser stack overflow")
            || message.hasPrefix("too many arguments on function")
            || message.hasPrefix("Expression tree is too large")
    }
}

extension SQLiteValue {
    /// About how many bytes the value takes in memory.
    fileprivate var footprint: Int {
        switch self {
        case .null, .integer, .real: 16
        case .text(let text): 16 + text.utf8.count
        case .blob(let bytes): 16 + bytes.count
        }
    }
}
