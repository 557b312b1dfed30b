import SQLiteKit

/// The functions of MySQL's chapter on date and time.
enum TemporalFunctions {
    /// Every definition.
    static let all: [FunctionDefinition] =
        currentTime + dateParts + timeParts + calendar + conversions + formatting + timeArithmetic
        + [addDays("adddate", subtracts: false), addDays("subdate", subtracts: true)]

    static let integer = MySQLType(.integer(bytes: 8, unsigned: false))
    static let dateType = MySQLType(.date)

    static func text(_ length: Int) -> MySQLType { MySQLType(.string(.varchar(length))) }

    /// A function of one date or datetime; a value that is none gives NULL.
    static func ofDateTime(
        _ name: String, _ rules: DateRules, returns type: MySQLType,
        _ body: @escaping @Sendable (MySQLDateTime, SessionContext) -> SQLiteValue
    ) -> FunctionDefinition {
        FunctionDefinition(name: name, arity: 1...1) { arguments in
            let input = arguments[0].temporalInput
            let implementation = FunctionImplementation("mysql_\(name)_\(input)") {
                (arguments, session) in
                guard let reading = input.dateTime(arguments[0], rules, session) else {
                    return .null
                }
                return body(reading.value, session)
            }
            return FunctionCallPlan(
                type: type, coercions: [arguments[0].temporalCoercion],
                implementation: implementation)
        }
    }

    /// A function of one time; a value that is none gives NULL.
    static func ofTime(
        _ name: String, returns type: MySQLType,
        _ body: @escaping @Sendable (MySQLTime) -> SQLiteValue
    ) -> FunctionDefinition {
        FunctionDefinition(name: name, arity: 1...1) { arguments in
            let input = arguments[0].temporalInput
            let implementation = FunctionImplementation("mysql_\(name)_\(input)") {
                (arguments, session) in
                input.time(arguments[0], session).map { body($0.clock) } ?? .null
            }
            return FunctionCallPlan(
                type: type, coercions: [arguments[0].temporalCoercion],
                implementation: implementation)
        }
    }

    /// `ADDDATE(x, days)`.
    private static func addDays(_ name: String, subtracts: Bool) -> FunctionDefinition {
        FunctionDefinition(name: name, arity: 2...2) { (arguments) throws(StatementFailure) in
            TemporalExpressions.dateArithmetic(
                arguments[0], amount: arguments[1], unit: .day, subtracts: subtracts)
        }
    }
}
