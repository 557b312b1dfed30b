// Calls: of plain functions, of those with a grammar of their own, and of aggregates.

extension Parser {
    /// A call whose name is no keyword, at the name.
    mutating func genericCall(schema: String?) throws(Refusal) -> Expression {
        let nameEnd = token.end
        var call = FunctionCall(identifierText(token), [])
        advance()
        call.schema = schema
        call.isSpaced = token.start > nameEnd
        advance()
        if !at(.rightParenthesis) { call.arguments = try callArguments(isLoadable: schema == nil) }
        try expect(.rightParenthesis)
        return .function(call)
    }

    /// Arguments; MySQL's grammar lets those of loadable functions have aliases.
    private mutating func callArguments(isLoadable: Bool) throws(Refusal) -> [Expression] {
        var arguments: [Expression] = []
        repeat {
            arguments.append(try expression())
            if isLoadable, !at(.comma), !at(.rightParenthesis) { _ = try selectAlias() }
        } while take(.comma)
        return arguments
    }

    /// A call of a function whose name is a keyword, or any other word that is out of place.
    mutating func builtInFunction() throws(Refusal) -> Expression {
        let kind = token.kind
        if let counts = Self.plainArgumentCounts(kind) { return try plainCall(counts) }
        switch kind {
        case .currentUser, .curdate, .utcDate: return try wordWithParentheses()
        case .curtime, .now, .utcTime, .utcTimestamp, .sysdate: return try currentTime()
        case .adddate, .subdate, .dateAdd, .dateSub: return try dateAddition()
        case .extract: return try extract()
        case .timestampadd, .timestampdiff: return try timestampFunction()
        case .position: return try position()
        case .substring: return try substring()
        case .trim: return try trim()
        case .char: return try charFunction()
        case .getFormat: return try getFormat()
        case .weightString: return try weightString()
        case .jsonValue: return try jsonValue()
        default: return try aggregateOrWindowFunction()
        }
    }

    /// `CURRENT_DATE[()]` and its like.
    private mutating func wordWithParentheses() throws(Refusal) -> Expression {
        let name = written
        advance()
        if take(.leftParenthesis) { try expect(.rightParenthesis) }
        return .function(FunctionCall(name, []))
    }

    private mutating func extract() throws(Refusal) -> Expression {
        try expect(.extract, .leftParenthesis)
        let unit = try intervalUnit()
        try expect(.from)
        let value = try expression()
        try expect(.rightParenthesis)
        return .extract(unit, value)
    }

    private mutating func position() throws(Refusal) -> Expression {
        let name = written
        advance()
        try expect(.leftParenthesis)
        let part = try bitExpression()
        try expect(.in)
        let text = try expression()
        try expect(.rightParenthesis)
        return .function(FunctionCall(name, [part, text]))
    }

    /// How many arguments the grammar gives to a function without other syntax, or nil.
    private static func plainArgumentCounts(_ kind: TokenKind) -> ClosedRange<Int>? {
        switch kind {
        case .database, .rowCount, .user: 0...0
        case .ascii, .charset, .collation, .date, .day, .hour, .microsecond, .minute, .month,
            .quarter, .reverse, .second, .time, .year:
            1...1
        case .left, .mod, .repeat, .right, .truncate: 2...2
        case .timestamp, .week: 1...2
        case .format: 2...3
        case .if, .replace: 3...3
        case .insert: 4...4
        case .coalesce, .grouping: 1...Int.max
        case .point: 2...2
        case .linestring, .polygon, .multipoint, .multilinestring, .multipolygon: 1...Int.max
        case .geometrycollection: 0...Int.max
        default: nil
        }
    }

    /// Whether a keyword that may be a name is a function before a parenthesis.
    static func isFunction(_ kind: TokenKind) -> Bool {
        switch kind {
        case .adddate, .avg, .getFormat, .jsonValue, .stCollect, .subdate, .timestampadd,
            .timestampdiff, .weightString:
            true
        default: plainArgumentCounts(kind) != nil
        }
    }

    private mutating func plainCall(
        _ counts: ClosedRange<Int>
    ) throws(Refusal) -> Expression {
        let name = written
        advance()
        try expect(.leftParenthesis)
        var arguments: [Expression] = []
        if counts.upperBound > 0, counts.lowerBound > 0 || !at(.rightParenthesis) {
            arguments.append(try expression())
            while arguments.count < counts.lowerBound {
                try expect(.comma)
                arguments.append(try expression())
            }
            while arguments.count < counts.upperBound, take(.comma) {
                arguments.append(try expression())
            }
        }
        try expect(.rightParenthesis)
        return .function(FunctionCall(name, arguments))
    }

    /// `NOW[([n])]` and its like.
    private mutating func currentTime() throws(Refusal) -> Expression {
        let name = written
        advance()
        var arguments: [Expression] = []
        if take(.leftParenthesis) {
            if !at(.rightParenthesis) {
                arguments.append(.literal(.integer(String(try smallInteger()))))
            }
            try expect(.rightParenthesis)
        }
        return .function(FunctionCall(name, arguments))
    }

    private mutating func dateAddition() throws(Refusal) -> Expression {
        let name = written
        let kind = token.kind
        advance()
        try expect(.leftParenthesis)
        let date = try expression()
        try expect(.comma)
        let takesDays = kind == .adddate || kind == .subdate
        guard at(.interval) else {
            guard takesDays else { throw unexpected() }
            return try daysArgument(name, date, try expression())
        }
        switch try intervalOperand() {
        case .interval(let amount, let unit):
            try expect(.rightParenthesis)
            let subtracts = kind == .dateSub || kind == .subdate
            return .dateArithmetic(date, amount: amount, unit: unit, subtracts: subtracts)
        case .function(let call):
            guard takesDays else { throw unexpected() }
            return try daysArgument(name, date, try expression(after: .function(call)))
        }
    }

    /// The end of `ADDDATE(date, days)`.
    private mutating func daysArgument(
        _ name: String, _ date: Expression, _ days: Expression
    ) throws(Refusal) -> Expression {
        try expect(.rightParenthesis)
        return .function(FunctionCall(name, [date, days]))
    }

    private mutating func timestampFunction() throws(Refusal) -> Expression {
        let kind = token.kind
        advance()
        try expect(.leftParenthesis)
        let unit = try simpleIntervalUnit()
        try expect(.comma)
        let first = try expression()
        try expect(.comma)
        let second = try expression()
        try expect(.rightParenthesis)
        return kind == .timestampadd
            ? .timestampAdd(unit, first, second) : .timestampDifference(unit, first, second)
    }

    private mutating func substring() throws(Refusal) -> Expression {
        let name = written
        advance()
        try expect(.leftParenthesis)
        var arguments = [try expression()]
        if take(.from) {
            arguments.append(try expression())
            if take(.for) { arguments.append(try expression()) }
        } else {
            try expect(.comma)
            arguments.append(try expression())
            if take(.comma) { arguments.append(try expression()) }
        }
        try expect(.rightParenthesis)
        return .function(FunctionCall(name, arguments))
    }

    private mutating func trim() throws(Refusal) -> Expression {
        try expect(.trim, .leftParenthesis)
        var side = TrimSide.both
        var hasSide = true
        switch token.kind {
        case .both: break
        case .leading: side = .leading
        case .trailing: side = .trailing
        default: hasSide = false
        }
        if hasSide {
            advance()
            if take(.from) { return try trimmed(side, removed: nil) }
        }
        let value = try expression()
        if hasSide || at(.from) {
            try expect(.from)
            return try trimmed(side, removed: value)
        }
        try expect(.rightParenthesis)
        return .trim(side, removed: nil, value)
    }

    private mutating func trimmed(
        _ side: TrimSide, removed: Expression?
    ) throws(Refusal) -> Expression {
        let value = try expression()
        try expect(.rightParenthesis)
        return .trim(side, removed: removed, value)
    }

    private mutating func charFunction() throws(Refusal) -> Expression {
        let name = written
        advance()
        try expect(.leftParenthesis)
        let codes = try list { parser throws(Refusal) in try parser.expression() }
        let call = Expression.function(FunctionCall(name, codes))
        guard take(.using) else {
            try expect(.rightParenthesis)
            return call
        }
        let characterSet = try characterSetName()
        try expect(.rightParenthesis)
        return .convertUsing(call, characterSet: characterSet)
    }

    private mutating func getFormat() throws(Refusal) -> Expression {
        let name = written
        advance()
        try expect(.leftParenthesis)
        switch token.kind {
        case .date, .time, .datetime, .timestamp: break
        default: throw unexpected()
        }
        let type = written.uppercased()
        advance()
        try expect(.comma)
        let region = try expression()
        try expect(.rightParenthesis)
        return .function(FunctionCall(name, [.literal(.string(type, introducer: nil)), region]))
    }

    private mutating func weightString() throws(Refusal) -> Expression {
        let name = written
        advance()
        try expect(.leftParenthesis)
        var value = try expression()
        if take(.as) {
            let isBinary = at(.binary)
            if !isBinary, !at(.char) { throw unexpected() }
            advance()
            try expect(.leftParenthesis)
            let length = try length()
            guard length > 0 else { throw unexpected() }
            try expect(.rightParenthesis)
            value = .cast(value, isBinary ? .binary(length) : .char(length, characterSet: nil))
        } else if take(.comma) {
            _ = try optionNumber(allowsHexadecimal: true)
            for _ in 0..<2 {
                try expect(.comma)
                _ = try optionNumber(allowsHexadecimal: true)
            }
        }
        try expect(.rightParenthesis)
        return .function(FunctionCall(name, [value]))
    }

    /// `JSON_VALUE(document, path [RETURNING type] [… ON EMPTY] [… ON ERROR])`.
    private mutating func jsonValue() throws(Refusal) -> Expression {
        advance()
        try expect(.leftParenthesis)
        let document = try concatenation()
        try expect(.comma)
        let path = try textLiteralValue()
        let type = take(.returning) ? try castType() : nil
        let (onEmpty, onError) = try jsonResponses()
        try expect(.rightParenthesis)
        return .jsonValue(
            JSONValueCall(
                document: document, path: path, type: type, onEmpty: onEmpty, onError: onError))
    }

    /// `NULL|ERROR|DEFAULT x ON EMPTY` and the same `ON ERROR`.
    ///
    /// - Parameter inAnyOrder: whether `ON ERROR` may come first, as in JSON_TABLE.
    mutating func jsonResponses(
        inAnyOrder: Bool = false
    ) throws(Refusal) -> (JSONResponse?, JSONResponse?) {
        var onEmpty: JSONResponse?
        var onError: JSONResponse?
        while onEmpty == nil || onError == nil, onError == nil || inAnyOrder,
            let response = try jsonResponse()
        {
            try expect(.on)
            if onEmpty == nil, take(.empty) {
                onEmpty = response
            } else {
                guard onError == nil else { throw unexpected() }
                try expect(.error)
                onError = response
            }
        }
        return (onEmpty, onError)
    }

    private mutating func jsonResponse() throws(Refusal) -> JSONResponse? {
        switch token.kind {
        case .error:
            advance()
            return .error
        case .null:
            advance()
            return .null
        case .default:
            advance()
            if at(.null) { throw unexpected() }
            return .value(try signedLiteral())
        default: return nil
        }
    }

    /// A literal, perhaps with a sign.
    mutating func signedLiteral() throws(Refusal) -> Expression {
        switch token.kind {
        case .minus, .plus:
            let isNegative = at(.minus)
            advance()
            switch token.kind {
            case .integer, .decimalNumber, .floatNumber: break
            default: throw unexpected()
            }
            let value = try primary()
            return isNegative ? .unary(.minus, value) : value
        case .integer, .decimalNumber, .floatNumber, .stringLiteral, .nationalString,
            .introducer, .hexadecimal, .bits, .null, .true, .false:
            return try primary()
        case .date, .time, .timestamp:
            guard peek() == .stringLiteral else { throw unexpected() }
            return try primary()
        default: throw unexpected()
        }
    }
}
