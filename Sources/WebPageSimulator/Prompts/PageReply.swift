/// The agent's message, as AgentBench reads it.
///
///     let reply = PageReply("Thought: …\nAnswer: C.\nAction: TYPE\nValue: New York")
///     reply.action        // "C TYPE New York"
public struct PageReply: Hashable, Sendable {
    /// The letter of the answer, `A` to `F`; `nil` if there is none, which counts as `A`.
    public var letter: String?
    /// The operation: `CLICK`, `TYPE`, `SELECT` or nothing.
    public var operation: String
    /// The value that is typed or selected, or nothing.
    public var value: String

    /// Reads a message: in each case what first matches counts, wherever it stands.
    public init(_ message: String) {
        letter = PageReply.word(after: "Answer: ", of: ["A", "B", "C", "D", "E", "F"], in: message)
        operation =
            PageReply.word(
                after: "Action: ", of: Operation.Kind.allCases.map(\.rawValue), in: message)
            ?? ""
        value = PageReply.line(after: "Value: ", in: message).map(PythonText.stripped) ?? ""
    }

    /// Reads a bare action: letter, operation and value with a blank between each two.
    ///
    /// - Returns: `nil` if it does not begin with a letter.
    public init?(action: String) {
        let text = PythonText.stripped(action)
        let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard let first = parts.first, first.count == 1, let letter = first.unicodeScalars.first,
            ("A"..."Z").contains(letter)
        else { return nil }
        self.letter = String(first)
        operation = parts.count > 1 ? String(parts[1]) : ""
        value = parts.count > 2 ? String(parts[2]) : ""
        guard operation.isEmpty || Operation.Kind(rawValue: operation) != nil else { return nil }
    }

    /// The bare action; `nil` if the message has no answer.
    public var action: String? {
        guard let letter else { return nil }
        if value.isEmpty { return operation.isEmpty ? letter : "\(letter) \(operation)" }
        return "\(letter) \(operation) \(value)"
    }

    /// The message that says this and nothing else.
    public var message: String {
        var message = "Answer: \(letter ?? "A")."
        if !operation.isEmpty { message += "\nAction: \(operation)" }
        if !value.isEmpty { message += "\nValue: \(value)" }
        return message
    }

    /// Operation and value as they are compared with the record.
    var prediction: String { operation + " " + value }

    /// The place of the answer among the choices; `nil` for none of them.
    var choice: Int? {
        guard let scalar = letter?.unicodeScalars.first, scalar.value >= 66 else { return nil }
        return Int(scalar.value) - 66
    }

    private static func word(
        after label: String, of words: [String], in message: String
    ) -> String? {
        var rest = message[...]
        while let range = rest.utf8Range(of: label) {
            rest = rest[range.upperBound...]
            if let word = words.first(where: { rest.utf8.starts(with: $0.utf8) }) { return word }
        }
        return nil
    }

    private static func line(after label: String, in message: String) -> String? {
        guard let range = message.utf8Range(of: label) else { return nil }
        let line = message.utf8[range.upperBound...].prefix { $0 != 0x0A }
        return String(decoding: line, as: UTF8.self)
    }
}

extension StringProtocol {
    /// Where a text first occurs, byte by byte.
    func utf8Range(of pattern: String) -> Range<String.UTF8View.Index>? {
        guard let first = pattern.utf8.first else { return nil }
        var start = utf8.startIndex
        while let candidate = utf8[start...].firstIndex(of: first) {
            if utf8[candidate...].starts(with: pattern.utf8) {
                return candidate..<utf8.index(candidate, offsetBy: pattern.utf8.count)
            }
            start = utf8.index(after: candidate)
        }
        return nil
    }

    /// Where a text last occurs, byte by byte.
    func lastUTF8Range(of pattern: String) -> Range<String.UTF8View.Index>? {
        var last: Range<String.UTF8View.Index>?
        var start = utf8.startIndex
        while let range = self[start...].utf8Range(of: pattern) {
            last = range
            start = utf8.index(after: range.lowerBound)
        }
        return last
    }
}
