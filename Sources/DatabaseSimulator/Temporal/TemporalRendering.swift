import SQLiteKit

/// Temporal values as Python shows what mysql-connector-python makes of them.
enum TemporalRendering {
    /// The `repr` of a stored value of a temporal type; `nil` for other types.
    ///
    /// Python has no zero dates: the client gives `None` for a date that is not in the calendar.
    static func python(_ value: SQLiteValue, type: MySQLType) -> String? {
        switch (type.kind, value) {
        case (.date, .text(let text)): python(MySQLDate(stored: text))
        case (.datetime, .text(let text)), (.timestamp, .text(let text)):
            python(MySQLDateTime(stored: text))
        case (.time, .integer(let microseconds)): python(MySQLTime(microseconds: microseconds))
        case (.year, .integer(let year)): "\(year)"
        case (.date, .null), (.datetime, .null), (.timestamp, .null), (.time, .null),
            (.year, .null):
            "None"
        default: nil
        }
    }

    static func python(_ date: MySQLDate) -> String {
        guard hasPythonDate(date) else { return "None" }
        return "datetime.date(\(date.year), \(date.month), \(date.day))"
    }

    static func python(_ value: MySQLDateTime) -> String {
        let date = value.date
        guard hasPythonDate(date) else { return "None" }
        var parts = "\(date.year), \(date.month), \(date.day), \(value.hour), \(value.minute)"
        if value.second != 0 || value.microsecond != 0 { parts += ", \(value.second)" }
        if value.microsecond != 0 { parts += ", \(value.microsecond)" }
        return "datetime.datetime(\(parts))"
    }

    static func python(_ time: MySQLTime) -> String {
        let perDay = MySQLDateTime.microsecondsPerDay
        var days = time.microseconds / perDay
        var rest = time.microseconds % perDay
        // Python keeps only the days negative.
        if rest < 0 {
            rest += perDay
            days -= 1
        }
        var parts: [String] = []
        if days != 0 { parts.append("days=\(days)") }
        if rest / 1_000_000 != 0 { parts.append("seconds=\(rest / 1_000_000)") }
        if rest % 1_000_000 != 0 { parts.append("microseconds=\(rest % 1_000_000)") }
        return "datetime.timedelta(\(parts.isEmpty ? "0" : parts.joined(separator: ", ")))"
    }

    private static func hasPythonDate(_ date: MySQLDate) -> Bool {
        date.year > 0 && !date.hasZeroPart && date.isInCalendar
    }
}
