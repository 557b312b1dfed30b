import SQLiteKit

/// `ROUND` and `TRUNCATE`: the number, then how many digits it keeps after the point.
enum Rounding {
    static let all = [
        definition("round", truncates: false), definition("truncate", truncates: true),
    ]

    private static func definition(_ name: String, truncates: Bool) -> FunctionDefinition {
        FunctionDefinition(name: name, arity: truncates ? 2...2 : 1...2) { arguments in
            let type = arguments[0].type
            let isNullable = arguments.contains(where: \.type.isNullable)
            switch type.unaryKind {
            case .integer(let unsigned):
                return FunctionCallPlan(
                    type: (unsigned ? MySQLType.unsignedBigint : .bigint).nullable(isNullable),
                    coercions: [.stored, .integer],
                    implementation: truncates ? truncateInteger : roundInteger,
                    siteFacts: [.expression])
            case .decimal:
                let scale = resultScale(arguments)
                var digits = type.decimalPrecision
                if scale < type.scale || arguments.count < 2
                    || (arguments[1].constantInteger ?? 1) <= 0
                {
                    digits += scale - type.scale + (truncates ? 0 : 1)
                }
                return FunctionCallPlan(
                    type: MySQLType.decimal(digits: digits, scale: scale).nullable(isNullable),
                    coercions: [.stored, .integer],
                    implementation: truncates ? truncateDecimal(scale) : roundDecimal(scale))
            case .double:
                return FunctionCallPlan(
                    type: MySQLType.double.nullable(isNullable), coercions: [.double, .integer],
                    implementation: truncates ? truncateDouble : roundDouble)
            }
        }
    }

    /// The scale of a rounded decimal: what is asked for if that is known and less than it has.
    private static func resultScale(_ arguments: [FunctionDefinition.Argument]) -> Int {
        let scale = arguments[0].type.scale
        guard arguments.count > 1 else { return 0 }
        if arguments[1].isConstantNull { return 0 }
        guard let digits = arguments[1].constantInteger else { return scale }
        return Int(max(0, min(Int64(scale), digits)))
    }

    /// The digits to keep; none if there is no second argument.
    private static func digits(_ arguments: borrowing FunctionArguments, count: Int) -> Int64? {
        arguments.count > count ? arguments.integer(at: 1) : 0
    }

    // MARK: Decimals

    private static func roundDecimal(_ scale: Int) -> FunctionImplementation {
        decimal("mysql_round_decimal_\(scale)", scale, .halfAwayFromZero)
    }

    private static func truncateDecimal(_ scale: Int) -> FunctionImplementation {
        decimal("mysql_truncate_decimal_\(scale)", scale, .towardZero)
    }

    private static func decimal(
        _ name: String, _ scale: Int, _ rounding: MySQLDecimal.Rounding
    ) -> FunctionImplementation {
        FunctionImplementation(name) { (arguments, _) in
            guard let value = arguments.decimal(at: 0),
                let digits = digits(arguments, count: 1)
            else { return .null }
            let kept = Int(max(-Int64(MySQLDecimal.digitLimit), min(digits, Int64(scale))))
            return .text(value.rounded(to: kept, rounding).rounded(to: scale).text)
        }
    }

    // MARK: Doubles

    private static let roundDouble = FunctionImplementation("mysql_round_double") {
        (arguments, _) in
        guard let value = arguments.double(at: 0), let digits = digits(arguments, count: 1) else {
            return .null
        }
        return .real(round(value, digits))
    }

    private static let truncateDouble = FunctionImplementation("mysql_truncate_double") {
        (arguments, _) in
        guard let value = arguments.double(at: 0), let digits = digits(arguments, count: 1) else {
            return .null
        }
        return .real(round(value, digits, .towardZero))
    }

    /// Rounds as MySQL does: multiply, round half to even, divide.
    static func round(
        _ value: Double, _ digits: Int64, _ rule: FloatingPointRoundingRule = .toNearestOrEven
    ) -> Double {
        if digits <= -309 { return 0 }
        let unit = digits.magnitude < 309 ? powers[Int(digits.magnitude)] : .infinity
        let product = value * unit
        if digits >= 0, !product.isFinite { return value }
        return digits < 0
            ? (value / unit).rounded(rule) * unit : product.rounded(rule) / unit
    }

    /// The powers of ten as the C library's reader makes them.
    private static let powers: [Double] = (0...308).map { Double("1e\($0)") ?? .infinity }

    // MARK: Integers

    private static let roundInteger = FunctionImplementation("mysql_round_integer") {
        (arguments, _) throws(StatementFailure) in
        try integer(arguments, truncates: false)
    }

    private static let truncateInteger = FunctionImplementation("mysql_truncate_integer") {
        (arguments, _) throws(StatementFailure) in
        try integer(arguments, truncates: true)
    }

    /// The expression follows the arguments, of which there are one or two.
    private static func integer(
        _ arguments: borrowing FunctionArguments, truncates: Bool
    ) throws(StatementFailure) -> SQLiteValue {
        let value = arguments[0]
        guard !value.isNull, let digits = digits(arguments, count: 2) else { return .null }
        guard digits < 0 else { return value }
        guard digits > -20 else { return .integer(0) }
        let unit = DecimalCoefficient.smallPowers[Int(digits.magnitude)]
        let number = value.storedInteger
        let magnitude = Int128(number.magnitude)
        var rounded = magnitude / unit * unit
        if !truncates, magnitude - rounded >= unit / 2 { rounded += unit }
        if number < 0 { rounded = -rounded }
        let isUnsigned = if case .text = value { true } else { false }
        return try IntegerArithmetic.store(
            rounded, isUnsigned, arguments.expression(at: arguments.count - 1))
    }
}
