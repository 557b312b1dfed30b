/// A list of columns read from prose.
struct ColumnList: Hashable, Sendable {
    var columns: [DescribedColumn] = []
    /// The tokens that the list takes up.
    var range: Range<Int>
    /// Whether words such as `etc.` say that there are more.
    var isOpen = false
}

/// Reads a list such as `'id' (INT), First Name, and email` from where its first item is expected.
struct ColumnListReader {
    let prose: Prose
    /// Names of several words that the dialogue's statements use; where the text has one, it is one
    /// item whatever its words are.
    let unusualNames: [String]

    private static let stopWords: Set<String> = [
        "which", "where", "that", "with", "for", "in", "are", "is", "was", "were", "has", "have",
        "to", "from", "respectively", "representing", "containing", "as", "whose", "based",
        "using", "need", "needs", "you", "we", "it", "they", "this", "these", "when", "while",
        "so", "on", "by", "at", "the", "a", "an", "please", "here", "there", "if", "should",
        "will", "must", "can", "each", "every", "all", "its", "their", "your", "having", "being",
        "including", "include", "includes", "contains", "contain", "called", "named", "such",
        "columns", "fields", "attributes", "headers", "table",
    ]
    private static let openEnds: Set<String> = ["etc", "more", "others", "other"]
    private static let joiners: Set<String> = ["and", "or", "plus"]

    func list(at start: Int) -> ColumnList {
        var list = ColumnList(range: start..<start)
        var index = start
        var closer: String?
        if index < prose.tokens.count,
            let close = ["[": "]", "{": "}", "(": ")"][
                prose.tokens[index].text], prose.tokens[index].kind == .sign
        {
            closer = close
            index += 1
        }
        index = bullet(at: skipNewlines(index)) ?? index
        while let item = item(at: index) {
            list.columns += item.columns
            index = item.end
            list.range = start..<index
            guard let next = separator(at: index) else { break }
            index = next
            if index < prose.tokens.count, prose.tokens[index].isWord(in: Self.openEnds) {
                list.isOpen = true
                break
            }
        }
        if let closer, index < prose.tokens.count, prose.tokens[index].isSign(closer) {
            list.range = start..<(index + 1)
        }
        return list
    }

    /// The first token behind what separates two items; `nil` if the list ends here.
    private func separator(at start: Int) -> Int? {
        var index = start
        var found = false
        while index < prose.tokens.count {
            let token = prose.tokens[index]
            if [",", ";", "&", "|"].contains(where: token.isSign) {
                index += 1
            } else if token.isWord(in: Self.joiners) {
                index += 1
            } else if token.isWord("as"), index + 2 < prose.tokens.count,
                prose.tokens[index + 1].isWord("well"), prose.tokens[index + 2].isWord("as")
            {
                index += 3
            } else if token.kind == .newline, let item = bullet(at: skipNewlines(index)) {
                index = item
            } else {
                break
            }
            found = true
        }
        return found ? skipNewlines(index) : nil
    }

    private func skipNewlines(_ start: Int) -> Int {
        prose.tokens[min(start, prose.tokens.count)...].firstIndex { $0.kind != .newline }
            ?? prose.tokens.count
    }

    /// The token behind a bullet (`-`, `*`, `1.`) at the start of a line.
    private func bullet(at index: Int) -> Int? {
        guard index > 0, index + 1 < prose.tokens.count, prose.tokens[index - 1].kind == .newline
        else { return nil }
        let token = prose.tokens[index]
        if ["-", "*", "\u{2022}"].contains(where: token.isSign) { return index + 1 }
        let isNumber = token.kind == .word && token.text.allSatisfy(\.isNumber)
        if isNumber, prose.tokens[index + 1].isSign(".") || prose.tokens[index + 1].isSign(")") {
            return index + 2
        }
        return nil
    }

    private func item(at start: Int) -> (columns: [DescribedColumn], end: Int)? {
        guard start < prose.tokens.count else { return nil }
        let token = prose.tokens[start]
        if let name = unusualNames.first(where: { prose.end(of: $0, at: start) != nil }),
            let end = prose.end(of: name, at: start)
        {
            return typed(name, end: end)
        }
        switch token.kind {
        case .quoted:
            // One pair of marks around the whole list.
            if token.text.contains(",") {
                let inner = Prose(token.text)
                let list = ColumnListReader(prose: inner, unusualNames: unusualNames).list(at: 0)
                guard list.range.upperBound == inner.tokens.count else { return nil }
                return (list.columns, start + 1)
            }
            return typed(token.text.trimmed, end: start + 1)
        case .word:
            return wordItem(at: start)
        case .sign, .newline:
            return nil
        }
    }

    /// An item without quotation marks: words up to what cannot be part of a name.
    private func wordItem(at start: Int) -> (columns: [DescribedColumn], end: Int)? {
        var end = start
        while end < prose.tokens.count {
            let token = prose.tokens[end]
            guard token.kind == .word, !token.isWord(in: Self.joiners),
                end == start || !isTypeClause(at: end)
            else { break }
            if token.isWord(in: Self.stopWords) {
                // Alone between separators even such a word is a name.
                let stands = end == start && separatorOrEnd(at: end + 1)
                guard stands else { break }
            }
            end += 1
        }
        let words = prose.tokens[start..<end]
        guard !words.isEmpty, words.count <= 5,
            words.contains(where: { $0.text.contains { $0.isLetter || $0 == "_" } })
        else { return nil }
        // `id INT`, `name VARCHAR(50)`.
        let name = prose.text(of: start..<(end - 1))
        if words.count > 1, let last = words.last, TypePhrase.isTypeAfter(name: name, last.text) {
            let typeEnd = TypePhrase.endOfType(in: prose, at: end - 1)
            let type = prose.text(of: (end - 1)..<typeEnd)
            return ([DescribedColumn(name, statedType: type)], typeEnd)
        }
        guard words.count <= 4 else { return nil }
        return typed(prose.text(of: start..<end), end: end)
    }

    /// `of INTEGER type`, `of type INTEGER`.
    private func isTypeClause(at index: Int) -> Bool {
        guard prose.tokens[index].isWord("of"), index + 1 < prose.tokens.count else { return false }
        let next = prose.tokens[index + 1]
        return next.isWord("type") || next.kind == .word && TypePhrase.isType(next.text)
    }

    private func separatorOrEnd(at index: Int) -> Bool {
        guard index < prose.tokens.count else { return true }
        let token = prose.tokens[index]
        return token.isWord(in: Self.joiners) || token.kind == .newline
            || [",", ";", ".", ")", "]", "("].contains(where: token.isSign)
    }

    /// Adds the type that is stated behind a name.
    ///
    /// It is written `(INT)`, `: INT`, `- INT`, `as INT` or `of type INT`; a parenthesis with
    /// anything else is an explanation.
    private func typed(_ name: String, end: Int) -> (columns: [DescribedColumn], end: Int) {
        guard end < prose.tokens.count else { return ([DescribedColumn(name)], end) }
        let token = prose.tokens[end]
        if token.isSign("(") || token.isSign("["), let close = prose.closing(of: end) {
            let type = TypePhrase.type(in: prose, (end + 1)..<close)
            return ([DescribedColumn(name, statedType: type)], close + 1)
        }
        var index = end
        while index < prose.tokens.count,
            [":", "-", "\u{2013}"].contains(where: prose.tokens[index].isSign)
                || prose.tokens[index].isWord(in: ["as", "of", "type", "a", "an"])
        {
            index += 1
        }
        if index < prose.tokens.count, index > end || prose.tokens[end].kind == .word,
            prose.tokens[index].kind == .word, TypePhrase.isType(prose.tokens[index].text)
        {
            let typeEnd = TypePhrase.endOfType(in: prose, at: index)
            let type = prose.text(of: index..<typeEnd)
            let saysType = typeEnd < prose.tokens.count && prose.tokens[typeEnd].isWord("type")
            return ([DescribedColumn(name, statedType: type)], saysType ? typeEnd + 1 : typeEnd)
        }
        return ([DescribedColumn(name)], end)
    }
}

extension String {
    /// Without blanks at its ends.
    var trimmed: String {
        var rest = Substring(self)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
