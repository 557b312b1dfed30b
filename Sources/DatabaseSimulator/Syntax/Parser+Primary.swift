// Operands: literals, columns, variables, and constructs with words of their own.

extension Parser {
    /// An operand without sign and COLLATE that does not start with a parenthesis.
    mutating func primary() throws(Refusal) -> Expression {
        switch token.kind {
        case .identifier, .quotedIdentifier: return try columnOrCall()
        case .integer:
            let digits = written
            advance()
            return .literal(.integer(digits))
        case .decimalNumber:
            let digits = written
            advance()
            return .literal(.decimal(digits))
        case .floatNumber:
            let digits = written
            advance()
            return .literal(.float(digits))
        case .stringLiteral, .nationalString, .introducer, .hexadecimal, .bits:
            return .literal(try textLiteral())
        case .null:
            advance()
            return .literal(.null)
        case .true:
            advance()
            return .literal(.boolean(true))
        case .false:
            advance()
            return .literal(.boolean(false))
        case .placeholder:
            advance()
            placeholders += 1
            return .placeholder(placeholders - 1)
        case .atSign: return try variable()
        default:
            if token.kind.isNonreservedKeyword { return try nonreservedWord() }
            return try reservedWord()
        }
    }

    /// What starts with a reserved word or a function keyword.
    private mutating func reservedWord() throws(Refusal) -> Expression {
        switch token.kind {
        case .exists:
            advance()
            return .exists(try subquery())
        case .case: return try caseExpression()
        case .convert: return try convert()
        case .cast: return try cast()
        case .default:
            advance()
            try expect(.leftParenthesis)
            let column = try columnReference()
            try expect(.rightParenthesis)
            return .defaultValue(column)
        case .values:
            advance()
            try expect(.leftParenthesis)
            let column = try columnReference()
            try expect(.rightParenthesis)
            return .insertedValue(column)
        case .row:
            advance()
            try expect(.leftParenthesis)
            var parts = [try expression()]
            try expect(.comma)
            parts += try list { parser throws(Refusal) in try parser.expression() }
            try expect(.rightParenthesis)
            return .row(parts)
        case .match: return try match()
        case .leftBrace: return try escapedExpression()
        case .interval: return try intervalExpression()
        default: return try builtInFunction()
        }
    }

    /// What starts with a keyword that may also be a name.
    private mutating func nonreservedWord() throws(Refusal) -> Expression {
        switch token.kind {
        case .date, .time, .timestamp:
            if peek() == .stringLiteral { return try temporalLiteral() }
        default: break
        }
        if Self.isFunction(token.kind), peek() == .leftParenthesis {
            return try builtInFunction()
        }
        return try columnOrCall()
    }

    // MARK: Literals

    private mutating func temporalLiteral() throws(Refusal) -> Expression {
        let kind = token.kind
        advance()
        let text = try string()
        switch kind {
        case .date: return .literal(.date(text))
        case .time: return .literal(.time(text))
        default: return .literal(.timestamp(text))
        }
    }

    /// A string as paths are written: with an introducer and adjacent strings, not in hexadecimal.
    mutating func textLiteralValue() throws(Refusal) -> String {
        guard !at(.hexadecimal, .bits) else { throw unexpected() }
        if at(.introducer), peek() != .stringLiteral {
            advance()
            throw unexpected()
        }
        switch try textLiteral() {
        case .string(let value, introducer: _): return value
        case .hexadecimal(let bytes): return String(decoding: bytes, as: UTF8.self)
        default: return ""
        }
    }

    /// A string (adjacent ones are joined), or a hexadecimal or bit literal.
    mutating func textLiteral() throws(Refusal) -> Literal {
        var introducer: String?
        if at(.introducer) {
            introducer = String(written.dropFirst()).lowercased()
            advance()
            guard at(.stringLiteral) || at(.hexadecimal) || at(.bits) else { throw unexpected() }
        }
        switch token.kind {
        case .hexadecimal:
            return introduced(hexadecimalBytes(), introducer) { .hexadecimal($0) }
        case .bits:
            let (bytes, count) = bitBytes()
            return introduced(bytes, introducer) { .bits($0, count: count) }
        case .nationalString: introducer = "utf8"
        case .stringLiteral: break
        default: throw unexpected()
        }
        var bytes = stringBytes(token)
        advance()
        while at(.stringLiteral) {
            bytes += stringBytes(token)
            advance()
        }
        if introducer == "binary" { return .hexadecimal(bytes) }
        return .string(String(decoding: bytes, as: UTF8.self), introducer: introducer)
    }

    /// A hexadecimal or bit literal, which an introducer makes a string.
    private mutating func introduced(
        _ bytes: [UInt8], _ introducer: String?, _ plain: ([UInt8]) -> Literal
    ) -> Literal {
        advance()
        guard let introducer else { return plain(bytes) }
        if introducer == "binary" { return .hexadecimal(bytes) }
        return .string(String(decoding: bytes, as: UTF8.self), introducer: introducer)
    }

    private mutating func hexadecimalBytes() -> [UInt8] {
        var digits = lexer.bytes[(token.start + 2)..<token.end]
        if digits.last == UInt8(ascii: "'") { digits.removeLast() }
        var bytes: [UInt8] = []
        var isHalf = digits.count % 2 == 1
        if isHalf { bytes.append(0) }
        for digit in digits {
            let value = digit < 0x3A ? digit & 0x0F : (digit & 0x0F) + 9
            if isHalf {
                bytes[bytes.count - 1] |= value
            } else {
                bytes.append(value << 4)
            }
            isHalf.toggle()
        }
        return bytes
    }

    private mutating func bitBytes() -> ([UInt8], Int) {
        var digits = lexer.bytes[(token.start + 2)..<token.end]
        if digits.last == UInt8(ascii: "'") { digits.removeLast() }
        var bytes = [UInt8](repeating: 0, count: (digits.count + 7) / 8)
        for (index, digit) in digits.reversed().enumerated() where digit == UInt8(ascii: "1") {
            bytes[bytes.count - 1 - index / 8] |= 1 << UInt8(index % 8)
        }
        return (bytes, digits.count)
    }

    // MARK: Columns and variables

    /// A column, or a call of a function that is no keyword.
    private mutating func columnOrCall() throws(Refusal) -> Expression {
        if peek() == .leftParenthesis, at(.identifier, .quotedIdentifier) {
            return try genericCall(schema: nil)
        }
        if peek() != .dot {
            let name = try identifier()
            return at(.arrow, .longArrow)
                ? try jsonPath(ColumnReference(name)) : .column(ColumnReference(name))
        }
        return try qualifiedColumnOrCall()
    }

    private mutating func qualifiedColumnOrCall() throws(Refusal) -> Expression {
        let first = try identifier()
        advance()
        guard isAtIdentifier else { throw unexpected() }
        if peek() == .leftParenthesis { return try genericCall(schema: first) }
        let second = try identifier()
        var reference = ColumnReference(second, table: first)
        if take(.dot) {
            reference = ColumnReference(try identifier(), table: second, schema: first)
        }
        return at(.arrow, .longArrow) ? try jsonPath(reference) : .column(reference)
    }

    private mutating func jsonPath(_ column: ColumnReference) throws(Refusal) -> Expression {
        let unquotes = at(.longArrow)
        advance()
        return .jsonPath(column, path: try string(), unquotes: unquotes)
    }

    /// `@name`, `@name := value`, `@@scope.name`.
    private mutating func variable() throws(Refusal) -> Expression {
        advance()
        if take(.atSign) {
            let (scope, name) = try systemVariable()
            return .systemVariable(scope: scope, name: name)
        }
        let name = try identifierOrText()
        guard take(.assign) else { return .userVariable(name) }
        return .assignment(variable: name, value: try expression())
    }

    /// `[scope.]name` after `@@`.
    mutating func systemVariable() throws(Refusal) -> (scope: String?, name: String) {
        let first = token.kind
        var name = try identifierOrText()
        guard take(.dot) else { return (nil, name) }
        switch first {
        case .global, .local, .session, .persist, .persistOnly:
            let scope = name.lowercased()
            name = try identifier()
            if take(.dot) { name += "." + (try identifier()) }
            return (scope, name)
        default: return (nil, name + "." + (try identifier()))
        }
    }

    // MARK: Constructs

    private mutating func caseExpression() throws(Refusal) -> Expression {
        advance()
        let operand = at(.when) ? nil : try expression()
        var branches: [CaseBranch] = []
        repeat {
            try expect(.when)
            let condition = try expression()
            try expect(.then)
            branches.append(CaseBranch(condition: condition, result: try expression()))
        } while at(.when)
        let otherwise = take(.else) ? try expression() : nil
        try expect(.end)
        return .caseOf(operand: operand, branches: branches, otherwise: otherwise)
    }

    private mutating func cast() throws(Refusal) -> Expression {
        try expect(.cast, .leftParenthesis)
        let value = try expression()
        if take(.at) {
            if take(.local) { throw refusal(notSupportedYet("AT LOCAL")) }
            try expect(.time, .zone)
            _ = take(.interval)
            _ = try string()
            unsupportedFeature = "AT TIME ZONE"
            if at(.as), peek() != .datetime {
                advance()
                throw unexpected()
            }
        }
        try expect(.as)
        let type = try castType()
        if take(.array) { unsupportedFeature = "CAST to an array" }
        try expect(.rightParenthesis)
        return .cast(value, type)
    }

    private mutating func convert() throws(Refusal) -> Expression {
        try expect(.convert, .leftParenthesis)
        let value = try expression()
        if take(.using) {
            let name = try characterSetName()
            try expect(.rightParenthesis)
            return .convertUsing(value, characterSet: name)
        }
        try expect(.comma)
        let type = try castType()
        try expect(.rightParenthesis)
        return .cast(value, type)
    }

    /// The types that CAST takes.
    mutating func castType() throws(Refusal) -> CastType {
        let kind = token.kind
        switch kind {
        case .signed, .unsigned:
            advance()
            _ = take(.int)
            return kind == .signed ? .signed : .unsigned
        case .decimal:
            advance()
            var type = ColumnType(name: "decimal")
            try precision(&type, needsScale: false)
            return .decimal(precision: type.length, scale: type.scale)
        case .double:
            advance()
            _ = take(.precision)
            return .double
        case .float:
            advance()
            guard let precision = try optionalLength() else { return .float }
            return precision > 24 ? .double : .float
        case .real:
            advance()
            return .real
        case .char:
            advance()
            var type = ColumnType(name: "char", length: try optionalLength())
            try characterSetOption(&type)
            if type.collation != nil { unsupportedFeature = "CAST AS CHAR BINARY" }
            return .char(type.length, characterSet: type.characterSet)
        case .nchar:
            advance()
            return .nationalChar(try optionalLength())
        case .national:
            advance()
            try expect(.char)
            return .nationalChar(try optionalLength())
        case .binary:
            advance()
            return .binary(try optionalLength())
        case .date:
            advance()
            return .date
        case .datetime:
            advance()
            return .datetime(try optionalFraction())
        case .time:
            advance()
            return .time(try optionalFraction())
        case .year:
            advance()
            return .year
        case .json:
            advance()
            return .json
        case .point, .linestring, .polygon, .multipoint, .multilinestring, .multipolygon,
            .geometrycollection:
            unsupportedFeature = "geometry"
            advance()
            return .binary(nil)
        default: throw unexpected()
        }
    }

    private mutating func match() throws(Refusal) -> Expression {
        advance()
        let isParenthesised = take(.leftParenthesis)
        let columns = try list { parser throws(Refusal) in try parser.columnReference() }
        if isParenthesised { try expect(.rightParenthesis) }
        try expect(.against, .leftParenthesis)
        let text = try bitExpression()
        if take(.in) {
            if take(.boolean) {
                try expect(.mode)
            } else {
                try expect(.natural, .language)
                try expect(.mode)
                if take(.with) { try expect(.query, .expansion) }
            }
        } else if take(.with) {
            try expect(.query, .expansion)
        }
        try expect(.rightParenthesis)
        return .match(columns, against: text)
    }

    /// `{d '2020-01-31'}`: the braces of ODBC.
    private mutating func escapedExpression() throws(Refusal) -> Expression {
        advance()
        let word = try identifier().lowercased()
        let value = try expression()
        try expect(.rightBrace)
        guard case .literal(.string(let text, introducer: nil)) = value else { return value }
        switch word {
        case "d": return .literal(.date(text))
        case "t": return .literal(.time(text))
        case "ts": return .literal(.timestamp(text))
        default: return value
        }
    }

    /// `INTERVAL n unit + x`, or the function INTERVAL.
    private mutating func intervalExpression() throws(Refusal) -> Expression {
        switch try intervalOperand() {
        case .function(let call): return .function(call)
        case .interval(let amount, let unit):
            try expect(.plus)
            let date = try expressionWithoutJunction()
            return .dateArithmetic(date, amount: amount, unit: unit, subtracts: false)
        }
    }
}
