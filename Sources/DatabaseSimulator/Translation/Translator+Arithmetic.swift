import SQLiteKit

extension Translator {
    mutating func unary(
        _ operator: UnaryOperator, _ operand: Expression
    ) throws(StatementFailure) -> TypedExpression {
        // A minus before a number is part of it: -9223372036854775808 is an integer.
        if `operator` == .minus, case .literal(.integer(let digits)) = operand,
            let number = Int64("-" + digits)
        {
            return constant(.integer(number), MySQLType.bigint.notNull)
        }
        let typed = try scalar(operand)
        switch `operator` {
        case .plus: return typed
        case .not: return negated(typed)
        case .bitNot:
            return apply(Arithmetic.bitNegation(of: typed.argument), to: [typed]) { "" }
        case .minus:
            let printed = printed(.unary(.minus, operand))
            var negative = apply(Arithmetic.negation(of: typed.argument), to: [typed]) { printed }
            if typed.type.isDecimal, case .text(let digits)? = typed.constant {
                negative.constant = .text("-" + digits)
            }
            return negative
        }
    }

    mutating func binary(
        _ operator: BinaryOperator, _ left: Expression, _ right: Expression, whole: Expression
    ) throws(StatementFailure) -> TypedExpression {
        switch `operator` {
        case .equal, .nullSafeEqual, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            let left = try translate(left)
            return try compareRows(`operator`, left, try translate(right))
        case .and, .or:
            let left = try scalar(left)
            let right = try scalar(right)
            return TypedExpression(
                "(\(truth(left)) \(`operator` == .and ? "AND" : "OR") \(truth(right)))", .boolean,
                over: [left, right])
        case .xor:
            let left = try scalar(left)
            let right = try scalar(right)
            return TypedExpression(
                "((\(truth(left)) <> 0) <> (\(truth(right)) <> 0))", .boolean, over: [left, right])
        default:
            let left = try scalar(left)
            let right = try scalar(right)
            return try arithmetic(`operator`, left, right, whole: whole)
        }
    }

    private mutating func arithmetic(
        _ operator: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression,
        whole: Expression
    ) throws(StatementFailure) -> TypedExpression {
        guard let plan = Arithmetic.plan(`operator`, left.argument, right.argument) else {
            throw .unsupported("the operator \(`operator`.rawValue)")
        }
        if let native = `operator`.nativeSymbol, left.isNarrowInteger, right.isNarrowInteger {
            // SQLite's own arithmetic, where 64 bits cannot overflow.
            return TypedExpression(
                "(\(left.sql) \(native) \(right.sql))", plan.type, over: [left, right])
        }
        let printer = ExpressionPrinter(scope: scope)
        return apply(plan, to: [left, right]) { printer.text(of: whole) }
    }

    /// A call of what a plan says, its operands in the forms that it asks for.
    mutating func apply(
        _ plan: FunctionCallPlan, to operands: [TypedExpression], printed: () -> String
    ) -> TypedExpression {
        var arguments: [String] = []
        for (index, operand) in operands.enumerated() {
            let coercion = plan.coercions[min(index, plan.coercions.count - 1)]
            arguments.append(coerce(operand, coercion))
        }
        for value in plan.extra { arguments.append(parameter(value)) }
        for fact in plan.siteFacts {
            switch fact {
            case .expression: arguments.append(parameter(.text(printed())))
            case .number: arguments.append("\(makeSiteNumber())")
            }
        }
        return TypedExpression(call(plan.implementation, arguments), plan.type, over: operands)
    }

    /// An expression as MySQL's range errors print it.
    func printed(_ expression: Expression) -> String {
        ExpressionPrinter(scope: scope).text(of: expression)
    }
}

extension BinaryOperator {
    /// The operator in SQLite, for integers that cannot overflow.
    fileprivate var nativeSymbol: String? {
        switch self {
        case .plus, .minus, .times: rawValue
        default: nil
        }
    }
}

extension TypedExpression {
    /// What typing a call needs to know of it.
    var argument: FunctionDefinition.Argument {
        FunctionDefinition.Argument(type: type, constant: constant, isBoolean: isBoolean)
    }

    /// Whether it is a signed integer so small that one operation on two of them stays in 64 bits.
    fileprivate var isNarrowInteger: Bool {
        guard case .integer(let bytes, unsigned: false) = type.kind else { return false }
        if case .integer(let number)? = constant { return abs(number) < 1 << 31 }
        return bytes < 8
    }
}
