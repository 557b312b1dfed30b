/// Finds where a text in prose announces a list of columns.
struct ColumnWords {
    let prose: Prose
    /// Table names, which stand between announcement and list: `the columns of users are`.
    let tableNames: Set<String>

    /// Words for columns.
    static let plural: Set<String> = [
        "columns", "headers", "headings", "attributes", "fields", "features", "properties",
    ]
    private static let singular: Set<String> = ["column", "header", "field", "attribute"]
    private static let nouns: Set<String> = ["names", "headers", "titles", "headings", "labels"]
    private static let one: Set<String> = ["one", "single", "only", "1"]

    /// Verbs that a list can follow.
    static let verbs: Set<String> = [
        "contains", "contain", "containing", "includes", "include", "including", "has", "have",
        "having", "with", "stores", "store", "storing", "consists", "as", "like", "namely",
    ]

    /// Words that can stand between the announcement and the list.
    private static let links: Set<String> = verbs.union([
        "in", "of", "for", "from", "on", "this", "the", "that", "these", "those", "table",
        "tables", "table's", "its", "it", "it's", "their", "there", "are", "is", "included",
        "named", "called", "being", "follows", "follow", "following", "such", "consist",
        "consisting", "comprises", "comprise", "contained", "titled", "labeled", "labelled",
        "within", "here", "present", "used", "available", "listed", "below", "given", "names",
        "respectively",
    ])

    /// Words after which the list must come.
    private static let strongLinks: Set<String> = [
        "are", "include", "includes", "including", "named", "called", "follows", "namely",
    ]
    private static let signs = [":", "-", "\u{2013}", "\u{2014}", "=", ">", "|"]

    struct Announcement {
        /// Where the list may start: readings in order of trust.
        var starts: [Int]
        /// Whether it announces examples (`such as`).
        var isOpen: Bool
    }

    var announcements: [Announcement] {
        prose.tokens.indices.compactMap { index in
            guard isAnnouncement(index) else { return nil }
            var starts = [afterLinks(from: index + 1)]
            for position in sentence(after: index)
            where prose.tokens[position].isWord(in: Self.strongLinks)
                || prose.tokens[position].isSign(":")
            {
                let start = afterLinks(from: position + 1)
                if !starts.contains(start) { starts.append(start) }
            }
            if let start = startOfListBefore(index) { starts.append(start) }
            let between = prose.tokens[index..<min(starts[0], prose.tokens.count)]
            let isOpen = between.contains { $0.isWord(in: ["such", "like"]) }
            return Announcement(starts: starts, isOpen: isOpen)
        }
    }

    private func isAnnouncement(_ index: Int) -> Bool {
        let token = prose.tokens[index]
        if token.isWord(in: Self.plural) { return true }
        guard token.isWord(in: Self.singular) else { return false }
        let next = index + 1 < prose.tokens.count ? prose.tokens[index + 1] : nil
        let last = index > 0 ? prose.tokens[index - 1] : nil
        return next?.isWord(in: Self.nouns) == true || last?.isWord(in: Self.one) == true
    }

    private func afterLinks(from start: Int) -> Int {
        var index = start
        while index < prose.tokens.count, isLink(index) { index += 1 }
        return index
    }

    private func isLink(_ index: Int) -> Bool {
        let token = prose.tokens[index]
        let next = index + 1 < prose.tokens.count ? prose.tokens[index + 1] : nil
        switch token.kind {
        case .word:
            // Before a comma even such a word is a column.
            if next?.isSign(",") == true { return false }
            return Self.links.contains(token.lowered) || Self.nouns.contains(token.lowered)
                || Self.plural.contains(token.lowered) || isTableName(index)
        case .quoted: return isTableName(index)
        case .sign:
            return Self.signs.contains(token.text)
        case .newline: return true
        }
    }

    /// A table's name beside the word table, or after a preposition: not the first column.
    private func isTableName(_ index: Int) -> Bool {
        let next = index + 1 < prose.tokens.count ? prose.tokens[index + 1] : nil
        let last = index > 0 ? prose.tokens[index - 1] : nil
        if next?.isWord("table") == true { return true }
        guard tableNames.contains(prose.tokens[index].text) else { return false }
        return last?.isWord(in: ["of", "in", "for", "table", "the"]) == true
            && next?.isSign(",") != true
    }

    private func sentence(after index: Int) -> Range<Int> {
        let end =
            prose.tokens[index...].firstIndex { $0.isSign(".") } ?? prose.tokens.count
        return (index + 1)..<max(index + 1, min(end, index + 24))
    }

    /// `a, b, and c are the columns of this table`: the start of the sentence.
    private func startOfListBefore(_ index: Int) -> Int? {
        guard index > 1, prose.tokens[index - 1].isWord(in: ["the", "its"]),
            prose.tokens[index - 2].isWord("are")
        else { return nil }
        let end = prose.tokens[..<index].lastIndex { $0.isSign(".") || $0.kind == .newline }
        return end.map { $0 + 1 } ?? 0
    }
}
