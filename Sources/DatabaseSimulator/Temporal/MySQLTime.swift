/// A span of time within ±838:59:59, to the microsecond.
struct MySQLTime: Hashable, Sendable, Comparable {
    var microseconds: Int64

    init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The largest hours, minutes and seconds; the smallest are their negative.
    static let limit: Int64 = 3_020_399_000_000
    static let zero = MySQLTime(microseconds: 0)

    static func < (left: MySQLTime, right: MySQLTime) -> Bool {
        left.microseconds < right.microseconds
    }

    /// Whether a span is too long for a `TIME`.
    var isOutOfRange: Bool { microseconds.magnitude > UInt64(MySQLTime.limit) }

    /// The nearest span that a `TIME` can hold.
    var clamped: MySQLTime {
        MySQLTime(microseconds: min(max(microseconds, -MySQLTime.limit), MySQLTime.limit))
    }

    var isNegative: Bool { microseconds < 0 }
    // The parts are those of the absolute value.
    var hour: Int { Int(microseconds.magnitude / 3_600_000_000) }
    var minute: Int { Int(microseconds.magnitude / 60_000_000 % 60) }
    var second: Int { Int(microseconds.magnitude / 1_000_000 % 60) }
    var microsecond: Int { Int(microseconds.magnitude % 1_000_000) }

    /// The microseconds that the last of so many digits of a second counts.
    static func unit(ofDigits digits: Int) -> Int64 {
        switch digits {
        case ...0: 1_000_000
        case 1: 100_000
        case 2: 10_000
        case 3: 1_000
        case 4: 100
        case 5: 10
        default: 1
        }
    }

    /// Rounded half away from zero to so many digits of a second.
    func rounded(toDigits digits: Int) -> MySQLTime {
        let unit = MySQLTime.unit(ofDigits: digits)
        let size = (Int64(microseconds.magnitude) + unit / 2) / unit * unit
        return MySQLTime(microseconds: isNegative ? -size : size).clamped
    }

    /// The span counted from the start of a day: how a `TIME` becomes a `DATETIME`.
    func from(_ day: MySQLDate) -> MySQLDateTime? {
        let total = Int64(day.dayNumber) * MySQLDateTime.microsecondsPerDay + microseconds
        guard total >= 0 else { return nil }
        return MySQLDateTime(
            MySQLDate(dayNumber: Int(total / MySQLDateTime.microsecondsPerDay)),
            microsecondOfDay: total % MySQLDateTime.microsecondsPerDay)
    }
}
