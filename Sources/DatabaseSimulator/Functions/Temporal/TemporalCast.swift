import SQLiteKit

/// `CAST` to temporal types, and the literals of temporal types.
enum TemporalCast {
    typealias Argument = FunctionDefinition.Argument

    /// A cast to a temporal type; `nil` for other types.
    static func plan(
        _ argument: Argument, to type: CastType
    ) throws(StatementFailure) -> FunctionCallPlan? {
        switch type {
        case .date: return date(argument)
        case .datetime(let digits):
            return datetime(argument, digits: try checked(digits))
        case .time(let digits): return time(argument, digits: try checked(digits))
        case .year: return year(argument)
        default: return nil
        }
    }

    private static func checked(_ digits: Int?) throws(StatementFailure) -> Int {
        guard let digits else { return 0 }
        guard digits <= 6 else {
            throw .mysql(TemporalFunctions.tooPrecise(Int64(digits), "CAST"))
        }
        return digits
    }

    /// `CAST(x AS DATE)` and `DATE(x)`: the time of day is dropped.
    static func date(_ argument: Argument) -> FunctionCallPlan {
        let input = argument.temporalInput
        let implementation = FunctionImplementation("mysql_cast_date_\(input)") {
            (arguments, session) in
            input.dateTime(arguments[0], castRules(session), session)
                .map { .stored($0.value.date) } ?? .null
        }
        return FunctionCallPlan(
            type: MySQLType(.date), coercions: [argument.temporalCoercion],
            implementation: implementation)
    }

    /// `CAST(x AS DATETIME(n))` and `TIMESTAMP(x)`: the fraction is rounded.
    static func datetime(_ argument: Argument, digits: Int) -> FunctionCallPlan {
        let input = argument.temporalInput
        let implementation = FunctionImplementation("mysql_cast_datetime_\(input)_\(digits)") {
            (arguments, session) in
            guard let reading = input.dateTime(arguments[0], castRules(session), session) else {
                return .null
            }
            guard !session.temporalMode.contains(.truncatesFractions) else {
                return .stored(reading.value, digits: digits)
            }
            guard let rounded = reading.value.rounded(toDigits: digits) else {
                session.warnOverflow()
                return .null
            }
            return .stored(rounded, digits: digits)
        }
        return FunctionCallPlan(
            type: MySQLType(.datetime(fraction: digits)), coercions: [argument.temporalCoercion],
            implementation: implementation)
    }

    /// `CAST(x AS TIME(n))` and `TIME(x)`.
    static func time(_ argument: Argument, digits: Int) -> FunctionCallPlan {
        let input = argument.temporalInput
        let implementation = FunctionImplementation("mysql_cast_time_\(input)_\(digits)") {
            (arguments, session) in
            guard let time = input.time(arguments[0], session)?.clock else { return .null }
            guard session.temporalMode.contains(.truncatesFractions) else {
                return .stored(time.rounded(toDigits: digits))
            }
            let unit = MySQLTime.unit(ofDigits: digits)
            return .integer(time.microseconds / unit * unit)
        }
        return FunctionCallPlan(
            type: MySQLType(.time(fraction: digits)), coercions: [argument.temporalCoercion],
            implementation: implementation)
    }

    /// `CAST(x AS YEAR)`.
    static func year(_ argument: Argument) -> FunctionCallPlan {
        let input = argument.temporalInput
        let implementation = FunctionImplementation("mysql_cast_year_\(input)") {
            (arguments, session) in
            year(arguments[0], input, session)
        }
        return FunctionCallPlan(
            type: MySQLType(.year), coercions: [argument.temporalCoercion],
            implementation: implementation)
    }

    private static func year(
        _ value: SQLiteValue, _ input: TemporalInput, _ session: SessionContext
    ) -> SQLiteValue {
        var number: Int64
        switch input.read(value) {
        case .null: return .null
        case .temporal(.date(let date)): return checkedYear(Int64(date.year), session)
        case .temporal(.datetime(let moment)):
            return checkedYear(Int64(moment.date.year), session)
        case .temporal(.time(let time)):
            guard let moment = time.from(session.today) else { return .null }
            return checkedYear(Int64(moment.date.year), session)
        case .text(let text):
            let trimmed = text.utf8.drop(while: \.isSpace)
            let digits = trimmed.prefix(while: \.isDigit)
            guard let found = Int64(Substring(digits)) else {
                session.warnIncorrect("YEAR", text)
                return .null
            }
            if digits.endIndex != text.utf8.endIndex { session.noteTruncated("YEAR", text) }
            // Only the text '0' is the year 2000.
            number = found == 0 ? 2_000 : found
        case .number(let decimal): number = decimal.rounded
        case .tooLarge:
            session.noteTruncated("YEAR", value.shown)
            return .null
        }
        if (1...69).contains(number) { number += 2_000 }
        if (70...99).contains(number) { number += 1_900 }
        return checkedYear(number, session)
    }

    private static func checkedYear(_ year: Int64, _ session: SessionContext) -> SQLiteValue {
        guard year == 0 || (1_901...2_155).contains(year) else {
            session.noteTruncated("YEAR", "\(year)")
            return .null
        }
        return .integer(year)
    }

    private static func castRules(_ session: SessionContext) -> DateRules {
        DateRules(session.temporalMode).union([.allowsZeroParts, .ignoresDateFraction])
    }

    // MARK: Literals

    /// `DATE '…'`; error 1525 for a text that is no date, or more than a date.
    static func dateLiteral(
        _ text: String, _ mode: TemporalMode = .standard
    ) throws(MySQLError) -> (type: MySQLType, value: SQLiteValue) {
        let scan = DateTimeScan(text, DateRules(mode).union(.allowsZeroParts))
        guard let reading = scan.reading, reading.isDateOnly, scan.problems.isEmpty else {
            throw incorrect("DATE", text)
        }
        return (MySQLType(.date, nullable: false), .stored(reading.value.date))
    }

    /// `TIMESTAMP '…'`.
    static func timestampLiteral(
        _ text: String, _ mode: TemporalMode = .standard
    ) throws(MySQLError) -> (type: MySQLType, value: SQLiteValue) {
        let scan = DateTimeScan(text, DateRules(mode).union(.allowsZeroParts))
        guard let reading = scan.reading, !reading.isDateOnly, scan.problems.isEmpty else {
            throw incorrect("DATETIME", text)
        }
        let digits = scan.fractionDigits
        return (
            MySQLType(.datetime(fraction: digits), nullable: false),
            .stored(reading.value, digits: digits)
        )
    }

    /// `TIME '…'`.
    static func timeLiteral(
        _ text: String, _ mode: TemporalMode = .standard
    ) throws(MySQLError) -> (type: MySQLType, value: SQLiteValue) {
        let scan = TimeScan(text)
        guard case .time(let time) = scan.outcome, scan.problems.isEmpty else {
            throw incorrect("TIME", text)
        }
        return (
            MySQLType(.time(fraction: scan.fractionDigits), nullable: false), .stored(time)
        )
    }

    /// 1525 of a constant that is no value of a temporal type.
    static func incorrect(_ type: String, _ text: String) -> MySQLError {
        MySQLError(1525, "HY000", "Incorrect \(type) value: '\(text.shortened)'")
    }
}
