import Dialogues
import Environments

extension CheckSubject {
    private static let truncationMarks = [
        "[TRUNCATED]", "[truncated because the output is too long]",
    ]

    /// The complaints about texts.
    var textComplaints: [CheckComplaint] {
        var complaints: [CheckComplaint] = []
        func complain(_ rule: CheckRule, _ what: String, where breaks: (Int, Message) -> Bool) {
            let found = messages.indices.filter { breaks($0, messages[$0]) }
            guard !found.isEmpty else { return }
            complaints.append(CheckComplaint(rule: rule, messages: found, what: what))
        }
        complain(.emptyMessage, "the message is empty") { _, message in
            message.text.utf8.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
        }
        complain(.escapeCodes, "the message holds raw control characters") { _, message in
            message.text.utf8.contains { byte in
                byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F
            }
        }
        complain(.replacementCharacter, "the message holds U+FFFD") { _, message in
            message.text.unicodeScalars.contains("\u{FFFD}")
        }
        guard environment != nil else { return complaints }
        complain(.truncatedObservation, "the environment cut its output") { index, message in
            index > parts.taskIndex && message.role.side == .human
                && Self.truncationMarks.contains { message.text.contains($0) }
        }
        complain(.unfilledPlaceholder, "a placeholder was not filled in") { index, message in
            index < max(parts.instruction.count, 1) && message.role.side != .agent
                && message.text.hasPlaceholder
        }
        return complaints
    }

    /// The complaints about losses.
    var lossComplaints: [CheckComplaint] {
        guard messages.contains(where: { $0.loss != nil }) else { return [] }
        var complaints: [CheckComplaint] = []
        func complain(_ rule: CheckRule, _ messages: [Int], _ what: String) {
            guard !messages.isEmpty else { return }
            complaints.append(CheckComplaint(rule: rule, messages: messages, what: what))
        }
        let agents = messages.indices.filter { messages[$0].role.side == .agent }
        let shown = demonstrationReplies
        complain(
            .missingLoss, agents.filter { messages[$0].loss == nil && !shown.contains($0) },
            "the reply does not say whether it is trained")
        complain(
            .trainedDemonstration, shown.filter { messages[$0].loss != false },
            "the demonstration is trained")
        guard agents.contains(where: { messages[$0].loss != false }) else {
            complain(.nothingTrained, [agents.first ?? 0], "no reply is trained")
            return complaints
        }
        let live = parts.turns.map(\.replyIndex).filter { !shown.contains($0) }
        complain(
            .untrainedReply, live.filter { messages[$0].loss == false },
            "the reply is not trained")
        return complaints
    }

    /// The replies before the task, by what the messages say and not by their loss.
    var demonstrationReplies: [Int] {
        guard environment != nil else { return [] }
        var plain = dialogue
        for index in plain.messages.indices { plain.messages[index].loss = nil }
        // Where a further task was appended, the last one is not the one that counts.
        let openings = messages.filter {
            $0.role.side == .human
                && ($0.text.contains("I will start a new problem in a new OS")
                    || $0.text.contains("A new question:"))
        }
        let end =
            openings.count > 1
            ? messages.firstIndex { $0 == openings[0] } ?? 0 : plain.parts.taskIndex
        return messages.indices.prefix(end).filter { messages[$0].role.side == .agent }
    }
}

extension String {
    /// Whether a name stands in double braces.
    var hasPlaceholder: Bool {
        ranges(of: "{{").contains { range in
            guard let end = self[range.upperBound...].firstRange(of: "}}") else { return false }
            let name = self[range.upperBound..<end.lowerBound].trimmed
            return !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        }
    }
}
