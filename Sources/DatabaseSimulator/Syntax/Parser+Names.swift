// Names, and the literals that stand where names do.

extension Parser {
    /// Whether the current token can be an identifier.
    var isAtIdentifier: Bool {
        mutating get {
            switch token.kind {
            case .identifier, .quotedIdentifier: true
            default: token.kind.isNonreservedKeyword
            }
        }
    }

    mutating func identifier() throws(Refusal) -> String {
        guard isAtIdentifier else { throw unexpected() }
        let name = identifierText(token)
        advance()
        return name
    }

    /// What a token names.
    mutating func identifierText(_ token: Token) -> String {
        guard token.kind == .quotedIdentifier else {
            return String(decoding: lexer.bytes[token.start..<token.end], as: UTF8.self)
        }
        let contents = lexer.bytes[(token.start + 1)..<(token.end - 1)]
        guard token.isEscaped else { return String(decoding: contents, as: UTF8.self) }
        let quote = lexer.bytes[token.start]
        var bytes: [UInt8] = []
        var isDoubled = false
        for byte in contents {
            if byte == quote, !isDoubled {
                isDoubled = true
            } else {
                bytes.append(byte)
                isDoubled = false
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// An identifier or a string, as MySQL takes for character sets, users and aliases.
    mutating func identifierOrText() throws(Refusal) -> String {
        if at(.stringLiteral) { return try string() }
        if at(.hostname) {
            let name = written
            advance()
            return name
        }
        return try identifier()
    }

    /// `[schema.]table`.
    mutating func tableName() throws(Refusal) -> TableName {
        let first = try identifier()
        guard take(.dot) else { return TableName(first) }
        return TableName(try identifier(), schema: first)
    }

    /// `[[schema.]table.]column`.
    mutating func columnReference() throws(Refusal) -> ColumnReference {
        let first = try identifier()
        guard take(.dot) else { return ColumnReference(first) }
        let second = try identifier()
        guard take(.dot) else { return ColumnReference(second, table: first) }
        return ColumnReference(try identifier(), table: second, schema: first)
    }

    /// `(a, b, …)`.
    mutating func nameList() throws(Refusal) -> [String] {
        try parenthesised { parser throws(Refusal) in try parser.identifier() }
    }

    /// One quoted string.
    mutating func string() throws(Refusal) -> String {
        guard at(.stringLiteral) else { throw unexpected() }
        let value = stringValue(token)
        advance()
        return value
    }

    /// A string token with its escapes undone.
    mutating func stringValue(_ token: Token) -> String {
        String(decoding: stringBytes(token), as: UTF8.self)
    }

    /// The bytes of a string token with its escapes undone.
    mutating func stringBytes(_ token: Token) -> [UInt8] {
        let start = token.kind == .nationalString ? token.start + 2 : token.start + 1
        guard token.isEscaped else { return Array(lexer.bytes[start..<(token.end - 1)]) }
        let quote = lexer.bytes[start - 1]
        let hasEscapes = !lexer.mode.contains(.noBackslashEscapes)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(token.end - start)
        var index = start
        while index < token.end - 1 {
            let byte = lexer.bytes[index]
            if byte == UInt8(ascii: "\\"), hasEscapes {
                index += 1
                let escaped = lexer.bytes[index]
                switch escaped {
                case UInt8(ascii: "n"): bytes.append(0x0A)
                case UInt8(ascii: "t"): bytes.append(0x09)
                case UInt8(ascii: "r"): bytes.append(0x0D)
                case UInt8(ascii: "b"): bytes.append(0x08)
                case UInt8(ascii: "0"): bytes.append(0x00)
                case UInt8(ascii: "Z"): bytes.append(0x1A)
                case UInt8(ascii: "_"), UInt8(ascii: "%"): bytes += [byte, escaped]
                default: bytes.append(escaped)
                }
            } else {
                if byte == quote { index += 1 }
                bytes.append(byte)
            }
            index += 1
        }
        return bytes
    }

    /// A whole number.
    mutating func integer() throws(Refusal) -> String {
        guard at(.integer) else { throw unexpected() }
        let digits = written
        advance()
        return digits
    }

    /// A number that MySQL's lexer calls NUM: one of at most 31 bits.
    mutating func smallInteger() throws(Refusal) -> Int {
        guard at(.integer), let value = Int32(written) else { throw unexpected() }
        advance()
        return Int(value)
    }

    /// A number as options take it: also with a fraction, which is cut off, or in hexadecimal.
    mutating func optionNumber(allowsHexadecimal: Bool = false) throws(Refusal) -> String {
        switch token.kind {
        case .integer, .decimalNumber, .floatNumber: break
        case .hexadecimal where allowsHexadecimal: break
        default: throw unexpected()
        }
        let digits = written.prefix { $0.isASCII && $0.isNumber }
        advance()
        return digits.isEmpty ? "0" : String(digits)
    }

    /// A whole number as lengths are written; a fraction is cut off.
    mutating func length() throws(Refusal) -> Int {
        guard at(.integer, .decimalNumber) else { throw unexpected() }
        let digits = written.prefix { $0 != "." }
        advance()
        return digits.isEmpty ? 0 : Int(digits) ?? Int.max
    }

    /// `(n)`, if it stands here.
    mutating func optionalLength() throws(Refusal) -> Int? {
        guard take(.leftParenthesis) else { return nil }
        let value = try length()
        try expect(.rightParenthesis)
        return value
    }

    /// `(n)` of a fraction of a second, if it stands here.
    mutating func optionalFraction() throws(Refusal) -> Int? {
        guard take(.leftParenthesis) else { return nil }
        let value = try smallInteger()
        try expect(.rightParenthesis)
        return value
    }

    /// The name of a character set; `BINARY` is one too.
    mutating func characterSetName() throws(Refusal) -> String {
        if take(.binary) { return "binary" }
        let name = try identifierOrText()
        guard CharacterSetName.isKnown(name) else {
            throw refusal(MySQLError(1115, "42000", "Unknown character set: '\(name)'"))
        }
        return name.lowercased()
    }

    /// The name of a collation where MySQL looks it up while it reads.
    mutating func collationName() throws(Refusal) -> String {
        if take(.binary) { return "binary" }
        let name = try identifierOrText()
        guard CharacterSetName.hasCollation(name) else {
            throw refusal(MySQLError(1273, "HY000", "Unknown collation: '\(name)'"))
        }
        return name.lowercased()
    }

    /// Takes `CHARACTER SET` or `CHARSET`, if it stands here.
    mutating func takeCharacterSetWords() throws(Refusal) -> Bool {
        if take(.charset) { return true }
        guard take(.char) else { return false }
        try expect(.set)
        return true
    }
}
