// Calls: of plain functions, of those with a grammar of their own, and of aggregates.

extension Parser {
    /// A call whose name is no keyword, at the opening parenthesis.
    ///
    /// - Parameter isSpaced: whether a blank stood before the parenthesis.
    mutating func genericCall(
        _ name: String, schema: String?, isSpaced: Bool
    ) throws(MySQLError) -> Expression {
        advance()
        var call = FunctionCall(name, [])
        call.schema = schema
        call.isSpaced = isSpaced
        if !at(.rightParenthesis) {
            // MySQL's grammar lets the arguments of loadable functions have aliases.
            call.arguments = try list { parser throws(MySQLError) in
                let argument = try parser.expression()
                _ = try parser.selectAlias()
                return argument
            }
        }
        try expect(.rightParenthesis)
        return .function(call)
    }

    /// A call of a function whose name is a keyword, or any other word that is out of place.
    mutating func builtInFunction() throws(MySQLError) -> Expression {
        let name = written
        let kind = token.kind
        if let counts = Self.plainArgumentCounts(kind) {
            return .function(try plainCall(name, counts))
        }
        switch kind {
        case .currentUser:
            advance()
            if take(.leftParenthesis) { try expect(.rightParenthesis) }
            return .function(FunctionCall(name, []))
        case .curdate, .utcDate:
            advance()
            if take(.leftParenthesis) { try expect(.rightParenthesis) }
            return .function(FunctionCall(name, []))
        case .curtime, .now, .utcTime, .utcTimestamp:
            return .function(try currentTime(name, needsParentheses: false))
        case .sysdate: return .function(try currentTime(name, needsParentheses: true))
        case .adddate, .subdate, .dateAdd, .dateSub: return try dateAddition(name, kind)
        case .extract:
            try expect(.extract, .leftParenthesis)
            let unit = try intervalUnit()
            try expect(.from)
            let value = try expression()
            try expect(.rightParenthesis)
            return .extract(unit, value)
        case .timestampadd, .timestampdiff: return try timestampFunction(kind)
        case .position:
            advance()
            try expect(.leftParenthesis)
            let part = try bitExpression()
            try expect(.in)
            let text = try expression()
            try expect(.rightParenthesis)
            return .function(FunctionCall(name, [part, text]))
        case .substring: return .function(try substring(name))
        case .trim: return try trim()
        case .char: return try charFunction(name)
        case .getFormat: return .function(try getFormat(name))
        case .weightString: return .function(try weightString(name))
        case .jsonValue: return try jsonValue()
        default: return try aggregateOrWindowFunction(name, kind)
        }
    }

    /// How many arguments the grammar gives to a function without other syntax, or nil.
    private static func plainArgumentCounts(_ kind: TokenKind) -> ClosedRange<Int>? {
        switch kind {
        case .database, .rowCount, .user: 0...0
        case .ascii, .charset, .collation, .date, .day, .hour, .microsecond, .minute, .month,
            .quarter, .reverse, .second, .time, .year, .password:
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
        case .avg, .getFormat, .jsonValue, .timestampadd, .timestampdiff, .weightString: true
        default: plainArgumentCounts(kind) != nil
        }
    }

    private mutating func plainCall(
        _ name: String, _ counts: ClosedRange<Int>
    ) throws(MySQLError) -> FunctionCall {
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
        return FunctionCall(name, arguments)
    }

    /// `NOW[([n])]` and its like.
    private mutating func currentTime(
        _ name: String, needsParentheses: Bool
    ) throws(MySQLError) -> FunctionCall {
        // The word NOW is a keyword only before a parenthesis; CURRENT_TIMESTAMP always is.
        advance()
        if needsParentheses, !at(.leftParenthesis) { throw unexpected() }
        guard take(.leftParenthesis) else { return FunctionCall(name, []) }
        var arguments: [Expression] = []
        if at(.integer) { arguments.append(.literal(.integer(try integer()))) }
        try expect(.rightParenthesis)
        return FunctionCall(name, arguments)
    }

    private mutating func dateAddition(
        _ name: String, _ kind: TokenKind
    ) throws(MySQLError) -> Expression {
        advance()
        try expect(.leftParenthesis)
        let date = try expression()
        try expect(.comma)
        if at(.interval) {
            let takesDays = kind == .adddate || kind == .subdate
            if !takesDays || !isIntervalFunction() {
                let subtracts = kind == .dateSub || kind == .subdate
                return try intervalArgument(date, subtracts: subtracts)
            }
        }
        guard kind == .adddate || kind == .subdate else { throw unexpected() }
        let days = try expression()
        try expect(.rightParenthesis)
        return .function(FunctionCall(name, [date, days]))
    }

    private mutating func intervalArgument(
        _ date: Expression, subtracts: Bool
    ) throws(MySQLError) -> Expression {
        advance()
        let (amount, unit) = try interval()
        try expect(.rightParenthesis)
        return .dateArithmetic(date, amount: amount, unit: unit, subtracts: subtracts)
    }

    private mutating func timestampFunction(_ kind: TokenKind) throws(MySQLError) -> Expression {
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

    private mutating func substring(_ name: String) throws(MySQLError) -> FunctionCall {
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
        return FunctionCall(name, arguments)
    }

    private mutating func trim() throws(MySQLError) -> Expression {
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
    ) throws(MySQLError) -> Expression {
        let value = try expression()
        try expect(.rightParenthesis)
        return .trim(side, removed: removed, value)
    }

    private mutating func charFunction(_ name: String) throws(MySQLError) -> Expression {
        advance()
        try expect(.leftParenthesis)
        let codes = try list { parser throws(MySQLError) in try parser.expression() }
        let call = Expression.function(FunctionCall(name, codes))
        guard take(.using) else {
            try expect(.rightParenthesis)
            return call
        }
        let characterSet = try characterSetName()
        try expect(.rightParenthesis)
        return .convertUsing(call, characterSet: characterSet)
    }

    private mutating func getFormat(_ name: String) throws(MySQLError) -> FunctionCall {
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
        return FunctionCall(name, [.literal(.string(type, introducer: nil)), region])
    }

    private mutating func weightString(_ name: String) throws(MySQLError) -> FunctionCall {
        advance()
        try expect(.leftParenthesis)
        var value = try expression()
        if take(.as) {
            let isBinary = at(.binary)
            if !isBinary, !at(.char) { throw unexpected() }
            advance()
            try expect(.leftParenthesis)
            let length = try length()
            try expect(.rightParenthesis)
            value = .cast(value, isBinary ? .binary(length) : .char(length, characterSet: nil))
        } else if take(.comma) {
            _ = try integer()
            for _ in 0..<2 {
                try expect(.comma)
                _ = try integer()
            }
        }
        try expect(.rightParenthesis)
        return FunctionCall(name, [value])
    }

    /// `JSON_VALUE(document, path [RETURNING type] [… ON EMPTY] [… ON ERROR])`.
    private mutating func jsonValue() throws(MySQLError) -> Expression {
        advance()
        try expect(.leftParenthesis)
        let document = try simpleExpression()
        try expect(.comma)
        let path = try string()
        let type = take(.returning) ? try castType() : nil
        let (onEmpty, onError) = try jsonResponses()
        try expect(.rightParenthesis)
        return .jsonValue(
            JSONValueCall(
                document: document, path: path, type: type, onEmpty: onEmpty, onError: onError))
    }

    /// `NULL|ERROR|DEFAULT x ON EMPTY` and the same `ON ERROR`.
    mutating func jsonResponses() throws(MySQLError) -> (JSONResponse?, JSONResponse?) {
        var onEmpty: JSONResponse?
        var onError: JSONResponse?
        while let response = try jsonResponse() {
            try expect(.on)
            guard onEmpty == nil, onError == nil, take(.empty) else {
                try expect(.error)
                onError = response
                break
            }
            onEmpty = response
        }
        return (onEmpty, onError)
    }

    private mutating func jsonResponse() throws(MySQLError) -> JSONResponse? {
        switch token.kind {
        case .error:
            advance()
            return .error
        case .null:
            advance()
            return .null
        case .default:
            advance()
            let isNegative = take(.minus)
            let value = try signedLiteral()
            return .value(isNegative ? .unary(.minus, value) : value)
        default: return nil
        }
    }

    /// A literal, perhaps with a sign.
    mutating func signedLiteral() throws(MySQLError) -> Expression {
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
