import Environments

/// Names what is wrong with a recorded reply to a question.
///
/// An agent's mistakes are part of a true record, so they are remarks, not verdicts.
struct ReplyCheck {
    /// Options of longer lists may have been cut off.
    private static let knownOptions = 20

    private let message: String
    private let reading: PromptVerifier.Reading
    private let turn: Int

    init(_ message: String, to reading: PromptVerifier.Reading, at turn: Int) {
        self.message = message
        self.reading = reading
        self.turn = turn
    }

    /// The remarks on the reply.
    func remarks() -> [Remark] {
        var remarks = answerRemarks()
        if let evidence = ThoughtCheck(message, prompt: reading.prompt).evidence {
            remarks.append(Remark("suspect", turn: turn, note: evidence))
        }
        return remarks
    }

    private func answerRemarks() -> [Remark] {
        let reply = PageReply(message)
        guard let letter = reply.letter else {
            return [remark("no-answer", "the reply holds no “Answer: A” to “Answer: F”")]
        }
        guard let choice = reply.choice else { return [] }
        let choices = reading.pruned.candidateNodes
        guard choices.indices.contains(choice) else {
            let last = Question.letter(of: choices.count - 1)
            return [
                remark(
                    "answer-not-offered",
                    "the answer is \(letter), the last choice \(choices.isEmpty ? "A" : last)")
            ]
        }
        let node = choices[choice]
        guard let kind = Operation.Kind(rawValue: reply.operation) else {
            let written = ReplyCheck.line(after: "Action:", in: message)
            return [
                written.map {
                    remark("unknown-operation", "\($0) is not CLICK, TYPE or SELECT")
                } ?? remark("no-operation", "the reply does not say what to do with \(letter)")
            ]
        }
        var remarks: [Remark] = []
        if kind != .click, reply.value.isEmpty {
            remarks.append(remark("missing-value", "\(kind.rawValue) without a value"))
        }
        remarks += abilityRemarks(kind, value: reply.value, node, letter)
        return remarks
    }

    private func abilityRemarks(
        _ kind: Operation.Kind, value: String, _ node: Int, _ letter: String
    ) -> [Remark] {
        let page = reading.page.page
        let ability = ElementAbility(of: node, in: page)
        let name = page.nodes[node].name
        switch kind {
        case .click: return []
        case .type where ability.takesText == false:
            return [
                remark("impossible-operation", "\(letter) is a \(name), which takes no text")
            ]
        case .select where ability.takesSelection == false:
            return [
                remark("impossible-operation", "\(letter) is a \(name), which has no options")
            ]
        case .select
        where !value.isEmpty && !ability.options.isEmpty
            && ability.options.count < ReplyCheck.knownOptions && !ability.options.contains(value):
            return [
                remark("value-not-an-option", "\(letter) has no option \(value)")
            ]
        case .type, .select: return []
        }
    }

    private func remark(_ code: String, _ note: String) -> Remark {
        Remark(code, turn: turn, note: note)
    }

    /// What stands behind a label on its line, if anything.
    static func line(after label: String, in message: String) -> String? {
        guard let range = message.utf8Range(of: label) else { return nil }
        let line = message.utf8[range.upperBound...].prefix { $0 != 0x0A }
        let text = PythonText.stripped(String(decoding: line, as: UTF8.self))
        return text.isEmpty ? nil : text
    }
}
