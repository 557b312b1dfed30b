/// A recorded question, taken apart.
///
/// It is taken apart by where things stand, not by their exact words: whether the words are right
/// shows when the question is put together again.
struct RecordedPrompt: Hashable, Sendable {
    var snippet: String
    var task: String
    var previousActions: [String]
    var choices: [String]

    /// Takes a message apart; `nil` if it is no question about a page.
    init?(_ message: String) {
        let fence = "\n" + Question.fence + "\n"
        guard message.utf8.starts(with: "'".utf8),
            let firstLineEnd = message.utf8.firstIndex(of: 0x0A),
            let closing = message.lastUTF8Range(of: fence),
            firstLineEnd < closing.lowerBound
        else { return nil }
        snippet = String(message[message.utf8.index(after: firstLineEnd)..<closing.lowerBound])
        let lines = message[closing.upperBound...].utf8.split(
            separator: 0x0A, omittingEmptySubsequences: false
        ).map { String(decoding: $0, as: UTF8.self) }
        // A blank line, the opening, the task; two lines before the choices the request.
        guard let none = lines.lastIndex(where: { $0.hasPrefix("A. ") }), none >= 6 else {
            return nil
        }
        let history = lines[2..<(none - 2)].firstIndex { $0 + "\n" == Question.historyLabel } ?? 3
        guard history < none - 2 else { return nil }
        let task = lines[2..<history].joined(separator: "\n")
        self.task =
            task.utf8Range(of: Question.taskLabel).map { String(task[$0.upperBound...]) } ?? task
        let actions = Array(lines[(history + 1)..<(none - 2)])
        previousActions = actions == [Question.noHistory] ? [] : actions
        choices = lines[(none + 1)...].filter { !$0.isEmpty }.map { line in
            line.count > 3 ? String(line.dropFirst(3)) : ""
        }
    }
}
