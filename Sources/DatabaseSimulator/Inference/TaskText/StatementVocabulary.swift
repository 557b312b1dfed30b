/// The names that a dialogue's recorded statements use, against which readings of prose are
/// checked.
///
/// Recorded statements may be ill-formed or rewritten after they ran, so this looks at words only
/// and works for any text.
struct StatementVocabulary: Hashable, Sendable {
    /// Names in the place of a table, in order of first use; statements that succeeded come first.
    private(set) var tables: [String] = []
    /// Tables of statements that succeeded.
    private(set) var provenTables: Set<String> = []
    /// Everything that stands where a name can stand in a statement that succeeded.
    private(set) var provenNames: Set<String> = []
    /// Names in backticks that are not one plain word: only these need help to be found in prose.
    private(set) var unusualNames: [String] = []

    init() {}

    /// Collects names from statements and whether each succeeded.
    init(_ statements: [(text: String, succeeded: Bool)]) {
        for wanted in [true, false] {
            for statement in statements where statement.succeeded == wanted {
                add(statement.text, succeeded: wanted)
            }
        }
    }

    private mutating func add(_ statement: String, succeeded: Bool) {
        let words = StatementWord.words(of: statement)
        var index = 0
        while index < words.count {
            let word = words[index]
            index += 1
            guard let name = word.name else { continue }
            if word.isQuoted, name.contains(where: { !$0.isPlainNameCharacter }),
                !unusualNames.contains(name)
            {
                unusualNames.append(name)
            }
            if succeeded {
                for part in name.split(separator: ".") { provenNames.insert(part.lowercased()) }
                provenNames.insert(name.lowercased())
            }
            guard !word.isQuoted, Self.tableIntroducers.contains(name.lowercased()) else {
                continue
            }
            addTables(after: &index, in: words, succeeded: succeeded)
        }
    }

    /// Takes `a`, or `a AS x, b y`, from behind FROM and its like.
    private mutating func addTables(
        after index: inout Int, in words: [StatementWord], succeeded: Bool
    ) {
        while index < words.count, !words[index].isQuoted, let word = words[index].name,
            Self.skipped.contains(word.lowercased())
        {
            index += 1
        }
        var next = index
        while next < words.count, let name = words[next].name {
            addTable(name, succeeded: succeeded)
            next += 1
            // An alias, with or without AS, then a comma before another table.
            var comma = next
            while comma < words.count, comma < next + 2, words[comma].name != nil { comma += 1 }
            guard comma < words.count, words[comma] == .symbol(",") else { return }
            next = comma + 1
        }
    }

    private mutating func addTable(_ name: String, succeeded: Bool) {
        if succeeded { provenTables.insert(name) }
        if !tables.contains(name) { tables.append(name) }
    }

    private static let tableIntroducers: Set<String> = ["from", "join", "into", "update", "table"]
    private static let skipped: Set<String> = [
        "if", "not", "exists", "ignore", "low_priority", "quick", "delayed", "lateral", "only",
    ]

    /// A table in the spelling of the statements that succeeded, where the text differs from it
    /// only in letter case: a name that MySQL on Linux found is the table's name.
    func respelled(_ table: DescribedTable) -> DescribedTable {
        guard !provenTables.contains(table.name) else { return table }
        let lowered = table.name.lowercased()
        guard let spelling = tables.first(where: { $0.lowercased() == lowered }),
            provenTables.contains(spelling)
        else { return table }
        var table = table
        table.name = spelling
        return table
    }

    /// How many of the columns are used by statements that succeeded.
    func support(for columns: [DescribedColumn]) -> Int {
        columns.count { provenNames.contains($0.name.lowercased()) }
    }
}

/// A word of a statement, as far as names are concerned.
enum StatementWord: Hashable, Sendable {
    case word(String)
    case quoted(String)
    /// A string literal.
    case text
    case symbol(Unicode.Scalar)

    /// The name that stands here, if one can.
    var name: String? {
        switch self {
        case .word(let name), .quoted(let name): name
        case .text, .symbol: nil
        }
    }

    /// Whether backticks make it a name for certain.
    var isQuoted: Bool {
        if case .quoted = self { true } else { false }
    }

    static func words(of statement: String) -> [StatementWord] {
        let scalars = Array(statement.unicodeScalars)
        var words: [StatementWord] = []
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar.properties.isWhitespace {
                index += 1
            } else if scalar == "`" || scalar == "'" || scalar == "\"" {
                let end = scalars[(index + 1)...].firstIndex(of: scalar) ?? scalars.count
                let content = String(String.UnicodeScalarView(scalars[(index + 1)..<end]))
                words.append(scalar == "`" ? .quoted(content) : .text)
                index = end + 1
            } else if Character(scalar).isPlainNameCharacter {
                let start = index
                while index < scalars.count, Character(scalars[index]).isPlainNameCharacter {
                    index += 1
                }
                words.append(.word(String(String.UnicodeScalarView(scalars[start..<index]))))
            } else {
                words.append(.symbol(scalar))
                index += 1
            }
        }
        return words
    }
}

extension Character {
    /// Whether it can be part of a name that needs no quotes.
    var isPlainNameCharacter: Bool { isLetter || isNumber || self == "_" || self == "$" }
}
