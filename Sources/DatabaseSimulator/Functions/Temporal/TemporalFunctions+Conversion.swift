import SQLiteKit

extension TemporalFunctions {
    /// Conversions between types, to and from Unix time, and between time zones.
    static let conversions: [FunctionDefinition] = [
        FunctionDefinition(name: "date", arity: 1...1) { arguments in
            TemporalCast.date(arguments[0])
        },
        FunctionDefinition(name: "time", arity: 1...1) { arguments in
            TemporalCast.time(arguments[0], digits: arguments[0].timeDigits)
        },
        FunctionDefinition(name: "timestamp", arity: 1...2) { arguments in
            arguments.count == 1
                ? TemporalCast.datetime(arguments[0], digits: arguments[0].dateTimeDigits)
                : addition(
                    "timestamp", arguments[0], arguments[1], sign: 1, makesDateTime: true)
        },
        unixTimestamp, fromUnixTime, convertTimeZone,
    ]

    /// 3001-01-18 23:59:59 UTC, the last second of MySQL's Unix time.
    private static let lastUnixSecond: Int64 = 32_536_771_199

    private static let unixTimestamp = FunctionDefinition(name: "unix_timestamp", arity: 0...1) {
        arguments in
        guard let argument = arguments.first else {
            return FunctionCallPlan(
                type: MySQLType(.integer(bytes: 8, unsigned: false), nullable: false),
                coercions: [],
                implementation: FunctionImplementation("mysql_unix_timestamp_now") {
                    (_, session) in
                    let rest = session.now % 1_000_000
                    return .integer(
                        (session.now - (rest < 0 ? rest + 1_000_000 : rest)) / 1_000_000)
                })
        }
        let input = argument.temporalInput
        let digits = argument.dateTimeDigits
        let implementation = FunctionImplementation("mysql_unix_timestamp_\(input)_\(digits)") {
            (arguments, session) in
            let value = arguments[0]
            guard !value.isNull else { return .null }
            var microseconds: Int64 = 0
            // Whatever is no moment of Unix time counts as its start.
            if let moment = input.dateTime(value, .allowsZeroParts, session)?.value,
                !moment.date.hasZeroPart
            {
                let found = moment.unixMicroseconds
                if found > 0, found / 1_000_000 <= lastUnixSecond { microseconds = found }
            }
            guard digits > 0 else { return .integer(microseconds / 1_000_000) }
            let moment = MySQLTime(microseconds: microseconds % 1_000_000)
            // The fraction is the same as that of a time's number.
            let fraction = moment.decimal(digits: digits).drop { $0 != "." }
            return .text("\(microseconds / 1_000_000)" + fraction)
        }
        let type: MySQLType.Kind =
            digits > 0
            ? .decimal(precision: 11 + digits, scale: digits, unsigned: false)
            : .integer(bytes: 8, unsigned: false)
        return FunctionCallPlan(
            type: MySQLType(type), coercions: [argument.temporalCoercion],
            implementation: implementation)
    }

    private static let fromUnixTime = FunctionDefinition(name: "from_unixtime", arity: 1...2) {
        arguments in
        let digits = arguments[0].numberDigits
        if arguments.count == 2 {
            let implementation = FunctionImplementation("mysql_from_unixtime_format") {
                (arguments, session) in
                guard let moment = unixMoment(arguments, session),
                    let format = arguments.text(at: 1)
                else { return .null }
                return DateFormat.text(.datetime(moment), format).map { .text($0) } ?? .null
            }
            return FunctionCallPlan(
                type: text(DateFormat.width(arguments[1].constant)), coercions: [.decimal, .text],
                implementation: implementation)
        }
        let implementation = FunctionImplementation("mysql_from_unixtime_\(digits)") {
            (arguments, session) in
            unixMoment(arguments, session).map { .stored($0, digits: digits) } ?? .null
        }
        return FunctionCallPlan(
            type: MySQLType(.datetime(fraction: digits)), coercions: [.decimal],
            implementation: implementation)
    }

    /// The moment of the seconds in the first argument.
    private static func unixMoment(
        _ arguments: borrowing FunctionArguments, _ session: SessionContext
    ) -> MySQLDateTime? {
        guard let text = arguments.text(at: 0), let number = TemporalNumber(decimal: text),
            !number.isNegative, number.whole <= lastUnixSecond
        else { return nil }
        let truncates = session.temporalMode.contains(.truncatesFractions)
        let microseconds =
            number.whole * 1_000_000 + number.microseconds(truncating: truncates)
        guard microseconds / 1_000_000 <= lastUnixSecond else { return nil }
        return MySQLDateTime(unixMicroseconds: microseconds)
    }

    private static let convertTimeZone = FunctionDefinition(name: "convert_tz", arity: 3...3) {
        arguments in
        let input = arguments[0].temporalInput
        let digits = arguments[0].dateTimeDigits
        let implementation = FunctionImplementation("mysql_convert_tz_\(input)_\(digits)") {
            (arguments, session) in
            guard let from = arguments.text(at: 1).flatMap(TimeZoneOffset.named),
                let to = arguments.text(at: 2).flatMap(TimeZoneOffset.named),
                let reading = input.dateTime(arguments[0], .refusesZeroDate, session)
            else { return .null }
            let moment = reading.value
            let seconds = moment.unixMicroseconds / 1_000_000 - from
            // Outside Unix time a value stays as it is.
            guard moment.unixMicroseconds >= 0, (1...lastUnixSecond).contains(seconds) else {
                return .stored(moment, digits: digits)
            }
            let converted = moment.moved(bySeconds: to - from) ?? moment
            return .stored(converted, digits: digits)
        }
        return FunctionCallPlan(
            type: MySQLType(.datetime(fraction: digits)),
            coercions: [arguments[0].temporalCoercion, .text, .text], implementation: implementation
        )
    }
}
