public import Environments
import JSONTree
import Synchronization

/// An episode in a database: the agent reads a question, runs statements, and answers.
///
/// A value: copies share the engine until one of them is stepped, which then takes a copy of its
/// own.
///
///     var library = try DatabaseEnvironment(world: .file("Worlds/db/library.jsonl"))
///     _ = try library.reset(to: "library#3", seed: 7)
///     let asked = try library.step(action: "SELECT COUNT(*) FROM `loans`")
///     // asked.observation == "[(15,)]"
///
/// A bare action is a statement; `Final Answer: …` commits an answer.
public struct DatabaseEnvironment: Environment {
    /// How many statements AgentBench lets an agent run.
    static let roundLimit = 15

    private let world: DatabaseWorld
    /// Of a running episode; nil before the first reset.
    private var engine: EngineBox?
    private var task: DatabaseTask?
    private var isRunning = false
    private var rounds = 0
    /// The statements that changed something, in an inferred world.
    private var writes: [String] = []

    init(world: DatabaseWorld) {
        self.world = world
    }

    /// An episode in a world of its own.
    ///
    /// - Throws: ``EnvironmentError`` if the world cannot be loaded.
    public init(
        world source: DatabaseWorld.Source,
        configuration: DatabaseWorld.Configuration = DatabaseWorld.Configuration()
    ) throws(EnvironmentError) {
        self = try DatabaseWorld(source, configuration: configuration).makeEnvironment()
    }

    // MARK: Episode

    /// Makes the task's tables afresh; without a task, the world's own data.
    ///
    /// The seed changes nothing: a database leaves nothing to chance.
    public mutating func reset(
        to task: String?, seed: UInt64
    ) throws(EnvironmentError) -> Step {
        let chosen = try task.map { id throws(EnvironmentError) in try world.task(id) }
        let fresh = try world.freshEngine()
        if let chosen, !chosen.usesWorldData {
            do throws(StatementFailure) {
                try fresh.load(chosen)
            } catch {
                // AgentBench ignores a table that cannot be made: the episode starts without it.
                guard case .mysql = error else { throw EnvironmentError(error) }
            }
        }
        engine = EngineBox(fresh)
        self.task = chosen
        isRunning = true
        rounds = 0
        writes = []
        var details = JSONObject()
        if !world.faults.isEmpty {
            details["setup_errors"] = .array(world.faults.map(JSON.string))
        }
        return Step(
            observation: chosen?.text ?? TableListing.text(of: fresh.tables), details: details)
    }

    /// Reads the message by the reply format and does what it asks for.
    public mutating func step(reply: String) throws(EnvironmentError) -> Step {
        try requireRunning()
        switch world.configuration.replies.action(in: reply) {
        case .execute(let statement): return try execute(statement)
        case .answer(let answer): return try finish(answer)
        case .refused(let observation): return Step(observation: observation)
        case .invalid(let problem):
            isRunning = false
            return Step(
                observation: "", reward: task == nil ? nil : 0, end: .terminated,
                details: JSONObject([
                    ("status", "agent validation failed"), ("problem", .string(problem)),
                ]))
        }
    }

    /// Runs a statement, or commits the answer after `Final Answer:`.
    public mutating func step(action: String) throws(EnvironmentError) -> Step {
        try requireRunning()
        let marker = "Final Answer:"
        if action.hasPrefix(marker) { return try finish(String(action.dropFirst(marker.count))) }
        return try execute(action)
    }

    private func requireRunning() throws(EnvironmentError) {
        guard isRunning else {
            throw EnvironmentError(.notRunning, "the episode is not running; reset it first")
        }
    }

    private mutating func execute(_ statement: String) throws(EnvironmentError) -> Step {
        if task != nil, rounds >= DatabaseEnvironment.roundLimit {
            isRunning = false
            return Step(
                observation: "", reward: 0, end: .truncated,
                details: JSONObject([("status", "task limit reached")]))
        }
        let missing = world.openness?.missingFact(for: statement, after: writes)
        if let missing {
            if let error = fixedError(of: statement) {
                rounds += 1
                return Step(observation: error)
            }
            if world.configuration.completion == nil {
                throw EnvironmentError(
                    .unknown, "the record does not fix what this depends on: \(missing)")
            }
        }
        do throws(StatementFailure) {
            let answer = try ownEngine().answer(statement)
            rounds += 1
            if world.openness?.isWrite(statement) == true, answer.hasPrefix("[") {
                writes.append(statement)
            }
            guard let missing else { return Step(observation: answer) }
            let invented = [missing] + world.invented
            return Step(
                observation: answer,
                details: JSONObject([("invented", .array(invented.map { .string($0) }))]))
        } catch {
            throw EnvironmentError(error)
        }
    }

    /// The error that a statement meets in an inferred world, whatever its rows are.
    private mutating func fixedError(of statement: String) -> String? {
        guard let openness = world.openness, !openness.isWrite(statement),
            let answer = try? ownEngine().answer(statement),
            openness.fixes(answer, to: statement, after: writes)
        else { return nil }
        return answer
    }

    private mutating func finish(_ answer: String) throws(EnvironmentError) -> Step {
        do throws(StatementFailure) {
            let reward = try reward(for: answer)
            isRunning = false
            return Step(
                observation: "", reward: reward, end: .terminated,
                details: JSONObject([("answer", .string(answer))]))
        } catch {
            throw EnvironmentError(error)
        }
    }

    private mutating func reward(for answer: String) throws(StatementFailure) -> Double? {
        guard let task else { return nil }
        switch task.grader {
        case .none: return nil
        case .labels(let labels):
            let isRight =
                world.configuration.replies == .agentBenchFunctionCalls
                ? AnswerGrader.functionCalls(answer, labels: labels)
                : AnswerGrader.agentBenchV2(answer, labels: labels)
            return isRight ? 1 : 0
        case .tableHash(let expected):
            return try hash(of: task, in: ownEngine()) == expected ? 1 : 0
        case .statements(let statements):
            let expected = try world.templateCopy()
            if !task.usesWorldData { try expected.load(task) }
            for statement in statements { _ = try expected.answer(statement) }
            return try hash(of: task, in: ownEngine()) == hash(of: task, in: expected) ? 1 : 0
        }
    }

    private func hash(
        of task: DatabaseTask, in engine: any DatabaseEngine
    ) throws(StatementFailure) -> String {
        var hashes: [String] = []
        for table in task.tables { hashes.append(try engine.tableHash(of: table)) }
        return hashes.joined(separator: "_")
    }

    /// The engine, for this value alone.
    private mutating func ownEngine() throws(StatementFailure) -> any DatabaseEngine {
        if isKnownUniquelyReferenced(&engine), let engine { return engine.engine }
        guard let shared = engine else {
            throw .unsupported("a statement before the episode was reset")
        }
        let own = EngineBox(try shared.copied())
        engine = own
        return own.engine
    }

    // MARK: At a prompt

    /// The statement in a message, or the answer that it commits.
    public func action(in reply: String) -> String? {
        world.configuration.replies.bareAction(in: reply)
    }

    /// The message that runs a statement or commits an answer, without a thought.
    public func reply(acting action: String) -> String? {
        let marker = "Final Answer:"
        let replies = world.configuration.replies
        return action.hasPrefix(marker)
            ? replies.reply(answering: String(action.dropFirst(marker.count)))
            : replies.reply(executing: action)
    }

    /// The message that commits an answer.
    public func reply(answering answer: String) -> String? {
        world.configuration.replies.reply(answering: answer)
    }

    /// Tables, columns and SQL's commonest words that begin with the last word of the prefix.
    public func completions(for prefix: String) -> [String] {
        TableListing.completions(for: prefix, tables: engine?.engine.tables ?? [])
    }
}

/// The engine of an episode; copies of the episode share it until one is stepped.
///
/// `@unchecked`: only the value that holds the sole reference ever runs the engine, and copying,
/// which several may do at once, is serialised by the lock.
private final class EngineBox: @unchecked Sendable {
    let engine: any DatabaseEngine
    private let lock = Mutex(())

    init(_ engine: any DatabaseEngine) {
        self.engine = engine
    }

    func copied() throws(StatementFailure) -> any DatabaseEngine {
        try lock.withLock { _ throws(StatementFailure) in try engine.copy() }
    }
}
