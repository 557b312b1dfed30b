/// Who stands between the agent and the shop, and what they change.
public enum ShopVersion: String, CaseIterable, Hashable, Sendable {
    /// AgentBench as it recorded AgentInstruct: the bare text of pages; 10 rounds.
    case agentInstruct = "agentinstruct"
    /// AgentBench 0.1: the text, and the list of what can be clicked; 10 rounds.
    case agentBench01 = "agentbench-v0.1"
    /// AgentBench 0.2: the same, and the action may stand on the line of its word; 10 rounds.
    case agentBench02 = "agentbench-v0.2"
    /// AgentBench with function calls: the tools `search_action` and `click_action`; 20 rounds.
    case agentBenchFC = "agentbench-fc"
    /// ETO: the text, from the second message on under a heading, without a list; 10 rounds.
    case eto
    /// WebShop's own text environment: the reply is the action; nothing ends an episode for good.
    case original
    /// WebShop's own text environment with its mistakes put right.
    case corrected

    /// After how many steps an episode of a task is cut off; `nil` if never.
    public var stepLimit: Int? {
        switch self {
        case .agentInstruct, .agentBench01, .agentBench02, .eto: 10
        case .agentBenchFC: 20
        case .original, .corrected: nil
        }
    }

    /// Whether a visit can go on after a purchase, as it can in the original.
    var goesOnAfterPurchase: Bool { self == .original }

    /// What answers a message without an action; `nil` if such a message ends the episode.
    var answerWithoutAction: String? {
        switch self {
        case .agentBenchFC: ToolCall.missing
        case .eto: "Observation: Invalid format. The input must contains 'Action: '"
        case .agentInstruct, .agentBench01, .agentBench02, .original, .corrected: nil
        }
    }

    /// Whether messages list what can be done.
    var listsActions: Bool {
        switch self {
        case .agentBench01, .agentBench02, .agentBenchFC: true
        case .agentInstruct, .eto, .original, .corrected: false
        }
    }

    /// Whether the original's mistakes are put right.
    var correctsQuirks: Bool { self == .corrected }
}

extension ShopVersion {
    /// The bare action in an agent's message; `nil` if there is none.
    func action(in reply: String) -> String? {
        switch self {
        case .original, .corrected: reply
        case .agentInstruct, .agentBench02: LabelledAction.find(in: reply, needsLineBreak: false)
        case .agentBench01: LabelledAction.find(in: reply, needsLineBreak: true)
        case .agentBenchFC: ToolCall.action(in: reply)
        case .eto: LabelledAction.rest(of: reply)
        }
    }

    /// What the agent is sent.
    ///
    /// - Parameters:
    ///   - action: what was done; `nil` for the first message.
    ///   - observation: what the page shows.
    func message(after action: String?, _ observation: String, _ content: PageContent) -> String {
        switch self {
        case .agentInstruct, .original, .corrected: observation
        case .eto: (action == nil ? "" : "Observation:\n") + observation
        case .agentBench01, .agentBench02:
            "Observation:\n\(observation)\n\nAvailable Actions:\n\(content.pythonActions)"
        case .agentBenchFC:
            (action.map { "Action: \($0)\n\nObservation:\n" } ?? "The initial observation:\n")
                + "\(observation)\n\nAvailable Actions:\n\(content.pythonActions)"
        }
    }
}

extension PageContent {
    /// What can be done, as Python prints it.
    var pythonActions: String {
        "{'has_search_bar': \(hasSearchBar ? "True" : "False"), "
            + "'clickables': \(PythonRepresentation.of(clickables))}"
    }
}

extension ShopVersion {
    /// The page in a message, without what this version puts around it; `nil` if the message has
    /// another form.
    func page(in message: String, isFirst: Bool) -> String? {
        switch self {
        case .agentInstruct, .original, .corrected: return message
        case .eto:
            return isFirst ? message : Self.part(of: message, from: "Observation:\n", to: nil)
        case .agentBench01, .agentBench02:
            return Self.part(of: message, from: "Observation:\n", to: "\n\nAvailable Actions:\n")
        case .agentBenchFC:
            return Self.part(
                of: message, from: isFirst ? "The initial observation:\n" : "\n\nObservation:\n",
                to: "\n\nAvailable Actions:\n")
        }
    }

    /// What a message says can be done, as Python prints it; `nil` if this version does not say.
    func actions(in message: String) -> String? {
        listsActions ? Self.part(of: message, from: "\n\nAvailable Actions:\n", to: nil) : nil
    }

    private static func part(of message: String, from head: String, to tail: String?) -> String? {
        guard let start = message.firstRange(of: Array(head.utf8)) else { return nil }
        let rest = message[start.upperBound...]
        guard let tail else { return String(rest) }
        guard let end = rest.firstRange(of: Array(tail.utf8)) else { return nil }
        return String(rest[..<end.lowerBound])
    }
}
