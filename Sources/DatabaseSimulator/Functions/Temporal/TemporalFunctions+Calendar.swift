import SQLiteKit

extension TemporalFunctions {
    /// Day numbers, periods, and values built from numbers.
    static let calendar: [FunctionDefinition] = [
        ofDateTime("to_days", .refusesZeroDate, returns: integer) { (moment, _) in
            .integer(Int64(moment.date.dayNumber))
        },
        ofDateTime("to_seconds", .refusesZeroDate, returns: integer) { (moment, _) in
            .integer(moment.absoluteMicroseconds / 1_000_000)
        },
        .plain("from_days", 1...1, [.integer], returns: dateType) { (arguments, session) in
            guard let number = arguments.integer(at: 0) else { return .null }
            let date = MySQLDate(dayNumber: Int(number))
            guard date.year <= 9_999 else {
                session.warnOverflow("from_days")
                return .null
            }
            return .stored(date)
        },
        dateDifference,
        .plain("makedate", 2...2, [.integer], returns: dateType) { (arguments, _) in
            guard let year = arguments.integer(at: 0), let day = arguments.integer(at: 1),
                (0...9_999).contains(year), (1...Int64(MySQLDate.lastDayNumber)).contains(day)
            else { return .null }
            let full = Int(year) + (year < 70 ? 2_000 : year < 100 ? 1_900 : 0)
            let number = MySQLDate(year: full, month: 1, day: 1).dayNumber + Int(day) - 1
            return number <= MySQLDate.lastDayNumber
                ? .stored(MySQLDate(dayNumber: number)) : .null
        },
        makeTime, secondsToTime,
        .plain("period_add", 2...2, [.integer], returns: integer) {
            (arguments, _) throws(StatementFailure) in
            guard let period = arguments.integer(at: 0), let added = arguments.integer(at: 1) else {
                return .null
            }
            let months = try Period.months(period, "period_add") &+ added
            return .integer(Period.written(months))
        },
        .plain("period_diff", 2...2, [.integer], returns: integer) {
            (arguments, _) throws(StatementFailure) in
            guard let first = arguments.integer(at: 0), let second = arguments.integer(at: 1) else {
                return .null
            }
            let left = try Period.months(first, "period_diff")
            return .integer(left - (try Period.months(second, "period_diff")))
        },
    ]

    /// `DATEDIFF` counts days whatever the times are.
    private static let dateDifference = FunctionDefinition(name: "datediff", arity: 2...2) {
        arguments in
        let (left, right) = (arguments[0].temporalInput, arguments[1].temporalInput)
        let implementation = FunctionImplementation("mysql_datediff_\(left)_\(right)") {
            (arguments, session) in
            guard let first = left.dateTime(arguments[0], .refusesZeroDate, session),
                let second = right.dateTime(arguments[1], .refusesZeroDate, session)
            else { return .null }
            return .integer(Int64(first.value.date.dayNumber - second.value.date.dayNumber))
        }
        return FunctionCallPlan(
            type: integer, coercions: arguments.map(\.temporalCoercion),
            implementation: implementation)
    }

    private static let secondsToTime = FunctionDefinition(name: "sec_to_time", arity: 1...1) {
        arguments in
        let implementation = FunctionImplementation("mysql_sec_to_time") { (arguments, session) in
            guard let text = arguments.text(at: 0) else { return .null }
            guard let number = TemporalNumber(decimal: text),
                number.whole.magnitude <= UInt64(MySQLTime.limit) / 1_000_000
            else {
                session.noteTruncated("time", text)
                let isNegative = text.hasPrefix("-")
                return .integer(isNegative ? -MySQLTime.limit : MySQLTime.limit)
            }
            let truncates = session.temporalMode.contains(.truncatesFractions)
            let time = MySQLTime(
                microseconds: number.whole * 1_000_000 + number.microseconds(truncating: truncates))
            if time.isOutOfRange { session.noteTruncated("time", text) }
            return .stored(time.clamped)
        }
        return FunctionCallPlan(
            type: MySQLType(.time(fraction: arguments[0].numberDigits)), coercions: [.decimal],
            implementation: implementation)
    }

    private static let makeTime = FunctionDefinition(name: "maketime", arity: 3...3) { arguments in
        let implementation = FunctionImplementation("mysql_maketime") { (arguments, session) in
            guard let hour = arguments.integer(at: 0), let minute = arguments.integer(at: 1),
                let text = arguments.text(at: 2), let second = TemporalNumber(decimal: text),
                (0...59).contains(minute), (0...59).contains(second.whole), !second.isNegative
            else { return .null }
            let truncates = session.temporalMode.contains(.truncatesFractions)
            let hours = min(hour.magnitude, 1_000_000)
            let size =
                (Int64(hours) * 3_600 + minute * 60 + second.whole) * 1_000_000
                + second.microseconds(truncating: truncates)
            let time = MySQLTime(microseconds: hour < 0 ? -size : size)
            if time.isOutOfRange {
                let clock = MySQLTime(microseconds: minute * 60_000_000 + second.whole * 1_000_000)
                session.noteTruncated("time", "\(hour)" + clock.text(digits: 0).dropFirst(2))
            }
            return .stored(time.clamped)
        }
        return FunctionCallPlan(
            type: MySQLType(.time(fraction: arguments[2].numberDigits)),
            coercions: [.integer, .integer, .decimal], implementation: implementation)
    }
}

/// Months written as `YYYYMM` or `YYMM`.
private enum Period {
    /// The months since the year 0.
    static func months(_ period: Int64, _ function: String) throws(StatementFailure) -> Int64 {
        guard period > 0, (1...12).contains(period % 100) else {
            throw .mysql(MySQLError(1210, "HY000", "Incorrect arguments to \(function)"))
        }
        var year = period / 100
        if year < 70 { year += 2_000 } else if year < 100 { year += 1_900 }
        return year * 12 + period % 100 - 1
    }

    /// The period of a count of months, as MySQL wraps it where it is negative.
    static func written(_ months: Int64) -> Int64 {
        let months = UInt64(bitPattern: months)
        guard months != 0 else { return 0 }
        var year = months / 12
        if year < 100 { year += year < 70 ? 2_000 : 1_900 }
        return Int64(bitPattern: year &* 100 &+ months % 12 &+ 1)
    }
}
