/// What AgentBench v0.x reads in an agent's message.
enum TextReply: Hashable, Sendable {
    /// A final answer: the index of a variable, as it was read.
    case answer(Int)
    /// A line that begins with `Action` and has a colon.
    case action(PythonText)
    /// Neither.
    case none

    /// Reads a whole message.
    init(message: String) {
        self.init(kept: TextReply.kept(message))
    }

    /// Reads a bare action: a call, a line, or a final answer.
    init(action: String) {
        let text = PythonText(action)
        if let index = TextReply.finalAnswer(in: text) {
            self = .answer(index)
        } else if TextReply.isActionLine(text) {
            self = .action(text)
        } else {
            self = .action(PythonText("Action: " + action))
        }
    }

    private init(kept text: PythonText) {
        if let index = TextReply.finalAnswer(in: text) {
            self = .answer(index)
        } else if let line = text.lines.first(where: { TextReply.isActionLine($0) }) {
            self = .action(line)
        } else {
            self = .none
        }
    }

    /// The part of a message that counts, and that stays in the history: what stands before the
    /// first `Observation:`, with Markdown's `\_` undone.
    static func kept(_ message: String) -> PythonText {
        PythonText(message).prefix(before: "Observation:").replacing("\\_", with: "_")
    }

    /// `re.match(r"Action.*?:", line)`.
    private static func isActionLine(_ line: PythonText) -> Bool {
        line.hasPrefix("Action") && line.scalars.dropFirst(6).contains(":")
    }

    /// The number behind the first `Find Answer: #` or `Final Answer: #`.
    private static func finalAnswer(in text: PythonText) -> Int? {
        let marker = PythonText(" Answer: #")
        var start = 0
        while let found = text.firstIndex(of: marker, from: start) {
            let before = text.scalars[..<found]
            let digits = text.scalars[(found + marker.scalars.count)...]
                .prefix { $0.decimalValue != nil }
            let isMarked =
                before.suffix(4).elementsEqual("Find".unicodeScalars)
                || before.suffix(5).elementsEqual("Final".unicodeScalars)
            if isMarked, !digits.isEmpty { return PythonText(digits).integer }
            start = found + 1
        }
        return nil
    }

    /// The bare action: the final answer, or the line without `Action …:` where no call stands
    /// before the colon.
    var bareAction: String? {
        switch self {
        case .none: return nil
        case .answer(let index): return "Final Answer: #\(index)"
        case .action(let line):
            guard let colon = line.scalars.firstIndex(of: ":") else { return line.string }
            let head = PythonText(line.scalars[..<colon])
            guard ActionCall.calls(in: head).isEmpty else { return line.string }
            let rest = line.scalars[(colon + 1)...]
            return PythonText(rest.first == " " ? rest.dropFirst() : rest).string
        }
    }
}
