/// Reads a pattern in the syntax of ICU, which MySQL uses.
struct RegexParser {
    private let pattern: [UInt32]
    private var position = 0
    private var options: RegexOptions
    /// How many groups have been opened.
    private(set) var groupCount = 0
    private var names: [String: Int] = [:]
    private var references: [Int] = []
    private var depth = 0

    /// Groups within groups; deeper ones would exhaust the stack.
    private static let depthLimit = 200

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

    private var next: UInt32? { position < pattern.count ? pattern[position] : nil }

    private func isNext(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= pattern.count else { return false }
        return (0..<count).allSatisfy { pattern[position + $0] == UInt32(text.utf8Start[$0]) }
    }

    private mutating func consume(_ text: StaticString) -> Bool {
        guard isNext(text) else { return false }
        position += text.utf8CodeUnitCount
        return true
    }

    /// A syntax error at the character to be read.
    private var syntaxError: StatementFailure {
        let read = pattern[..<min(position + 1, pattern.count)]
        let lines = read.split(separator: 0x0A, omittingEmptySubsequences: false)
        return RegularExpressionError.syntax(
            line: lines.count, character: max(1, lines.last?.count ?? 1))
    }

    // MARK: Structure

    private mutating func alternatives() throws(StatementFailure) -> RegexTree {
        depth += 1
        defer { depth -= 1 }
        guard depth <= RegexParser.depthLimit else { throw RegularExpressionError.tooBig }
        var branches = [try sequence()]
        while consume("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws(StatementFailure) -> RegexTree {
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

    private mutating func number() throws(StatementFailure) -> Int? {
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

    private func test(_ character: UInt32) -> RegexTree {
        let lower = character.lowercased
        let hasCase = lower != character || lower.uppercased != lower
        return .test(options.ignoresCase && hasCase ? .letter(lower) : .character(character))
    }

    private func test(_ set: RegexSet) -> RegexTree {
        .test(.set(options.ignoresCase ? set.closedOverCase : set))
    }

    private mutating func group() throws(StatementFailure) -> RegexTree {
        let outer = options
        defer { options = outer }
        if consume("(?#") {
            while let character = next, character != 0x29 { position += 1 }
            guard consume(")") else { throw RegularExpressionError.mismatchedParenthesis }
            return .empty
        }
        if consume("(?:") { return try closing(try alternatives()) }
        if consume("(?>") { return .atomic(try closing(try alternatives())) }
        if consume("(?=") { return .lookAhead(try closing(try alternatives()), negated: false) }
        if consume("(?!") { return .lookAhead(try closing(try alternatives()), negated: true) }
        if isNext("(?<=") || isNext("(?<!") {
            let negated = isNext("(?<!")
            position += 4
            let tree = try closing(try alternatives())
            guard tree.width.maximum != nil else {
                throw RegularExpressionError.unboundedLookBehind
            }
            return .lookBehind(tree, negated: negated)
        }
        if consume("(?<") {
            let name = try groupName()
            groupCount += 1
            let number = groupCount
            guard names.updateValue(number, forKey: name) == nil else {
                throw RegularExpressionError.badGroupName
            }
            return .group(try closing(try alternatives()), number)
        }
        if isNext("(?") {
            guard let (changed, isOpen) = try optionLetters(), isOpen else { throw syntaxError }
            options = changed
            return try closing(try alternatives())
        }
        position += 1
        groupCount += 1
        let number = groupCount
        return .group(try closing(try alternatives()), number)
    }

    private mutating func closing(_ tree: RegexTree) throws(StatementFailure) -> RegexTree {
        guard consume(")") else { throw RegularExpressionError.mismatchedParenthesis }
        return tree
    }

    private mutating func groupName() throws(StatementFailure) -> String {
        var name = ""
        while let character = next, character != 0x3E {
            let isLetter = (character | 0x20) &- 0x61 < 26
            guard isLetter || !name.isEmpty && character &- 0x30 < 10,
                let scalar = Unicode.Scalar(character)
            else { throw RegularExpressionError.badGroupName }
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard consume(">"), !name.isEmpty else { throw RegularExpressionError.badGroupName }
        return name
    }

    /// `(?i)`: the options from here on; `nil` if it is another kind of group.
    private mutating func optionChange() throws(StatementFailure) -> RegexOptions? {
        let start = position
        guard let (changed, isOpen) = try optionLetters(), !isOpen else {
            position = start
            return nil
        }
        return changed
    }

    /// Reads `(?flags)` or `(?flags:`; the second part says which.
    private mutating func optionLetters() throws(StatementFailure) -> (RegexOptions, Bool)? {
        position += 2
        var changed = options
        var value = true
        while let character = next {
            position += 1
            switch Unicode.Scalar(character) {
            case "i": changed.ignoresCase = value
            case "s": changed.dotMatchesBreaks = value
            case "m": changed.isMultiline = value
            case "d": changed.usesUnixBreaks = value
            case "x": changed.allowsComments = value
            case "w": throw .unsupported("the option w in a regular expression")
            case "-" where value: value = false
            case ")": return (changed, false)
            case ":": return (changed, true)
            default: return nil
            }
        }
        throw RegularExpressionError.mismatchedParenthesis
    }

    // MARK: Escapes

    private mutating func escape() throws(StatementFailure) -> RegexTree {
        position += 1
        guard let character = next, let scalar = Unicode.Scalar(character) else {
            throw RegularExpressionError.badEscape
        }
        switch scalar {
        case "A": return assertion(.start)
        case "Z": return assertion(.endOrBreak(unix: options.usesUnixBreaks))
        case "z": return assertion(.end)
        case "b": return assertion(.wordBoundary(negated: false))
        case "B": return assertion(.wordBoundary(negated: true))
        case "G": return assertion(.searchStart)
        case "Q": return quotation()
        case "k":
            position += 1
            guard consume("<") else { throw RegularExpressionError.badGroupName }
            guard let number = names[try groupName()] else {
                throw RegularExpressionError.badGroupName
            }
            return .reference(number, ignoresCase: options.ignoresCase)
        case "R":
            position += 1
            let pair = RegexTree.sequence([.test(.character(0x0D)), .test(.character(0x0A))])
            return .atomic(.alternatives([pair, .test(.set(.property(.verticalSpace)))]))
        case "X": throw .unsupported("\\X in a regular expression")
        case "1"..."9": return .reference(try reference(), ignoresCase: options.ignoresCase)
        default:
            if let set = try setEscape(scalar) { return test(set) }
            return test(try characterEscape())
        }
    }

    private mutating func assertion(_ assertion: RegexAssertion) -> RegexTree {
        position += 1
        return .assertion(assertion)
    }

    /// `\Q…\E`: the characters as they are.
    private mutating func quotation() -> RegexTree {
        position += 1
        var parts: [RegexTree] = []
        while let character = next, !consume("\\E") {
            parts.append(test(character))
            position += 1
        }
        return .sequence(parts)
    }

    /// As many digits as name a group that is there.
    private mutating func reference() throws(StatementFailure) -> Int {
        var number = 0
        while let character = next, character &- 0x30 < 10 {
            let longer = number * 10 + Int(character - 0x30)
            if number > 0, longer > max(groupCount, 9) { break }
            number = longer
            position += 1
        }
        references.append(number)
        return number
    }

    /// `\d`, `\p{…}` and the like; `nil` if the escape is a character.
    private mutating func setEscape(_ scalar: Unicode.Scalar) throws(StatementFailure) -> RegexSet?
    {
        let property: RegexProperty
        switch scalar {
        case "d", "D": property = .digit
        case "w", "W": property = .word
        case "s", "S": property = .space
        case "h", "H": property = .horizontalSpace
        case "v", "V": property = .verticalSpace
        case "p", "P":
            position += 1
            let set = try propertyName()
            return scalar == "P" ? .inverse(set) : set
        default: return nil
        }
        position += 1
        let isInverse = scalar.properties.isUppercase
        return isInverse ? .inverse(.property(property)) : .property(property)
    }

    private mutating func propertyName() throws(StatementFailure) -> RegexSet {
        guard consume("{") else { throw RegularExpressionError.illegalArgument }
        let isInverse = consume("^")
        var name = ""
        while let character = next, character != 0x7D, let scalar = Unicode.Scalar(character) {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard consume("}") else { throw RegularExpressionError.illegalArgument }
        for prefix in ["General_Category=", "gc=", "Is"] where name.hasPrefix(prefix) {
            name.removeFirst(prefix.count)
            break
        }
        guard let property = RegexProperty.named(name) else {
            throw .unsupported("the property \(name) in a regular expression")
        }
        return isInverse ? .inverse(.property(property)) : .property(property)
    }

    /// The character that an escape stands for.
    private mutating func characterEscape() throws(StatementFailure) -> UInt32 {
        guard let character = next, let scalar = Unicode.Scalar(character) else {
            throw RegularExpressionError.badEscape
        }
        position += 1
        switch scalar {
        case "a": return 0x07
        case "e": return 0x1B
        case "f": return 0x0C
        case "n": return 0x0A
        case "r": return 0x0D
        case "t": return 0x09
        case "c":
            guard let control = next else { throw RegularExpressionError.badEscape }
            position += 1
            return control & 0x1F
        case "0": return try digits(1...3, radix: 8)
        case "u": return try digits(4...4, radix: 16)
        case "U": return try digits(8...8, radix: 16)
        case "x":
            guard consume("{") else { return try digits(1...2, radix: 16) }
            let code = try digits(1...6, radix: 16)
            guard consume("}") else { throw RegularExpressionError.badEscape }
            return code
        case "N": throw .unsupported("\\N in a regular expression")
        default:
            // Letters are reserved; everything else stands for itself.
            let isLetter = (character | 0x20) &- 0x61 < 26
            guard !isLetter else { throw RegularExpressionError.badEscape }
            return character
        }
    }

    private mutating func digits(
        _ count: ClosedRange<Int>, radix: UInt32
    ) throws(StatementFailure) -> UInt32 {
        var code: UInt32 = 0
        var read = 0
        while read < count.upperBound, let character = next,
            let digit = Unicode.Scalar(character).flatMap({ Character($0).hexDigitValue }),
            digit < radix
        {
            code = code &* radix &+ UInt32(digit)
            read += 1
            position += 1
        }
        guard read >= count.lowerBound, Unicode.Scalar(code) != nil else {
            throw RegularExpressionError.badEscape
        }
        return code
    }

    // MARK: Bracket expressions

    private mutating func bracket() throws(StatementFailure) -> RegexSet {
        depth += 1
        defer { depth -= 1 }
        guard depth <= RegexParser.depthLimit else { throw RegularExpressionError.tooBig }
        position += 1
        let isInverse = consume("^")
        // What was read before the last operator, and whether that operator was `--`.
        var left: RegexSet?
        var subtracts = false
        var members: [RegexSet] = []
        var isFirst = true
        func combined() -> RegexSet {
            let right = RegexSet.union(members)
            return left.map { subtracts ? .difference($0, right) : .intersection($0, right) }
                ?? right
        }
        while true {
            guard let character = next else { throw RegularExpressionError.missingBracket }
            if character == 0x5D, !isFirst {
                position += 1
                return isInverse ? .inverse(combined()) : combined()
            }
            isFirst = false
            if isNext("&&") || isNext("--") {
                let set = combined()
                subtracts = isNext("--")
                position += 2
                left = set
                members = []
            } else {
                members.append(try member())
            }
        }
    }

    private mutating func member() throws(StatementFailure) -> RegexSet {
        if isNext("[:") {
            let start = position
            if let set = try posixClass() { return set }
            position = start
        }
        if isNext("[") { return try bracket() }
        guard let low = try bracketCharacter() else {
            // An escape that is a set itself.
            guard let scalar = next.flatMap(Unicode.Scalar.init), let set = try setEscape(scalar)
            else { throw RegularExpressionError.badEscape }
            return set
        }
        guard isNext("-"), position + 1 < pattern.count, pattern[position + 1] != 0x5D,
            pattern[position + 1] != 0x5B, pattern[position + 1] != 0x2D
        else { return .range(low, low) }
        position += 1
        guard let high = try bracketCharacter() else { throw syntaxError }
        guard low <= high else { throw RegularExpressionError.badRange }
        return .range(low, high)
    }

    /// A single character of a bracket expression; `nil`, after the backslash, for `\d` and its like.
    private mutating func bracketCharacter() throws(StatementFailure) -> UInt32? {
        guard let character = next else { throw RegularExpressionError.missingBracket }
        position += 1
        guard character == 0x5C else { return character }
        guard let escaped = next.flatMap(Unicode.Scalar.init) else {
            throw RegularExpressionError.badEscape
        }
        switch escaped {
        case "d", "D", "w", "W", "s", "S", "h", "H", "v", "V", "p", "P": return nil
        case "b":
            position += 1
            return 0x08
        default: return try characterEscape()
        }
    }

    /// `[:name:]` or `[:^name:]`; `nil` if it is not that.
    private mutating func posixClass() throws(StatementFailure) -> RegexSet? {
        position += 2
        let isInverse = consume("^")
        var name = ""
        while let character = next, let scalar = Unicode.Scalar(character),
            scalar.properties.isAlphabetic || character == 0x5F
        {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard consume(":]") else { return nil }
        guard let property = RegexProperty.named(name) else {
            throw RegularExpressionError.illegalArgument
        }
        return isInverse ? .inverse(.property(property)) : .property(property)
    }
}
