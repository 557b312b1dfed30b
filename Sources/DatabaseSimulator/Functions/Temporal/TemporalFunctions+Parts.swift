import SQLiteKit

extension TemporalFunctions {
    /// Parts of a date.
    ///
    /// Those that need no whole date take incomplete ones.
    static let dateParts: [FunctionDefinition] = [
        ofDateTime("year", .allowsZeroParts, returns: integer) { (moment, _) in
            .integer(Int64(moment.date.year))
        },
        ofDateTime("quarter", .allowsZeroParts, returns: integer) { (moment, _) in
            .integer(Int64((moment.date.month + 2) / 3))
        },
        ofDateTime("month", .allowsZeroParts, returns: integer) { (moment, _) in
            .integer(Int64(moment.date.month))
        },
        ofDateTime("monthname", .allowsZeroParts, returns: text(9)) { (moment, _) in
            moment.date.month == 0 ? .null : .text(CalendarNames.months[moment.date.month - 1])
        },
        dayOfMonth("day"), dayOfMonth("dayofmonth"),
        ofDateTime("dayofyear", .refusesZeroDate, returns: integer) { (moment, _) in
            .integer(Int64(moment.date.dayOfYear))
        },
        ofDateTime("dayofweek", .refusesZeroDate, returns: integer) { (moment, _) in
            .integer(Int64((moment.date.weekday + 1) % 7 + 1))
        },
        ofDateTime("weekday", .refusesZeroDate, returns: integer) { (moment, _) in
            .integer(Int64(moment.date.weekday))
        },
        ofDateTime("dayname", .refusesZeroDate, returns: text(9)) { (moment, _) in
            .text(CalendarNames.days[moment.date.weekday])
        },
        ofDateTime("weekofyear", .refusesZeroDate, returns: integer) { (moment, _) in
            .integer(Int64(moment.date.week(.iso).week))
        },
        week("week") { (date, mode) in Int64(date.week(WeekRule(mode: mode)).week) },
        week("yearweek") { (date, mode) in
            let (year, week) = date.week(WeekRule(mode: mode | 2))
            return Int64(year * 100 + week)
        },
        ofDateTime("last_day", .allowsZeroParts, returns: dateType) { (moment, session) in
            var date = moment.date
            guard date.month != 0 else {
                session.warnIncorrect("datetime", date.text)
                return .null
            }
            date.day = MySQLDate.daysInMonth(date.month, of: date.year)
            return .stored(date)
        },
    ]

    private static func dayOfMonth(_ name: String) -> FunctionDefinition {
        ofDateTime(name, .allowsZeroParts, returns: integer) { (moment, _) in
            .integer(Int64(moment.date.day))
        }
    }

    /// A function of a date and the mode in which weeks are counted.
    private static func week(
        _ name: String, _ body: @escaping @Sendable (MySQLDate, Int64) -> Int64
    ) -> FunctionDefinition {
        FunctionDefinition(name: name, arity: 1...2) { arguments in
            let input = arguments[0].temporalInput
            let implementation = FunctionImplementation("mysql_\(name)_\(input)") {
                (arguments, session) in
                guard let reading = input.dateTime(arguments[0], .refusesZeroDate, session) else {
                    return .null
                }
                // MySQL takes a NULL mode for 0.
                let mode = arguments.count > 1 ? arguments.integer(at: 1) ?? 0 : 0
                return .integer(body(reading.value.date, mode))
            }
            return FunctionCallPlan(
                type: integer, coercions: [arguments[0].temporalCoercion, .integer],
                implementation: implementation)
        }
    }

    /// Parts of a time.
    static let timeParts: [FunctionDefinition] = [
        ofTime("hour", returns: integer) { .integer(Int64($0.hour)) },
        ofTime("minute", returns: integer) { .integer(Int64($0.minute)) },
        ofTime("second", returns: integer) { .integer(Int64($0.second)) },
        ofTime("microsecond", returns: integer) { .integer(Int64($0.microsecond)) },
        ofTime("time_to_sec", returns: integer) { time in
            .integer(time.microseconds / 1_000_000)
        },
    ]
}

/// The English names of months and days, as `lc_time_names = en_US` has them.
enum CalendarNames {
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
    /// From Monday.
    static let days = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
}
