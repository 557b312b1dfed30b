/// `(…)`: groups, what looks ahead and behind, options.
extension RegexParser {
    mutating func group() throws(StatementFailure) -> RegexTree {
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

    mutating func groupName() throws(StatementFailure) -> String {
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
    mutating func optionChange() throws(StatementFailure) -> RegexOptions? {
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
}
