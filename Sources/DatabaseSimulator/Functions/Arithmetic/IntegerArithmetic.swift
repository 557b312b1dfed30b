import SQLiteKit

/// Operators on 64-bit integers; the expression's text for error 1690 follows the operands.
enum IntegerArithmetic {
    /// The body of `+ - * DIV %`; `unsigned` says of which type the result is.
    static func operation(_ operation: BinaryOperator, unsigned: Bool) -> FunctionImplementation {
        switch operation {
        case .plus: add(unsigned: unsigned)
        case .minus: subtract(unsigned: unsigned)
        case .times: multiply(unsigned: unsigned)
        case .modulo: modulo
        default: divide(unsigned: unsigned)
        }
    }

    static let add = make("add", { $0.addingReportingOverflow($1) }, { $0 + $1 })
    static let subtract = make("subtract", { $0.subtractingReportingOverflow($1) }, { $0 - $1 })
    static let multiply = make("multiply", { $0.multipliedReportingOverflow(by: $1) }) {
        $0.multipliedReportingOverflow(by: $1).overflow ? .max : $0 * $1
    }

    /// The signed and the unsigned form of an operator.
    struct Pair: Sendable {
        var signed: FunctionImplementation
        var unsigned: FunctionImplementation

        func callAsFunction(unsigned isUnsigned: Bool) -> FunctionImplementation {
            isUnsigned ? unsigned : signed
        }
    }

    private typealias Fast = @Sendable (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
    private typealias Wide = @Sendable (Int128, Int128) -> Int128

    private static func make(
        _ name: String, _ fast: @escaping Fast, _ wide: @escaping Wide
    ) -> Pair {
        Pair(
            signed: make("mysql_integer_\(name)", false, fast, wide),
            unsigned: make("mysql_unsigned_\(name)", true, fast, wide))
    }

    private static func make(
        _ name: String, _ isUnsigned: Bool, _ fast: @escaping Fast, _ wide: @escaping Wide
    ) -> FunctionImplementation {
        FunctionImplementation(name) { (arguments, _) throws(StatementFailure) in
            let left = arguments[0]
            let right = arguments[1]
            if case .integer(let a) = left, case .integer(let b) = right {
                let (result, overflow) = fast(a, b)
                if !overflow, !isUnsigned || result >= 0 { return .integer(result) }
            } else if left.isNull || right.isNull {
                return .null
            }
            return try store(
                wide(left.storedInteger, right.storedInteger), isUnsigned,
                arguments.expression(at: 2))
        }
    }

    /// The result in its stored form, if the type of the expression holds it.
    static func store(
        _ value: Int128, _ isUnsigned: Bool, _ expression: @autoclosure () -> String
    ) throws(StatementFailure) -> SQLiteValue {
        if isUnsigned {
            guard let result = UInt64(exactly: value) else {
                throw .outOfRange("BIGINT UNSIGNED", in: expression())
            }
            return SQLiteValue(storing: result)
        }
        guard let result = Int64(exactly: value) else {
            throw .outOfRange("BIGINT", in: expression())
        }
        return .integer(result)
    }

    /// `DIV` of integers, cut off towards zero.
    static let divide = Pair(
        signed: divide("mysql_integer_div", false), unsigned: divide("mysql_unsigned_div", true))

    private static func divide(_ name: String, _ isUnsigned: Bool) -> FunctionImplementation {
        FunctionImplementation(name) { (arguments, context) throws(StatementFailure) in
            guard !arguments.hasNull(first: 2) else { return .null }
            let divisor = arguments[1].storedInteger
            guard divisor != 0 else {
                try context.warnDivisionByZero()
                return .null
            }
            return try store(
                arguments[0].storedInteger / divisor, isUnsigned, arguments.expression(at: 2))
        }
    }

    /// `%` of integers, with the sign of the dividend.
    static let modulo = FunctionImplementation("mysql_integer_mod") {
        (arguments, context) throws(StatementFailure) in
        guard !arguments.hasNull(first: 2) else { return .null }
        let divisor = arguments[1].storedInteger
        guard divisor != 0 else {
            try context.warnDivisionByZero()
            return .null
        }
        return SQLiteValue(storing: arguments[0].storedInteger % divisor) ?? .null
    }

    /// Unary minus; the result is always signed.
    static let negate = FunctionImplementation("mysql_integer_negate") {
        (arguments, _) throws(StatementFailure) in
        guard !arguments.isNull(at: 0) else { return .null }
        return try store(-arguments[0].storedInteger, false, arguments.expression(at: 1))
    }
}
