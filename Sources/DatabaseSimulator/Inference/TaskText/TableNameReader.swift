/// Finds what a text in prose may mean by the name of a table, the likeliest first.
///
/// The phrasings are many (`The name of the table is X`, `a table called X`, `The 'X' table`,
/// `The table where records are kept is X`) and every pattern has sentences that it misreads, so
/// all candidates are kept; the dialogue's statements choose among them.
struct TableNameReader {
    let prose: Prose
    /// Names that statements use; where the text has one, it is taken whole.
    let knownNames: [String]

    private static let nonNames: Set<String> = [
        "the", "this", "that", "a", "an", "to", "be", "not", "it", "its", "which", "each", "same",
        "following", "is", "are", "as", "in", "of", "for", "with", "and", "involved", "named",
        "called", "name", "following", "used", "your", "our", "database", "given", "new",
        "existing", "above", "below", "specified", "provided", "sql", "my", "one", "single",
    ]
    private static let nameEnds: Set<String> = [
        "and", "with", "which", "that", "it", "has", "have", "contains", "containing", "consists",
        "consisting", "includes", "where", "whose", "table", "the", "in", "is", "are", "having",
        "including", "include", "contain", "for", "from", "to",
    ]

    /// The candidates, without repetition.
    func candidates() -> [String] {
        var names: [String] = []
        let patterns = [
            afterNameOfTable, afterTableName, afterTableCalled, quotedBesideTable, wordBesideTable,
            afterTableIs,
        ]
        for pattern in patterns {
            for index in prose.tokens.indices {
                guard let name = pattern(index), !names.contains(name) else { continue }
                names.append(name)
            }
        }
        return names
    }

    /// `the name of the table … is X`.
    private func afterNameOfTable(_ index: Int) -> String? {
        guard prose.tokens[index].isWord(in: ["name", "names"]),
            isWord("of", at: index + 1),
            let table = position(of: Self.table, from: index + 2, within: 8),
            let verb = position(of: Self.verbs, from: table + 1, within: 14, orSign: ":")
        else { return nil }
        // `where records are kept is called X`: the verb that names outweighs an earlier one.
        let naming = prose.tokens[verb...].indices.prefix(8).dropFirst().first {
            prose.tokens[$0].isWord(in: ["called", "named"])
                && prose.tokens[$0 - 1].isWord(in: Self.verbs) && isOneSentence(verb..<$0)
        }
        return name(at: skippingVerbs((naming ?? verb) + 1))
    }

    /// `the table name is X`.
    private func afterTableName(_ index: Int) -> String? {
        guard prose.tokens[index].isWord(in: ["name", "named", "name's"]), index > 0,
            prose.tokens[index - 1].isWord("table"),
            let verb = position(of: Self.verbs, from: index + 1, within: 6, orSign: ":")
        else { return nil }
        return name(at: skippingVerbs(verb + 1))
    }

    /// `table named X`, `the table you will be operating on is called X`, `the table is called X`.
    private func afterTableCalled(_ index: Int) -> String? {
        guard prose.tokens[index].isWord(in: ["named", "called", "titled", "entitled"]),
            let table = prose.tokens[max(0, index - 16)..<index].lastIndex(where: {
                $0.isWord(in: Self.table)
            }), isOneSentence(table..<index)
        else { return nil }
        return name(at: index + 1)
    }

    /// `'X' table`, `table 'X'`.
    private func quotedBesideTable(_ index: Int) -> String? {
        guard prose.tokens[index].kind == .quoted, !prose.tokens[index].text.contains(",")
        else { return nil }
        let isBeside =
            index > 0 && prose.tokens[index - 1].isWord(in: Self.table)
            || index + 1 < prose.tokens.count && prose.tokens[index + 1].isWord(in: Self.table)
        return isBeside ? prose.tokens[index].text.trimmed : nil
    }

    /// `the table that needs operations is X`, `the table is X with …`.
    private func afterTableIs(_ index: Int) -> String? {
        guard prose.tokens[index].isWord(in: Self.verbs),
            let table = prose.tokens[max(0, index - 12)..<index].lastIndex(where: {
                $0.isWord(in: Self.table)
            }), isOneSentence(table..<index)
        else { return nil }
        return name(at: skippingVerbs(index + 1))
    }

    /// `the X table`, `table X`.
    private func wordBesideTable(_ index: Int) -> String? {
        guard prose.tokens[index].isWord(in: Self.table) else { return nil }
        if let name = name(at: index + 1), knownNames.contains(name) || name.looksLikeIdentifier {
            return name
        }
        if index + 2 < prose.tokens.count, prose.tokens[index + 2].isWord(in: Self.owning),
            let name = name(at: index + 1)
        {
            return name
        }
        guard index > 0, prose.tokens[index - 1].kind == .word,
            !prose.tokens[index - 1].isWord(in: Self.nonNames)
        else { return nil }
        return prose.tokens[index - 1].text
    }

    private static let table: Set<String> = ["table", "tables"]
    private static let owning: Set<String> = ["has", "contains", "consists", "includes", "stores"]
    private static let verbs: Set<String> = ["is", "are", "was"]

    private func skippingVerbs(_ start: Int) -> Int {
        var index = start
        while index < prose.tokens.count,
            prose.tokens[index].isWord(in: ["is", "called", "named", "the", "simply", "just"])
                || prose.tokens[index].isSign(":")
        {
            index += 1
        }
        return index
    }

    private func isWord(_ word: String, at index: Int) -> Bool {
        index < prose.tokens.count && prose.tokens[index].isWord(word)
    }

    private func isOneSentence(_ range: Range<Int>) -> Bool {
        !prose.tokens[range].contains { $0.isSign(".") || $0.kind == .newline }
    }

    private func position(
        of words: Set<String>, from start: Int, within count: Int, orSign sign: String = ""
    ) -> Int? {
        for index in start..<min(start + count, prose.tokens.count) where index >= start {
            let token = prose.tokens[index]
            if token.isWord(in: words) || token.isSign(sign) { return index }
            if token.isSign(".") || token.kind == .newline { return nil }
        }
        return nil
    }

    /// The name that starts at a token: a known one, a quotation, or words up to what ends it.
    private func name(at start: Int) -> String? {
        guard start < prose.tokens.count else { return nil }
        let known = knownNames.filter { prose.end(of: $0, at: start) != nil }
        if let longest = known.max(by: { $0.utf8.count < $1.utf8.count }) { return longest }
        let token = prose.tokens[start]
        if token.kind == .quoted { return token.text.trimmed }
        guard token.kind == .word, !token.isWord(in: Self.nonNames),
            !token.isWord(in: Self.nameEnds)
        else { return nil }
        var end = start + 1
        while end < prose.tokens.count, prose.tokens[end].kind == .word,
            !prose.tokens[end].isWord(in: Self.nameEnds), end - start < 5
        {
            end += 1
        }
        return prose.text(of: start..<end)
    }
}

extension String {
    /// Whether it is spelled as names in databases are and words of a language are not.
    fileprivate var looksLikeIdentifier: Bool {
        contains("_") || dropFirst().contains { $0.isUppercase } && contains { $0.isLowercase }
    }
}
