import SQLiteKit

/// An amount of time as `INTERVAL` gives it, before it is added.
struct IntervalAmount: Hashable, Sendable {
    var isNegative = false
    var years: Int64 = 0
    var months: Int64 = 0
    var days: Int64 = 0
    var hours: Int64 = 0
    var minutes: Int64 = 0
    var seconds: Int64 = 0
    var microseconds: Int64 = 0

    init() {}

    /// A whole number of one unit; `nil` where MySQL finds it too large.
    init?(_ amount: Int64, _ unit: IntervalUnit) {
        guard amount != .min else { return nil }
        isNegative = amount < 0
        let size = abs(amount)
        switch unit {
        case .year: years = size
        case .quarter:
            guard size < Int64(UInt32.max / 3) else { return nil }
            months = size * 3
        case .month: months = size
        case .week:
            guard size < Int64(UInt32.max / 7) else { return nil }
            days = size * 7
        case .day: days = size
        case .hour: hours = size
        case .minute: minutes = size
        case .second: seconds = size
        case .microsecond: microseconds = size
        default: return nil
        }
    }

    /// Seconds with a fraction.
    init(seconds number: TemporalNumber) {
        isNegative = number.isNegative
        seconds = Int64(clamping: number.whole.magnitude)
        microseconds = abs(number.nanoseconds) / 1_000
    }

    /// A text of several numbers; `nil` if it has more than the unit takes.
    ///
    /// Whatever is no digit separates. Missing numbers are missing on the left: `'5'` of
    /// `DAY_SECOND` is five seconds.
    init?(_ text: String, _ unit: IntervalUnit) {
        let hasMicroseconds = unit.endsInMicroseconds
        let count = unit.partCount
        var text = text
        let scanned = text.withUTF8 {
            IntervalAmount.numbers($0, count: count, isFraction: hasMicroseconds)
        }
        guard let (numbers, isNegative) = scanned else { return nil }
        self.isNegative = isNegative
        var rest = numbers[...]
        if unit == .yearMonth {
            years = rest.removeFirst()
            months = rest.removeFirst()
            return
        }
        if unit.startsInDays { days = rest.removeFirst() }
        if unit.holdsHours { hours = rest.removeFirst() }
        if unit.holdsMinutes { minutes = rest.removeFirst() }
        if unit.holdsSeconds { seconds = rest.removeFirst() }
        if hasMicroseconds { microseconds = rest.removeFirst() }
    }

    /// Up to `count` numbers, right-aligned; `nil` if one is too large or more follows.
    private static func numbers(
        _ bytes: UnsafeBufferPointer<UInt8>, count: Int, isFraction: Bool
    ) -> (numbers: [Int64], isNegative: Bool)? {
        var position = 0
        while position < bytes.count, bytes[position] == 0x20 { position += 1 }
        var isNegative = false
        if position < bytes.count, bytes[position] == UInt8(ascii: "-") {
            isNegative = true
            position += 1
        }
        while position < bytes.count, !bytes[position].isDigit { position += 1 }
        var numbers: [Int64] = []
        var lastLength = 0
        while numbers.count < count {
            let start = position
            var value: Int64 = 0
            while position < bytes.count, bytes[position].isDigit {
                guard value <= (.max - 10) / 10 else { return nil }
                value = value * 10 + Int64(bytes[position].digit)
                position += 1
            }
            lastLength = position - start
            numbers.append(value)
            while position < bytes.count, !bytes[position].isDigit { position += 1 }
            if position == bytes.count { break }
        }
        guard position == bytes.count else { return nil }
        numbers.insert(contentsOf: repeatElement(0, count: count - numbers.count), at: 0)
        if isFraction, lastLength < 6 {
            numbers[count - 1] *= MySQLTime.unit(ofDigits: lastLength)
        }
        return (numbers, isNegative)
    }

    /// The whole span in microseconds, where it has no years and months; `nil` if it does not fit.
    var span: Int64? {
        let limit = Int64(MySQLDate.lastDayNumber)
        guard days <= limit, hours <= limit * 24, minutes <= limit * 1_440,
            seconds <= limit * 86_400
        else { return nil }
        let whole = days * 86_400 + hours * 3_600 + minutes * 60 + seconds
        // At most 1.3e12 seconds: their microseconds fit with room to spare.
        let (sum, overflow) = (whole * 1_000_000).addingReportingOverflow(microseconds)
        return overflow ? nil : isNegative ? -sum : sum
    }
}

extension IntervalUnit {
    /// Whether an amount of this unit leaves the time of day alone.
    var isWholeDays: Bool {
        switch self {
        case .year, .quarter, .month, .week, .day, .yearMonth: true
        default: false
        }
    }

    /// Whether the unit has one number only.
    var isSimple: Bool {
        switch self {
        case .microsecond, .second, .minute, .hour, .day, .week, .month, .quarter, .year: true
        default: false
        }
    }

    /// Whether amounts of this unit can be added to a `TIME` without making it a `DATETIME`.
    var isWithinDay: Bool {
        switch self {
        case .hour, .minute, .second, .microsecond: true
        default: !isSimple && !startsInDays && self != .yearMonth
        }
    }

    var endsInMicroseconds: Bool {
        switch self {
        case .microsecond, .secondMicrosecond, .minuteMicrosecond, .hourMicrosecond,
            .dayMicrosecond:
            true
        default: false
        }
    }

    fileprivate var startsInDays: Bool {
        switch self {
        case .dayMicrosecond, .daySecond, .dayMinute, .dayHour: true
        default: false
        }
    }

    fileprivate var holdsHours: Bool {
        switch self {
        case .hourMicrosecond, .hourSecond, .hourMinute: true
        default: startsInDays
        }
    }

    fileprivate var holdsMinutes: Bool {
        switch self {
        case .minuteMicrosecond, .minuteSecond: true
        default: holdsHours && self != .dayHour
        }
    }

    fileprivate var holdsSeconds: Bool {
        switch self {
        case .secondMicrosecond: true
        default: holdsMinutes && self != .dayMinute && self != .hourMinute
        }
    }

    /// How many numbers a text of this unit has.
    var partCount: Int {
        if isSimple { return 1 }
        if self == .yearMonth { return 2 }
        return [startsInDays, holdsHours, holdsMinutes, holdsSeconds, endsInMicroseconds]
            .count(where: \.self)
    }
}
