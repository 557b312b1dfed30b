/// A date with a time of day, to the microsecond.
struct MySQLDateTime: Hashable, Sendable {
    var date: MySQLDate
    /// 0..<86,400,000,000.
    var microsecondOfDay: Int64

    init(_ date: MySQLDate, microsecondOfDay: Int64 = 0) {
        self.date = date
        self.microsecondOfDay = microsecondOfDay
    }

    init(_ date: MySQLDate, hour: Int, minute: Int, second: Int, microsecond: Int = 0) {
        self.date = date
        let seconds = Int64(hour * 3_600 + minute * 60 + second)
        microsecondOfDay = seconds * 1_000_000 + Int64(microsecond)
    }

    static let zero = MySQLDateTime(.zero)
    static let microsecondsPerDay: Int64 = 86_400_000_000

    var hour: Int { Int(microsecondOfDay / 3_600_000_000) }
    var minute: Int { Int(microsecondOfDay / 60_000_000 % 60) }
    var second: Int { Int(microsecondOfDay / 1_000_000 % 60) }
    var microsecond: Int { Int(microsecondOfDay % 1_000_000) }
    var time: MySQLTime { MySQLTime(microseconds: microsecondOfDay) }

    /// Microseconds since the day before 0000-01-01, for differences.
    var absoluteMicroseconds: Int64 {
        Int64(date.dayNumber) * MySQLDateTime.microsecondsPerDay + microsecondOfDay
    }
}

extension MySQLDateTime: Comparable {
    static func < (left: MySQLDateTime, right: MySQLDateTime) -> Bool {
        left.date == right.date
            ? left.microsecondOfDay < right.microsecondOfDay : left.date < right.date
    }
}

// The time line of timestamps; the session's time zone is UTC.
extension MySQLDateTime {
    private static let unixEpochDay = 719_528

    /// The moment so many microseconds after 1970-01-01 00:00:00 UTC.
    init(unixMicroseconds: Int64) {
        let perDay = MySQLDateTime.microsecondsPerDay
        var days = unixMicroseconds / perDay
        var rest = unixMicroseconds % perDay
        if rest < 0 {
            rest += perDay
            days -= 1
        }
        self.init(
            MySQLDate(dayNumber: MySQLDateTime.unixEpochDay + Int(days)), microsecondOfDay: rest)
    }

    /// Microseconds since 1970-01-01 00:00:00 UTC.
    var unixMicroseconds: Int64 {
        Int64(date.dayNumber - MySQLDateTime.unixEpochDay) * MySQLDateTime.microsecondsPerDay
            + microsecondOfDay
    }

    /// The same moment, moved by whole seconds; `nil` where the calendar ends.
    func moved(bySeconds seconds: Int64) -> MySQLDateTime? {
        let total = absoluteMicroseconds + seconds * 1_000_000
        guard total >= 0 else { return nil }
        let day = Int(total / MySQLDateTime.microsecondsPerDay)
        guard day <= MySQLDate.lastDayNumber else { return nil }
        return MySQLDateTime(
            MySQLDate(dayNumber: day), microsecondOfDay: total % MySQLDateTime.microsecondsPerDay)
    }
}

// Fractions of a second.
extension MySQLDateTime {
    /// Rounded half up to so many digits of a second; `nil` if that leaves the calendar or would
    /// move a day that is incomplete.
    func rounded(toDigits digits: Int) -> MySQLDateTime? {
        let unit = MySQLTime.unit(ofDigits: digits)
        let rounded = (microsecondOfDay + unit / 2) / unit * unit
        guard rounded >= MySQLDateTime.microsecondsPerDay else {
            return MySQLDateTime(date, microsecondOfDay: rounded)
        }
        let day = date.dayNumber + 1
        guard !date.hasZeroPart, day <= MySQLDate.lastDayNumber else { return nil }
        return MySQLDateTime(MySQLDate(dayNumber: day))
    }

    /// Cut off after so many digits of a second.
    func truncated(toDigits digits: Int) -> MySQLDateTime {
        let unit = MySQLTime.unit(ofDigits: digits)
        return MySQLDateTime(date, microsecondOfDay: microsecondOfDay / unit * unit)
    }
}
