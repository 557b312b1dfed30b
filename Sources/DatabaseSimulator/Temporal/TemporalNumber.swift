/// A number as temporal conversions take it: whole part and nanoseconds, both of one sign.
struct TemporalNumber: Hashable, Sendable {
    var whole: Int64
    var nanoseconds: Int64

    init(_ whole: Int64, nanoseconds: Int64 = 0) {
        self.whole = whole
        self.nanoseconds = nanoseconds
    }

    /// A stored `DECIMAL`; `nil` if its whole part does not fit.
    ///
    /// Digits after the ninth round.
    init?(decimal text: String) {
        var text = text[...].utf8
        let isNegative = text.first == UInt8(ascii: "-")
        if isNegative { text = text.dropFirst() }
        var whole: Int64 = 0
        var nanoseconds: Int64 = 0
        var fractionDigits = -1
        for byte in text {
            if byte == UInt8(ascii: ".") {
                fractionDigits = 0
            } else if byte.isDigit {
                if fractionDigits < 0 {
                    let (product, overflow) = whole.multipliedReportingOverflow(by: 10)
                    let (sum, carries) = product.addingReportingOverflow(Int64(byte.digit))
                    if overflow || carries { return nil }
                    whole = sum
                } else {
                    if fractionDigits < 9 {
                        nanoseconds = nanoseconds * 10 + Int64(byte.digit)
                    } else if fractionDigits == 9, byte.digit >= 5 {
                        nanoseconds += 1
                    }
                    fractionDigits += 1
                }
            }
        }
        for _ in max(fractionDigits, 0)..<9 where fractionDigits < 9 { nanoseconds *= 10 }
        self.init(isNegative ? -whole : whole, nanoseconds: isNegative ? -nanoseconds : nanoseconds)
    }

    /// A double; `nil` if its whole part does not fit.
    init?(_ number: Double) {
        let whole = number.rounded(.towardZero)
        guard let integer = Int64(exactly: whole) else { return nil }
        let rest = ((number - whole) * 1_000_000_000).rounded(.towardZero)
        self.init(integer, nanoseconds: Int64(rest))
    }

    var isNegative: Bool { whole < 0 || nanoseconds < 0 }

    /// The nearest integer, half away from zero.
    var rounded: Int64 {
        guard abs(nanoseconds) >= 500_000_000 else { return whole }
        return whole.addingReportingOverflow(isNegative ? -1 : 1).overflow
            ? whole : whole + (isNegative ? -1 : 1)
    }

    /// The nanoseconds as microseconds, rounded half away from zero or cut off.
    func microseconds(truncating: Bool) -> Int64 {
        if truncating { return nanoseconds / 1_000 }
        return (nanoseconds + (nanoseconds < 0 ? -500 : 500)) / 1_000
    }
}

/// A number read as a date or datetime: `YYYYMMDD`, `YYMMDD`, `YYYYMMDDHHMMSS`, `YYMMDDHHMMSS`.
struct DateTimeNumber {
    private(set) var reading: DateTimeReading?
    private(set) var problems: TemporalProblems = []

    init(_ number: TemporalNumber, _ rules: DateRules, truncatesFractions: Bool = false) {
        guard number.nanoseconds >= 0 else {
            problems = .truncated
            return
        }
        readWhole(number.whole, rules)
        guard let reading else {
            if problems.isEmpty { problems = .truncated }
            return
        }
        if reading.isDateOnly {
            if number.nanoseconds != 0, !rules.contains(.ignoresDateFraction) {
                problems.insert(.truncated)
            }
            return
        }
        var value = reading.value
        value.microsecondOfDay += number.microseconds(truncating: truncatesFractions)
        guard let rounded = value.rounded(toDigits: 6) else {
            problems.insert(value.date.hasZeroPart ? .zeroInDate : .outOfRange)
            self.reading = nil
            return
        }
        self.reading?.value = rounded
    }

    private mutating func readWhole(_ number: Int64, _ rules: DateRules) {
        var full = number
        var isDateOnly = true
        switch number {
        case 0, 10_000_101_000_000...:
            guard number <= 99_999_999_999_999 else {
                problems = .outOfRange
                return
            }
            isDateOnly = false
        // Two-digit years from 70 on are of the last century.
        case 101...691_231: full = (number + 20_000_000) * 1_000_000
        case 700_101...991_231: full = (number + 19_000_000) * 1_000_000
        case 991_232...10_000_100:
            guard rules.contains(.allowsZeroParts) else { return }
            full = number * 1_000_000
        case 10_000_101...99_991_231: full = number * 1_000_000
        case 101_000_000...691_231_235_959:
            full = number + 20_000_000_000_000
            isDateOnly = false
        case 700_101_000_000...991_231_235_959:
            full = number + 19_000_000_000_000
            isDateOnly = false
        case 991_231_235_960...10_000_100_999_999: isDateOnly = false
        default: return
        }
        let date = MySQLDate(
            year: Int(full / 10_000_000_000), month: Int(full / 100_000_000 % 100),
            day: Int(full / 1_000_000 % 100))
        let clock = Int(full % 1_000_000)
        let (hour, minute, second) = (clock / 10_000, clock / 100 % 100, clock % 100)
        guard date.month <= 12, date.day <= 31, hour <= 23, minute <= 59, second <= 59 else {
            problems = .truncated
            return
        }
        let found = rules.problems(of: date, isZero: full == 0)
        guard found.isEmpty else {
            problems = full == 0 ? .zeroDate : .truncated
            return
        }
        reading = DateTimeReading(
            MySQLDateTime(date, hour: hour, minute: minute, second: second), isDateOnly: isDateOnly)
    }
}

/// A number read as a time, `HHMMSS`, or as a whole datetime.
struct TimeNumber {
    private(set) var value: TemporalValue?
    private(set) var problems: TemporalProblems = []

    init(_ number: TemporalNumber, truncatesFractions: Bool = false) {
        let size = number.whole.magnitude
        if size > 8_385_959 {
            problems = .outOfRange
            guard number.whole >= 10_000_000_000 else { return }
            let datetime = DateTimeNumber(number, [], truncatesFractions: truncatesFractions)
            guard let reading = datetime.reading else { return }
            problems = datetime.problems
            value = .datetime(reading.value)
            return
        }
        guard size % 100 < 60, size / 100 % 100 < 60 else {
            problems = .outOfRange
            return
        }
        let seconds = Int64(size / 10_000 * 3_600 + size / 100 % 100 * 60 + size % 100)
        let fraction = abs(number.microseconds(truncating: truncatesFractions))
        let total = seconds * 1_000_000 + fraction
        let time = MySQLTime(microseconds: number.isNegative ? -total : total)
        if time.isOutOfRange { problems = .outOfRange }
        value = .time(time.clamped)
    }
}
