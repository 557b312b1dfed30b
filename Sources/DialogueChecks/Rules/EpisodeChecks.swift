import Dialogues
import Environments

/// What rules find in a dialogue, before it has a place.
struct CheckComplaint {
    var rule: CheckRule
    var messages: [Int]
    var what: String
}

extension CheckSubject {
    /// The complaints about single replies.
    var replyComplaints: [CheckComplaint] {
        guard let read, let environment else { return [] }
        var complaints: [CheckComplaint] = []
        func complain(_ rule: CheckRule, _ index: Int, _ what: String) {
            complaints.append(CheckComplaint(rule: rule, messages: [index], what: what))
        }
        for turn in parts.turns {
            let reading = ReplyReading(turn.reply, read)
            guard reading.action != nil else {
                complain(
                    .unparsedReply, turn.replyIndex,
                    "the parser of \(environment.rawValue) finds no action in the reply")
                continue
            }
            let count = reading.actionCount
            if count > 1 {
                complain(.severalActions, turn.replyIndex, "the reply holds \(count) actions")
            } else if let rest = reading.textAfterAction {
                complain(
                    .textAfterAction, turn.replyIndex,
                    "text follows the action: “\(rest.excerpt)”")
            }
        }
        for example in examples where read(example.reply) == nil {
            complain(
                .unparsedExample, example.index,
                "the parser of \(environment.rawValue) finds no action in the example")
        }
        return complaints
    }

    /// The complaints about the episode as a whole.
    var episodeComplaints: [CheckComplaint] {
        var complaints: [CheckComplaint] = []
        func complain(_ rule: CheckRule, _ messages: [Int], _ what: String) {
            complaints.append(CheckComplaint(rule: rule, messages: messages, what: what))
        }
        if let last = messages.indices.last, messages[last].role.side == .human {
            complain(.unanswered, [last], "nobody answers the last message")
        }
        if let id = dialogue.id, let environment {
            let name = id.prefix { $0.isLetter || $0.isNumber }.lowercased()
            if let named = EnvironmentIdentifier(rawValue: name), named != environment {
                complain(
                    .misleadingID, [],
                    "the id names \(named.rawValue), the dialogue is of \(environment.rawValue)")
            }
        }
        guard endsByReply else { return complaints + choiceComplaints }
        if let end = parts.turns.firstIndex(where: isEnd) {
            if end + 1 < parts.turns.count {
                complain(
                    .afterTheEnd, [parts.turns[end].index],
                    "the episode ended with message \(parts.turns[end].replyIndex), and goes on")
            }
        } else if let last = parts.turns.last {
            complain(.noEnd, [last.replyIndex], "the last reply does not end the episode")
        }
        return complaints + clickComplaints
    }

    private var choiceComplaints: [CheckComplaint] {
        guard environment == .mind2web else { return [] }
        return parts.turns.compactMap { turn in
            guard turn.replyIndex > 0,
                let what = unofferedChoice(in: turn.reply, of: messages[turn.replyIndex - 1].text)
            else { return nil }
            return CheckComplaint(
                rule: .unknownChoice, messages: [turn.replyIndex], what: what)
        }
    }

    /// What a reply chooses that its question does not offer: an element, or an action.
    private func unofferedChoice(in reply: String, of question: String) -> String? {
        let letters = question.split(separator: "\n").compactMap { line -> Character? in
            let start = line.prefix(3)
            return start.count == 3 && start.hasSuffix(". ") ? start.first : nil
        }
        guard !letters.isEmpty, let mark = reply.ranges(of: "Answer:").last else { return nil }
        let rest = reply[mark.upperBound...]
        guard let letter = rest.first(where: { $0 != " " }), letter.isUppercase else { return nil }
        if !letters.contains(letter) {
            return "the reply chooses \(letter), and the choices are \(String(letters))"
        }
        guard let action = rest.firstRange(of: "Action:") else { return nil }
        let word = rest[action.upperBound...].drop { $0 == " " }.prefix { $0.isLetter }
        return ["CLICK", "TYPE", "SELECT", ""].contains(word)
            ? nil : "the reply asks for \(word), which is no action of the environment"
    }

    private var clickComplaints: [CheckComplaint] {
        guard environment == .webshop else { return [] }
        return parts.turns.compactMap { turn in
            guard turn.replyIndex > 0, let mark = turn.reply.ranges(of: "click[").last,
                let close = turn.reply[mark.upperBound...].lastIndex(of: "]")
            else { return nil }
            let page = messages[turn.replyIndex - 1].text
            guard page.contains(" [SEP] ") else { return nil }
            let shown = page.split(separator: "[SEP]").map { $0.trimmed.lowercased() }
            let value = turn.reply[mark.upperBound..<close].trimmed.lowercased()
            guard !shown.contains(value) else { return nil }
            return CheckComplaint(
                rule: .unavailableClick, messages: [turn.replyIndex],
                what: "the page shows nothing that is called “\(value.excerpt)”")
        }
    }
}

extension StringProtocol {
    /// The text without white space at its ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }

    /// The beginning of the text, on one line.
    var excerpt: String {
        let line = trimmed.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count <= 60 ? line : line.prefix(59) + "…"
    }
}
