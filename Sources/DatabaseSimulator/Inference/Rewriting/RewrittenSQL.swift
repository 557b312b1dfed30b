/// The text of a recorded statement, which need not be the text that ran.
///
/// A script put names into backticks after the statements had run, and took some for what they are
/// not: `` `posts.Id` `` is one name where two were meant, and `` T1.Order `ID` `` two where the
/// table has a column `Order ID`. What ran is found again from the described tables, token by
/// token; nothing is guessed beyond their names.
struct RewrittenSQL {
    private var units: [Unit] = []
    private let trailer: String

    /// A token, or a part of one that is taken apart.
    private struct Unit {
        /// What stands before it: blanks and comments.
        var gap: String
        var text: String
        /// The name that it is or could be, without quotes.
        var name: String?
        var isQuoted = false
        var isLiteral = false
        var kind: TokenKind
        /// Words and signs of the name or text, in lower case: what a name is compared by.
        var pieces: [String]
    }

    init(_ statement: String) {
        var lexer = Lexer(statement, mode: [])
        let bytes = Array(statement.utf8)
        func text(_ start: Int, _ end: Int) -> String {
            String(decoding: bytes[start..<end], as: UTF8.self)
        }
        var last = 0
        while true {
            let token = lexer.next()
            guard token.kind != .endOfInput, token.end > last, token.end <= bytes.count else {
                break
            }
            let source = text(token.start, token.end)
            var unit = Unit(
                gap: text(last, token.start), text: source, kind: token.kind, pieces: [])
            switch token.kind {
            case .quotedIdentifier:
                let inner = text(token.start + 1, max(token.start + 1, token.end - 1))
                unit.name = inner.replacing("``", with: "`")
                unit.isQuoted = true
            case .string, .nationalString: unit.isLiteral = true
            case .identifier: unit.name = source
            default:
                let isWord = source.unicodeScalars.first.map { $0.properties.isAlphabetic } ?? false
                if isWord, token.kind.isNonreservedKeyword { unit.name = source }
            }
            unit.pieces = (unit.name ?? source).pieces
            units.append(unit)
            last = token.end
        }
        trailer = text(last, bytes.count)
    }

    /// The text without backticks, as the server may have read it; `nil` if there are none.
    var withoutBackticks: String? {
        guard units.contains(where: \.isQuoted) else { return nil }
        return units.map { $0.gap + ($0.isQuoted ? $0.name ?? $0.text : $0.text) }.joined()
            + trailer
    }

    /// The text with the types of CAST that only SQLite knows put into MySQL's words, so that
    /// MySQL's parser can read what a statement says that SQLite ran.
    var withMySQLCasts: String {
        let words = [
            "integer": "SIGNED", "int": "SIGNED", "bigint": "SIGNED", "text": "CHAR",
            "varchar": "CHAR", "numeric": "DECIMAL",
        ]
        var isCast: [Bool] = []
        var text = ""
        for (index, unit) in units.enumerated() {
            text += unit.gap
            var source = unit.text
            switch unit.kind {
            case .leftParenthesis: isCast.append(index > 0 && units[index - 1].kind == .cast)
            case .rightParenthesis: _ = isCast.popLast()
            default:
                if isCast.last == true, index > 0, units[index - 1].kind == .as,
                    let word = words[source.lowercased()]
                {
                    source = word
                }
            }
            text += source
        }
        return text + trailer
    }

    /// The same with SQLite's MAX and MIN of several values called GREATEST and LEAST, as MySQL
    /// does.
    var withGreatestAndLeast: RewrittenSQL {
        var copy = self
        for index in units.indices where index + 1 < units.count {
            let word = units[index].text.lowercased()
            guard word == "max" || word == "min", units[index + 1].kind == .leftParenthesis,
                hasComma(inParenthesis: index + 1)
            else { continue }
            copy.units[index].text = word == "max" ? "GREATEST" : "LEAST"
        }
        return copy
    }

    /// Whether a comma stands between a parenthesis and its end, but not inside another.
    private func hasComma(inParenthesis start: Int) -> Bool {
        var depth = 0
        for unit in units[start...] {
            switch unit.kind {
            case .leftParenthesis: depth += 1
            case .rightParenthesis:
                depth -= 1
                if depth == 0 { return false }
            case .comma where depth == 1: return true
            default: break
            }
        }
        return false
    }

    /// The text with the names of the tables put right; `nil` if it has nothing to put right.
    func repaired(for tables: [DescribedTable]) -> String? {
        var repaired = self
        let isSplit = repaired.splitPairs(tables)
        let isJoined = repaired.joinNames(tables)
        guard isSplit || isJoined else { return nil }
        return repaired.units.map { $0.gap + $0.text }.joined() + trailer
    }

    // MARK: One pair of backticks around two names

    private mutating func splitPairs(_ tables: [DescribedTable]) -> Bool {
        let tableNames = Set(tables.map { $0.name.lowercased() })
        let columnNames = Set(tables.flatMap(\.columns).map { $0.name.lowercased() })
        let owners = tableNames.union(aliases(of: tableNames))
        var result: [Unit] = []
        var isChanged = false
        for unit in units {
            guard unit.isQuoted, let name = unit.name, let point = name.firstIndex(of: "."),
                !columnNames.contains(name.lowercased()), !tableNames.contains(name.lowercased()),
                owners.contains(name[..<point].lowercased())
            else {
                result.append(unit)
                continue
            }
            isChanged = true
            let owner = String(name[..<point])
            let column = String(name[name.index(after: point)...]).trimmed
            result.append(Self.quoted(owner, gap: unit.gap))
            result.append(Unit(gap: "", text: ".", kind: .point, pieces: ["."]))
            result.append(
                column == "*"
                    ? Unit(gap: "", text: "*", kind: .times, pieces: ["*"])
                    : Self.quoted(column, gap: ""))
        }
        units = result
        return isChanged
    }

    /// Names that stand behind a table or a closing parenthesis, with or without AS.
    private func aliases(of tableNames: Set<String>) -> Set<String> {
        var aliases: Set<String> = []
        for (index, unit) in units.enumerated() {
            let isTable = unit.name.map { tableNames.contains($0.lowercased()) } ?? false
            guard isTable || unit.kind == .rightParenthesis else { continue }
            var next = index + 1
            if next < units.count, units[next].kind == .as { next += 1 }
            if next < units.count, let name = units[next].name { aliases.insert(name.lowercased()) }
        }
        return aliases
    }

    private static func quoted(_ name: String, gap: String) -> Unit {
        Unit(
            gap: gap, text: "`" + name.replacing("`", with: "``") + "`", name: name,
            isQuoted: true, kind: .quotedIdentifier, pieces: name.pieces)
    }

    // MARK: Names of several words, bare or half quoted

    private mutating func joinNames(_ tables: [DescribedTable]) -> Bool {
        var names: [(name: String, pieces: [String])] = []
        for name in tables.flatMap({ [$0.name] + $0.columns.map(\.name) }) + brokenAliases() {
            let pieces = name.pieces
            guard pieces.count > 1, !names.contains(where: { $0.name == name }) else { continue }
            names.append((name, pieces))
        }
        // The longest name that fits is meant.
        names.sort { $0.pieces.count > $1.pieces.count }
        var result: [Unit] = []
        var index = 0
        var isChanged = false
        while index < units.count {
            let name = names.first { end(of: $0.pieces, at: index) != nil }
            if let name, let end = end(of: name.pieces, at: index),
                end > index + 1 || !units[index].isQuoted
            {
                result.append(Self.quoted(name.name, gap: units[index].gap))
                isChanged = true
                index = end
            } else {
                result.append(units[index])
                index += 1
            }
        }
        units = result
        return isChanged
    }

    /// Where a run of whole units that spells these pieces ends.
    private func end(of pieces: [String], at start: Int) -> Int? {
        var index = start
        var matched = 0
        while matched < pieces.count {
            guard index < units.count, !units[index].isLiteral else { return nil }
            let unit = units[index].pieces
            guard !unit.isEmpty, matched + unit.count <= pieces.count,
                unit.elementsEqual(pieces[matched..<(matched + unit.count)])
            else { return nil }
            matched += unit.count
            index += 1
        }
        return index
    }

    /// Aliases of several words without quotes: `AS average stars FROM`.
    private func brokenAliases() -> [String] {
        var names: [String] = []
        for index in units.indices where units[index].kind == .as {
            var end = index + 1
            while end < units.count, units[end].name != nil { end += 1 }
            guard end > index + 2, end < units.count,
                units[end].kind == .from || units[end].kind == .comma
            else { continue }
            names.append(units[(index + 1)..<end].compactMap(\.name).joined(separator: " "))
        }
        return names
    }
}

extension String {
    /// Its words and its signs, in lower case; blanks separate and are dropped.
    fileprivate var pieces: [String] {
        var pieces: [String] = []
        var word = ""
        for character in lowercased() {
            if character.isPlainNameCharacter {
                word.append(character)
                continue
            }
            if !word.isEmpty { pieces.append(word) }
            word = ""
            if !character.isWhitespace { pieces.append(String(character)) }
        }
        if !word.isEmpty { pieces.append(word) }
        return pieces
    }
}
