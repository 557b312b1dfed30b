import JSONTree

/// By which format's rules a dialogue is checked.
public enum DialogueRules: String, CaseIterable, Hashable, Sendable {
    /// AgentInstruct: human and gpt take turns, the human begins; a system prompt may stand before
    /// them.
    case agentInstruct = "agentinstruct"
    /// ShareGPT: many names for the roles, and conversations that begin or break anywhere.
    case shareGPT = "sharegpt"
    /// AgentInstruct where any message has `loss`, else ShareGPT.
    case automatic
}

extension Dialogue {
    /// What is wrong with the dialogue by a format's rules, each fault with its message and path.
    public func problems(by rules: DialogueRules = .automatic) -> [DialogueProblem] {
        faults(by: rules).map { $0.problem(at: DialogueProblem.Place()) }
    }

    func faults(by rules: DialogueRules) -> [DialogueFault] {
        guard !messages.isEmpty else {
            let path = [JSONPathStep.key("conversations")]
            return [DialogueFault(.emptyConversations, path, "the dialogue has no messages")]
        }
        let isStrict =
            switch rules {
            case .agentInstruct: true
            case .shareGPT: false
            case .automatic: messages.contains { $0.writesLoss }
            }
        var faults: [DialogueFault] = []
        var previous: Role.Side?
        for (index, message) in messages.enumerated() {
            let side = message.role.side
            if side == nil || isStrict && !message.role.isAgentInstruct {
                faults.append(
                    fault(.unknownRole, index, "from", "unknown role “\(message.role.rawValue)”"))
            }
            if side == .human, let loss = message.loss {
                faults.append(
                    fault(.lossOnHumanTurn, index, "loss", "loss is \(loss) on a human's turn"))
            }
            if isStrict, let side, let what = disorder(of: side, after: previous, at: index) {
                faults.append(fault(.wrongOrder, index, nil, what))
            }
            previous = side ?? previous
        }
        return faults
    }

    private func fault(
        _ code: DialogueProblem.Code, _ index: Int, _ key: String?, _ what: String
    ) -> DialogueFault {
        var path: [JSONPathStep] = [.key("conversations"), .index(index)]
        if let key { path.append(.key(key)) }
        return DialogueFault(code, path, what)
    }

    private func disorder(
        of side: Role.Side, after previous: Role.Side?, at index: Int
    ) -> String? {
        switch (previous, side) {
        case (nil, .agent), (.system, .agent): "the dialogue begins with the agent"
        case (.human, .human): "two turns of the human in a row"
        case (.agent, .agent): "two turns of the agent in a row"
        case (.system, .system), (.human, .system), (.agent, .system):
            "a system prompt stands within the dialogue"
        default: nil
        }
    }
}

extension Role {
    /// Whether AgentInstruct has the role, or a system prompt may stand before its dialogues.
    fileprivate var isAgentInstruct: Bool {
        self == .human || self == .gpt || self == .system
    }
}
