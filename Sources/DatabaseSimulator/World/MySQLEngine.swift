import JSONTree
import SQLiteKit

/// The emulated MySQL behind AgentBench's client: every statement has a connection of its own, so
/// session variables, temporary tables and open transactions end with it.
final class MySQLEngine: DatabaseEngine {
    private(set) var session: DatabaseSession
    private let rendering: ResultRendering
    /// The database that the client selects before each statement.
    private(set) var database: String?
    /// What the latest texts are, parsed in the mode that every connection begins with.
    private var scripts: [String: Script] = [:]
    /// The plans of the latest queries by their shape, as long as the tables stay as they are.
    private var plans: [[UInt8]: SelectPlan] = [:]
    private static let keptTexts = 32
    private static let keptTextBytes = 1_024

    init(
        rendering: ResultRendering, limits: ExecutionLimits = ExecutionLimits()
    ) throws(StatementFailure) {
        self.rendering = rendering
        do throws(SQLiteError) {
            session = try DatabaseSession(limits: limits)
        } catch {
            throw .unsupported("a database in memory (\(error.message))")
        }
    }

    private init(_ session: DatabaseSession, rendering: ResultRendering, database: String?) {
        self.session = session
        self.rendering = rendering
        self.database = database
    }

    func copy() throws(StatementFailure) -> any DatabaseEngine {
        MySQLEngine(try copiedSession(), rendering: rendering, database: database)
    }

    private func copiedSession() throws(StatementFailure) -> DatabaseSession {
        do throws(SQLiteError) {
            return try session.copy()
        } catch {
            throw .limit("there is no memory for a copy of the database (\(error.message))")
        }
    }

    // MARK: Answers

    func answer(_ statement: String) throws(StatementFailure) -> String {
        session.catalog.current = database
        defer { endConnection() }
        do throws(StatementFailure) {
            guard statement.utf8.count <= MySQLEngine.keptTextBytes,
                let shape = QueryShape(statement, mode: session.settings.syntaxMode)
            else { return try answer(text: statement) }
            if let plan = plans[shape.key] {
                return text(of: try session.run(plan, literals: shape.literals))
            }
            let answer = try answer(text: statement)
            if shape.tellsLiteralsApart, let plan = session.plan, plan.literals == shape.literals {
                if plans.count >= MySQLEngine.keptTexts { plans.removeAll() }
                plans[shape.key] = plan
            }
            return answer
        } catch .mysql(let error) {
            return MySQLEngine.shortened(error.rendered)
        }
    }

    private func answer(text: String) throws(StatementFailure) -> String {
        let script = try script(text)
        guard let statement = script.single else {
            plans.removeAll()
            return try answer(script)
        }
        if !statement.leavesTables { plans.removeAll() }
        return self.text(of: try session.run(statement))
    }

    private func text(of result: StatementResult) -> String {
        MySQLEngine.shortened(rendering.text(of: result))
    }

    /// The statements of a text; those of the latest texts are kept.
    private func script(_ text: String) throws(StatementFailure) -> Script {
        if let known = scripts[text] { return known }
        let script = try Script(text, session.settings)
        if text.utf8.count <= MySQLEngine.keptTextBytes {
            if scripts.count >= MySQLEngine.keptTexts { scripts.removeAll() }
            scripts[text] = script
        }
        return script
    }

    /// Answers a text of several statements.
    ///
    /// The older client reads no further than the first result and is then out of sync: nothing is
    /// committed but what changed the schema.
    private func answer(_ script: Script) throws(StatementFailure) -> String {
        session.autocommits = false
        guard rendering != .agentBenchFunctionCalls else {
            var first: String?
            for statement in script.statements {
                let text = rendering.text(of: try session.run(statement))
                first = first ?? text
            }
            return MySQLEngine.shortened(first ?? "[]")
        }
        var committed = try copiedSession()
        for (index, statement) in script.statements.enumerated() {
            do throws(StatementFailure) {
                _ = try session.run(statement)
            } catch .mysql(let error) {
                // An error of the first statement is an answer like any other.
                if index == 0 { throw .mysql(error) }
                break
            }
            if statement.changesSchema { committed = try copiedSession() }
        }
        // SQLite loads no other database into a connection that has used `json_each`.
        session = committed
        return RecordedObservation.outOfSyncText
    }

    /// What a new connection does not find again.
    private func endConnection() {
        try? session.endConnection()
        session.settings = SessionSettings()
        session.variables = SessionVariables()
        session.context.recursionLimit = 1000
        session.catalog.removeTemporaryTables()
    }

    /// Long answers are cut.
    static func shortened(_ text: String) -> String {
        let limit = PythonReader.keptCharacters
        guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
            + PythonReader.truncationMark
    }

    // MARK: Loading

    /// What a script met besides what it made.
    struct ScriptProblem: Hashable, Sendable {
        /// The number of the statement, from 1.
        var statement: Int
        var error: MySQLError
    }

    /// Runs a script as one client with one connection; the default database is the last one used.
    ///
    /// A statement that MySQL answers with an error is noted and the rest goes on, as with
    /// `mysql --force`: AgentBench's own set-ups hold such statements.
    ///
    /// - Parameter defaultDatabase: the database for a script that names none.
    /// - Throws: a refusal, a limit, or the syntax error of a text that is no script at all.
    func run(
        script text: String, defaultDatabase: String
    ) throws(StatementFailure) -> [ScriptProblem] {
        plans.removeAll()
        let script = try Script(text, session.settings)
        var isGiven = session.catalog[database: defaultDatabase] == nil
        _ = try session.run(.createDatabase(defaultDatabase, ifNotExists: true, TableOptions()))
        _ = try session.run(.use(defaultDatabase))
        var problems: [ScriptProblem] = []
        for (index, statement) in script.statements.enumerated() {
            do throws(StatementFailure) {
                let makesGiven = isGiven && makes(defaultDatabase, statement)
                if makesGiven {
                    isGiven = false
                    _ = try session.run(.dropDatabase(defaultDatabase, ifExists: true))
                }
                _ = try session.run(statement)
                if makesGiven { _ = try session.run(.use(defaultDatabase)) }
            } catch .mysql(let error) {
                problems.append(ScriptProblem(statement: index + 1, error: error))
            }
        }
        if let error = script.error {
            problems.append(
                ScriptProblem(statement: script.statements.count + 1, error: error))
        }
        try session.commit()
        database = session.catalog.current
        if database != defaultDatabase,
            session.catalog[database: defaultDatabase]?.relations.isEmpty == true
        {
            _ = try session.run(.dropDatabase(defaultDatabase, ifExists: true))
        }
        return problems
    }

    /// Whether a script makes, with its own options, the database that it was given and that is
    /// still empty.
    private func makes(_ database: String, _ statement: SyntaxStatement) -> Bool {
        guard case .createDatabase(database, _, _) = statement else { return false }
        return session.catalog[database: database]?.relations.isEmpty == true
    }

    func load(_ task: DatabaseTask) throws(StatementFailure) {
        plans.removeAll()
        let name = task.database
        _ = try session.run(.createDatabase(name, ifNotExists: true, TableOptions()))
        _ = try session.run(.use(name))
        database = name
        for table in task.tables { try load(table) }
    }

    private func load(_ data: DatabaseTask.TableData) throws(StatementFailure) {
        var definition = CreateTable(table: TableName(data.name))
        definition.ifNotExists = true
        definition.columns = data.columns.map {
            ColumnDefinition(name: $0, type: ColumnType(name: "text"))
        }
        _ = try session.run(.createTable(definition))
        guard !data.rows.isEmpty else { return }
        let rows = data.rows.map { $0.map(Expression.init(cell:)) }
        _ = try session.run(
            .insert(
                Insert(
                    table: TableName(data.name), columns: data.columns.map { ColumnReference($0) },
                    source: .rows(rows))))
    }

    func tableHash(of table: DatabaseTask.TableData) throws(StatementFailure) -> String {
        try answer(hashQuery(of: table))
    }

    var tables: [(name: String, columns: [String])] {
        guard let database, let schema = session.catalog[database: database] else { return [] }
        return schema.names.compactMap { name in
            guard case .table(let table)? = schema.relations[name] else { return nil }
            return (name, table.visibleColumns.map(\.name))
        }
    }
}

extension Expression {
    /// A JSON value as mysql-connector-python binds it.
    fileprivate init(cell: JSON) {
        switch cell {
        case .null: self = .literal(.null)
        case .bool(let flag): self = .literal(.boolean(flag))
        case .number(let literal):
            self = .literal(
                literal.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 == 0x2D }
                    ? .string(literal, introducer: nil)
                    : .string((Double(literal) ?? 0).pythonText, introducer: nil))
        case .string(let text): self = .literal(.string(text, introducer: nil))
        case .array, .object: self = .literal(.string(cell.text(), introducer: nil))
        }
    }
}

extension SyntaxStatement {
    /// Whether tables are defined afterwards as they were before.
    fileprivate var leavesTables: Bool {
        switch self {
        case .query, .insert, .update, .delete: true
        default: false
        }
    }

    /// The statements that commit what was done before them.
    fileprivate var changesSchema: Bool {
        switch self {
        case .createTable, .alterTable, .dropTables, .renameTables, .truncate, .createIndex,
            .dropIndex, .createView, .dropViews, .createDatabase, .alterDatabase, .dropDatabase:
            true
        default: false
        }
    }
}
