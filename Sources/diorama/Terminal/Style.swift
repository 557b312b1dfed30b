import Environments

/// Colours and weights for people, where the output can show them.
struct Style {
    /// Whether anything is added at all.
    var isOn: Bool

    func red(_ text: String) -> String { marked(text, "31") }
    func green(_ text: String) -> String { marked(text, "32") }
    func yellow(_ text: String) -> String { marked(text, "33") }
    func bold(_ text: String) -> String { marked(text, "1") }
    func dim(_ text: String) -> String { marked(text, "2") }

    func cyan(_ text: String) -> String { marked(text, "36") }

    /// A line with the colours of its parts.
    func text(of line: StyledLine) -> String {
        line.spans.map { span in
            let text = span.text.printable
            return switch span.role {
            case .plain: text
            case .heading: bold(text)
            case .action: cyan(text)
            case .faint: dim(text)
            case .good: green(text)
            case .bad: red(text)
            }
        }.joined()
    }

    private func marked(_ text: String, _ code: String) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

extension String {
    /// The text with its control characters made visible.
    ///
    /// A record must not steer the terminal that shows it. Line breaks become `⏎`.
    var printable: String {
        var result = ""
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x0A: result += "⏎"
            case 0x09: result += "\\t"
            case 0x0D: result += "\\r"
            case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069:
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The text over several lines with all other control characters made visible.
    var printableLines: String {
        split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0).printable.replacing("\\t", with: "\t") }.joined(separator: "\n")
    }

    /// As much of the text as fits, with `…` for the rest.
    func cut(to length: Int) -> String {
        count <= length ? self : prefix(max(0, length - 1)) + "…"
    }

    /// The text with blanks after it, up to a width.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }

    /// The text with blanks before it, up to a width.
    func rightAligned(in width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }
}
