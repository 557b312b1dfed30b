import JSONTree

extension Dialogue {
    /// Whether any turn says whether it is trained.
    var statesLoss: Bool { messages.contains { $0.writesLoss } }

    /// The dialogue in AgentInstruct's form: every turn has `loss`.
    ///
    /// Where nothing is said, training counts a reply; so it is written.
    func withLoss(_ notes: inout ConversionNotes) -> Dialogue {
        var dialogue = self
        var added = 0
        for index in messages.indices {
            let message = messages[index]
            var loss = message.loss
            if loss == nil, message.role.side == .agent {
                loss = true
                added += 1
            }
            var role = message.role
            if let side = role.side, role != side.role {
                notes.add("names of roles became AgentInstruct's")
                role = side.role
            }
            dialogue.messages[index] = Message(
                role: role, text: message.text, loss: loss, extra: message.extra)
        }
        notes.add("replies that said nothing of loss are marked as trained", count: added)
        return dialogue
    }

    /// The dialogue in ShareGPT's form, which knows no loss.
    func withoutLoss(_ notes: inout ConversionNotes) -> Dialogue {
        var dialogue = self
        for index in messages.indices {
            let message = messages[index]
            if message.loss == false {
                notes.add("replies were marked as not trained, for which ShareGPT has no place")
            }
            dialogue.messages[index] = Message(
                role: message.role, text: message.text, extra: message.extra)
        }
        return dialogue
    }
}

extension Role.Side {
    /// The name that AgentInstruct gives the part.
    var role: Role {
        switch self {
        case .human: .human
        case .agent: .gpt
        case .system: .system
        }
    }
}
