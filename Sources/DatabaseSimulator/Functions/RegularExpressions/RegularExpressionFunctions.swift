import SQLiteKit

/// `REGEXP_LIKE`, `REGEXP_INSTR`, `REGEXP_SUBSTR` and `REGEXP_REPLACE`.
///
/// MySQL uses ICU's regular expressions; ``RegexParser`` reads that syntax. The name of the
/// collation, which decides over case, follows the arguments.
enum RegularExpressionFunctions {
    typealias Argument = FunctionDefinition.Argument

    static let all: [FunctionDefinition] = [
        definition("regexp_like", 2...3, [.text], returns: { _ in MySQLType.boolean }) {
            search throws(StatementFailure) in
            guard var found = try search.matches(typeAt: 2) else { return .null }
            return .integer(try found.firstMatch(from: 0) == nil ? 0 : 1)
        },
        definition(
            "regexp_instr", 2...6, [.text, .text, .integer, .integer, .integer, .text],
            returns: { _ in MySQLType.int }
        ) { search throws(StatementFailure) in
            guard var found = try search.matches(typeAt: 5), let start = try search.start(at: 2),
                let number = search.integer(at: 3, 1), let end = search.integer(at: 4, 0)
            else { return .null }
            guard end == 0 || end == 1 else { throw .wrongArguments("regexp_instr: return_option") }
            guard let match = try found.match(number: number, from: start) else {
                return .integer(0)
            }
            return .integer(Int64(end == 1 ? match.range.upperBound : match.range.lowerBound) + 1)
        },
        definition(
            "regexp_substr", 2...5, [.text, .text, .integer, .integer, .text],
            returns: { MySQLType.string($0[0].type.textLength, collation($0)).nullable(true) }
        ) { search throws(StatementFailure) in
            guard var found = try search.matches(typeAt: 4), let start = try search.start(at: 2),
                let number = search.integer(at: 3, 1),
                let match = try found.match(number: number, from: start)
            else { return .null }
            return .text(found.string(match.range))
        },
        definition(
            "regexp_replace", 3...6, [.text, .text, .text, .integer, .integer, .text],
            returns: { MySQLType(.string(.long), collation: collation($0)) }
        ) { search throws(StatementFailure) in
            guard let found = try search.matches(typeAt: 5), !search.isNull(2),
                let start = try search.start(at: 3), let number = search.integer(at: 4, 0)
            else { return .null }
            return try search.replace(
                found, RegexReplacement(search.text(2)), from: start, number: number)
        },
    ]

    private static func collation(_ arguments: [Argument]) -> CollationName {
        MySQLType.commonCollation(arguments.prefix(2).map(\.type))
    }

    private static func definition(
        _ name: String, _ arity: ClosedRange<Int>, _ coercions: [Coercion],
        returns type: @escaping @Sendable ([Argument]) -> MySQLType,
        _ body: @escaping @Sendable (RegexSearch) throws(StatementFailure) -> SQLiteValue
    ) -> FunctionDefinition {
        let implementation = FunctionImplementation("mysql_\(name)") {
            (arguments, context) throws(StatementFailure) in
            try body(RegexSearch(arguments.all, name, context))
        }
        return FunctionDefinition(name: name, arity: arity) {
            arguments throws(StatementFailure) in
            if let failure = mixture(arguments, name) { throw failure }
            return FunctionCallPlan(
                type: type(arguments), coercions: coercions, implementation: implementation,
                extra: [.text(collation(arguments).rawValue)])
        }
    }

    /// Binary strings do not go together with a pattern that is text, or the reverse.
    private static func mixture(_ arguments: [Argument], _ name: String) -> StatementFailure? {
        let (text, pattern) = (arguments[0].type, arguments[1].type)
        guard text.isBinary || pattern.isBinary else { return nil }
        if text.isBinary, pattern.isBinary {
            return .unsupported("\(name.uppercased()) of binary strings")
        }
        let names = [text, pattern].map { $0.isBinary ? "binary" : $0.collation.rawValue }
        return .mysql(
            MySQLError(
                3995, "HY000",
                "Character set '\(names[0])' cannot be used in conjunction with '\(names[1])' in "
                    + "call to \(name)."))
    }
}

/// A call of one of the functions while it runs.
struct RegexSearch {
    private let arguments: [SQLiteValue]
    private let name: String
    private let context: SessionContext
    private let collation: CollationName

    init(_ arguments: [SQLiteValue], _ name: String, _ context: SessionContext) {
        self.arguments = arguments.dropLast()
        self.name = name
        self.context = context
        collation = arguments.last.flatMap { CollationName(rawValue: $0.shown) } ?? .standard
    }

    func isNull(_ index: Int) -> Bool { arguments[index].isNull }

    func text(_ index: Int) -> String { arguments[index].shown }

    /// An optional integer; `nil` for NULL.
    func integer(at index: Int, _ standard: Int64) -> Int64? {
        guard index < arguments.count else { return standard }
        guard case .integer(let value) = arguments[index] else { return nil }
        return value
    }

    /// Where to begin, counted from 0; `nil` for NULL.
    func start(at index: Int) throws(StatementFailure) -> Int? {
        guard let position = integer(at: index, 1) else { return nil }
        let count = text(0).unicodeScalars.count
        guard position >= 1, position - 1 <= count else { throw RegularExpressionError.outOfBounds }
        return Int(position) - 1
    }

    /// A matcher over the first argument; `nil` if it, the pattern or the match type is NULL.
    func matches(typeAt index: Int) throws(StatementFailure) -> RegexMatcher? {
        guard !isNull(0), !isNull(1) else { return nil }
        var options = RegexOptions()
        options.ignoresCase = collation.ignoresCase
        if index < arguments.count {
            guard !isNull(index) else { return nil }
            for letter in text(index) {
                switch letter {
                case "c": options.ignoresCase = false
                case "i": options.ignoresCase = true
                case "m": options.isMultiline = true
                case "n": options.dotMatchesBreaks = true
                case "u": options.usesUnixBreaks = true
                default: throw .wrongArguments(name)
                }
            }
        }
        return RegexMatcher(try context.patterns.regex(text(1), options), text(0))
    }

    /// The text with one match (counted from 1) or, for 0, all of them replaced.
    func replace(
        _ matcher: RegexMatcher, _ replacement: RegexReplacement, from start: Int, number: Int64
    ) throws(StatementFailure) -> SQLiteValue {
        var matcher = matcher
        var result = ""
        var copied = 0
        var place = start
        var met: Int64 = 0
        while place <= matcher.count, let match = try matcher.firstMatch(from: place) {
            met += 1
            if number <= 0 || met == number {
                result += matcher.string(copied..<match.range.lowerBound)
                result += try replacement.text(for: match, matcher)
                copied = match.range.upperBound
                guard result.utf8.count <= context.packetLimit else {
                    try context.warnTooLong("regexp_replace")
                    return .null
                }
            }
            if met == number { break }
            place = match.range.upperBound + (match.range.isEmpty ? 1 : 0)
        }
        return .text(result + matcher.string(copied..<matcher.count))
    }
}

extension RegexMatcher {
    /// The match with a number, counted from 1, from a place on.
    mutating func match(number: Int64, from start: Int) throws(StatementFailure) -> Match? {
        var remaining = max(1, number)
        var place = start
        while place <= count, let match = try firstMatch(from: place) {
            remaining -= 1
            if remaining == 0 { return match }
            place = match.range.upperBound + (match.range.isEmpty ? 1 : 0)
        }
        return nil
    }
}

/// The third argument of `REGEXP_REPLACE`: text with `$1` for groups, and `\` before what is meant
/// literally.
struct RegexReplacement {
    private enum Part {
        case text(String)
        case group(Int)
        case namelessGroup
    }

    private var parts: [Part] = []

    init(_ text: String) {
        var literal = ""
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\\": if let next = scalars.popFirst() { literal.unicodeScalars.append(next) }
            case "$":
                parts.append(.text(literal))
                literal = ""
                var number: Int?
                while let digit = scalars.first, digit.value &- 0x30 < 10 {
                    let longer = (number ?? 0) * 10 + Int(digit.value - 0x30)
                    if longer > 99 { break }
                    number = longer
                    scalars.removeFirst()
                }
                parts.append(number.map { .group($0) } ?? .namelessGroup)
            default: literal.unicodeScalars.append(scalar)
            }
        }
        parts.append(.text(literal))
    }

    /// What takes the place of a match.
    func text(
        for match: RegexMatcher.Match, _ matcher: RegexMatcher
    ) throws(StatementFailure) -> String {
        var result = ""
        for part in parts {
            switch part {
            case .text(let text): result += text
            case .namelessGroup: throw RegularExpressionError.badGroupName
            case .group(var number):
                // As many digits as name a group; the others are text.
                var rest = ""
                while number >= match.groups.count, number > 9 {
                    rest = String(number % 10) + rest
                    number /= 10
                }
                guard number < match.groups.count else { throw RegularExpressionError.outOfBounds }
                if let range = match.groups[number] { result += matcher.string(range) }
                result += rest
            }
        }
        return result
    }
}

extension CollationName {
    /// Whether letters that differ only by case are equal.
    var ignoresCase: Bool {
        self != .accentAndCaseSensitive && !isByCode
    }
}
