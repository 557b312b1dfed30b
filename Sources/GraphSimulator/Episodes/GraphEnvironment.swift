public import Environments
import JSONTree

/// An episode of questions put to a knowledge graph.
public struct GraphEnvironment: Environment {
    let world: GraphWorld
    private var task: GraphTask?
    private var workspace = Workspace()
    private var seed: UInt64 = 0
    private var isRunning = false

    /// How many replies an episode of a task may have.
    public static let roundLimit = 15

    init(world: GraphWorld) {
        self.world = world
    }

    private var version: GraphVersion { world.behaviour.version }

    /// Starts with a question, or with none and without a limit of rounds.
    public mutating func reset(to task: String?, seed: UInt64) throws(EnvironmentError) -> Step {
        guard let task else {
            start(nil, seed: seed)
            return Step(
                observation: "Free play: name entities by their ids or, where they are unique, by "
                    + "their names.")
        }
        let question = try world.question(task)
        start(question, seed: seed)
        return Step(observation: world.opening(of: question))
    }

    private mutating func start(_ task: GraphTask?, seed: UInt64) {
        self.task = task
        self.seed = seed
        workspace = Workspace()
        isRunning = true
    }

    /// Takes the agent's whole message: text with an action or a final answer, or tool calls.
    public mutating func step(reply: String) throws(EnvironmentError) -> Step {
        version.hasToolCalls
            ? try answer(ToolCallReply(message: reply))
            : try answer(TextReply(message: reply))
    }

    /// Takes a bare action: `get_relations(Paris)`, `Final Answer: #2`.
    public mutating func step(action: String) throws(EnvironmentError) -> Step {
        version.hasToolCalls
            ? try answer(ToolCallReply(action: action))
            : try answer(TextReply(action: action))
    }

    /// The call or final answer in a message.
    public func action(in reply: String) -> String? {
        version.action(in: reply)
    }

    /// The line that makes a call, or the answer as it is; tool calls have no short form.
    public func reply(acting action: String) -> String? {
        guard !version.hasToolCalls else { return nil }
        return action.hasPrefix("Final Answer:") ? action : "Action: \(action)"
    }

    /// The message that commits a variable.
    public func reply(answering answer: String) -> String? {
        "Final Answer: \(answer.hasPrefix("#") ? answer : "#" + answer)"
    }

    // MARK: Looking

    /// The entities that the question names; none in free play.
    var topics: [GraphTask.Topic] { task?.topics ?? [] }

    /// The variables made so far.
    public var variables: [Variable] { workspace.variables }

    /// What a variable comes to, if that is known; asks the graph, but the episode does not notice.
    public func value(of index: Int) -> ProgramValue? {
        guard workspace.variables.indices.contains(index) else { return nil }
        return try? world.answer(of: workspace.variables[index])
    }

    // MARK: Transitions

    private mutating func answer(_ reply: TextReply) throws(EnvironmentError) -> Step {
        guard isRunning else { throw EnvironmentError(.notRunning, "the episode is over") }
        switch reply {
        case .none: return spend(ObservationText.noAction)
        case .answer(let index): return try finish(with: index)
        case .action(let line):
            let calls =
                version == .corrected
                ? ActionCall.wholeCalls(in: line) : ActionCall.calls(in: line)
            return try run(calls)
        }
    }

    /// Tries calls from left to right; the first that succeeds is the only one.
    private mutating func run(_ calls: [ActionCall]) throws(EnvironmentError) -> Step {
        var work = workspace
        var message = ObservationText.noCall
        for call in calls {
            let outcome = try work.perform(call, in: world, topics: task?.topics)
            switch outcome {
            case .refused:
                message = ObservationText.failure(call.name, work.lastArguments)
            case .listed(let key, let properties):
                workspace = work
                var details = JSONObject()
                details.append(inventions: world.inventions(behind: outcome))
                return spend(text(of: properties, listedOf: key), details: details)
            case .made(let variable):
                workspace = work
                var details = details(of: variable)
                details.append(inventions: world.inventions(behind: outcome))
                return spend(announcement(of: variable), details: details)
            }
        }
        workspace = work
        return spend(message)
    }

    private func announcement(of variable: Variable) -> String {
        ObservationText.variable(workspace.variables.count - 1, variable)
    }

    private func text(of properties: [UInt32], listedOf key: ListingKey) -> String {
        ObservationText.listing(world.names(of: properties, listedOf: key, seed: seed))
    }

    private func details(of variable: Variable) -> JSONObject {
        let description: JSON = [
            "index": JSON(workspace.variables.count - 1), "type": JSON(variable.type),
            "program": .string(variable.program.description),
        ]
        return JSONObject([("variable", description)])
    }

    /// Answers a reply; the last one that a task allows ends it without an answer.
    private mutating func spend(
        _ observation: String, details: JSONObject = JSONObject()
    ) -> Step {
        workspace.rounds += 1
        guard task != nil, workspace.rounds >= GraphEnvironment.roundLimit else {
            return Step(observation: observation, details: details)
        }
        isRunning = false
        var details = details
        append([], status: "task limit reached", to: &details)
        return Step(
            observation: observation, reward: reward(for: [], &details), end: .truncated,
            details: details)
    }

    private mutating func finish(with index: Int) throws(EnvironmentError) -> Step {
        guard workspace.variables.indices.contains(index) else {
            if version.hasToolCalls {
                return end(answering: [], status: "agent validation failed")
            }
            return spend(ObservationText.invalidVariable)
        }
        let variable = workspace.variables[index]
        let value = try world.answer(of: variable)
        if case .badlyFormed = value { return end(answering: [], status: "exception") }
        var step = end(answering: value.answer, status: "completed")
        if world.open != nil {
            step.details.append(inventions: [world.answerWords(for: variable)])
        }
        return step
    }

    private mutating func end(answering answer: [String], status: String) -> Step {
        workspace.rounds += 1
        isRunning = false
        var details = JSONObject()
        append(answer, status: status, to: &details)
        return Step(
            observation: "", reward: reward(for: answer, &details), end: .terminated,
            details: details)
    }

    private func append(_ answer: [String], status: String, to details: inout JSONObject) {
        details.append("answer", .array(answer.map { .string($0) }))
        let named = answer.compactMap { id in
            world.graph.name(of: id).map { (id, JSON.string($0)) }
        }
        if !named.isEmpty { details.append("names", .object(JSONObject(named))) }
        details.append("status", .string(status))
        details.append("actions", .array(workspace.actions.map { .string($0) }))
    }

    /// AgentBench's score, if the task has a gold answer or gold actions that lead to one: F1, and
    /// for tool calls whether the answer is exact.
    private func reward(for answer: [String], _ details: inout JSONObject) -> Double? {
        guard let task, let gold = world.goldAnswer(of: task) else { return nil }
        let grade = AnswerGrade(answer: answer, gold: gold)
        details.append("f1", JSON(grade.f1))
        details.append("exact_match", .bool(grade.isExact))
        details.append("executable", .bool(grade.isExecutable))
        return version.hasToolCalls ? (grade.isExact ? 1 : 0) : grade.f1
    }

    // MARK: Tool calls

    private mutating func answer(_ reply: ToolCallReply) throws(EnvironmentError) -> Step {
        guard isRunning else { throw EnvironmentError(.notRunning, "the episode is over") }
        switch reply {
        case .content(let text):
            guard case .answer(let index) = TextReply(message: text) else {
                return spend(ObservationText.noToolCall)
            }
            return try finish(with: index)
        case .calls(let calls):
            var work = workspace
            var messages: [String] = []
            var inventions: [String] = []
            for call in calls {
                messages.append(try message(answering: call, &work, &inventions))
            }
            workspace = work
            var details = JSONObject([("messages", .array(messages.map { .string($0) }))])
            details.append(inventions: inventions)
            return spend(messages.joined(separator: "\n"), details: details)
        }
    }

    /// Carries out one tool call.
    private func message(
        answering call: ToolCallReply.Call, _ work: inout Workspace, _ inventions: inout [String]
    ) throws(EnvironmentError) -> String {
        guard let tool = Tool(rawValue: call.name) else {
            return "Provide an invalid function name. Function \(call.name) does not exist"
        }
        guard let members = call.arguments else {
            throw .unsupported(
                "Python's message for the arguments of \(call.name), which are no JSON object")
        }
        var arguments: [String] = []
        for name in tool.parameters {
            switch members[name] {
            case .string(let text): arguments.append(text)
            case nil:
                return "Arguments do not match the function signature. "
                    + "Error processing arguments for \(call.name)"
            default:
                throw .unsupported("Python's message for the argument \(name), which is no text")
            }
        }
        let written = ActionCall(name: call.name, arguments: arguments)
        let outcome = try work.perform(written, in: world, topics: task?.topics)
        inventions += world.inventions(behind: outcome)
        switch outcome {
        case .listed(let key, let properties): return text(of: properties, listedOf: key)
        case .made(let variable):
            return ObservationText.variable(work.variables.count - 1, variable)
        case .refused(let reason):
            return "Error processing tool call: \(try reason.exceptionText())"
        }
    }

    // MARK: Completion

    /// Tools, then what their arguments could be: variables, the question's names, and the
    /// properties that were listed.
    public func completions(for prefix: String) -> [String] {
        Completion(world: world, workspace: workspace, topics: task?.topics)
            .completions(for: prefix)
    }
}

extension GraphVersion {
    /// The bare action in a message.
    func action(in reply: String) -> String? {
        hasToolCalls
            ? ToolCallReply(message: reply).bareAction(of: reply)
            : TextReply(message: reply).bareAction
    }
}

extension ToolRefusal {
    /// The text of the exception that AgentBench's function-calling version reports.
    fileprivate func exceptionText() throws(EnvironmentError) -> String {
        switch self {
        case .noNumber(let text):
            guard !text.contains("'"), !text.contains("\\") else {
                throw .unsupported("Python's message for the number \(text)")
            }
            return "invalid literal for int() with base 10: '\(text)'"
        case .noSuchVariable: return "list index out of range"
        case .notAnEntity(let tool):
            return "\(tool.rawValue): variable must be a variable or an entity"
        case .notAVariable(let member): return "'str' object has no attribute '\(member)'"
        case .relationNotListed:
            return "get_neighbors: relation must be a relation of the variable"
        case .attributeNotListed(let tool):
            return "\(tool.rawValue): attribute must be an attribute of the variable"
        case .differentTypes: return "intersection: two variables must have the same type"
        case .badQuery: throw .unsupported("the store's message for a malformed query")
        case .unknownTool, .unreadableArguments, .wrongCount:
            throw .unsupported("the message for a call of this form")
        }
    }
}
