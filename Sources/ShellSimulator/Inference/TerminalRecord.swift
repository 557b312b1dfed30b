/// What the terminal has printed and the recording reader has not shown yet.
///
/// The original threw the first frame of each answer away and stopped reading at the first prompt,
/// so that output was lost, or shown late, as the answer to another command. What it shows is
/// still a piece of what the terminal printed, in order.
struct TerminalRecord {
    private var pending: [Substring] = []
    private let host: String

    init(host: String) {
        self.host = host
    }

    /// A text without the marks that only move a cursor or switch a mode.
    static func withoutMarks(_ text: String) -> String {
        ["\u{1B}[K", "\u{1B}[?2004h", "\u{1B}[?2004l"].reduce(text) { text, mark in
            text.replacing(mark, with: "")
        }.withoutReturns
    }

    /// What a terminal shows of a text: no escapes, no returns.
    static func visible(_ text: String) -> String {
        // Byte by byte, since what a command printed may be long; all marks are ASCII.
        var kept: [UInt8] = []
        kept.reserveCapacity(text.utf8.count)
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case 0x0D, 0x07: break
            case 0x1B:
                if rest.first == UInt8(ascii: "]") {
                    while let one = rest.popFirst(), one != 0x07 {}
                } else if rest.first == UInt8(ascii: "[") {
                    rest.removeFirst()
                    while let one = rest.popFirst(), !Unicode.Scalar(one).isASCIILetter {}
                }
            default: kept.append(byte)
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }

    /// The lines of an observation as they are seen, prompts included.
    static func lines(_ message: String) -> [Substring] {
        let prefix = "The output of the OS:\n\n"
        let text = message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count)) : ""
        return visible(text).withoutTrailingSpace.split(
            separator: "\n", omittingEmptySubsequences: false)
    }

    /// Adds what a command printed, as the terminal shows it: the line that was typed first.
    mutating func append(_ command: String, printed message: String) {
        let first = command.prefix { $0 != "\n" }
        if let last = pending.last {
            pending[pending.count - 1] = last + Substring(" \(first)")
        } else {
            pending.append("\(host)# \(first)")
        }
        pending += TerminalRecord.lines(message)
    }

    /// Everything was shown.
    mutating func clear() { pending = [] }

    private func isTyped(_ line: Substring) -> Bool {
        line.hasPrefix(">") || line.contains("\(host):") || line.contains("\(host)#")
    }

    /// How an observation is a piece of what is pending, if it is: a word for what happened to it.
    ///
    /// The piece begins behind a line that was typed, and what was printed before it is dropped.
    mutating func take(_ message: String) -> String? {
        let wanted = TerminalRecord.lines(message)
        guard wanted.count > 1 || wanted.first?.contains("# ") == true,
            pending.count >= wanted.count
        else { return nil }
        for start in 0...(pending.count - wanted.count) {
            guard start == 0 || isTyped(pending[start - 1]) || isTyped(pending[start]),
                matches(wanted, at: start)
            else { continue }
            let end = start + wanted.count
            let skipped = pending[..<start].contains { !isTyped($0) }
            let isLate = end < pending.count
            if isLate {
                pending = [pending[end - 1].suffix(0)] + pending[end...]
                if pending.first == "" { pending.removeFirst() }
            } else {
                pending = []
            }
            return skipped ? "lost-output" : isLate ? "late-output" : "shell-echo"
        }
        return nil
    }

    private func matches(_ wanted: [Substring], at start: Int) -> Bool {
        for (index, line) in wanted.enumerated() {
            let shown = pending[start + index]
            if shown == line { continue }
            // The first may begin behind a prompt, and the last may end before what was typed.
            let isFirst = index == 0 && isTyped(shown) && shown.hasSuffix(line)
            let isLast =
                index == wanted.count - 1 && !line.isEmpty
                && String(shown).withoutTrailingSpace.hasPrefix(line) && isTyped(line)
            guard isFirst || isLast else { return false }
        }
        return true
    }
}
