/// A calendar date as MySQL keeps it: any part may be zero, and the calendar is the Gregorian one
/// carried back to the year 0.
struct MySQLDate: Hashable, Sendable {
    /// 0...9999.
    var year: Int
    /// 0...12; 0 in an incomplete date.
    var month: Int
    /// 0...31; 0 in an incomplete date.
    var day: Int

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// `0000-00-00`, which stands for "no date".
    static let zero = MySQLDate(year: 0, month: 0, day: 0)

    var isZero: Bool { year == 0 && month == 0 && day == 0 }

    /// Whether the month or the day is missing.
    var hasZeroPart: Bool { month == 0 || day == 0 }

    /// The number of 9999-12-31, the last day that arithmetic can reach.
    static let lastDayNumber = 3_652_424

    /// MySQL takes the year 0 for a common year.
    static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || (year % 400 == 0 && year != 0))
    }

    static func daysInYear(_ year: Int) -> Int { isLeap(year) ? 366 : 365 }

    /// The days of a month, 1...12.
    static func daysInMonth(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Whether the day exists in its month; a date without a month has any day.
    var isInCalendar: Bool {
        month == 0 || day <= MySQLDate.daysInMonth(month, of: year)
    }
}

// Day numbers: `TO_DAYS` counts 0000-01-01 as 1.
extension MySQLDate {
    private static func daysBefore(year: Int) -> Int {
        guard year > 0 else { return 0 }
        let last = year - 1
        return 365 * year + last / 4 - last / 100 + last / 400
    }

    /// A month 0 lies before January, so that incomplete dates keep their order.
    private static func daysBefore(month: Int, of year: Int) -> Int {
        guard month > 0 else { return -31 }
        let common = (367 * month - 362) / 12
        return month <= 2 ? common : common - (isLeap(year) ? 1 : 2)
    }

    /// The day's number; 0 for a date without year and month.
    var dayNumber: Int {
        if year == 0 && month == 0 { return 0 }
        return MySQLDate.daysBefore(year: year) + MySQLDate.daysBefore(month: month, of: year) + day
    }

    /// The date of a day number.
    ///
    /// Numbers of the year 0 and those past the calendar's end give the zero date, as in MySQL;
    /// just after 9999-12-31 the year is 10000.
    init(dayNumber: Int) {
        guard dayNumber > 365, dayNumber < 3_652_500 else {
            self = .zero
            return
        }
        var rest = dayNumber - 366
        let centuries4 = rest / 146_097
        rest %= 146_097
        let centuries = min(rest / 36_524, 3)
        rest -= centuries * 36_524
        let years4 = rest / 1_461
        rest %= 1_461
        let years = min(rest / 365, 3)
        rest -= years * 365
        let year = centuries4 * 400 + centuries * 100 + years4 * 4 + years + 1
        var month = 1
        while rest >= MySQLDate.daysInMonth(month, of: year) {
            rest -= MySQLDate.daysInMonth(month, of: year)
            month += 1
        }
        self.init(year: year, month: month, day: rest + 1)
    }

    /// The day of the year, from 1.
    var dayOfYear: Int {
        dayNumber - MySQLDate(year: year, month: 1, day: 1).dayNumber + 1
    }

    /// The day of the week; 0 is Monday.
    var weekday: Int { (dayNumber + 5) % 7 }
}

extension MySQLDate: Comparable {
    static func < (left: MySQLDate, right: MySQLDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}
