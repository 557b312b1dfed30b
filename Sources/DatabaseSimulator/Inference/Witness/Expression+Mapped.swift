extension Expression {
    /// The same with parts replaced; queries inside it stay as they are.
    ///
    /// - Parameter replace: the new expression for one that is not to be looked into, else `nil`.
    func mapped(_ replace: (Expression) -> Expression?) -> Expression {
        if let replacement = replace(self) { return replacement }
        func inside(_ expression: Expression) -> Expression { expression.mapped(replace) }
        switch self {
        case .unary(let sign, let value): return .unary(sign, inside(value))
        case .binary(let sign, let left, let right):
            return .binary(sign, inside(left), inside(right))
        case .isTest(let value, let test, let negated):
            return .isTest(inside(value), test, negated: negated)
        case .between(let value, let low, let high, let negated):
            return .between(inside(value), low: inside(low), high: inside(high), negated: negated)
        case .inList(let value, let list, let negated):
            return .inList(inside(value), list.map(inside), negated: negated)
        case .inQuery(let value, let query, let negated):
            return .inQuery(inside(value), query, negated: negated)
        case .like(let value, let pattern, let escape, let negated):
            return .like(
                inside(value), pattern: inside(pattern), escape: escape.map(inside),
                negated: negated)
        case .regularExpression(let value, let pattern, let negated):
            return .regularExpression(inside(value), pattern: inside(pattern), negated: negated)
        case .quantified(let value, let sign, let quantifier, let query):
            return .quantified(inside(value), sign, quantifier, query)
        case .row(let values): return .row(values.map(inside))
        case .caseOf(let operand, let branches, let otherwise):
            return .caseOf(
                operand: operand.map(inside),
                branches: branches.map {
                    CaseBranch(condition: inside($0.condition), result: inside($0.result))
                }, otherwise: otherwise.map(inside))
        case .function(var call):
            call.arguments = call.arguments.map(inside)
            call.order = call.order.map {
                OrderItem(expression: inside($0.expression), isDescending: $0.isDescending)
            }
            return .function(call)
        case .cast(let value, let type): return .cast(inside(value), type)
        case .convertUsing(let value, let set):
            return .convertUsing(inside(value), characterSet: set)
        case .collate(let value, let collation):
            return .collate(inside(value), collation: collation)
        case .dateArithmetic(let value, let amount, let unit, let subtracts):
            return .dateArithmetic(
                inside(value), amount: inside(amount), unit: unit, subtracts: subtracts)
        case .extract(let unit, let value): return .extract(unit, inside(value))
        case .timestampDifference(let unit, let left, let right):
            return .timestampDifference(unit, inside(left), inside(right))
        case .timestampAdd(let unit, let amount, let value):
            return .timestampAdd(unit, inside(amount), inside(value))
        case .trim(let side, let removed, let value):
            return .trim(side, removed: removed.map(inside), inside(value))
        default: return self
        }
    }
}
