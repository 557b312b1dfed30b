/// The ways in which people state a column's type: `INT`, `type: VARCHAR(255)`, `of INTEGER type`.
enum TypePhrase {
    private static let types: Set<String> = [
        "int", "integer", "bigint", "smallint", "tinyint", "mediumint", "varchar", "char", "text",
        "string", "float", "double", "real", "decimal", "numeric", "number", "date", "datetime",
        "timestamp", "time", "year", "bool", "boolean", "blob", "json", "enum", "longtext",
        "mediumtext", "tinytext", "nvarchar", "character", "serial",
    ]

    /// Types whose names are also plain nouns, as in a column `Release Date`.
    private static let nouns: Set<String> = [
        "text", "string", "real", "number", "date", "timestamp", "time", "year", "character",
        "serial", "double",
    ]

    private static let fillers: Set<String> = [
        "type", "data", "datatype", "of", "a", "an", "is", "primary", "foreign", "unique", "key",
    ]

    /// Whether a word is the name of a type.
    static func isType(_ word: String) -> Bool { types.contains(word.lowercased()) }

    /// Whether a word at the end of a name (`id INT`) can only be its type.
    static func isTypeAfter(name: String, _ word: String) -> Bool {
        guard isType(word) else { return false }
        let isUpper = word == word.uppercased()
        return nouns.contains(word.lowercased())
            ? isUpper && name != name.uppercased() : isUpper || word == word.lowercased()
    }

    /// The type stated by the tokens of a parenthesis, or `nil` if they state none.
    static func type(in prose: Prose, _ range: Range<Int>) -> String? {
        var index = range.lowerBound
        while index < range.upperBound,
            prose.tokens[index].isSign(":") || prose.tokens[index].isSign(",")
                || prose.tokens[index].isWord(in: fillers)
        {
            index += 1
        }
        guard index < range.upperBound, prose.tokens[index].kind == .word,
            isType(prose.tokens[index].text)
        else { return nil }
        let end = endOfType(in: prose, at: index)
        return end <= range.upperBound ? prose.text(of: index..<end) : nil
    }

    /// Where the type whose name stands at an index ends: behind its length, if it has one.
    static func endOfType(in prose: Prose, at index: Int) -> Int {
        guard index + 1 < prose.tokens.count, prose.tokens[index + 1].isSign("("),
            let close = prose.closing(of: index + 1),
            prose.tokens[(index + 2)..<close].allSatisfy({
                $0.isSign(",") || $0.text.allSatisfy { $0.isNumber || $0 == "," }
            })
        else { return index + 1 }
        return close + 1
    }
}

extension Prose {
    /// The token that closes the bracket at an index.
    func closing(of index: Int) -> Int? {
        let closers = ["(": ")", "[": "]", "{": "}"]
        let opener = tokens[index].text
        guard tokens[index].kind == .sign, let closer = closers[opener] else { return nil }
        var depth = 0
        for position in index..<tokens.count where tokens[position].kind == .sign {
            if tokens[position].text == opener { depth += 1 }
            if tokens[position].text == closer { depth -= 1 }
            if depth == 0 { return position }
        }
        return nil
    }
}
