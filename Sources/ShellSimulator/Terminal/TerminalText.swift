/// What AgentBench takes out of a terminal's text, pattern by pattern, in its order.
enum TerminalText {
    static func stripped(_ text: String) -> String {
        let lines = Array(text.unicodeScalars).split(
            separator: "\n", omittingEmptySubsequences: false)
        let shown = lines.map { withoutPrompt($0) }.joined(separator: ["\n"])
        return String(String.UnicodeScalarView(withoutEscapes(ArraySlice(shown))))
    }

    /// `ESC .+ @ .+ [#|$] space`, greedy: from the first escape to the last mark that fits.
    private static func withoutPrompt(
        _ line: ArraySlice<Unicode.Scalar>
    ) -> ArraySlice<Unicode.Scalar> {
        guard let start = line.firstIndex(of: "\u{1B}") else { return line }
        // One scalar at least between the escape and the sign, and between the sign and the mark.
        var end = line.endIndex - 2
        while end > start + 3 {
            if "#|$".unicodeScalars.contains(line[end]), line[end + 1] == " ",
                line[(start + 2)..<(end - 1)].contains("@")
            {
                return line[..<start] + line[(end + 2)...]
            }
            end -= 1
        }
        return line
    }

    /// Colours and cursor movements, titles, the marks of bracketed paste, and bells.
    private static func withoutEscapes(
        _ text: ArraySlice<Unicode.Scalar>
    ) -> [Unicode.Scalar] {
        var kept: [Unicode.Scalar] = []
        var rest = text
        while let scalar = rest.first {
            if scalar == "\u{1B}", let end = endOfEscape(rest) {
                rest = rest[end...]
                continue
            }
            rest.removeFirst()
            if scalar != "\u{07}" { kept.append(scalar) }
        }
        return kept
    }

    private static func endOfEscape(_ text: ArraySlice<Unicode.Scalar>) -> Int? {
        let body = text.dropFirst(2)
        switch text.dropFirst().first {
        case "[":
            let isPaste = body.starts(with: "?2004".unicodeScalars)
            let end = body.dropFirst(isPaste ? 5 : 0).drop {
                "0123456789;".unicodeScalars.contains($0)
            }
            guard let last = end.first, last.isASCIILetter else { return nil }
            return end.startIndex + 1
        case "]":
            let end = body.drop { ("0"..."9").contains($0) }
            guard end.first == ";", let bell = end.firstIndex(of: "\u{07}") else { return nil }
            return bell + 1
        default: return nil
        }
    }
}

extension Unicode.Scalar {
    /// Whether it is one of `a` to `z` and `A` to `Z`.
    var isASCIILetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
}
