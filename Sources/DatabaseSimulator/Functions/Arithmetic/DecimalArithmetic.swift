import SQLiteKit

/// Operators on exact decimals, and on integers in a decimal context.
///
/// A quotient has more digits than its type shows, and so has what is computed from it (see
/// ``MySQLDecimal``): ``settle`` rounds it where MySQL does. The text of the expression follows the
/// operands of those operators that can fail with error 1690.
enum DecimalArithmetic {
    /// The body of `+ - * / % DIV`.
    static func operation(
        _ operation: BinaryOperator, unsigned: Bool = false
    ) -> FunctionImplementation {
        switch operation {
        case .plus: add
        case .minus: subtract
        case .times: multiply
        case .integerDivide: integerDivide(unsigned: unsigned)
        case .modulo: modulo
        default: divide
        }
    }

    static let add = make("mysql_decimal_add") { $0 + $1 }
    static let subtract = make("mysql_decimal_subtract") { $0 - $1 }
    static let multiply = make("mysql_decimal_multiply") { $0 * $1 }

    private static func make(
        _ name: String,
        _ operation: @escaping @Sendable (MySQLDecimal, MySQLDecimal) -> MySQLDecimal
    ) -> FunctionImplementation {
        FunctionImplementation(name) { (arguments, _) throws(StatementFailure) in
            guard let left = arguments.decimal(at: 0), let right = arguments.decimal(at: 1) else {
                return .null
            }
            let result = operation(left, right)
            guard !result.isOutOfRange else {
                throw .outOfRange("DECIMAL", in: arguments.expression(at: 2))
            }
            return .text(result.text)
        }
    }

    static let divide = FunctionImplementation("mysql_decimal_divide") {
        (arguments, context) throws(StatementFailure) in
        guard let left = arguments.decimal(at: 0), let right = arguments.decimal(at: 1) else {
            return .null
        }
        guard let result = left.divided(by: right) else {
            try context.warnDivisionByZero()
            return .null
        }
        guard !result.isOutOfRange else {
            throw .outOfRange("DECIMAL", in: arguments.expression(at: 2))
        }
        return .text(result.text)
    }

    static let modulo = FunctionImplementation("mysql_decimal_mod") {
        (arguments, context) throws(StatementFailure) in
        guard let left = arguments.decimal(at: 0), let right = arguments.decimal(at: 1) else {
            return .null
        }
        guard let result = left.remainder(dividingBy: right) else {
            try context.warnDivisionByZero()
            return .null
        }
        return .text(result.text)
    }

    /// `DIV` of anything that is no integer: both sides as decimals, the quotient an integer.
    static let integerDivide = IntegerArithmetic.Pair(
        signed: integerDivide("mysql_decimal_div", false),
        unsigned: integerDivide("mysql_decimal_unsigned_div", true))

    private static func integerDivide(_ name: String, _ isUnsigned: Bool) -> FunctionImplementation
    {
        FunctionImplementation(name) { (arguments, context) throws(StatementFailure) in
            guard let left = arguments.decimal(at: 0), let right = arguments.decimal(at: 1) else {
                return .null
            }
            guard let quotient = left.divided(by: right, scaleIncrement: 0) else {
                try context.warnDivisionByZero()
                return .null
            }
            let whole = quotient.rounded(to: 0, .towardZero).coefficient.narrow
            return try IntegerArithmetic.store(
                whole ?? .max, isUnsigned, arguments.expression(at: 2))
        }
    }

    static let negate = FunctionImplementation("mysql_decimal_negate") { (arguments, _) in
        arguments.decimal(at: 0).map { .text($0.negated.text) } ?? .null
    }

    /// Rounds a decimal to the scale that follows it, and pads it: what printing and storing do
    /// with the digits that an expression has beyond or below its type.
    static let settle = FunctionImplementation("mysql_decimal_settle") { (arguments, _) in
        guard case .integer(let scale) = arguments[1] else { return .null }
        let value = arguments[0]
        if case .text(let text) = value, hasScale(text, Int(scale)) { return value }
        guard !value.isNull else { return .null }
        return .text(value.storedDecimal.rounded(to: Int(scale)).text)
    }

    /// Whether a stored decimal has exactly so many digits after the point.
    static func hasScale(_ text: String, _ scale: Int) -> Bool {
        let bytes = text.utf8
        guard scale > 0 else { return !bytes.contains(UInt8(ascii: ".")) }
        guard
            let point = bytes.index(
                bytes.endIndex, offsetBy: -scale - 1, limitedBy: bytes.startIndex)
        else { return false }
        return bytes[point] == UInt8(ascii: ".")
    }
}
