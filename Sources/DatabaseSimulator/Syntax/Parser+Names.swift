// Names, and the literals that stand where names do.

extension Parser {
    /// Whether the current token can be an identifier.
    var isAtIdentifier: Bool {
        switch token.kind {
        case .identifier, .quotedIdentifier: true
        default: token.kind.isNonreservedKeyword
        }
    }

    mutating func identifier() throws(MySQLError) -> String {
        guard isAtIdentifier else { throw unexpected() }
        let name = identifierText(token)
        advance()
        return name
    }

    /// What a token names.
    func identifierText(_ token: Token) -> String {
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
    mutating func identifierOrText() throws(MySQLError) -> String {
        if at(.stringLiteral) { return try string() }
        if at(.hostname) {
            let name = written
            advance()
            return name
        }
        return try identifier()
    }

    /// `[schema.]table`.
    mutating func tableName() throws(MySQLError) -> TableName {
        let first = try identifier()
        guard take(.dot) else { return TableName(first) }
        return TableName(try identifier(), schema: first)
    }

    /// `[[schema.]table.]column`.
    mutating func columnReference() throws(MySQLError) -> ColumnReference {
        let first = try identifier()
        guard take(.dot) else { return ColumnReference(first) }
        let second = try identifier()
        guard take(.dot) else { return ColumnReference(second, table: first) }
        return ColumnReference(try identifier(), table: second, schema: first)
    }

    /// `(a, b, …)`.
    mutating func nameList() throws(MySQLError) -> [String] {
        try parenthesised { parser throws(MySQLError) in try parser.identifier() }
    }

    /// One quoted string.
    mutating func string() throws(MySQLError) -> String {
        guard at(.stringLiteral) else { throw unexpected() }
        let value = stringValue(token)
        advance()
        return value
    }

    /// A string token with its escapes undone.
    func stringValue(_ token: Token) -> String {
        String(decoding: stringBytes(token), as: UTF8.self)
    }

    /// The bytes of a string token with its escapes undone.
    func stringBytes(_ token: Token) -> [UInt8] {
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
    mutating func integer() throws(MySQLError) -> String {
        guard at(.integer) else { throw unexpected() }
        let digits = written
        advance()
        return digits
    }

    /// A whole number as lengths and precisions are written.
    mutating func length() throws(MySQLError) -> Int {
        let digits = try integer()
        return Int(digits) ?? Int.max
    }

    /// `(n)`, if it stands here.
    mutating func optionalLength() throws(MySQLError) -> Int? {
        guard at(.leftParenthesis) else { return nil }
        advance()
        let value = try length()
        try expect(.rightParenthesis)
        return value
    }

    /// The name of a character set; `BINARY` is one too.
    mutating func characterSetName() throws(MySQLError) -> String {
        if take(.binary) { return "binary" }
        return try identifierOrText().lowercased()
    }

    /// The name of a collation.
    mutating func collationName() throws(MySQLError) -> String {
        try characterSetName()
    }

    /// Takes `CHARACTER SET` or `CHARSET`, if it stands here.
    mutating func takeCharacterSetWords() throws(MySQLError) -> Bool {
        if take(.charset) { return true }
        guard take(.char) else { return false }
        try expect(.set)
        return true
    }
}
