// Aggregates, window functions and windows.

extension Parser {
    /// A call of an aggregate or of a window function whose name is a keyword.
    mutating func aggregateOrWindowFunction(
        _ name: String, _ kind: TokenKind
    ) throws(MySQLError) -> Expression {
        switch kind {
        case .avg, .sum, .min, .max, .jsonArrayagg, .std, .variance, .stddevSamp, .varSamp,
            .bitAnd, .bitOr, .bitXor, .stCollect:
            let allowsDistinct =
                kind == .avg || kind == .sum || kind == .min || kind == .max
                || kind == .stCollect
            return try aggregate(name, allowsDistinct: allowsDistinct)
        case .count: return try count(name)
        case .groupConcat: return try groupConcat(name)
        case .jsonObjectagg:
            advance()
            try expect(.leftParenthesis)
            _ = take(.all)
            let key = try expression()
            try expect(.comma)
            _ = take(.all)
            let value = try expression()
            try expect(.rightParenthesis)
            return try windowed(FunctionCall(name, [key, value]), isRequired: false)
        case .rowNumber, .rank, .denseRank, .cumeDist, .percentRank:
            advance()
            try expect(.leftParenthesis, .rightParenthesis)
            return try windowed(FunctionCall(name, []), isRequired: true)
        case .ntile: return try ntile(name)
        case .lead, .lag: return try leadOrLag(name)
        case .firstValue, .lastValue:
            advance()
            try expect(.leftParenthesis)
            var call = FunctionCall(name, [try expression()])
            try expect(.rightParenthesis)
            call.ignoresNulls = try nullTreatment()
            return try windowed(call, isRequired: true)
        case .nthValue: return try nthValue(name)
        default: throw unexpected()
        }
    }

    private mutating func aggregate(
        _ name: String, allowsDistinct: Bool
    ) throws(MySQLError) -> Expression {
        advance()
        try expect(.leftParenthesis)
        let isDistinct = allowsDistinct && take(.distinct)
        _ = take(.all)
        var call = FunctionCall(name, [try expression()])
        call.isDistinct = isDistinct
        try expect(.rightParenthesis)
        return try windowed(call, isRequired: false)
    }

    private mutating func count(_ name: String) throws(MySQLError) -> Expression {
        advance()
        try expect(.leftParenthesis)
        var call = FunctionCall(name, [])
        if take(.distinct) {
            call.isDistinct = true
            call.arguments = try list { parser throws(MySQLError) in try parser.expression() }
        } else {
            let hasAll = take(.all)
            if take(.times) {
                call.isStar = true
            } else {
                _ = hasAll
                call.arguments = [try expression()]
            }
        }
        try expect(.rightParenthesis)
        return try windowed(call, isRequired: false)
    }

    private mutating func groupConcat(_ name: String) throws(MySQLError) -> Expression {
        advance()
        try expect(.leftParenthesis)
        var call = FunctionCall(name, [])
        call.isDistinct = take(.distinct)
        call.arguments = try list { parser throws(MySQLError) in try parser.expression() }
        call.order = try orderClause()
        if take(.separator) { call.separator = try textString() }
        try expect(.rightParenthesis)
        return try windowed(call, isRequired: false)
    }

    /// A string, also in hexadecimal or bits.
    mutating func textString() throws(MySQLError) -> String {
        guard at(.hexadecimal, .bits) else { return try string() }
        switch try textLiteral() {
        case .hexadecimal(let bytes), .bits(let bytes, count: _):
            return String(decoding: bytes, as: UTF8.self)
        default: return ""
        }
    }

    private mutating func ntile(_ name: String) throws(MySQLError) -> Expression {
        advance()
        try expect(.leftParenthesis)
        let count = try stableInteger()
        try expect(.rightParenthesis)
        return try windowed(FunctionCall(name, [count]), isRequired: true)
    }

    /// A number that is the same for all rows: digits, `?`, or a variable.
    private mutating func stableInteger() throws(MySQLError) -> Expression {
        switch token.kind {
        case .integer, .placeholder: return try primary()
        case .atSign:
            let value = try primary()
            guard case .userVariable = value else { throw unexpected() }
            return value
        case .null: return try primary()
        default:
            return .column(ColumnReference(try identifier()))
        }
    }

    private mutating func leadOrLag(_ name: String) throws(MySQLError) -> Expression {
        advance()
        try expect(.leftParenthesis)
        var call = FunctionCall(name, [try expression()])
        if take(.comma) {
            call.arguments.append(try stableInteger())
            if take(.comma) { call.arguments.append(try expression()) }
        }
        try expect(.rightParenthesis)
        call.ignoresNulls = try nullTreatment()
        return try windowed(call, isRequired: true)
    }

    private mutating func nthValue(_ name: String) throws(MySQLError) -> Expression {
        advance()
        try expect(.leftParenthesis)
        var call = FunctionCall(name, [try expression()])
        try expect(.comma)
        call.arguments.append(try simpleExpression())
        try expect(.rightParenthesis)
        if take(.from) {
            if take(.last) {
                reportLate(notSupportedYet("FROM LAST"))
            } else {
                try expect(.first)
            }
        }
        call.ignoresNulls = try nullTreatment()
        return try windowed(call, isRequired: true)
    }

    /// `RESPECT NULLS` or `IGNORE NULLS`.
    private mutating func nullTreatment() throws(MySQLError) -> Bool {
        if take(.respect) {
            try expect(.nulls)
            return false
        }
        guard take(.ignore) else { return false }
        try expect(.nulls)
        return true
    }

    func notSupportedYet(_ feature: String) -> MySQLError {
        MySQLError(
            1235, "42000", "This version of MySQL doesn't yet support '\(feature)'")
    }

    /// Takes the OVER clause of a call.
    private mutating func windowed(
        _ call: FunctionCall, isRequired: Bool
    ) throws(MySQLError) -> Expression {
        guard at(.over) else {
            if isRequired { throw unexpected() }
            return .function(call)
        }
        advance()
        var call = call
        if at(.leftParenthesis) {
            call.window = .inline(try windowDefinition())
        } else {
            call.window = .named(try identifier())
        }
        return .function(call)
    }

    /// `([base] [PARTITION BY …] [ORDER BY …] [frame])`.
    mutating func windowDefinition() throws(MySQLError) -> WindowDefinition {
        try expect(.leftParenthesis)
        var window = WindowDefinition()
        if isAtIdentifier { window.base = try identifier() }
        if take(.partition) {
            try expect(.by)
            window.partition = try list { parser throws(MySQLError) in try parser.expression() }
        }
        window.order = try orderClause()
        window.frame = try windowFrame()
        try expect(.rightParenthesis)
        return window
    }

    private mutating func windowFrame() throws(MySQLError) -> WindowFrame? {
        let unit: WindowFrame.Unit
        switch token.kind {
        case .rows: unit = .rows
        case .range: unit = .range
        case .groups: unit = .groups
        default: return nil
        }
        advance()
        var frame: WindowFrame
        if take(.between) {
            frame = WindowFrame(unit: unit, start: try frameBound(), end: nil)
            try expect(.and)
            frame.end = try frameBound()
        } else {
            frame = WindowFrame(unit: unit, start: try frameBound(), end: nil)
        }
        if take(.exclude) { try frameExclusion() }
        return frame
    }

    private mutating func frameExclusion() throws(MySQLError) {
        switch token.kind {
        case .current:
            advance()
            try expect(.row)
        case .no:
            advance()
            try expect(.others)
        case .group, .ties: advance()
        default: throw unexpected()
        }
        reportLate(notSupportedYet("EXCLUDE"))
    }

    private mutating func frameBound() throws(MySQLError) -> WindowFrame.Bound {
        if take(.unbounded) {
            if take(.preceding) { return .unboundedPreceding }
            try expect(.following)
            return .unboundedFollowing
        }
        if take(.current) {
            try expect(.row)
            return .currentRow
        }
        if take(.interval) {
            let (amount, unit) = try interval()
            if take(.preceding) { return .intervalPreceding(amount, unit) }
            try expect(.following)
            return .intervalFollowing(amount, unit)
        }
        let amount: Expression
        switch token.kind {
        case .integer, .decimalNumber, .floatNumber, .placeholder: amount = try primary()
        default: throw unexpected()
        }
        if take(.preceding) { return .preceding(amount) }
        try expect(.following)
        return .following(amount)
    }
}
