/// What stands behind a backslash.
extension RegexParser {
    mutating func escape() throws(StatementFailure) -> RegexTree {
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

    mutating func assertion(_ assertion: RegexAssertion) -> RegexTree {
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
    mutating func setEscape(_ scalar: Unicode.Scalar) throws(StatementFailure) -> RegexSet? {
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
    mutating func characterEscape() throws(StatementFailure) -> UInt32 {
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
}
