/// `[…]`: sets of characters.
extension RegexParser {
    mutating func bracket() throws(StatementFailure) -> RegexSet {
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
