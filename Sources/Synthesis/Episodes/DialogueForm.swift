public import Dialogues
public import Environments

/// What stands around an episode to make it a dialogue: instruction, acknowledgement, demonstration.
public struct DialogueForm: Sendable {
    /// The messages before the task, as they are written.
    public var preamble: [Message]
    /// What stands before the first observation in the message that opens the task.
    public var lead: String

    /// The form of an opening of our own.
    public init(_ opening: DialogueOpening) {
        preamble = []
        lead = opening.lead
        var words = opening.instruction
        func told(_ text: String) -> String {
            defer { words = "" }
            return words.isEmpty || text.isEmpty ? words + text : words + "\n\n" + text
        }
        if !opening.acknowledgement.isEmpty {
            preamble.append(Message(role: .human, text: told(""), loss: nil))
            preamble.append(Message(role: .gpt, text: opening.acknowledgement, loss: false))
        }
        for round in opening.demonstration {
            preamble.append(Message(role: .human, text: told(round.message), loss: nil))
            preamble.append(Message(role: .gpt, text: round.reply, loss: false))
        }
        if !words.isEmpty { lead = words + "\n\n" + lead }
    }

    /// The form of a dialogue that somebody has: its messages before the task, word for word.
    ///
    /// - Parameter lead: what stands before observations in our own form; it is kept where the
    ///   dialogue has it too.
    public init(like dialogue: Dialogue, lead: String) {
        let parts = dialogue.parts
        preamble = Array(dialogue.messages[..<parts.taskIndex]).map {
            Message(role: $0.role, text: $0.text, loss: $0.loss)
        }
        self.lead = parts.task?.text.hasPrefix(lead) == true ? lead : ""
    }

    /// The dialogue of an episode.
    ///
    /// It ends with the agent's last reply: what the environment answered to that trains nobody.
    public func dialogue(of episode: PlayedEpisode) -> Dialogue {
        var messages = preamble
        messages.append(Message(role: .human, text: lead + episode.opening, loss: nil))
        for (index, turn) in episode.turns.enumerated() {
            messages.append(Message(role: .gpt, text: turn.reply, loss: true))
            guard index + 1 < episode.turns.count else { break }
            messages.append(Message(role: .human, text: turn.observation, loss: nil))
        }
        return Dialogue(id: episode.plan.id, messages: messages)
    }
}
