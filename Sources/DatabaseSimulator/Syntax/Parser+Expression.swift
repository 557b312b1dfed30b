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
    mutating func expression() throws(Refusal) -> Expression {
        try expression(Binding.or)
    }

    /// MySQL's `bit_expr`: arithmetic, without comparisons.
    mutating func bitExpression() throws(Refusal) -> Expression {
        try expression(Binding.bitOr)
    }

    /// MySQL's `simple_expr`: an operand, or strings joined by `||` where that is their operator.
    mutating func concatenation() throws(Refusal) -> Expression {
        try expression(Binding.concatenation)
    }

    /// An expression that ends before AND, XOR and OR.
    mutating func expressionWithoutJunction() throws(Refusal) -> Expression {
        try expression(Binding.not)
    }

    /// An expression that goes on with operators after an operand that was read already.
    mutating func expression(after operand: Expression) throws(Refusal) -> Expression {
        let left = try collated(operand)
        return try operators(after: left, atLeast: Binding.or, atMost: Binding.simple)
    }

    private mutating func expression(_ minimum: Int) throws(Refusal) -> Expression {
        let outer = try enterTree()
        defer { leaveTree(outer) }
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
    ) throws(Refusal) -> Expression {
        var left = first
        var ceiling = maximum
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
            try growTree()
        }
    }

    /// The binding of the operator at the current token, or 0.
    private mutating func bindingOfOperator() -> Int {
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
    ) throws(Refusal) -> Expression {
        let symbol = binding == Binding.and ? BinaryOperator.and : .or
        advance()
        let second = try expression(binding + 1)
        guard bindingOfOperator() == binding else { return .binary(symbol, first, second) }
        var operands = [first, second]
        while bindingOfOperator() == binding {
            advance()
            operands.append(try expression(binding + 1))
        }
        try growTree(by: Self.joinedHeight(operands.count))
        return Self.joined(operands[...]) { .binary(symbol, $0, $1) }
    }

    /// How much higher than its operands the tree is that ``joined(_:_:)`` makes of so many.
    static func joinedHeight(_ count: Int) -> Int {
        // Halving ends at sixteen or fewer.
        var count = count
        var height = 0
        while count > 16 {
            count = (count + 1) / 2
            height += 1
        }
        return height + count
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
    private mutating func isTest(_ operand: inout Expression) throws(Refusal) -> Bool {
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

    private mutating func comparison(_ left: Expression) throws(Refusal) -> Expression {
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
        let start = token.start
        advance()
        if at(.all) || (at(.any) && peek() == .leftParenthesis) {
            let quantifier: Quantifier = at(.all) ? .all : .any
            advance()
            let query = try subquery()
            guard symbol != .nullSafeEqual else { throw unexpected(at: start) }
            return .quantified(left, symbol, quantifier, query)
        }
        return .binary(symbol, left, try expression(Binding.predicate))
    }

    /// `IN`, `BETWEEN` and their like, or nil where the word is a name that follows.
    private mutating func predicate(_ left: Expression) throws(Refusal) -> Expression? {
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
    ) throws(Refusal) -> Expression {
        let kind = token.kind
        advance()
        let right: Expression
        if binding == Binding.sum, at(.interval) {
            switch try intervalOperand() {
            case .interval(let amount, let unit):
                return .dateArithmetic(
                    left, amount: amount, unit: unit, subtracts: kind == .minus)
            case .function(let call):
                right = try operators(
                    after: try collated(.function(call)), atLeast: binding + 1,
                    atMost: Binding.simple)
            }
        } else {
            right = try expression(binding + 1)
        }
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

    /// What the word INTERVAL starts.
    enum IntervalOperand {
        /// `INTERVAL n unit`.
        case interval(Expression, IntervalUnit)
        /// `INTERVAL(n, a, b, …)`.
        case function(FunctionCall)
    }

    /// An interval, or a call of the function INTERVAL, which has two arguments or more.
    mutating func intervalOperand() throws(Refusal) -> IntervalOperand {
        let name = written
        advance()
        guard at(.leftParenthesis) else {
            let (amount, unit) = try interval()
            return .interval(amount, unit)
        }
        let operand: Expression
        // The way from here to the next operand is a long one; it counts twice.
        try descend()
        defer { ascend() }
        switch try parenthesised() {
        case .query(let query): operand = .subquery(query)
        case .expressions(let list):
            guard list.count == 1 else { return .function(FunctionCall(name, list)) }
            operand = list[0]
        }
        let amount = try expression(after: operand)
        return .interval(amount, try intervalUnit())
    }

    /// `n unit`, after the word INTERVAL.
    mutating func interval() throws(Refusal) -> (Expression, IntervalUnit) {
        let amount = try expression()
        return (amount, try intervalUnit())
    }

    mutating func intervalUnit() throws(Refusal) -> IntervalUnit {
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
    mutating func simpleIntervalUnit() throws(Refusal) -> IntervalUnit {
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

    /// An operand with its signs and its COLLATE.
    mutating func simpleExpression() throws(Refusal) -> Expression {
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
    private mutating func signed() throws(Refusal) -> Expression {
        let outer = try enterTree()
        defer { leaveTree(outer) }
        advance()
        return try simpleExpression()
    }

    private mutating func collated(_ operand: Expression) throws(Refusal) -> Expression {
        var result = operand
        while at(.collate) {
            advance()
            result = .collate(result, collation: try identifierOrText().lowercased())
            try growTree()
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
    /// Parentheses around parentheses take no stack, so they may nest as deep as they like.
    mutating func parenthesised() throws(Refusal) -> Parenthesised {
        try expect(.leftParenthesis)
        var around = 0
        while take(.leftParenthesis) { around += 1 }
        var inner: Parenthesised
        if isAtQueryStart() {
            inner = .query(try queryExpression())
            try expect(.rightParenthesis)
        } else {
            inner = .expressions(try expressionsToEnd(nil))
        }
        for _ in 0..<around { inner = try goOn(after: inner) }
        return inner
    }

    /// To the end of parentheses that begin with others.
    private mutating func goOn(
        after inner: Parenthesised
    ) throws(Refusal) -> Parenthesised {
        switch inner {
        case .query(let query):
            switch token.kind {
            case .rightParenthesis:
                advance()
                return inner
            case .union, .except, .intersect, .order, .limit, .for, .lock:
                try growTree()
                let whole = try queryExpression(after: query)
                try expect(.rightParenthesis)
                return .query(whole)
            default: return .expressions(try expressionsToEnd(.subquery(query)))
            }
        case .expressions(let list):
            if list.count > 1 { try growTree() }
            return .expressions(try expressionsToEnd(list.count == 1 ? list[0] : .row(list)))
        }
    }

    private mutating func expressionsToEnd(
        _ operand: Expression?
    ) throws(Refusal) -> [Expression] {
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
    ///
    /// - Parameter allowsInto: whether the parentheses are those of the whole statement.
    mutating func subquery(allowsInto: Bool = false) throws(Refusal) -> Query {
        try descend()
        defer { ascend() }
        try expect(.leftParenthesis)
        let query: Query
        if at(.leftParenthesis) {
            let inner = try subquery(allowsInto: allowsInto)
            query = at(.rightParenthesis) ? inner : try queryExpression(after: inner)
        } else {
            guard isAtQueryStart() else { throw unexpected() }
            query = try queryExpression(allowsInto: allowsInto)
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
