/// A value of one of the three temporal shapes.
enum TemporalValue: Hashable, Sendable {
    case date(MySQLDate)
    case datetime(MySQLDateTime)
    case time(MySQLTime)
}

/// A point in time that was read, and whether it came as a date alone: `'2020-01-31' + INTERVAL 1
/// DAY` stays a date.
struct DateTimeReading: Hashable, Sendable {
    var value: MySQLDateTime
    var isDateOnly: Bool

    init(_ value: MySQLDateTime, isDateOnly: Bool) {
        self.value = value
        self.isDateOnly = isDateOnly
    }
}

/// The parts of `sql_mode` that dates obey.
struct TemporalMode: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    /// `NO_ZERO_DATE`.
    static let noZeroDate = TemporalMode(rawValue: 1)
    /// `NO_ZERO_IN_DATE`.
    static let noZeroInDate = TemporalMode(rawValue: 2)
    /// `ALLOW_INVALID_DATES`.
    static let allowsInvalidDates = TemporalMode(rawValue: 4)
    /// `TIME_TRUNCATE_FRACTIONAL`.
    static let truncatesFractions = TemporalMode(rawValue: 8)
    /// What MySQL 8 starts with.
    static let standard: TemporalMode = [.noZeroDate, .noZeroInDate]
}

/// Which dates a reader accepts.
struct DateRules: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    /// Dates without month or day are accepted.
    static let allowsZeroParts = DateRules(rawValue: 1)
    /// Dates without month or day are refused, even where ``allowsZeroParts`` is set.
    static let refusesZeroParts = DateRules(rawValue: 2)
    /// `0000-00-00` is refused.
    static let refusesZeroDate = DateRules(rawValue: 4)
    /// Days that a month does not have are accepted up to 31.
    static let allowsInvalidDays = DateRules(rawValue: 8)
    /// A delimited text must hold a time as well.
    static let needsTime = DateRules(rawValue: 16)
    /// A fraction after a number that is a date is dropped without a warning.
    static let ignoresDateFraction = DateRules(rawValue: 32)

    /// What `sql_mode` demands of dates that are stored, cast or compared.
    init(_ mode: TemporalMode) {
        self = []
        if mode.contains(.noZeroDate) { insert(.refusesZeroDate) }
        if mode.contains(.noZeroInDate) { insert(.refusesZeroParts) }
        if mode.contains(.allowsInvalidDates) { insert(.allowsInvalidDays) }
    }

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// What is wrong with a date under these rules; empty if nothing is.
    func problems(of date: MySQLDate, isZero: Bool) -> TemporalProblems {
        if isZero { return contains(.refusesZeroDate) ? .zeroDate : [] }
        if contains(.refusesZeroParts) || !contains(.allowsZeroParts), date.hasZeroPart {
            return .zeroInDate
        }
        return contains(.allowsInvalidDays) || date.isInCalendar ? [] : .outOfRange
    }
}

/// What a conversion to a temporal value met with.
struct TemporalProblems: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    /// Something was not understood, or left over.
    static let truncated = TemporalProblems(rawValue: 1)
    /// The value is outside what the type or the calendar holds.
    static let outOfRange = TemporalProblems(rawValue: 2)
    static let zeroDate = TemporalProblems(rawValue: 4)
    static let zeroInDate = TemporalProblems(rawValue: 8)
    /// A part was dropped that the type has no room for: a note, never an error.
    static let noteTruncated = TemporalProblems(rawValue: 16)
    /// Rounding left the calendar.
    static let overflow = TemporalProblems(rawValue: 32)
}
