public import Environments
import JSONTree
import SQLiteKit
import Synchronization

/// A database to work in, with its tasks: AgentBench dbbench files, a `.sql` script, or a SQLite
/// file, or a folder of these.
public struct DatabaseWorld: World {
    /// Where a world comes from.
    public enum Source: Sendable {
        /// A file or folder.
        case file(String)
        /// The text of a `.sql` script, under a name for messages.
        case script(String, name: String)
    }

    /// The settings that shape every answer.
    public struct Configuration: Hashable, Sendable {
        /// What executes statements.
        public enum Dialect: String, Sendable, CaseIterable {
            /// MySQL 8, as emulated here.
            case mysql
            /// SQLite itself.
            case sqlite
        }

        /// What executes statements.
        public var dialect = Dialect.mysql
        /// How replies are read and graded.
        public var replies = DatabaseReplyFormat.agentinstruct
        /// Whether scripts run in ``dialect`` even where they name another in their first line.
        public var keepsDialect = false
        /// The seed by which an inferred world fills in what it leaves open; `nil` if it does not.
        public var completion: UInt64?
        /// Whether a write answers with the number of rows it changed instead of `[]`.
        public var showsAffectedRows = false

        /// AgentInstruct's settings.
        public init() {}
    }

    /// The settings of every episode in this world.
    public let configuration: Configuration
    /// The tasks, in the order of the files.
    public let tasks: [TaskDescription]
    /// The statements of a script that the database answered with an error, as
    /// `FILE: statement 3: 1060 (42S21): …`; the rest of the script ran.
    public let faults: [String]
    /// The tasks with their tables, in the order of the files.
    let listedTasks: [DatabaseTask]
    /// What an inferred world leaves open; `nil` for a world that is all there is.
    let openness: OpenDatabase?
    /// What was filled in.
    let invented: [String]
    private let taskData: [String: DatabaseTask]
    private let taskIds: [String: String]
    /// The data that free play starts from; it is copied, never changed.
    private let template: EngineTemplate
    private let derivations = DerivationShelf()

    /// Loads a world.
    ///
    /// - Throws: ``EnvironmentError`` `badWorld` with the path, the line and what is wrong there.
    public init(
        _ source: Source, configuration: Configuration = Configuration()
    ) throws(EnvironmentError) {
        var loader = try DatabaseWorldLoader(configuration: configuration)
        switch source {
        case .file(let path): try loader.load(path: path)
        case .script(let text, let name): try loader.run(script: text, name: name)
        }
        self.configuration = loader.configuration
        template = EngineTemplate(loader.engine)
        faults = loader.problems
        openness = loader.openness
        invented = loader.invented
        tasks = loader.tasks.map { TaskDescription(id: $0.id, text: $0.text, kind: $0.kind) }
        listedTasks = loader.tasks
        taskData = Dictionary(loader.tasks.map { ($0.id, $0) }) { first, _ in first }
        taskIds = Dictionary(loader.tasks.map { ($0.text, $0.id) }) { first, _ in first }
    }

    /// An episode, before its first reset.
    public func makeEnvironment() throws(EnvironmentError) -> DatabaseEnvironment {
        DatabaseEnvironment(world: self)
    }

    /// A question or change over the world's tables whose solution is beyond doubt.
    public func task(derivedAs id: DerivedTask) throws(EnvironmentError) -> TaskDescription {
        try derivations.task(id, in: self).description
    }

    /// An expert who knows the statement that solves the task.
    public func makeExpert(
        for task: String, seed: UInt64
    ) throws(EnvironmentError) -> any Expert {
        if let id = DerivedTask(id: task), taskData[task] == nil {
            let derived = try derivations.task(id, in: self)
            return DatabaseExpert(
                DatabasePlan(derived), format: configuration.replies, seed: seed)
        }
        guard let plan = DatabasePlan(try self.task(task)) else {
            throw .unsupported(
                "an expert for \(task), whose file gives no statement that solves it")
        }
        return DatabaseExpert(plan, format: configuration.replies, seed: seed)
    }

    func task(_ id: String) throws(EnvironmentError) -> DatabaseTask {
        if taskData[id] == nil, let derived = DerivedTask(id: id) {
            return try derivations.task(derived, in: self).task
        }
        guard let task = taskData[id] else {
            throw EnvironmentError(
                .unknownTask, "this world has no task \(id); `diorama tasks db` lists its tasks")
        }
        return task
    }

    /// By the text of the task, else by id: ids may lie.
    public func task(of episode: RecordedEpisode) -> String? {
        taskIds[episode.task] ?? (taskData[episode.id] == nil ? nil : episode.id)
    }

    /// The same rows in another order, where the statement asks for none.
    public func equivalence(
        of recorded: String, and replayed: String, after action: String?
    ) -> String? {
        guard let action, RowOrder.isFree(in: action),
            RowOrder.haveSameRows(recorded, replayed)
        else { return nil }
        return "row-order"
    }

    func freshEngine() throws(EnvironmentError) -> any DatabaseEngine {
        do throws(StatementFailure) {
            return try templateCopy()
        } catch {
            throw EnvironmentError(error)
        }
    }

    func templateCopy() throws(StatementFailure) -> any DatabaseEngine {
        try template.copy()
    }

    static func makeEngine(
        _ configuration: Configuration
    ) throws(StatementFailure) -> any DatabaseEngine {
        switch configuration.dialect {
        case .sqlite: return try SQLiteEngine()
        case .mysql:
            let rendering: ResultRendering =
                configuration.showsAffectedRows
                ? .affectedRows
                : configuration.replies == .agentBenchFunctionCalls
                    ? .agentBenchFunctionCalls : .agentinstruct
            return try MySQLEngine(rendering: rendering)
        }
    }
}

/// An engine that is only ever copied, by one thread at a time.
private final class EngineTemplate: Sendable {
    private let engine: Mutex<any DatabaseEngine>

    init(_ engine: sending any DatabaseEngine) {
        self.engine = Mutex(engine)
    }

    func copy() throws(StatementFailure) -> sending any DatabaseEngine {
        try engine.withLock { engine throws(StatementFailure) in try engine.copy() }
    }
}

extension EnvironmentError {
    /// What a caller learns of a statement that got no answer.
    init(_ failure: StatementFailure) {
        switch failure {
        case .mysql(let error): self.init(.badWorld, error.rendered)
        case .unsupported(let feature): self = .unsupported(feature)
        case .deadline:
            self.init(.deadline, "the statement ran into its deadline and was stopped")
        case .limit(let limit): self.init(.limit, limit)
        }
    }
}
