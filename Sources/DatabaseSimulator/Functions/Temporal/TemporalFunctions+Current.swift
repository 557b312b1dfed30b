import SQLiteKit

extension TemporalFunctions {
    /// The statement's time: a fact of the world, the same throughout a statement.
    static let currentTime: [FunctionDefinition] =
        ["now", "current_timestamp", "localtime", "localtimestamp"].map { now($0, shown: "now") }
        + [now("sysdate", shown: "sysdate"), now("utc_timestamp", shown: "utc_timestamp")]
        + [
            time("curtime", shown: "curtime"), time("current_time", shown: "curtime"),
            time("utc_time", shown: "utc_time"),
        ] + ["curdate", "current_date", "utc_date"].map(today)

    private static func now(_ name: String, shown: String) -> FunctionDefinition {
        FunctionDefinition(name: name, arity: 0...1) { (arguments) throws(StatementFailure) in
            let digits = try precision(arguments, shown)
            return FunctionCallPlan(
                type: MySQLType(.datetime(fraction: digits), nullable: false), coercions: [.stored],
                implementation: FunctionImplementation("mysql_now_\(digits)") { (_, session) in
                    .stored(MySQLDateTime(unixMicroseconds: session.now), digits: digits)
                })
        }
    }

    private static func time(_ name: String, shown: String) -> FunctionDefinition {
        FunctionDefinition(name: name, arity: 0...1) { (arguments) throws(StatementFailure) in
            let digits = try precision(arguments, shown)
            return FunctionCallPlan(
                type: MySQLType(.time(fraction: digits), nullable: false), coercions: [.stored],
                implementation: FunctionImplementation("mysql_curtime_\(digits)") { (_, session) in
                    let now = MySQLDateTime(unixMicroseconds: session.now)
                    return .stored(now.truncated(toDigits: digits).time)
                })
        }
    }

    private static func today(_ name: String) -> FunctionDefinition {
        FunctionDefinition(name: name, arity: 0...0) { _ in
            FunctionCallPlan(
                type: MySQLType(.date, nullable: false), coercions: [],
                implementation: FunctionImplementation("mysql_curdate") { (_, session) in
                    .stored(session.today)
                })
        }
    }

    /// The digits of a second that a call asks for.
    private static func precision(
        _ arguments: [FunctionDefinition.Argument], _ function: String
    ) throws(StatementFailure) -> Int {
        guard case .integer(let digits)? = arguments.first?.constant else { return 0 }
        guard digits <= 6 else {
            throw .mysql(TemporalFunctions.tooPrecise(digits, function))
        }
        return Int(max(digits, 0))
    }

    /// 1426 of a precision above 6.
    static func tooPrecise(_ digits: Int64, _ name: String) -> MySQLError {
        MySQLError(
            1426, "42000", "Too-big precision \(digits) specified for '\(name)'. Maximum is 6.")
    }
}
