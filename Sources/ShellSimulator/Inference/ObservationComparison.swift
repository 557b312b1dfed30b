import Environments

/// How a recorded observation stands to what the box printed.
enum ObservationComparison: Hashable, Sendable {
    case exact
    /// As good as equal, for a named reason.
    case equivalent(String)
    /// The record shows only a prompt where the box printed something.
    case lost
    case different

    init(_ recorded: RecordedText, _ replayed: RecordedText, after command: String) {
        if recorded.message.isIdentical(to: replayed.message) {
            self = .exact
            return
        }
        let (one, other) = (recorded.body, replayed.body)
        if one.isIdentical(to: other) {
            // The same text; of the frame only marks for the screen may differ, never the names.
            let isFrameAlike = ObservationComparison.frame(recorded.message).isIdentical(
                to: ObservationComparison.frame(replayed.message))
            self = isFrameAlike ? .equivalent("terminal") : .different
            return
        }
        let isBlock = command.contains("\n")
        if isBlock, ObservationComparison.isEcho(other, of: one, command) {
            self = .equivalent("shell-echo")
            return
        }
        if recorded.isCut, !recorded.lines.isEmpty,
            replayed.lines.starts(with: recorded.lines)
                || Set(recorded.lines).isSubset(of: replayed.lines)
        {
            self = .equivalent(
                replayed.lines.starts(with: recorded.lines) ? "truncated" : "row-order")
            return
        }
        if recorded.lines.isEmpty {
            self = .lost
            return
        }
        self = ObservationComparison.byLines(recorded.lines, replayed.lines, command)
    }

    /// A message without the marks that only move a cursor or switch a mode.
    private static func frame(_ message: String) -> String {
        ["\u{1B}[K", "\u{1B}[?2004h", "\u{1B}[?2004l"].reduce(message) { text, mark in
            text.replacing(mark, with: "")
        }.withoutReturns.withoutTrailingSpace
    }

    private static func byLines(
        _ one: [String], _ other: [String], _ command: String
    ) -> ObservationComparison {
        if one == other { return .equivalent("terminal") }
        let walks = ["find", "grep", "du", "ls -R", "xargs", "tree"].contains {
            command.contains($0)
        }
        if walks, one.sorted() == other.sorted() { return .equivalent("row-order") }
        let narrow = { (lines: [String]) in
            lines.map { $0.split(separator: " ").joined(separator: " ") }
        }
        if narrow(one) == narrow(other) { return .equivalent("column-width") }
        if words(one) == words(other), command.contains("ls") { return .equivalent("column-width") }
        let dated = { (lines: [String]) in narrow(lines).map(withoutDates) }
        if dated(one) == dated(other) { return .equivalent("clock") }
        if walks, dated(one).sorted() == dated(other).sorted() { return .equivalent("clock") }
        if command.split(whereSeparator: { !$0.isLetter }).contains("date"),
            one.map(withoutWords) == other.map(withoutWords)
        {
            return .equivalent("clock")
        }
        if command.contains("ps "),
            dated(one).map(withoutNumbers) == dated(other).map(withoutNumbers)
        {
            return .equivalent("process-table")
        }
        return .different
    }

    private static func words(_ lines: [String]) -> [Substring] {
        lines.flatMap { $0.split(whereSeparator: \.isWhitespace) }.sorted()
    }

    /// Whether the record is what the box printed, less some of what was typed.
    private static func isEcho(_ printed: String, of recorded: String, _ command: String) -> Bool {
        let (all, part) = (Array(printed.unicodeScalars), Array(recorded.unicodeScalars))
        guard all.count >= part.count, all[(all.count - part.count)...] == part[...] else {
            return false
        }
        let typed = Set(command.split(separator: "\n").map { String($0).trimmedText })
        let head = String(String.UnicodeScalarView(all[..<(all.count - part.count)]))
        let dropped = TerminalText.stripped(head).withoutReturns
        return dropped.split(separator: "\n").allSatisfy { line in
            var text = String(line).trimmedText
            if text.hasPrefix(">") { text = String(text.dropFirst()).trimmedText }
            return text.isEmpty || typed.contains(text)
        }
    }

    /// `Jul 19 07:17` and `2023-07-19 07:17:41.5 +0000` say when; everything else stays.
    private static func withoutDates(_ line: String) -> String {
        let months: Set<Substring> = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        var words = line.split(separator: " ")
        for index in words.indices {
            if months.contains(words[index]), index + 2 < words.count {
                words[index + 1] = "D"
                words[index + 2] = "T"
                words[index] = "M"
            }
            let shape = words[index].map { $0.isNumber ? "0" : String($0) }.joined()
            if shape.hasPrefix("00:00") || shape.hasPrefix("0000-00-00") { words[index] = "T" }
        }
        return words.joined(separator: " ")
    }

    /// The shape of a line: names of days and months and all numbers are the clock's.
    private static func withoutWords(_ line: String) -> String {
        let names: Set<String> = [
            "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Jan", "Feb", "Mar", "Apr", "May",
            "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        return line.split(separator: " ").map { word in
            names.contains(String(word))
                ? "D" : word.map { $0.isNumber ? "0" : String($0) }.joined()
        }.joined(separator: " ")
    }

    private static func withoutNumbers(_ line: String) -> String {
        line.split(separator: " ").map { word in
            word.contains(where: \.isNumber) && !word.contains("/") ? "N" : String(word)
        }.joined(separator: " ")
    }
}
