import SQLiteKit

/// Operators on doubles; the expression's text for error 1690 follows the operands.
enum DoubleArithmetic {
    /// A result that SQLite computed, which must be finite.
    static let checked = FunctionImplementation("mysql_double_checked") {
        (arguments, _) throws(StatementFailure) in
        guard case .real(let value) = arguments[0] else { return .null }
        return try store(value, arguments.expression(at: 1))
    }

    static func store(
        _ value: Double, _ expression: @autoclosure () -> String
    ) throws(StatementFailure) -> SQLiteValue {
        guard value.isFinite else { throw .outOfRange("DOUBLE", in: expression()) }
        return .real(value)
    }

    static let modulo = FunctionImplementation("mysql_double_mod") {
        (arguments, context) throws(StatementFailure) in
        guard let left = arguments.double(at: 0), let right = arguments.double(at: 1) else {
            return .null
        }
        guard right != 0 else {
            try context.warnDivisionByZero()
            return .null
        }
        return .real(left.truncatingRemainder(dividingBy: right))
    }
}
