/// A recorded observation taken apart: what was printed, and the prompt behind it.
struct RecordedText {
    /// The whole message.
    let message: String
    /// What the command printed, raw.
    let body: String
    /// The body without escapes and carriage returns, in lines.
    let lines: [String]
    /// The host's name and the folder, as the prompt states them.
    let host: String?
    let folder: String?
    let isCut: Bool
    /// Whether the command had ended when this was printed.
    var isSettled = true
    /// Whether the command was stopped because it took too long.
    var isStopped = false
    /// What was printed, where the message shows only its beginning.
    private var printed: String?
    /// Whether the recording bash marks pasted text.
    let marksPaste: Bool

    /// Whether it reads as the original puts it.
    let isWellFormed: Bool
    /// The prompt behind the output, without the marks that only move a cursor.
    let frame: String

    private static let cut = "\n[truncated because the output is too long]"

    init(_ message: String) {
        self.message = message
        isCut = message.hasSuffix(RecordedText.cut)
        marksPaste = message.contains("\u{1B}[?2004")
        let prefix = "The output of the OS:\n\n"
        isWellFormed = message.hasPrefix(prefix) || message == "The output of the OS is empty."
        var text = message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count)) : ""
        if isCut { text = String(text.dropLast(RecordedText.cut.count)) }
        let title = text.ranges(of: "\u{1B}]0;root@").last
        var host: String?
        var folder: String?
        if let title {
            let rest = text[title.upperBound...]
            host = rest.firstIndex(of: ":").map { String(rest[..<$0]) }
            folder = rest.firstRange(of: ": ").flatMap { gap in
                rest[gap.upperBound...].firstIndex(of: "\u{07}").map {
                    String(rest[gap.upperBound..<$0])
                }
            }
            frame =
                TerminalRecord.withoutMarks(String(text[title.lowerBound...])).withoutTrailingSpace
            text = String(text[..<title.lowerBound])
        } else {
            frame = ""
        }
        for mark in ["\u{1B}[?2004h", "\u{1B}[?2004l\r", "\u{1B}[?2004l"] {
            text = text.replacing(mark, with: "")
        }
        self.host = host
        self.folder = folder.map { $0.hasPrefix("~") ? "/root" + $0.dropFirst() : $0 }
        body = text
        let plain = TerminalText.stripped(text).withoutReturns
        var lines = plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        if isCut, !lines.isEmpty { lines.removeLast() }
        self.lines = lines
    }

    /// What a command printed, and its message.
    init(_ message: String, printed: String) {
        self.init(message)
        if isCut { self.printed = printed }
    }

    /// The lines that would be shown if nothing were cut off, as far as they are known.
    var allLines: [Substring] {
        guard let printed else { return lines.map { $0[...] } }
        return TerminalRecord.visible(printed).utf8.split(
            separator: 0x0A, omittingEmptySubsequences: false
        ).map { Substring($0) }
    }
}

extension String {
    /// Without carriage returns, which Swift takes for one character with the line feed behind.
    var withoutReturns: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { $0 != "\r" }))
    }
}
