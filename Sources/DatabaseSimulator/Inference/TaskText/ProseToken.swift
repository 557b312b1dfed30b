/// A word, a quotation or a sign of a text in prose.
struct ProseToken: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case word
        /// Between quotation marks or backticks, which are not part of the text.
        case quoted
        case sign
        case newline
    }
    var kind: Kind
    var text: String
    /// In lower case, for comparison with words of the language.
    var lowered: String
    /// Where it stands among the scalars of the text, quotation marks included.
    var range: Range<Int>

    func isSign(_ sign: String) -> Bool { kind == .sign && text == sign }
    func isWord(_ word: String) -> Bool { kind == .word && lowered == word }
    func isWord(in words: Set<String>) -> Bool { kind == .word && words.contains(lowered) }
}

/// A text in prose, cut into tokens.
struct Prose: Sendable {
    let scalars: [Unicode.Scalar]
    private(set) var tokens: [ProseToken] = []

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == "\n" {
                append(.newline, index..<(index + 1))
                index += 1
            } else if scalar.properties.isWhitespace {
                index += 1
            } else if let end = endOfQuotation(at: index) {
                append(.quoted, index..<end)
                index = end
            } else if scalar.isPartOfWord {
                let end = endOfWord(at: index)
                append(.word, index..<end)
                index = end
            } else {
                append(.sign, index..<(index + 1))
                index += 1
            }
        }
    }

    /// The source text of a run of tokens.
    func text(of range: Range<Int>) -> String {
        guard !range.isEmpty else { return "" }
        let start = tokens[range.lowerBound].range.lowerBound
        let end = tokens[range.upperBound - 1].range.upperBound
        return String(String.UnicodeScalarView(scalars[start..<end]))
    }

    /// The token behind a name that the source spells out from a token on; `nil` if it does not.
    func end(of name: String, at token: Int) -> Int? {
        guard tokens.indices.contains(token) else { return nil }
        let start = tokens[token].range.lowerBound
        let wanted = Array(name.unicodeScalars)
        guard start + wanted.count <= scalars.count,
            scalars[start..<(start + wanted.count)].elementsEqual(wanted)
        else { return nil }
        let end = start + wanted.count
        if end < scalars.count, scalars[end].isPartOfWord, scalars[end - 1].isPartOfWord {
            return nil
        }
        return tokens[token...].firstIndex { $0.range.lowerBound >= end } ?? tokens.count
    }

    private mutating func append(_ kind: ProseToken.Kind, _ range: Range<Int>) {
        let inner =
            kind == .quoted ? (range.lowerBound + 1)..<(range.upperBound - 1) : range
        let text = String(String.UnicodeScalarView(scalars[inner]))
        tokens.append(ProseToken(kind: kind, text: text, lowered: text.lowercased(), range: range))
    }

    /// The end of a quotation that opens here.
    ///
    /// An apostrophe inside a word opens none, and a mark
    /// inside a word closes none.
    private func endOfQuotation(at start: Int) -> Int? {
        let closers: [Unicode.Scalar: Unicode.Scalar] = [
            "'": "'", "\"": "\"", "`": "`", "\u{2018}": "\u{2019}", "\u{201C}": "\u{201D}",
        ]
        guard let closer = closers[scalars[start]], start + 1 < scalars.count,
            start == 0 || !scalars[start - 1].isPartOfWord
        else { return nil }
        var index = start + 1
        while index < scalars.count, scalars[index] != "\n" {
            if scalars[index] == closer,
                index + 1 == scalars.count || !scalars[index + 1].isPartOfWord
            {
                return index > start + 1 ? index + 1 : nil
            }
            index += 1
        }
        return nil
    }

    /// A word reaches over single joining signs (`voice-actor`, `a@b.org`, `customer's`), but not
    /// over a full stop that lacks its blank (`Salary.The`).
    private func endOfWord(at start: Int) -> Int {
        let joiners: Set<Unicode.Scalar> = ["-", "'", "\u{2019}", ".", "/", "@", "%", "+", "&"]
        var index = start
        while index < scalars.count {
            if scalars[index].isPartOfWord {
                index += 1
            } else if joiners.contains(scalars[index]), index + 1 < scalars.count,
                scalars[index + 1].isPartOfWord,
                !(scalars[index] == "." && scalars[index + 1].properties.isUppercase)
            {
                index += 1
            } else {
                break
            }
        }
        return index
    }
}

extension Unicode.Scalar {
    /// Whether it belongs to a word of a text or a name in it.
    fileprivate var isPartOfWord: Bool {
        properties.isAlphabetic || properties.numericType != nil || self == "_" || self == "$"
            || self == "#"
    }
}
