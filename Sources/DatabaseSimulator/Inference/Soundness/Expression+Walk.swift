extension Expression {
    /// The expressions directly inside this one; queries inside it are closed to this view.
    var children: [Expression] {
        switch self {
        case .literal, .column, .userVariable, .systemVariable, .placeholder, .exists, .subquery,
            .match, .defaultValue, .insertedValue, .jsonPath:
            []
        case .assignment(_, let value), .unary(_, let value), .isTest(let value, _, _),
            .inQuery(let value, _, _), .quantified(let value, _, _, _), .cast(let value, _),
            .convertUsing(let value, _), .collate(let value, _), .extract(_, let value):
            [value]
        case .binary(_, let left, let right), .soundsLike(let left, let right),
            .memberOf(let left, let right), .regularExpression(let left, let right, _),
            .dateArithmetic(let left, let right, _, _),
            .timestampDifference(_, let left, let right),
            .timestampAdd(_, let left, let right):
            [left, right]
        case .between(let value, let low, let high, _): [value, low, high]
        case .inList(let value, let list, _): [value] + list
        case .like(let value, let pattern, let escape, _):
            [value, pattern] + (escape.map { [$0] } ?? [])
        case .row(let values): values
        case .caseOf(let operand, let branches, let otherwise):
            (operand.map { [$0] } ?? []) + branches.flatMap { [$0.condition, $0.result] }
                + (otherwise.map { [$0] } ?? [])
        case .function(let call): call.arguments
        case .trim(_, let removed, let value): (removed.map { [$0] } ?? []) + [value]
        case .jsonValue(let call): [call.document]
        }
    }

    /// The operands of a chain of AND.
    var conjuncts: [Expression] {
        if case .binary(.and, let left, let right) = self {
            left.conjuncts + right.conjuncts
        } else {
            [self]
        }
    }

    /// The call of an aggregate function that this is, if it is one.
    var aggregate: FunctionCall? {
        guard case .function(let call) = self, call.window == nil else { return nil }
        let name = call.name.lowercased()
        // `MAX(a, b)` is SQLite's function of two values.
        if name == "min" || name == "max" { return call.arguments.count == 1 ? call : nil }
        return Self.aggregateNames.contains(name) ? call : nil
    }

    private static let aggregateNames: Set<String> = [
        "count", "sum", "avg", "group_concat", "std", "stddev", "stddev_pop", "stddev_samp",
        "variance", "var_pop", "var_samp", "bit_and", "bit_or", "bit_xor", "json_arrayagg",
        "json_objectagg", "total",
    ]

    /// Whether an aggregate of the query that this stands in is part of it.
    var containsAggregate: Bool {
        aggregate != nil || children.contains { $0.containsAggregate }
    }

    /// The same with every column reference replaced; queries inside it stay as they are.
    func replacingColumns(_ replace: (ColumnReference) -> ColumnReference) -> Expression {
        func inside(_ expression: Expression) -> Expression {
            expression.replacingColumns(replace)
        }
        switch self {
        case .column(let column): return .column(replace(column))
        case .unary(let sign, let value): return .unary(sign, inside(value))
        case .binary(let sign, let left, let right):
            return .binary(sign, inside(left), inside(right))
        case .cast(let value, let type): return .cast(inside(value), type)
        case .function(var call):
            call.name = call.name.lowercased()
            call.isSpaced = false
            call.arguments = call.arguments.map(inside)
            return .function(call)
        case .caseOf(let operand, let branches, let otherwise):
            let branches = branches.map {
                CaseBranch(condition: inside($0.condition), result: inside($0.result))
            }
            return .caseOf(
                operand: operand.map(inside), branches: branches, otherwise: otherwise.map(inside))
        case .isTest(let value, let test, let negated):
            return .isTest(inside(value), test, negated: negated)
        case .like(let value, let pattern, let escape, let negated):
            return .like(
                inside(value), pattern: inside(pattern), escape: escape.map(inside),
                negated: negated)
        case .inList(let value, let list, let negated):
            return .inList(inside(value), list.map(inside), negated: negated)
        case .between(let value, let low, let high, let negated):
            return .between(inside(value), low: inside(low), high: inside(high), negated: negated)
        default: return self
        }
    }
}
