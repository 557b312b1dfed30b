// Aggregates, window functions and windows.

extension Parser {
    /// A call of an aggregate or of a window function whose name is a keyword.
    mutating func aggregateOrWindowFunction() throws(Refusal) -> Expression {
        let kind = token.kind
        switch kind {
        case .avg, .sum, .min, .max, .stCollect: return try aggregate(allowsDistinct: true)
        case .jsonArrayagg, .std, .variance, .stddevSamp, .varSamp, .bitAnd, .bitOr, .bitXor:
            return try aggregate(allowsDistinct: false)
        case .count: return try count()
        case .groupConcat: return try groupConcat()
        case .jsonObjectagg: return try jsonObjectAggregate()
        case .rowNumber, .rank, .denseRank, .cumeDist, .percentRank: return try rankFunction()
        case .ntile: return try ntile()
        case .lead, .lag: return try leadOrLag()
        case .firstValue, .lastValue: return try firstOrLastValue()
        case .nthValue: return try nthValue()
        default: throw unexpected()
        }
    }

    private mutating func jsonObjectAggregate() throws(Refusal) -> Expression {
        let name = written
        advance()
        try expect(.leftParenthesis)
        _ = take(.all)
        let key = try expression()
        try expect(.comma)
        _ = take(.all)
        let value = try expression()
        try expect(.rightParenthesis)
        return try windowed(FunctionCall(name, [key, value]), isRequired: false)
    }

    private mutating func rankFunction() throws(Refusal) -> Expression {
        let name = written
        advance()
        try expect(.leftParenthesis, .rightParenthesis)
        return try windowed(FunctionCall(name, []), isRequired: true)
    }

    private mutating func firstOrLastValue() throws(Refusal) -> Expression {
        let name = written
        advance()
        try expect(.leftParenthesis)
        var call = FunctionCall(name, [try expression()])
        try expect(.rightParenthesis)
        call.ignoresNulls = try nullTreatment()
        return try windowed(call, isRequired: true)
    }

    private mutating func aggregate(allowsDistinct: Bool) throws(Refusal) -> Expression {
        let name = written
        advance()
        try expect(.leftParenthesis)
        let isDistinct = allowsDistinct && take(.distinct)
        _ = take(.all)
        var call = FunctionCall(name, [try expression()])
        call.isDistinct = isDistinct
        try expect(.rightParenthesis)
        return try windowed(call, isRequired: false)
    }

    private mutating func count() throws(Refusal) -> Expression {
        let name = written
        advance()
        try expect(.leftParenthesis)
        var call = FunctionCall(name, [])
        if take(.distinct) {
            call.isDistinct = true
            call.arguments = try list { parser throws(Refusal) in try parser.expression() }
        } else {
            _ = take(.all)
            if take(.times) {
                call.isStar = true
            } else {
                call.arguments = [try expression()]
            }
        }
        try expect(.rightParenthesis)
        return try windowed(call, isRequired: false)
    }

    private mutating func groupConcat() throws(Refusal) -> Expression {
        let name = written
        advance()
        try expect(.leftParenthesis)
        var call = FunctionCall(name, [])
        call.isDistinct = take(.distinct)
        call.arguments = try list { parser throws(Refusal) in try parser.expression() }
        if at(.order) { call.order = try groupOrder() }
        if take(.separator) { call.separator = try textString() }
        try expect(.rightParenthesis)
        return try windowed(call, isRequired: false)
    }

    /// `ORDER BY` within a call, which takes up more of the stack than an argument.
    private mutating func groupOrder() throws(Refusal) -> [OrderItem] {
        try descend()
        defer { ascend() }
        return try orderClause()
    }

    /// A string, also in hexadecimal or bits.
    mutating func textString() throws(Refusal) -> String {
        guard at(.hexadecimal, .bits) else { return try string() }
        switch try textLiteral() {
        case .hexadecimal(let bytes), .bits(let bytes, count: _):
            return String(decoding: bytes, as: UTF8.self)
        default: return ""
        }
    }

    private mutating func ntile() throws(Refusal) -> Expression {
        let name = written
        advance()
        try expect(.leftParenthesis)
        let count = try stableInteger()
        try expect(.rightParenthesis)
        return try windowed(FunctionCall(name, [count]), isRequired: true)
    }

    /// A number that is the same for all rows: digits, `?`, or a variable.
    private mutating func stableInteger() throws(Refusal) -> Expression {
        switch token.kind {
        case .integer:
            guard UInt64(written) != nil else { throw unexpected() }
            return try primary()
        case .placeholder: return try primary()
        case .atSign:
            let value = try primary()
            guard case .userVariable = value else { throw unexpected() }
            return value
        default:
            return .column(ColumnReference(try identifier()))
        }
    }

    private mutating func leadOrLag() throws(Refusal) -> Expression {
        let name = written
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

    private mutating func nthValue() throws(Refusal) -> Expression {
        let name = written
        advance()
        try expect(.leftParenthesis)
        var call = FunctionCall(name, [try expression()])
        try expect(.comma)
        call.arguments.append(try concatenation())
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
    private mutating func nullTreatment() throws(Refusal) -> Bool {
        if take(.respect) {
            try expect(.nulls)
            return false
        }
        guard take(.ignore) else { return false }
        try expect(.nulls)
        return true
    }

    mutating func notSupportedYet(_ feature: String) -> MySQLError {
        MySQLError(
            1235, "42000", "This version of MySQL doesn't yet support '\(feature)'")
    }

    /// Takes the OVER clause of a call.
    private mutating func windowed(
        _ call: FunctionCall, isRequired: Bool
    ) throws(Refusal) -> Expression {
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
    mutating func windowDefinition() throws(Refusal) -> WindowDefinition {
        // A window within a window takes up more of the stack than other constructs.
        try descend()
        defer { ascend() }
        try expect(.leftParenthesis)
        var window = WindowDefinition()
        if isAtIdentifier { window.base = try identifier() }
        if take(.partition) {
            try expect(.by)
            window.partition = try list { parser throws(Refusal) in try parser.expression() }
        }
        window.order = try orderClause()
        window.frame = try windowFrame()
        try expect(.rightParenthesis)
        return window
    }

    private mutating func windowFrame() throws(Refusal) -> WindowFrame? {
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
            frame = WindowFrame(unit: unit, start: try frameBound(allowsFollowing: true))
            try expect(.and)
            frame.end = try frameBound(allowsFollowing: true)
        } else {
            frame = WindowFrame(unit: unit, start: try frameBound(allowsFollowing: false))
        }
        if take(.exclude) { try frameExclusion() }
        return frame
    }

    private mutating func frameExclusion() throws(Refusal) {
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

    /// A bound of a frame; without BETWEEN it can only precede the current row.
    private mutating func frameBound(
        allowsFollowing: Bool
    ) throws(Refusal) -> WindowFrame.Bound {
        if take(.unbounded) {
            return try follows(allowsFollowing) ? .unboundedFollowing : .unboundedPreceding
        }
        if take(.current) {
            try expect(.row)
            return .currentRow
        }
        if take(.interval) {
            let (amount, unit) = try interval()
            return try follows(allowsFollowing)
                ? .intervalFollowing(amount, unit) : .intervalPreceding(amount, unit)
        }
        let amount: Expression
        switch token.kind {
        case .integer, .decimalNumber, .floatNumber, .placeholder: amount = try primary()
        default: throw unexpected()
        }
        return try follows(allowsFollowing) ? .following(amount) : .preceding(amount)
    }

    /// Takes PRECEDING or, if it may stand here, FOLLOWING; true for the latter.
    private mutating func follows(_ allowsFollowing: Bool) throws(Refusal) -> Bool {
        if allowsFollowing, take(.following) { return true }
        try expect(.preceding)
        return false
    }
}
