// Operators.
//
// MySQL's grammar has layers: `expr` (OR, XOR, AND, NOT, IS TRUE), `bool_pri` (IS NULL and
// comparisons), `predicate` (IN, BETWEEN, LIKE, …, which do not chain), `bit_expr` and
// `simple_expr`. They are one loop here over binding strengths.

/// How strongly an operator binds; a layer of the grammar each.
private enum Binding {
    static let or = 1
    static let xor = 2
    static let and = 3
    static let not = 4
    static let comparison = 5
    static let predicate = 6
    static let bitOr = 7
    static let bitAnd = 8
    static let shift = 9
    static let sum = 10
    static let product = 11
    static let bitXor = 12
    static let concatenation = 13
    static let simple = 14
}

extension Parser {
    /// Any expression.
    mutating func expression() throws(MySQLError) -> Expression {
        try expression(Binding.or)
    }

    /// MySQL's `bit_expr`: arithmetic, without comparisons.
    mutating func bitExpression() throws(MySQLError) -> Expression {
        try expression(Binding.bitOr)
    }

    /// An expression that ends before AND, XOR and OR.
    mutating func expressionWithoutJunction() throws(MySQLError) -> Expression {
        try expression(Binding.not)
    }

    /// An expression that goes on with operators after an operand that was read already.
    mutating func expression(after operand: Expression) throws(MySQLError) -> Expression {
        let left = try collated(operand)
        return try operators(after: left, atLeast: Binding.or, atMost: Binding.simple)
    }

    private mutating func expression(_ minimum: Int) throws(MySQLError) -> Expression {
        try descend()
        defer { ascend() }
        if at(.not), minimum <= Binding.not {
            advance()
            let operand = try expression(Binding.not)
            return try operators(
                after: .unary(.not, operand), atLeast: minimum, atMost: Binding.and)
        }
        let left = try simpleExpression()
        // Most operands stand alone.
        if at(.comma) || at(.rightParenthesis) { return left }
        return try operators(after: left, atLeast: minimum, atMost: Binding.simple)
    }

    /// Goes on with operators that bind at least and at most so strongly.
    private mutating func operators(
        after first: Expression, atLeast minimum: Int, atMost maximum: Int
    ) throws(MySQLError) -> Expression {
        var left = first
        var ceiling = maximum
        var length = 0
        while true {
            let binding = bindingOfOperator()
            guard binding != 0, binding >= minimum, binding <= ceiling else { return left }
            ceiling = binding
            switch binding {
            case Binding.or, Binding.and:
                left = try junction(left, binding)
                continue
            case Binding.comparison:
                if at(.is) {
                    if try isTest(&left) { ceiling = Binding.not }
                } else {
                    left = try comparison(left)
                }
            case Binding.predicate:
                guard let predicate = try predicate(left) else { return left }
                left = predicate
                ceiling = Binding.comparison
            default: left = try arithmetic(left, binding)
            }
            length += 1
            try checkChain(length)
        }
    }

    /// The binding of the operator at the current token, or 0.
    private func bindingOfOperator() -> Int {
        switch token.kind {
        case .or: Binding.or
        case .orOr:
            lexer.mode.contains(.pipesAsConcat) ? Binding.concatenation : Binding.or
        case .xor: Binding.xor
        case .and, .andAnd: Binding.and
        case .is, .equal, .nullSafeEqual, .notEqual, .lessThan, .lessOrEqual, .greaterThan,
            .greaterOrEqual:
            Binding.comparison
        case .in, .between, .like, .regexp, .not, .highNot, .sounds, .member: Binding.predicate
        case .bar: Binding.bitOr
        case .ampersand: Binding.bitAnd
        case .shiftLeft, .shiftRight: Binding.shift
        case .plus, .minus: Binding.sum
        case .times, .divide, .percent, .div, .mod: Binding.product
        case .caret: Binding.bitXor
        default: 0
        }
    }

    /// A chain of AND or of OR; a long one makes a balanced tree, which means the same.
    private mutating func junction(
        _ first: Expression, _ binding: Int
    ) throws(MySQLError) -> Expression {
        let symbol = binding == Binding.and ? BinaryOperator.and : .or
        advance()
        let second = try expression(binding + 1)
        guard bindingOfOperator() == binding else { return .binary(symbol, first, second) }
        var operands = [first, second]
        while bindingOfOperator() == binding {
            advance()
            operands.append(try expression(binding + 1))
        }
        return Self.joined(operands[...]) { .binary(symbol, $0, $1) }
    }

    /// Joins operands from the left, or, where they are many, by halves.
    static func joined<Element>(
        _ operands: ArraySlice<Element>, _ join: (Element, Element) -> Element
    ) -> Element {
        if operands.count <= 16 {
            return operands.dropFirst().reduce(operands[operands.startIndex], join)
        }
        let middle = operands.startIndex + operands.count / 2
        return join(joined(operands[..<middle], join), joined(operands[middle...], join))
    }

    /// After `IS`; true if only AND, XOR and OR may follow.
    private mutating func isTest(_ operand: inout Expression) throws(MySQLError) -> Bool {
        advance()
        let negated = take(.not) || take(.highNot)
        let test: IsTest
        switch token.kind {
        case .null: test = .null
        case .true: test = .isTrue
        case .false: test = .isFalse
        case .unknown: test = .unknown
        default: throw unexpected()
        }
        advance()
        operand = .isTest(operand, test, negated: negated)
        return test != .null
    }

    private mutating func comparison(_ left: Expression) throws(MySQLError) -> Expression {
        let symbol: BinaryOperator
        switch token.kind {
        case .equal: symbol = .equal
        case .nullSafeEqual: symbol = .nullSafeEqual
        case .notEqual: symbol = .notEqual
        case .lessThan: symbol = .less
        case .lessOrEqual: symbol = .lessOrEqual
        case .greaterThan: symbol = .greater
        default: symbol = .greaterOrEqual
        }
        advance()
        if at(.all) || (at(.any) && peek() == .leftParenthesis) {
            let quantifier: Quantifier = at(.all) ? .all : .any
            advance()
            return .quantified(left, symbol, quantifier, try subquery())
        }
        return .binary(symbol, left, try expression(Binding.predicate))
    }

    /// `IN`, `BETWEEN` and their like, or nil where the word is a name that follows.
    private mutating func predicate(_ left: Expression) throws(MySQLError) -> Expression? {
        switch token.kind {
        case .sounds:
            guard peek() == .like else { return nil }
            advance()
            advance()
            return .soundsLike(left, try expression(Binding.bitOr))
        case .member:
            guard peek() == .of || peek() == .leftParenthesis else { return nil }
            advance()
            _ = take(.of)
            try expect(.leftParenthesis)
            let array = try expression(Binding.concatenation)
            try expect(.rightParenthesis)
            return .memberOf(left, array: array)
        default: break
        }
        let negated = take(.not) || take(.highNot)
        switch token.kind {
        case .in:
            advance()
            guard at(.leftParenthesis) else { throw unexpected() }
            switch try parenthesised() {
            case .query(let query): return .inQuery(left, query, negated: negated)
            case .expressions(let list): return .inList(left, list, negated: negated)
            }
        case .between:
            advance()
            let low = try expression(Binding.bitOr)
            try expect(.and)
            let high = try expression(Binding.predicate)
            return .between(left, low: low, high: high, negated: negated)
        case .like:
            advance()
            let pattern = try expression(Binding.concatenation)
            let escape = take(.escape) ? try expression(Binding.concatenation) : nil
            return .like(left, pattern: pattern, escape: escape, negated: negated)
        case .regexp:
            advance()
            let pattern = try expression(Binding.bitOr)
            return .regularExpression(left, pattern: pattern, negated: negated)
        default: throw unexpected()
        }
    }

    private mutating func arithmetic(
        _ left: Expression, _ binding: Int
    ) throws(MySQLError) -> Expression {
        let kind = token.kind
        advance()
        if binding == Binding.sum, at(.interval), !isIntervalFunction() {
            advance()
            let (amount, unit) = try interval()
            return .dateArithmetic(left, amount: amount, unit: unit, subtracts: kind == .minus)
        }
        let right = try expression(binding + 1)
        let symbol: BinaryOperator
        switch kind {
        case .xor: symbol = .xor
        case .bar: symbol = .bitOr
        case .ampersand: symbol = .bitAnd
        case .shiftLeft: symbol = .shiftLeft
        case .shiftRight: symbol = .shiftRight
        case .plus: symbol = .plus
        case .minus: symbol = .minus
        case .times: symbol = .times
        case .divide: symbol = .divide
        case .div: symbol = .integerDivide
        case .percent, .mod: symbol = .modulo
        case .caret: symbol = .bitXor
        default: return .function(FunctionCall("CONCAT", [left, right]))
        }
        return .binary(symbol, left, right)
    }

    /// `n unit`, after the word INTERVAL.
    mutating func interval() throws(MySQLError) -> (Expression, IntervalUnit) {
        let amount = try expression()
        return (amount, try intervalUnit())
    }

    mutating func intervalUnit() throws(MySQLError) -> IntervalUnit {
        let unit: IntervalUnit
        switch token.kind {
        case .dayHour: unit = .dayHour
        case .dayMicrosecond: unit = .dayMicrosecond
        case .dayMinute: unit = .dayMinute
        case .daySecond: unit = .daySecond
        case .hourMicrosecond: unit = .hourMicrosecond
        case .hourMinute: unit = .hourMinute
        case .hourSecond: unit = .hourSecond
        case .minuteMicrosecond: unit = .minuteMicrosecond
        case .minuteSecond: unit = .minuteSecond
        case .secondMicrosecond: unit = .secondMicrosecond
        case .yearMonth: unit = .yearMonth
        default: return try simpleIntervalUnit()
        }
        advance()
        return unit
    }

    /// The units that TIMESTAMPADD and TIMESTAMPDIFF take.
    mutating func simpleIntervalUnit() throws(MySQLError) -> IntervalUnit {
        let unit: IntervalUnit
        switch token.kind {
        case .microsecond: unit = .microsecond
        case .second: unit = .second
        case .minute: unit = .minute
        case .hour: unit = .hour
        case .day: unit = .day
        case .week: unit = .week
        case .month: unit = .month
        case .quarter: unit = .quarter
        case .year: unit = .year
        default: throw unexpected()
        }
        advance()
        return unit
    }

    /// Whether `INTERVAL (` starts the function, which has a comma within its parentheses.
    mutating func isIntervalFunction() -> Bool {
        guard peek() == .leftParenthesis else { return false }
        let start = mark
        defer { reset(to: start) }
        advance()
        var open = 0
        while !at(.endOfInput) {
            switch token.kind {
            case .leftParenthesis: open += 1
            case .rightParenthesis:
                open -= 1
                if open == 0 { return false }
            case .comma where open == 1: return true
            default: break
            }
            advance()
        }
        return false
    }

    /// An operand with its signs and its COLLATE.
    mutating func simpleExpression() throws(MySQLError) -> Expression {
        switch token.kind {
        case .minus: return .unary(.minus, try signed())
        case .plus: return .unary(.plus, try signed())
        case .tilde: return .unary(.bitNot, try signed())
        case .exclamation, .highNot: return .unary(.not, try signed())
        case .binary: return .cast(try signed(), .binary(nil))
        case .leftParenthesis:
            let operand: Expression
            switch try parenthesised() {
            case .query(let query): operand = .subquery(query)
            case .expressions(let list): operand = list.count == 1 ? list[0] : .row(list)
            }
            return try collated(operand)
        default: return try collated(primary())
        }
    }

    /// The operand of a sign.
    private mutating func signed() throws(MySQLError) -> Expression {
        try descend()
        defer { ascend() }
        advance()
        return try simpleExpression()
    }

    private mutating func collated(_ operand: Expression) throws(MySQLError) -> Expression {
        var result = operand
        var length = 0
        while at(.collate) {
            advance()
            result = .collate(result, collation: try collationName())
            length += 1
            try checkChain(length)
        }
        return result
    }
}

// MARK: - Parentheses

/// What stood in parentheses.
enum Parenthesised {
    case query(Query)
    /// One expression, or the parts of a row.
    case expressions([Expression])
}

extension Parser {
    /// A query or expressions in parentheses, at the opening one.
    ///
    /// `((SELECT 1) + 1)` and `((SELECT 1) UNION SELECT 2)` are told apart by what follows the
    /// inner parentheses, so nothing is read twice.
    mutating func parenthesised() throws(MySQLError) -> Parenthesised {
        try expect(.leftParenthesis)
        if isAtQueryStart() {
            let query = try queryExpression()
            try expect(.rightParenthesis)
            return .query(query)
        }
        guard at(.leftParenthesis) else { return .expressions(try expressionsToEnd(nil)) }
        try descend()
        defer { ascend() }
        switch try parenthesised() {
        case .query(let inner):
            switch token.kind {
            case .rightParenthesis:
                advance()
                return .query(inner)
            case .union, .except, .intersect, .order, .limit, .for, .lock, .into:
                let query = try queryExpression(after: inner)
                try expect(.rightParenthesis)
                return .query(query)
            default: return .expressions(try expressionsToEnd(.subquery(inner)))
            }
        case .expressions(let list):
            return .expressions(try expressionsToEnd(list.count == 1 ? list[0] : .row(list)))
        }
    }

    private mutating func expressionsToEnd(
        _ operand: Expression?
    ) throws(MySQLError) -> [Expression] {
        var list: [Expression] = []
        if let operand {
            list.append(try expression(after: operand))
        } else {
            list.append(try expression())
        }
        while take(.comma) { list.append(try expression()) }
        try expect(.rightParenthesis)
        return list
    }

    /// A query in parentheses.
    mutating func subquery() throws(MySQLError) -> Query {
        try descend()
        defer { ascend() }
        try expect(.leftParenthesis)
        let query: Query
        if at(.leftParenthesis) {
            let inner = try subquery()
            query = at(.rightParenthesis) ? inner : try queryExpression(after: inner)
        } else {
            guard isAtQueryStart() else { throw unexpected() }
            query = try queryExpression()
        }
        try expect(.rightParenthesis)
        return query
    }

    /// Whether a query without parentheses around it starts here.
    mutating func isAtQueryStart() -> Bool {
        switch token.kind {
        case .select, .with, .table: true
        case .values: peek() == .row
        default: false
        }
    }
}
