import SQLiteKit

/// How the stored value of a static type is read as a point in time.
///
/// Temporal functions take their arguments as stored: which of MySQL's conversions applies depends
/// on the type, and a detour over text would lose it (the number 101 is 2000-01-01, the text
/// `'101'` is no date).
enum TemporalInput: String, Sendable {
    case date, datetime, time, text, integer, decimal, double, json

    init(_ type: MySQLType) {
        switch type.kind {
        case .date: self = .date
        case .datetime, .timestamp: self = .datetime
        case .time: self = .time
        case .integer, .year, .bit: self = .integer
        case .decimal: self = .decimal
        case .float, .double: self = .double
        case .json: self = .json
        case .null, .string, .binary, .enumeration, .set: self = .text
        }
    }

    /// How an argument of the type is handed to a body.
    static func coercion(_ type: MySQLType) -> Coercion {
        switch type.kind {
        case .enumeration, .set: .text
        default: .stored
        }
    }

    /// What a stored value is, before any rules.
    enum Value {
        case null
        case temporal(TemporalValue)
        case text(String)
        case number(TemporalNumber)
        /// A number beyond 64 bits.
        case tooLarge
    }

    func read(_ value: SQLiteValue) -> Value {
        switch (self, value) {
        case (_, .null): .null
        case (.date, .text(let text)): .temporal(.date(MySQLDate(stored: text)))
        case (.datetime, .text(let text)): .temporal(.datetime(MySQLDateTime(stored: text)))
        case (.time, .integer(let number)): .temporal(.time(MySQLTime(microseconds: number)))
        case (.decimal, .text(let text)):
            TemporalNumber(decimal: text).map { .number($0) } ?? .tooLarge
        // An unsigned integer above the signed range.
        case (.integer, .text): .tooLarge
        case (.json, .text(let text)): .text(TemporalInput.unquoted(text))
        case (_, .text(let text)): .text(text)
        case (_, .blob(let bytes)): .text(String(decoding: bytes, as: UTF8.self))
        case (_, .integer(let number)): .number(TemporalNumber(number))
        case (_, .real(let number)): TemporalNumber(number).map { .number($0) } ?? .tooLarge
        }
    }

    /// A JSON string without its quotes; dates hold nothing that JSON escapes.
    private static func unquoted(_ text: String) -> String {
        text.utf8.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
            ? String(text.dropFirst().dropLast()) : text
    }

    /// Reads a value as a date or datetime; `nil` for NULL and for what is no date, with MySQL's
    /// warning.
    func dateTime(
        _ value: SQLiteValue, _ rules: DateRules, _ session: SessionContext
    ) -> DateTimeReading? {
        let truncates = session.temporalMode.contains(.truncatesFractions)
        switch read(value) {
        case .null: return nil
        case .temporal(.date(let date)):
            guard TemporalInput.accepts(date, isZero: date.isZero, rules) else { return nil }
            return DateTimeReading(MySQLDateTime(date), isDateOnly: true)
        case .temporal(.datetime(let moment)):
            guard TemporalInput.accepts(moment.date, isZero: moment == .zero, rules) else {
                return nil
            }
            return DateTimeReading(moment, isDateOnly: false)
        case .temporal(.time(let time)):
            return time.from(session.today).map { DateTimeReading($0, isDateOnly: false) }
        case .text(let text):
            // Texts obey the mode everywhere; stored dates were judged when they were stored.
            var textRules = rules
            if session.temporalMode.contains(.noZeroDate) { textRules.insert(.refusesZeroDate) }
            if session.temporalMode.contains(.allowsInvalidDates) {
                textRules.insert(.allowsInvalidDays)
            }
            let scan = DateTimeScan(text, textRules, truncatesFractions: truncates)
            if scan.problems.contains(.overflow) { session.warnOverflow() }
            guard let reading = scan.reading else {
                session.warnIncorrect("datetime", text)
                return nil
            }
            if !scan.problems.isEmpty {
                session.noteTruncated(reading.isDateOnly ? "date" : "datetime", text)
            }
            return reading
        case .number(let number):
            let result = DateTimeNumber(number, rules, truncatesFractions: truncates)
            if !result.problems.isEmpty {
                // Only a value that was understood is called truncated, and integers never are.
                if self != .integer, let reading = result.reading {
                    session.noteTruncated(reading.isDateOnly ? "date" : "datetime", value.shown)
                } else {
                    session.warnIncorrect("datetime", value.shown)
                }
            }
            return result.reading
        case .tooLarge:
            session.warnIncorrect("datetime", value.shown)
            return nil
        }
    }

    private static func accepts(_ date: MySQLDate, isZero: Bool, _ rules: DateRules) -> Bool {
        if isZero { return !rules.contains(.refusesZeroDate) }
        if rules.contains(.refusesZeroParts) || !rules.contains(.allowsZeroParts) {
            return !date.hasZeroPart
        }
        return true
    }

    /// Reads a value as a time, or as the datetime that it turns out to be; `nil` for NULL and for
    /// what is no time, with MySQL's warning.
    func time(_ value: SQLiteValue, _ session: SessionContext) -> TemporalValue? {
        let truncates = session.temporalMode.contains(.truncatesFractions)
        switch read(value) {
        case .null: return nil
        case .temporal(let temporal): return temporal
        case .text(let text):
            let scan = TimeScan(text, truncatesFractions: truncates)
            var found: TemporalValue?
            switch scan.outcome {
            case .time(let time): found = .time(time)
            case .datetime(let reading):
                found = reading.isDateOnly ? .date(reading.value.date) : .datetime(reading.value)
            case .invalid: break
            }
            if found == nil || !scan.problems.isEmpty { session.noteTruncated("time", text) }
            return found
        case .number(let number):
            let result = TimeNumber(number, truncatesFractions: truncates)
            if !result.problems.isEmpty { session.noteTruncated("time", value.shown) }
            return result.value
        case .tooLarge:
            session.noteTruncated("time", value.shown)
            return nil
        }
    }
}

extension TemporalValue {
    /// The time of day, or the time itself.
    var clock: MySQLTime {
        switch self {
        case .date: .zero
        case .datetime(let moment): moment.time
        case .time(let time): time
        }
    }
}

extension MySQLType {
    /// Digits of the fraction of a second in a temporal type; 0 in others.
    var fractionDigits: Int {
        switch kind {
        case .datetime(let digits), .timestamp(let digits), .time(let digits): digits
        default: 0
        }
    }

    var isTemporalWithDate: Bool {
        switch kind {
        case .date, .datetime, .timestamp: true
        default: false
        }
    }

    var isTime: Bool {
        if case .time = kind { return true }
        return false
    }
}

extension FunctionDefinition.Argument {
    /// How the argument is read as a point in time.
    var temporalInput: TemporalInput { TemporalInput(type) }

    /// How the argument is handed over.
    var temporalCoercion: Coercion { TemporalInput.coercion(type) }

    /// The fraction's digits that a datetime made of this argument has.
    var dateTimeDigits: Int {
        fractionDigits { text in
            let scan = DateTimeScan(text, .allowsZeroParts)
            return scan.reading == nil ? nil : scan.fractionDigits
        }
    }

    /// The fraction's digits that a time made of this argument has.
    var timeDigits: Int {
        fractionDigits { text in
            let scan = TimeScan(text)
            if case .invalid = scan.outcome { return nil }
            return scan.fractionDigits
        }
    }

    /// The digits after the point that a number made of this argument has, at most 6; a text or
    /// double may have any number.
    var numberDigits: Int { fractionDigits { _ in nil } }

    private func fractionDigits(ofText read: (String) -> Int?) -> Int {
        switch type.kind {
        case .datetime, .timestamp, .time: return type.fractionDigits
        case .decimal(_, let scale, _): return min(scale, 6)
        case .date, .year, .integer, .bit, .null: return 0
        case .float, .double: return 6
        case .string, .binary, .enumeration, .set, .json:
            if case .text(let text) = constant { return read(text) ?? 6 }
            return 6
        }
    }
}
