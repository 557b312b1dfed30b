import Dialogues
import Environments

/// A dialogue with all that rules ask about it.
struct CheckSubject {
    let dialogue: Dialogue
    let environment: EnvironmentIdentifier?
    let parts: DialogueParts
    /// Reads replies; `nil` where there is no simulator of the environment.
    let read: ((String) -> String?)?

    init(_ dialogue: Dialogue, simulators: [any Simulator], settings: Settings) {
        self.dialogue = dialogue
        let environment = dialogue.recognisedEnvironment.flatMap(EnvironmentIdentifier.init)
        self.environment = environment
        parts = dialogue.parts
        let simulator = simulators.first { $0.identifier == environment }
        read = simulator.map { simulator in
            // A setting that the environment does not have is none of its business.
            let known = settings.filter { setting in
                simulator.settings.contains {
                    $0.name == setting.key && $0.values.contains(setting.value)
                }
            }
            return { simulator.action(in: $0, settings: known) }
        }
    }

    var messages: [Message] { dialogue.messages }

    /// The replies of the demonstration, without the acknowledgement: that is the first one, if it
    /// is short.
    var examples: [(index: Int, reply: String)] {
        let agents = messages.indices.prefix(parts.taskIndex).filter {
            messages[$0].role.side == .agent
        }
        return agents.enumerated().compactMap { number, index in
            let text = messages[index].text
            return number == 0 && text.utf8.count < 200 && !text.contains("\n")
                ? nil : (index, text)
        }
    }

    /// Whether a turn ends the episode, as far as its reply and what the environment says to it
    /// show.
    func isEnd(_ turn: DialogueParts.Turn) -> Bool {
        guard isAnswer(turn.reply) else { return false }
        switch environment {
        // An answer with a variable that there is not is refused, and the episode goes on.
        case .kg: return !(turn.observation?.contains("Need to recheck the action") ?? false)
        // A click on what the page does not show does nothing.
        case .webshop:
            let page = turn.replyIndex > 0 ? messages[turn.replyIndex - 1].text : ""
            return !page.contains("[SEP]") || page.lowercased().contains("buy now")
        default: return true
        }
    }

    /// Whether a reply is meant to end the episode.
    private func isAnswer(_ reply: String) -> Bool {
        switch environment {
        case .db, .kg:
            // Both parsers give an answer back under this name.
            read.map { $0(reply)?.hasPrefix("Final Answer:") ?? false }
                ?? reply.contains("Final Answer:")
        case .os:
            reply.ranges(of: "Act:").last.map { range in
                let act = reply[range.upperBound...].drop { $0.isWhitespace }.lowercased()
                return act.hasPrefix("answer(") || act.hasPrefix("finish")
            } ?? false
        case .webshop: reply.lowercased().contains("click[buy now]")
        case .alfworld, .mind2web, nil: false
        }
    }

    /// Whether episodes of the environment end by a reply.
    var endsByReply: Bool {
        switch environment {
        case .db, .kg, .os, .webshop: true
        case .alfworld, .mind2web, nil: false
        }
    }
}
