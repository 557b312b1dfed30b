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
        let typed = numeric(try scalar(operand))
        switch `operator` {
        case .plus: return typed
        case .not: return negated(typed)
        case .bitNot:
            if typed.type.isBinary, typed.constant == nil {
                return TypedExpression(
                    call(IntegerArithmetic.bitNotBytes, [typed.sql]), typed.type, over: [typed])
            }
            return TypedExpression(
                call(IntegerArithmetic.bitNot, [coerce(typed, .integer)]), .unsignedBigint,
                over: [typed])
        case .minus: return minus(typed, written: operand)
        }
    }

    private mutating func minus(
        _ operand: TypedExpression, written: Expression
    ) -> TypedExpression {
        switch operand.type.unaryKind {
        case .decimal:
            var negative = TypedExpression(
                call(DecimalArithmetic.negate, [coerce(operand, .decimal)]),
                .decimal(operand.type.decimalPrecision, operand.type.scale), over: [operand])
            if case .text(let digits)? = operand.constant {
                negative.constant = .text("-" + digits)
            }
            return negative
        case .integer:
            if let digits = operand.digitsBeyondNegation {
                return constant(
                    .text(digits), MySQLType.decimal(operand.type.decimalPrecision, 0).notNull)
            }
            if operand.isNarrowInteger {
                return TypedExpression("(-\(operand.sql))", .bigint, over: [operand])
            }
            let text = parameter(.text(printed(.unary(.minus, written))))
            return TypedExpression(
                call(IntegerArithmetic.negate, [coerce(operand, .integer), text]), .bigint,
                over: [operand])
        case .double:
            // Not as SQLite negates, by subtracting from zero: -0.0 is another double than 0.0.
            var negative = TypedExpression(
                "(-1.0 * \(coerce(operand, .double)))", .double, over: [operand])
            negative.type.fixedScale = operand.type.isReal ? operand.type.fixedScale : nil
            return negative
        }
    }

    mutating func binary(
        _ operator: BinaryOperator, _ left: Expression, _ right: Expression, whole: Expression
    ) throws(StatementFailure) -> TypedExpression {
        switch `operator` {
        case .equal, .nullSafeEqual, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            let typed = try translate(left)
            if case .column = left, let literal = freeLiteral(right, beside: typed.type) {
                return try compare(`operator`, typed, literal)
            }
            return try compareRows(`operator`, typed, try translate(right))
        case .and, .or:
            let left = try scalar(left)
            let right = try scalar(right)
            return predicate(
                "(\(truth(left)) \(`operator` == .and ? "AND" : "OR") \(truth(right)))",
                over: [left, right])
        case .xor:
            let left = try scalar(left)
            let right = try scalar(right)
            return predicate(
                "((\(truth(left)) <> 0) <> (\(truth(right)) <> 0))", over: [left, right])
        case .bitOr, .bitAnd, .bitXor, .shiftLeft, .shiftRight:
            let left = try scalar(left)
            let right = try scalar(right)
            return bitwise(`operator`, left, right)
        case .plus, .minus, .times, .divide, .integerDivide, .modulo:
            let left = numeric(try scalar(left))
            return arithmetic(`operator`, left, numeric(try scalar(right)), whole: whole)
        }
    }

    /// A predicate: an INT that is 0, 1 or NULL.
    func predicate(_ sql: String, over operands: [TypedExpression]) -> TypedExpression {
        var typed = TypedExpression(sql, .int, over: operands)
        typed.isBoolean = true
        return typed
    }

    private mutating func bitwise(
        _ operator: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression
    ) -> TypedExpression {
        // Two binary strings are taken byte by byte, unless both are literals.
        if left.type.isBinary, right.type.isBinary, left.constant == nil || right.constant == nil,
            let bytes = IntegerArithmetic.bytewise(`operator`)
        {
            return TypedExpression(
                call(bytes, [left.sql, right.sql]), left.type, over: [left, right])
        }
        return TypedExpression(
            call(
                IntegerArithmetic.bitwise(`operator`),
                [coerce(numeric(left), .integer), coerce(numeric(right), .integer)]),
            .unsignedBigint, over: [left, right])
    }

    private mutating func arithmetic(
        _ operator: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression,
        whole: Expression
    ) -> TypedExpression {
        if `operator` == .integerDivide { return integerDivision(left, right, whole: whole) }
        switch (left.type.numericKind, right.type.numericKind) {
        case (.double, _), (_, .double): return real(`operator`, left, right, whole: whole)
        case (.decimal, _), (_, .decimal): return decimal(`operator`, left, right, whole: whole)
        case (.integer(let first), .integer(let second)):
            if `operator` == .divide { return decimal(`operator`, left, right, whole: whole) }
            let unsigned = `operator` == .modulo ? first : first || second
            return integer(`operator`, left, right, unsigned: unsigned, whole: whole)
        }
    }

    private mutating func real(
        _ operator: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression,
        whole: Expression
    ) -> TypedExpression {
        let leftSQL = coerce(left, .double)
        let rightSQL = coerce(right, .double)
        if `operator` == .modulo {
            return TypedExpression(
                call(DoubleArithmetic.modulo, [leftSQL, rightSQL]),
                .double(over: left.type, right.type), over: [left, right])
        }
        // Out of range is an error in MySQL, where SQLite has infinities.
        let text = parameter(.text(printed(whole)))
        return TypedExpression(
            call(
                DoubleArithmetic.checked, ["\(leftSQL) \(`operator`.rawValue) \(rightSQL)", text]),
            .double(
                over: left.type, right.type,
                adding: `operator` == .divide ? Translator.divisionIncrement : 0),
            over: [left, right])
    }

    private mutating func decimal(
        _ operator: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression,
        whole: Expression
    ) -> TypedExpression {
        let scales = (left.type.scale, right.type.scale)
        let precisions = (left.argument.decimalPrecision, right.argument.decimalPrecision)
        let digits = (precisions.0 - scales.0, precisions.1 - scales.1)
        let scale: Int
        let precision: Int
        switch `operator` {
        case .plus, .minus:
            scale = max(scales.0, scales.1)
            precision = max(digits.0, digits.1) + 1 + scale
        case .times:
            scale = scales.0 + scales.1
            precision = precisions.0 + precisions.1
        case .divide:
            scale = scales.0 + Translator.divisionIncrement
            precision = precisions.0 + scales.1 + Translator.divisionIncrement
        default:
            scale = max(scales.0, scales.1)
            precision = max(digits.0, digits.1) + scale
        }
        let unsigned = left.type.isUnsigned && right.type.isUnsigned && `operator` == .minus
        let body = DecimalArithmetic.operation(`operator`, unsigned: unsigned)
        return TypedExpression(
            call(
                body,
                [
                    coerce(left, .decimal), coerce(right, .decimal),
                    parameter(.text(printed(whole))),
                ]), .decimal(digits: precision, scale: scale), over: [left, right])
    }

    /// `div_precision_increment`.
    private static let divisionIncrement = 4

    private mutating func integer(
        _ operator: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression,
        unsigned: Bool, whole: Expression
    ) -> TypedExpression {
        let type: MySQLType = unsigned ? .unsignedBigint : .bigint
        let leftSQL = coerce(left, .integer)
        let rightSQL = coerce(right, .integer)
        if `operator` != .modulo, left.isNarrowInteger, right.isNarrowInteger {
            // SQLite's own arithmetic, where 64 bits cannot overflow.
            return TypedExpression(
                "(\(leftSQL) \(`operator`.rawValue) \(rightSQL))", type, over: [left, right])
        }
        return TypedExpression(
            call(
                IntegerArithmetic.operation(`operator`, unsigned: unsigned),
                [leftSQL, rightSQL, parameter(.text(printed(whole)))]), type, over: [left, right])
    }

    private mutating func integerDivision(
        _ left: TypedExpression, _ right: TypedExpression, whole: Expression
    ) -> TypedExpression {
        let unsigned = left.type.isUnsigned || right.type.isUnsigned
        let type: MySQLType = unsigned ? .unsignedBigint : .bigint
        let text = parameter(.text(printed(whole)))
        if left.type.isInteger && right.type.isInteger {
            return TypedExpression(
                call(
                    IntegerArithmetic.operation(.integerDivide, unsigned: unsigned),
                    [left.sql, right.sql, text]), type, over: [left, right])
        }
        return TypedExpression(
            call(
                DecimalArithmetic.integerDivide(unsigned: unsigned),
                [coerce(left, .decimal), coerce(right, .decimal), text]), type,
            over: [left, right])
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
    private func printed(_ expression: Expression) -> String {
        ExpressionPrinter(scope: scope).text(of: expression)
    }
}

extension TypedExpression {
    /// What typing a call needs to know of it.
    var argument: FunctionDefinition.Argument {
        FunctionDefinition.Argument(type: type, constant: constant, isBoolean: isBoolean)
    }

    /// The negated digits of a constant that MySQL makes a decimal when it is negated: one that is
    /// negative already, or greater than the greatest signed integer.
    fileprivate var digitsBeyondNegation: String? {
        switch constant {
        case .integer(let number)? where number < 0: String(number.magnitude)
        case .text(let digits)? where type.isUnsigned: "-" + digits
        default: nil
        }
    }

    /// Whether it is a signed integer so small that one operation on two of them stays in 64 bits.
    fileprivate var isNarrowInteger: Bool {
        guard case .integer(let bytes, unsigned: false) = type.kind else { return false }
        if case .integer(let number)? = constant { return number.magnitude < 1 << 31 }
        return bytes < 8
    }
}
