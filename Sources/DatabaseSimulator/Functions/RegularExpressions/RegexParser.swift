/// Reads a pattern in the syntax of ICU, which MySQL uses.
struct RegexParser {
    let pattern: [UInt32]
    var position = 0
    var options: RegexOptions
    /// How many groups have been opened.
    var groupCount = 0
    var names: [String: Int] = [:]
    var references: [Int] = []
    var depth = 0

    /// Groups within groups; deeper ones would exhaust the stack.
    static let depthLimit = 200

    init(_ pattern: String, _ options: RegexOptions) {
        self.pattern = pattern.unicodeScalars.map(\.value)
        self.options = options
    }

    /// Reads the whole pattern.
    mutating func parse() throws(StatementFailure) -> RegexTree {
        guard !pattern.isEmpty else { throw RegularExpressionError.illegalArgument }
        let tree = try alternatives()
        guard position == pattern.count else {
            throw RegularExpressionError.mismatchedParenthesis
        }
        guard references.allSatisfy({ $0 <= groupCount }) else {
            throw RegularExpressionError.badReference
        }
        return tree
    }

    // MARK: Characters of the pattern

    var next: UInt32? { position < pattern.count ? pattern[position] : nil }

    func isNext(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= pattern.count else { return false }
        return (0..<count).allSatisfy { pattern[position + $0] == UInt32(text.utf8Start[$0]) }
    }

    mutating func consume(_ text: StaticString) -> Bool {
        guard isNext(text) else { return false }
        position += text.utf8CodeUnitCount
        return true
    }

    /// A syntax error at the character to be read.
    var syntaxError: StatementFailure {
        let read = pattern[..<min(position + 1, pattern.count)]
        let lines = read.split(separator: 0x0A, omittingEmptySubsequences: false)
        return RegularExpressionError.syntax(
            line: lines.count, character: max(1, lines.last?.count ?? 1))
    }

    // MARK: Structure

    mutating func alternatives() throws(StatementFailure) -> RegexTree {
        depth += 1
        defer { depth -= 1 }
        guard depth <= RegexParser.depthLimit else { throw RegularExpressionError.tooBig }
        var branches = [try sequence()]
        while consume("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    mutating func sequence() throws(StatementFailure) -> RegexTree {
        var parts: [RegexTree] = []
        while let character = next, character != 0x7C, character != 0x29 {
            if options.allowsComments, skipComment() { continue }
            if isNext("(?"), let changed = try optionChange() {
                // They hold to the end of the group.
                options = changed
                continue
            }
            let atom = try atom()
            parts.append(try quantified(atom))
        }
        return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
    }

    private mutating func skipComment() -> Bool {
        guard let character = next else { return false }
        if RegexProperty.space.contains(character) {
            position += 1
            return true
        }
        guard character == 0x23 else { return false }
        while let character = next, character != 0x0A { position += 1 }
        return true
    }

    // MARK: Quantifiers

    private mutating func quantified(_ atom: RegexTree) throws(StatementFailure) -> RegexTree {
        var minimum = 0
        var maximum: Int?
        switch next {
        case UInt32(UInt8(ascii: "*")): position += 1
        case UInt32(UInt8(ascii: "+")):
            position += 1
            minimum = 1
        case UInt32(UInt8(ascii: "?")):
            position += 1
            maximum = 1
        case UInt32(UInt8(ascii: "{")): (minimum, maximum) = try interval()
        default: return atom
        }
        let greed: RegexGreed = consume("?") ? .lazy : consume("+") ? .possessive : .greedy
        // A quantifier cannot stand on another.
        if let character = next, [0x2A, 0x2B, 0x3F, 0x7B].contains(character) { throw syntaxError }
        return .repeated(atom, minimum: minimum, maximum: maximum, greed)
    }

    private mutating func interval() throws(StatementFailure) -> (Int, Int?) {
        position += 1
        guard let minimum = try number() else { throw RegularExpressionError.badInterval }
        if consume("}") { return (minimum, minimum) }
        guard consume(",") else { throw RegularExpressionError.badInterval }
        if consume("}") { return (minimum, nil) }
        guard let maximum = try number(), consume("}") else {
            throw RegularExpressionError.badInterval
        }
        guard maximum >= minimum else { throw RegularExpressionError.maximumBelowMinimum }
        return (minimum, maximum)
    }

    mutating func number() throws(StatementFailure) -> Int? {
        var value: Int?
        while let character = next, character &- 0x30 < 10 {
            value = (value ?? 0) * 10 + Int(character - 0x30)
            guard value ?? 0 <= Int(Int32.max) else { throw RegularExpressionError.tooBig }
            position += 1
        }
        return value
    }

    // MARK: Atoms

    private mutating func atom() throws(StatementFailure) -> RegexTree {
        guard let character = next else { return .empty }
        switch character {
        case UInt32(UInt8(ascii: "(")): return try group()
        case UInt32(UInt8(ascii: "[")): return test(try bracket())
        case UInt32(UInt8(ascii: "\\")): return try escape()
        case UInt32(UInt8(ascii: ".")):
            position += 1
            return .test(
                options.dotMatchesBreaks
                    ? .anything : options.usesUnixBreaks ? .anyButLineFeed : .anyInLine)
        case UInt32(UInt8(ascii: "^")):
            let unix = options.usesUnixBreaks
            return assertion(options.isMultiline ? .lineStart(unix: unix) : .start)
        case UInt32(UInt8(ascii: "$")):
            let unix = options.usesUnixBreaks
            return assertion(options.isMultiline ? .lineEnd(unix: unix) : .endOrBreak(unix: unix))
        case UInt32(UInt8(ascii: "*")), UInt32(UInt8(ascii: "+")), UInt32(UInt8(ascii: "?")),
            UInt32(UInt8(ascii: "{")):
            throw syntaxError
        default:
            position += 1
            return test(character)
        }
    }

    func test(_ character: UInt32) -> RegexTree {
        let lower = character.lowercased
        let hasCase = lower != character || lower.uppercased != lower
        return .test(options.ignoresCase && hasCase ? .letter(lower) : .character(character))
    }

    func test(_ set: RegexSet) -> RegexTree {
        .test(.set(options.ignoresCase ? set.closedOverCase : set))
    }
}
