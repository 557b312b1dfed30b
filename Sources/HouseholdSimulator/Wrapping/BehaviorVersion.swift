/// Who stands between the agent and the game, and what they change.
public enum BehaviorVersion: String, CaseIterable, Hashable, Sendable {
    /// AgentBench as it recorded AgentInstruct: replies with `ACTION:`, the nearest admissible
    /// command is taken, arrival sentences are cut off, no list of actions; 35 rounds.
    case agentInstruct = "agentinstruct"
    /// AgentBench 0.2: the same, with the list of available actions after every observation.
    case agentBench02 = "agentbench-v0.2"
    /// AgentBench with function calls: the same again, with the tool `take_action`; 20 rounds.
    case agentBenchFC = "agentbench-fc"
    /// The game itself, as ALFWorld runs it: the reply is the command; 50 steps.
    case original

    /// After how many steps an episode of a task is cut off.
    public var stepLimit: Int {
        switch self {
        case .agentInstruct, .agentBench02: 35
        case .agentBenchFC: 20
        case .original: 50
        }
    }

    /// Whether AgentBench stands between agent and game.
    var isWrapped: Bool { self != .original }

    /// Whether observations end with the list of what can be done.
    var listsActions: Bool { self == .agentBench02 || self == .agentBenchFC }
}

extension BehaviorVersion {
    /// The first thing the agent is told.
    func opening(_ house: House) -> String {
        isWrapped
            ? "Here is your task. \(house.surroundings)\nYour task is to: \(house.task)"
            : "-= Welcome to TextWorld, ALFRED! =-\n\n\(house.surroundings)\n\n"
                + "Your task is to: \(house.task)"
    }

    /// What the agent sees of the game's answer.
    func observation(_ answer: String) -> String {
        guard isWrapped, answer.hasPrefix("You arrive at loc "),
            let stop = answer.utf8Range(of: ". ")
        else { return answer }
        return String(answer[stop.upperBound...])
    }

    /// The block that follows an observation, if this version lists actions.
    func actionList(_ commands: [String]) -> String {
        listsActions ? " AVAILABLE ACTIONS: \(commands.joined(separator: "\n"))\n" : ""
    }

    /// An observation as it was sent, taken apart: the game's answer and the list of actions.
    func parts(of message: String) -> (answer: String, commands: [String]?) {
        guard listsActions, let marker = message.utf8Range(of: " AVAILABLE ACTIONS: ") else {
            return (message, nil)
        }
        let block = message[marker.upperBound...]
        let lines = block.utf8.split(separator: UInt8(ascii: "\n"))
        return (
            String(message[..<marker.lowerBound]), lines.map { String(decoding: $0, as: UTF8.self) }
        )
    }

    /// The action in an agent's message, without white space around it; `nil` if there is none.
    public func action(in reply: String) -> String? {
        switch self {
        case .original: return reply
        case .agentInstruct, .agentBench02:
            guard let marker = reply.utf8Range(of: "ACTION:") else { return nil }
            let rest = reply.utf8[marker.upperBound...]
            let line = rest.prefix { $0 != UInt8(ascii: "\n") }
            return String(decoding: line, as: UTF8.self).trimmingPythonSpace
        case .agentBenchFC: return ToolCall.action(in: reply)
        }
    }

    /// The message that takes an action, without a thought.
    func reply(acting action: String) -> String {
        switch self {
        case .original: action
        case .agentInstruct, .agentBench02: "ACTION: \(action)"
        case .agentBenchFC: ToolCall.message(taking: action)
        }
    }

    /// An action as it is compared with the admissible commands.
    func normalized(_ action: String) -> String {
        guard isWrapped else { return action.trimmingPythonSpace }
        let trimmed = action.trimmingPythonSpace.lowercased()
        return String(decoding: trimmed.utf8.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    /// What the game is given for an action of the agent's.
    func command(
        for action: String, among admissible: () -> [String], isAdmissible: (String) -> Bool
    ) -> String {
        let line = normalized(action)
        if !isWrapped || isAdmissible(line) { return line }
        return NearestCommand.choose(for: line, among: admissible()) ?? line
    }
}

extension StringProtocol {
    /// Where a text first occurs, byte by byte.
    func utf8Range(of other: StaticString) -> Range<String.UTF8View.Index>? {
        let pattern = Array("\(other)".utf8)
        var start = utf8.startIndex
        while let candidate = utf8[start...].firstIndex(of: pattern[0]) {
            if utf8[candidate...].starts(with: pattern) {
                return candidate..<utf8.index(candidate, offsetBy: pattern.count)
            }
            start = utf8.index(after: candidate)
        }
        return nil
    }
}
