public import Environments
import JSONTree
import SeededRandom

/// An expert that carries out a question's gold actions and says why.
///
/// It knows the way but speaks only of what the episode has shown: the question, its entities, the
/// listings and the types of the variables. After a mistake it looks at the answer and goes on.
public struct GraphExpert: Expert {
    private let version: GraphVersion
    private let topics: [GraphTask.Topic]
    /// The gold actions, with the names of the question instead of ids.
    private let calls: [ActionCall]
    private var narrator: GraphNarrator
    private var generator: SeededGenerator
    /// How many of the gold actions have succeeded.
    private var done = 0
    /// For each variable of the gold actions, its number in the episode.
    private var numbers: [Int] = []
    /// The types of the episode's variables, as they were announced.
    private var types: [String] = []
    /// The names in the last listing.
    private var listed: [String] = []
    private var said = Utterance.nothing
    private var rounds = 0

    /// What was said last.
    private enum Utterance {
        case nothing
        case gold(ActionCall)
        case answer
        case mistake(GraphMistake)
    }

    /// An expert for a question of a world.
    ///
    /// - Throws: if the question has no gold actions, or they do not work in the world's behaviour
    ///   version.
    init(question: GraphTask, world: GraphWorld, seed: UInt64) throws(EnvironmentError) {
        version = world.behaviour.version
        topics = question.topics
        var series = SeededGenerator(seed: seed)
        narrator = GraphNarrator(seed: series.next())
        generator = SeededGenerator(seed: series.next())
        guard !question.actions.isEmpty else {
            throw .unsupported("an expert for \(question.id), which has no gold actions")
        }
        if let fault = world.faults(of: question).first(where: { $0.reason != .otherAnswer }) {
            throw .unsupported("an expert for a question that cannot be answered: \(fault)")
        }
        calls = question.actions.compactMap { action in
            guard let call = ActionCall.calls(in: PythonText(action)).first else { return nil }
            let arguments = call.arguments?.map { argument in
                question.topics.first { $0.id == argument }?.name ?? argument
            }
            return ActionCall(name: call.name, arguments: arguments)
        }
    }

    /// The next action with the reason for it, or the answer.
    public mutating func reply(after step: Step) throws(EnvironmentError) -> String? {
        guard take(step) else { return nil }
        let remark = remark()
        guard done < calls.count else {
            guard let last = numbers.last else { return nil }
            said = .answer
            return answer(last, narrator.answer(last), remark)
        }
        let call = current(calls[done])
        let thought = narrator.thought(
            on: call, isFirst: done == 0, question: topics.map(\.name))
        said = .gold(call)
        return message(call, thought, remark)
    }

    /// A refused call, a wrong turn, or a message without an action.
    public mutating func mistake(after step: Step) throws(EnvironmentError) -> String? {
        // One mistake at a time; and what is left to do must fit into the episode.
        if case .mistake = said { return nil }
        guard step.end == nil,
            rounds + 1 + calls.count - done + 3 < GraphEnvironment.roundLimit
        else { return nil }
        var after = self
        guard after.take(step) else { return nil }
        let call = after.done < calls.count ? after.current(calls[after.done]) : nil
        guard
            let mistake = GraphMistake.plausible(
                instead: call, topics: topics, listed: after.listed, types: after.types,
                version: version,
                using: &after.generator)
        else { return nil }
        let remark = after.remark()
        self = after
        said = .mistake(mistake)
        switch mistake {
        case .call(let call, let reason): return message(call, reason, remark)
        case .answer(let number, let reason): return answer(number, reason, remark)
        case .silence(let thought): return text(thought, remark, nil)
        }
    }

    // MARK: Following the episode

    /// Takes in what was answered; `false` if there is nothing more to say.
    private mutating func take(_ step: Step) -> Bool {
        guard step.end == nil else { return false }
        let last = said
        said = .nothing
        if case .nothing = last { return true }
        rounds += 1
        let names = ObservationText.names(inListing: step.observation)
        let announced = announcement(in: step.observation)
        if let names { listed = names }
        if let announced { types.append(announced) }
        switch last {
        case .gold:
            guard names != nil || announced != nil else { return false }
            if announced != nil { numbers.append(types.count - 1) }
            done += 1
        case .mistake(let mistake):
            narrator.noteMistake(mistake, answeredWith: step.observation, type: announced)
        case .answer, .nothing: return false
        }
        return true
    }

    /// The type of the variable that an observation announces; a number has the type of counts.
    private func announcement(in text: String) -> String? {
        if let type = ObservationText.type(in: text, index: types.count) { return type }
        let number = ObservationText.variable(
            types.count, Variable(type: nil, program: .count(.entity(""))))
        return text.isIdentical(to: number) ? "type.int" : nil
    }

    private mutating func remark() -> String? { narrator.remark() }

    /// A gold action with the episode's numbers for its variables.
    private func current(_ call: ActionCall) -> ActionCall {
        let arguments = call.arguments?.map { argument in
            guard argument.hasPrefix("#"), let index = Int(argument.dropFirst()),
                numbers.indices.contains(index)
            else { return argument }
            return "#\(numbers[index])"
        }
        return ActionCall(name: call.name, arguments: arguments)
    }

    // MARK: Words

    private func message(_ call: ActionCall, _ thought: String, _ remark: String?) -> String {
        let arguments = call.arguments ?? []
        guard version.hasToolCalls else {
            let end = call.arguments == nil ? "" : ")"
            return text(
                thought, remark,
                "Action: \(call.name)(\(arguments.joined(separator: ", "))\(end)")
        }
        let names = Tool(rawValue: call.name)?.parameters ?? []
        let values = JSONObject(zip(names, arguments.map { JSON.string($0) }))
        let function: JSON = [
            "name": .string(call.name), "arguments": .string(JSON.object(values).text()),
        ]
        let tool: JSON = [
            "id": .string("call_\(rounds)"), "type": "function", "function": function,
        ]
        let message: JSON = [
            "role": "assistant", "content": .string(words(thought, remark)),
            "tool_calls": .array([tool]),
        ]
        return message.text()
    }

    private func answer(_ number: Int, _ thought: String, _ remark: String?) -> String {
        text(thought, remark, "Final Answer: #\(number)")
    }

    private func text(_ thought: String, _ remark: String?, _ action: String?) -> String {
        let words = words(thought, remark)
        let head = version.hasToolCalls ? words : "Thought: \(words)"
        return action.map { "\(head)\n\($0)" } ?? head
    }

    private func words(_ thought: String, _ remark: String?) -> String {
        remark.map { "\($0) \(thought)" } ?? thought
    }
}
