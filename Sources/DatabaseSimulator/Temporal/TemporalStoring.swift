import SQLiteKit

/// Puts values into temporal columns, with MySQL's judgement of them.
///
/// The caller knows the column, the row and whether the statement is strict, and makes an error or
/// a warning of a ``Problem``.
enum TemporalStoring {
    /// What is stored, and what was wrong with the value.
    struct Outcome: Hashable, Sendable {
        var value: SQLiteValue
        var problem: Problem?
    }

    /// What MySQL finds wrong with a value that goes into a column.
    struct Problem: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            /// 1292 when strict, else a warning of the code.
            case incorrect(type: String, value: String, lenient: Int)
            /// 1264.
            case outOfRange
            /// 1366 of a text that is no number.
            case incorrectInteger(String)
            /// 1265.
            case truncated
        }

        var kind: Kind
        /// Only a note: the value is stored without a part that the type cannot hold.
        var isNote = false

        /// The error of a strict statement; `nil` for a note.
        func error(column: String, row: Int) -> MySQLError? {
            guard !isNote else { return nil }
            switch kind {
            case .incorrect(let type, let value, _):
                return MySQLError(
                    1292, "22007", incorrectMessage(type, value, column: column, row: row))
            case .outOfRange:
                return MySQLError(
                    1264, "22003", "Out of range value for column '\(column)' at row \(row)")
            case .incorrectInteger(let value):
                return MySQLError(
                    1366, "HY000", incorrectMessage("integer", value, column: column, row: row))
            case .truncated:
                return MySQLError(
                    1265, "01000", "Data truncated for column '\(column)' at row \(row)")
            }
        }

        /// The warning of a statement that is not strict, or the note.
        func warning(column: String, row: Int) -> SessionContext.Warning {
            let level: SessionContext.Warning.Level = isNote ? .note : .warning
            if isNote, case .incorrect(let type, let value, _) = kind {
                return .init(
                    level: level, number: 1292,
                    message: incorrectMessage(type, value, column: column, row: row))
            }
            let number: Int
            switch kind {
            case .incorrect(_, _, let lenient): number = lenient
            case .outOfRange: number = 1264
            case .truncated: number = 1265
            case .incorrectInteger(let value):
                return .init(
                    level: level, number: 1366,
                    message: incorrectMessage("integer", value, column: column, row: row))
            }
            let message = number == 1264 ? "Out of range value" : "Data truncated"
            return .init(
                level: level, number: number,
                message: "\(message) for column '\(column)' at row \(row)")
        }

        private func incorrectMessage(
            _ type: String, _ value: String, column: String, row: Int
        ) -> String {
            "Incorrect \(type) value: '\(value.shortened)' for column '\(column)' at row \(row)"
        }
    }

    /// Stores a value of a type into a temporal column; `nil` if the column is not temporal.
    ///
    /// `session` gives the mode, and the day that a time of day falls on. Values of `ENUM` and
    /// `SET` are given as their texts.
    static func store(
        _ value: SQLiteValue, of source: MySQLType, into column: MySQLType,
        _ session: SessionContext
    ) -> Outcome? {
        if value.isNull { return Outcome(value: .null) }
        switch column.kind {
        case .date: return storeDateTime(value, source, .date, session)
        case .datetime(let digits): return storeDateTime(value, source, .datetime(digits), session)
        case .timestamp(let digits):
            return storeDateTime(value, source, .timestamp(digits), session)
        case .time(let digits): return storeTime(value, source, digits, session)
        case .year: return storeYear(value, source)
        default: return nil
        }
    }

    private enum Column {
        case date
        case datetime(Int)
        case timestamp(Int)

        var digits: Int {
            switch self {
            case .date: 0
            case .datetime(let digits), .timestamp(let digits): digits
            }
        }

        var name: String {
            if case .date = self { return "date" }
            return "datetime"
        }

        func stored(_ value: MySQLDateTime) -> SQLiteValue {
            if case .date = self { return .stored(value.date) }
            return .stored(value, digits: digits)
        }
    }

    private static func storeDateTime(
        _ value: SQLiteValue, _ source: MySQLType, _ column: Column, _ session: SessionContext
    ) -> Outcome {
        let mode = session.temporalMode
        let truncates = mode.contains(.truncatesFractions)
        var rules = DateRules(mode)
        // A timestamp is a moment: it cannot lack a day.
        if case .timestamp = column {
            rules.insert(.refusesZeroParts)
        } else {
            rules.insert(.allowsZeroParts)
        }
        var (read, problems) = readDateTime(value, source, rules, session)
        var shown = value.shown
        if case .time = source.kind, case .integer(let microseconds) = value {
            shown = MySQLTime(microseconds: microseconds).text(digits: source.fractionDigits)
        }
        guard let found = read else {
            if problems.isEmpty { problems = .truncated }
            return Outcome(
                value: column.stored(.zero), problem: problem(problems, column.name, shown))
        }
        switch column {
        case .date:
            if found.microsecondOfDay != 0 { problems.insert(.noteTruncated) }
            read = MySQLDateTime(found.date)
        case .datetime(let digits):
            read = truncates ? found.truncated(toDigits: digits) : found.rounded(toDigits: digits)
        case .timestamp(let digits):
            read = truncates ? found.truncated(toDigits: digits) : found.rounded(toDigits: digits)
            if let moment = read, !moment.date.isZero || moment.microsecondOfDay != 0,
                !timestampRange.contains(moment.unixMicroseconds)
            {
                read = nil
            }
        }
        if read == nil { problems.insert(.outOfRange) }
        return Outcome(
            value: column.stored(read ?? .zero), problem: problem(problems, column.name, shown))
    }

    /// 1970-01-01 00:00:01 to 2038-01-19 03:14:07.999999.
    private static let timestampRange: ClosedRange<Int64> = 1_000_000...2_147_483_647_999_999

    private static func readDateTime(
        _ value: SQLiteValue, _ source: MySQLType, _ rules: DateRules, _ session: SessionContext
    ) -> (MySQLDateTime?, TemporalProblems) {
        let truncates = session.temporalMode.contains(.truncatesFractions)
        switch TemporalInput(source).read(value) {
        case .null: return (nil, [])
        case .temporal(.date(let date)):
            let problems = rules.problems(of: date, isZero: date.isZero)
            return (problems.isEmpty ? MySQLDateTime(date) : nil, problems)
        case .temporal(.datetime(let moment)):
            let isZero = moment == .zero
            let problems = rules.problems(of: moment.date, isZero: isZero)
            return (problems.isEmpty ? moment : nil, problems)
        case .temporal(.time(let time)): return (time.from(session.today), [])
        case .text(let text):
            let scan = DateTimeScan(text, rules, truncatesFractions: truncates)
            return (scan.reading?.value, scan.problems)
        case .number(let number):
            guard !number.isNegative else { return (nil, .truncated) }
            let read = DateTimeNumber(number, rules, truncatesFractions: truncates)
            return (read.reading?.value, read.problems)
        case .tooLarge: return (nil, .outOfRange)
        }
    }

    private static func storeTime(
        _ value: SQLiteValue, _ source: MySQLType, _ digits: Int, _ session: SessionContext
    ) -> Outcome {
        let truncates = session.temporalMode.contains(.truncatesFractions)
        var problems: TemporalProblems = []
        var read: MySQLTime?
        switch TemporalInput(source).read(value) {
        case .null: break
        case .temporal(.date): (read, problems) = (.zero, .noteTruncated)
        case .temporal(.datetime(let moment)): (read, problems) = (moment.time, .noteTruncated)
        case .temporal(.time(let time)): read = time
        case .text(let text):
            let scan = TimeScan(text, truncatesFractions: truncates)
            problems = scan.problems
            switch scan.outcome {
            case .time(let time): read = time
            case .datetime(let reading):
                read = reading.value.time
                problems.insert(.noteTruncated)
            case .invalid: if problems.isEmpty { problems = .truncated }
            }
        case .number(let number):
            let time = TimeNumber(number, truncatesFractions: truncates)
            problems = time.problems
            switch time.value {
            case .time(let time): read = time
            case .datetime(let moment):
                read = moment.time
                problems.insert(.noteTruncated)
            case .date, nil: if problems.isEmpty { problems = .truncated }
            }
        case .tooLarge: problems = .outOfRange
        }
        var time = read ?? .zero
        if truncates {
            let unit = MySQLTime.unit(ofDigits: digits)
            time = MySQLTime(microseconds: time.microseconds / unit * unit)
        } else {
            time = time.rounded(toDigits: digits)
        }
        return Outcome(value: .stored(time), problem: problem(problems, "time", value.shown))
    }

    private static func storeYear(_ value: SQLiteValue, _ source: MySQLType) -> Outcome {
        switch TemporalInput(source).read(value) {
        case .null: return Outcome(value: .null)
        case .temporal(.date(let date)): return year(Int64(date.year), isText: false)
        case .temporal(.datetime(let moment)): return year(Int64(moment.date.year), isText: false)
        case .temporal(.time(let time)): return year(time.number, isText: false)
        case .text(let text): return year(text)
        case .number(let number): return year(number.rounded, isText: false)
        case .tooLarge:
            return Outcome(value: .integer(0), problem: Problem(kind: .outOfRange))
        }
    }

    private static func year(_ text: String) -> Outcome {
        guard let scan = YearText(text) else {
            return Outcome(value: .integer(0), problem: Problem(kind: .incorrectInteger(text)))
        }
        guard let number = scan.number else {
            return Outcome(value: .integer(0), problem: Problem(kind: .outOfRange))
        }
        // '0000' is the zero year, but '0' is 2000.
        var outcome = year(number, isText: text.utf8.count != 4)
        if outcome.problem == nil, scan.hasRest { outcome.problem = Problem(kind: .truncated) }
        return outcome
    }

    private static func year(_ number: Int64, isText: Bool) -> Outcome {
        switch number {
        case 0: return Outcome(value: .integer(isText ? 2_000 : 0))
        case 1...69: return Outcome(value: .integer(number + 2_000))
        case 70...99: return Outcome(value: .integer(number + 1_900))
        case 1_901...2_155: return Outcome(value: .integer(number))
        default: return Outcome(value: .integer(0), problem: Problem(kind: .outOfRange))
        }
    }

    private static func problem(
        _ problems: TemporalProblems, _ type: String, _ value: String
    ) -> Problem? {
        if problems.contains(.truncated) {
            return Problem(kind: .incorrect(type: type, value: value, lenient: 1265))
        }
        if !problems.isDisjoint(with: [.outOfRange, .zeroDate, .zeroInDate]) {
            return Problem(kind: .incorrect(type: type, value: value, lenient: 1264))
        }
        if problems.contains(.noteTruncated) {
            return Problem(kind: .incorrect(type: type, value: value, lenient: 1265), isNote: true)
        }
        return nil
    }
}

/// The number at the start of a text that goes into a `YEAR`.
private struct YearText {
    /// `nil` if it is too large or negative.
    var number: Int64?
    var hasRest: Bool

    /// `nil` if the text starts with no number.
    init?(_ text: String) {
        var bytes = text.utf8[...]
        while let byte = bytes.first, byte.isSpace { bytes = bytes.dropFirst() }
        var isNegative = false
        if let byte = bytes.first, byte.isSign {
            isNegative = byte == UInt8(ascii: "-")
            bytes = bytes.dropFirst()
        }
        let digits = bytes.prefix(while: \.isDigit)
        guard !digits.isEmpty else { return nil }
        bytes = bytes.dropFirst(digits.count)
        var value = digits.count > 18 ? nil : Int64(Substring(digits))
        if bytes.first == UInt8(ascii: ".") {
            bytes = bytes.dropFirst()
            if let byte = bytes.first, byte.isDigit, byte.digit >= 5 {
                value = value.map { $0 + 1 }
            }
            bytes = bytes.drop(while: \.isDigit)
        }
        if isNegative, value != 0 { value = nil }
        number = value
        hasRest = !bytes.allSatisfy(\.isSpace)
    }
}
