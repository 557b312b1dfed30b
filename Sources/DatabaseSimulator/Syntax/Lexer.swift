/// Splits a text into the tokens that MySQL 8.0's own lexer would find.
///
/// Error texts quote a statement from the first token at which no rule goes on, so where a token
/// starts is observable; the oddities of MySQL's lexer (`==` is one token that no rule takes, a
/// word after `.` is a name, `1e` is a name and `1e5` a number) are kept for that reason.
struct Lexer {
    /// The text and, after it, zero bytes, so that looking a few bytes ahead needs no test.
    let bytes: [UInt8]
    /// Where the text ends, the blanks and semicolons at its end left out as the server does.
    let end: Int
    let mode: SyntaxMode
    /// Where reading goes on; a parser that tries two ways keeps a copy.
    var place: Place
    private let keywords = KeywordTable.shared

    /// The zero bytes after the text.
    static let padding = 8
    /// What `/*!80046 … */` compares with.
    static let version = 80046

    /// Where a lexer stands, apart from the text.
    struct Place {
        var offset: Int
        var expects = Expectation.anything
        /// Within `/*! … */`, whose contents are code.
        var isInVersionComment = false
        /// A comment was met: a text of nothing else is no empty query.
        var sawComment = false

        init(offset: Int) {
            self.offset = offset
        }
    }

    /// What the token before says of the next one.
    enum Expectation {
        case anything
        /// A `.` that belongs to a name.
        case point
        /// After `name.`: letters are a name, never a keyword.
        case name
        /// After `@`.
        case hostname
        /// After the first `@` of `@@`.
        case secondAt
        /// After `@@`.
        case variableName
    }

    init(_ text: String, mode: SyntaxMode) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + Self.padding)
        bytes.append(contentsOf: text.utf8)
        var end = bytes.count
        while end > 0, Self.isGarbage(bytes[end - 1]) { end -= 1 }
        var start = 0
        while start < end, Self.isGarbage(bytes[start]) { start += 1 }
        // The lexer must not see what the server has cut off.
        for index in end..<bytes.count { bytes[index] = 0 }
        for _ in 0..<Self.padding { bytes.append(0) }
        self.bytes = bytes
        self.end = end
        self.mode = mode
        place = Place(offset: start)
    }

    private static func isGarbage(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ";") || isSpace(byte)
    }

    @inline(__always) static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
    }

    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39
    }

    private static func isHexadecimalDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
    }

    /// Letters, digits, `_`, `$` and all that is not ASCII.
    @inline(__always) static func isNamePart(_ byte: UInt8) -> Bool {
        (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || isDigit(byte) || byte >= 0x80
            || byte == 0x5F || byte == 0x24
    }

    /// The next token.
    mutating func next() -> Token {
        switch place.expects {
        case .anything: return anything()
        case .point:
            let start = place.offset
            place.offset += 1
            place.expects = Self.isNamePart(bytes[place.offset]) ? .name : .anything
            return Token(.dot, start, place.offset)
        case .name: return name(from: place.offset)
        case .hostname: return hostname()
        case .secondAt:
            let start = place.offset
            place.offset += 1
            let isQuoted = bytes[place.offset] == UInt8(ascii: "`")
            place.expects = isQuoted ? .anything : .variableName
            return Token(.atSign, start, place.offset)
        case .variableName: return variableName()
        }
    }

    private mutating func anything() -> Token {
        while true {
            while Self.isSpace(bytes[place.offset]) { place.offset += 1 }
            let start = place.offset
            let byte = bytes[start]
            switch byte {
            case UInt8(ascii: "x"), UInt8(ascii: "X"):
                return bytes[start + 1] == UInt8(ascii: "'") ? hexadecimal(start) : word(start)
            case UInt8(ascii: "b"), UInt8(ascii: "B"):
                return bytes[start + 1] == UInt8(ascii: "'") ? bits(start) : word(start)
            case UInt8(ascii: "n"), UInt8(ascii: "N"):
                guard bytes[start + 1] == UInt8(ascii: "'") else { return word(start) }
                return text(start, quoteAt: start + 1, .nationalString)
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
                return word(start)
            case UInt8(ascii: "0")...UInt8(ascii: "9"): return number(start)
            case UInt8(ascii: "'"): return text(start, quoteAt: start, .stringLiteral)
            case UInt8(ascii: "\""):
                return mode.contains(.ansiQuotes)
                    ? quotedName(start) : text(start, quoteAt: start, .stringLiteral)
            case UInt8(ascii: "`"): return quotedName(start)
            case UInt8(ascii: "."):
                if Self.isDigit(bytes[start + 1]) { return fraction(start, from: start + 1) }
                place.offset = start + 1
                place.expects = Self.isNamePart(bytes[place.offset]) ? .name : .anything
                return Token(.dot, start, place.offset)
            case UInt8(ascii: "#"): skipLine()
            case UInt8(ascii: "-"):
                guard bytes[start + 1] == UInt8(ascii: "-"), Self.endsDashes(bytes[start + 2])
                else {
                    return minus(start)
                }
                skipLine()
            case UInt8(ascii: "/"):
                guard bytes[start + 1] == UInt8(ascii: "*") else {
                    return symbol(.divide, start, 1)
                }
                guard skipComment(start) else { return Token(.invalid, start, end) }
            case UInt8(ascii: "*"):
                guard place.isInVersionComment, bytes[start + 1] == UInt8(ascii: "/") else {
                    return symbol(.times, start, 1)
                }
                place.isInVersionComment = false
                place.offset = start + 2
            case 0:
                guard start >= end, !place.isInVersionComment else {
                    place.offset = min(start + 1, end)
                    place.isInVersionComment = place.isInVersionComment && start < end
                    return Token(.invalid, start, place.offset)
                }
                return Token(.endOfInput, end, end)
            default: return symbol(start)
            }
        }
    }

    /// A blank or a control character, which `--` needs after it to start a comment.
    private static func endsDashes(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0x7F
    }

    private mutating func skipLine() {
        place.sawComment = true
        while place.offset < end, bytes[place.offset] != 0x0A, bytes[place.offset] != 0 {
            place.offset += 1
        }
    }

    /// Skips a comment, or enters one whose contents are code; false if it does not end.
    private mutating func skipComment(_ start: Int) -> Bool {
        place.sawComment = true
        guard bytes[start + 2] == UInt8(ascii: "!") else {
            place.offset = start + 2
            return skipToCommentEnd(nested: false)
        }
        var digits = 0
        var version = 0
        while digits < 6, Self.isDigit(bytes[start + 3 + digits]) {
            version = version * 10 + Int(bytes[start + 3 + digits] & 0x0F)
            digits += 1
        }
        guard digits >= 5 else {
            place.offset = start + 3
            place.isInVersionComment = true
            return true
        }
        place.offset = start + 3 + digits
        if version <= Self.version {
            place.isInVersionComment = true
            return true
        }
        return skipToCommentEnd(nested: true)
    }

    /// Skips to after `*/`; one level of comments inside is skipped too where that is allowed.
    private mutating func skipToCommentEnd(nested: Bool) -> Bool {
        while place.offset < end {
            let byte = bytes[place.offset]
            place.offset += 1
            if nested, byte == UInt8(ascii: "/"), bytes[place.offset] == UInt8(ascii: "*") {
                place.offset += 1
                _ = skipToCommentEnd(nested: false)
            } else if byte == UInt8(ascii: "*"), bytes[place.offset] == UInt8(ascii: "/") {
                place.offset += 1
                return true
            }
        }
        return false
    }

    private mutating func symbol(_ kind: TokenKind, _ start: Int, _ length: Int) -> Token {
        place.offset = start + length
        place.expects = .anything
        return Token(kind, start, place.offset)
    }

    private mutating func minus(_ start: Int) -> Token {
        guard bytes[start + 1] == UInt8(ascii: ">") else { return symbol(.minus, start, 1) }
        return bytes[start + 2] == UInt8(ascii: ">")
            ? symbol(.longArrow, start, 3) : symbol(.arrow, start, 2)
    }

    private mutating func symbol(_ start: Int) -> Token {
        let following = bytes[start + 1]
        switch bytes[start] {
        case UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "!"), UInt8(ascii: "<"):
            return comparison(start)
        case UInt8(ascii: "&"):
            return following == UInt8(ascii: "&")
                ? symbol(.andAnd, start, 2) : symbol(.ampersand, start, 1)
        case UInt8(ascii: "|"):
            return following == UInt8(ascii: "|")
                ? symbol(.orOr, start, 2) : symbol(.bar, start, 1)
        case UInt8(ascii: ":"):
            return following == UInt8(ascii: "=")
                ? symbol(.assign, start, 2) : symbol(.colon, start, 1)
        case UInt8(ascii: "@"): return atSign(start)
        case UInt8(ascii: ","): return symbol(.comma, start, 1)
        case UInt8(ascii: "("): return symbol(.leftParenthesis, start, 1)
        case UInt8(ascii: ")"): return symbol(.rightParenthesis, start, 1)
        case UInt8(ascii: ";"): return symbol(.semicolon, start, 1)
        case UInt8(ascii: "+"): return symbol(.plus, start, 1)
        case UInt8(ascii: "%"): return symbol(.percent, start, 1)
        case UInt8(ascii: "^"): return symbol(.caret, start, 1)
        case UInt8(ascii: "~"): return symbol(.tilde, start, 1)
        case UInt8(ascii: "{"): return symbol(.leftBrace, start, 1)
        case UInt8(ascii: "}"): return symbol(.rightBrace, start, 1)
        case UInt8(ascii: "?"):
            let isPlaceholder = mode.contains(.prepared) && !Self.isNamePart(following)
            return symbol(isPlaceholder ? .placeholder : .invalid, start, 1)
        default: return symbol(.invalid, start, 1)
        }
    }

    /// Comparison signs are read greedily; a run that is no operator is a token of its first
    /// sign, which only a lone `!` survives.
    private mutating func comparison(_ start: Int) -> Token {
        func isSign(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "!")
        }
        let first = bytes[start]
        let second = bytes[start + 1]
        guard isSign(second) || second == UInt8(ascii: "<") else {
            switch first {
            case UInt8(ascii: "="): return symbol(.equal, start, 1)
            case UInt8(ascii: ">"): return symbol(.greaterThan, start, 1)
            case UInt8(ascii: "<"): return symbol(.lessThan, start, 1)
            default: return symbol(.exclamation, start, 1)
            }
        }
        if first == UInt8(ascii: "<"), isSign(bytes[start + 2]) {
            let isEqual =
                second == UInt8(ascii: "=") && bytes[start + 2] == UInt8(ascii: ">")
            return symbol(isEqual ? .nullSafeEqual : .invalid, start, 3)
        }
        switch (first, second) {
        case (UInt8(ascii: "<"), UInt8(ascii: "=")): return symbol(.lessOrEqual, start, 2)
        case (UInt8(ascii: "<"), UInt8(ascii: ">")): return symbol(.notEqual, start, 2)
        case (UInt8(ascii: "<"), UInt8(ascii: "<")): return symbol(.shiftLeft, start, 2)
        case (UInt8(ascii: ">"), UInt8(ascii: "=")): return symbol(.greaterOrEqual, start, 2)
        case (UInt8(ascii: ">"), UInt8(ascii: ">")): return symbol(.shiftRight, start, 2)
        case (UInt8(ascii: "!"), UInt8(ascii: "=")): return symbol(.notEqual, start, 2)
        case (UInt8(ascii: "!"), _): return symbol(.exclamation, start, 2)
        default: return symbol(.invalid, start, 2)
        }
    }

    private mutating func atSign(_ start: Int) -> Token {
        place.offset = start + 1
        switch bytes[start + 1] {
        case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"): place.expects = .anything
        case UInt8(ascii: "@"): place.expects = .secondAt
        default: place.expects = .hostname
        }
        return Token(.atSign, start, start + 1)
    }
}

// MARK: - Words and quoted names

extension Lexer {
    private mutating func word(_ start: Int) -> Token {
        var offset = start
        var hash = KeywordTable.seed
        while Self.isNamePart(bytes[offset]) {
            KeywordTable.mix(bytes[offset], into: &hash)
            offset += 1
        }
        place.offset = offset
        var following = bytes[offset]
        if following == UInt8(ascii: "."), Self.isNamePart(bytes[offset + 1]) {
            place.expects = .point
        } else {
            if mode.contains(.ignoreSpace) {
                var ahead = offset
                while Self.isSpace(bytes[ahead]) { ahead += 1 }
                following = bytes[ahead]
            }
            let isCall = following == UInt8(ascii: "(")
            if let kind = keywords.kind(
                of: start..<offset, in: bytes, hash: hash, isCall: isCall)
            {
                let isHigh = kind == .not && mode.contains(.highNotPrecedence)
                return Token(isHigh ? .highNot : kind, start, offset)
            }
        }
        if bytes[start] == UInt8(ascii: "_"),
            CharacterSetName.isKnown(bytes[(start + 1)..<offset])
        {
            return Token(.introducer, start, offset)
        }
        return Token(.identifier, start, offset)
    }

    /// A name that no keyword can be: what follows a point, or what starts with digits.
    private mutating func name(from start: Int) -> Token {
        var offset = place.offset
        while Self.isNamePart(bytes[offset]) { offset += 1 }
        place.offset = offset
        let isQualifier =
            bytes[offset] == UInt8(ascii: ".") && Self.isNamePart(bytes[offset + 1])
        place.expects = isQualifier ? .point : .anything
        return Token(.identifier, start, offset)
    }

    private mutating func quotedName(_ start: Int) -> Token {
        let quote = bytes[start]
        var offset = start + 1
        var isEscaped = false
        while bytes[offset] != 0 {
            if bytes[offset] == quote {
                guard bytes[offset + 1] == quote else {
                    place.offset = offset + 1
                    return Token(.quotedIdentifier, start, offset + 1, isEscaped: isEscaped)
                }
                isEscaped = true
                offset += 1
            }
            offset += 1
        }
        place.offset = end
        return Token(.invalid, start, end)
    }

    private mutating func hostname() -> Token {
        let start = place.offset
        var offset = start
        while bytes[offset] < 0x80,
            Self.isNamePart(bytes[offset]) || bytes[offset] == UInt8(ascii: ".")
        {
            offset += 1
        }
        place.offset = offset
        place.expects = .anything
        return Token(.hostname, start, offset)
    }

    private mutating func variableName() -> Token {
        let start = place.offset
        var offset = start
        var hash = KeywordTable.seed
        while Self.isNamePart(bytes[offset]) {
            KeywordTable.mix(bytes[offset], into: &hash)
            offset += 1
        }
        place.offset = offset
        place.expects = bytes[offset] == UInt8(ascii: ".") ? .point : .anything
        guard offset > start else {
            place.offset = min(start + 1, end)
            return Token(.invalid, start, place.offset)
        }
        let kind = keywords.kind(of: start..<offset, in: bytes, hash: hash, isCall: false)
        return Token(kind ?? .identifier, start, offset)
    }
}

// MARK: - Numbers and strings

extension Lexer {
    private mutating func number(_ start: Int) -> Token {
        var offset = start
        if bytes[start] == UInt8(ascii: "0") {
            if bytes[start + 1] == UInt8(ascii: "x") {
                offset = start + 2
                while Self.isHexadecimalDigit(bytes[offset]) { offset += 1 }
                if offset > start + 2, !Self.isNamePart(bytes[offset]) {
                    return literal(.hexadecimal, start, offset)
                }
                place.offset = offset
                return name(from: start)
            }
            if bytes[start + 1] == UInt8(ascii: "b") {
                offset = start + 2
                while bytes[offset] == 0x30 || bytes[offset] == 0x31 { offset += 1 }
                if offset > start + 2, !Self.isNamePart(bytes[offset]) {
                    return literal(.bits, start, offset)
                }
                place.offset = offset
                return name(from: start)
            }
        }
        while Self.isDigit(bytes[offset]) { offset += 1 }
        guard Self.isNamePart(bytes[offset]) else {
            return bytes[offset] == UInt8(ascii: ".")
                ? fraction(start, from: offset + 1) : literal(.integer, start, offset)
        }
        if bytes[offset] | 0x20 == UInt8(ascii: "e") {
            var exponent = offset + 1
            if bytes[exponent] == UInt8(ascii: "+") || bytes[exponent] == UInt8(ascii: "-") {
                exponent += 1
            }
            if Self.isDigit(bytes[exponent]) {
                while Self.isDigit(bytes[exponent]) { exponent += 1 }
                return literal(.floatNumber, start, exponent)
            }
        }
        place.offset = offset
        return name(from: start)
    }

    /// The digits after the point, and the exponent.
    private mutating func fraction(_ start: Int, from digits: Int) -> Token {
        var offset = digits
        while Self.isDigit(bytes[offset]) { offset += 1 }
        guard bytes[offset] | 0x20 == UInt8(ascii: "e") else {
            return literal(.decimalNumber, start, offset)
        }
        offset += 1
        if bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") {
            offset += 1
        }
        guard Self.isDigit(bytes[offset]) else {
            return literal(.invalid, start, min(offset + 1, end))
        }
        while Self.isDigit(bytes[offset]) { offset += 1 }
        return literal(.floatNumber, start, offset)
    }

    private mutating func literal(_ kind: TokenKind, _ start: Int, _ tokenEnd: Int) -> Token {
        place.offset = tokenEnd
        return Token(kind, start, tokenEnd)
    }

    private mutating func hexadecimal(_ start: Int) -> Token {
        var offset = start + 2
        while Self.isHexadecimalDigit(bytes[offset]) { offset += 1 }
        guard bytes[offset] == UInt8(ascii: "'"), (offset - start) % 2 == 0 else {
            return literal(.invalid, start, min(offset + 1, end))
        }
        return literal(.hexadecimal, start, offset + 1)
    }

    private mutating func bits(_ start: Int) -> Token {
        var offset = start + 2
        while bytes[offset] == 0x30 || bytes[offset] == 0x31 { offset += 1 }
        guard bytes[offset] == UInt8(ascii: "'") else {
            return literal(.invalid, start, min(offset + 1, end))
        }
        return literal(.bits, start, offset + 1)
    }

    /// A quoted string; one that does not end is a token of its quotation mark alone.
    private mutating func text(_ start: Int, quoteAt opening: Int, _ kind: TokenKind) -> Token {
        let quote = bytes[opening]
        let hasEscapes = !mode.contains(.noBackslashEscapes)
        var offset = opening + 1
        var isEscaped = false
        while offset < end {
            let byte = bytes[offset]
            if byte == quote {
                guard bytes[offset + 1] == quote else {
                    place.offset = offset + 1
                    return Token(kind, start, offset + 1, isEscaped: isEscaped)
                }
                isEscaped = true
                offset += 1
            } else if byte == UInt8(ascii: "\\"), hasEscapes {
                isEscaped = true
                offset += 1
            }
            offset += 1
        }
        place.offset = end
        return Token(.invalid, start, end)
    }
}
