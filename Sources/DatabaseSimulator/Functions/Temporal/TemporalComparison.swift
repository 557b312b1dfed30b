import SQLiteKit

/// How MySQL compares two values of which one is temporal.
///
/// Dates and datetimes are compared as points in time, and a text beside them is read as one. The
/// answer says what SQLite compares for each side; the results are ordered as they are, by byte
/// (texts) or by number.
enum TemporalComparison {
    /// One side of a comparison.
    struct Operand: Sendable {
        var type: MySQLType
        /// The stored value of a constant that is known when the statement is translated.
        var constant: SQLiteValue?
        /// Whether the value is the same for all rows: it uses no column.
        var isConstant = false
        /// Whether it is a column, and not an expression.
        var isColumn = false
    }

    /// What stands for a side.
    enum Side: Sendable {
        /// The value as it is stored.
        case stored
        /// A constant instead of it.
        case constant(SQLiteValue)
        /// The result of a body; the coercion is that of its argument.
        case computed(FunctionImplementation, Coercion)
    }

    enum Rule: Sendable {
        /// Compare these by byte or number.
        case keys(left: Side, right: Side)
        /// Compare the texts of both, by collation.
        case texts
        /// Compare the numbers of both.
        case numbers
    }

    /// The rule for two operands; `nil` if neither is temporal or one is JSON.
    ///
    /// A constant text that is no date beside a date is MySQL's error 1525 in the comparison
    /// operators and `IN` with one value. `BETWEEN` and longer lists are lenient: there it counts
    /// as the zero date.
    static func rule(
        _ left: Operand, _ right: Operand, _ mode: TemporalMode = .standard, isLenient: Bool = false
    ) throws(MySQLError) -> Rule? {
        if left.type.isJSON || right.type.isJSON { return nil }
        let leftHasDate = left.type.isTemporalWithDate
        let rightHasDate = right.type.isTemporalWithDate
        if leftHasDate || rightHasDate {
            if left.type.isYear || right.type.isYear {
                return .keys(
                    left: yearOrDate(left, beside: right), right: yearOrDate(right, beside: left))
            }
            if isComparedAsDate(left.type), isComparedAsDate(right.type) {
                return try dates(left, right, mode, isLenient)
            }
            if leftHasDate, let side = try converted(right, to: left, mode) {
                return .keys(left: .stored, right: side)
            }
            if rightHasDate, let side = try converted(left, to: right, mode) {
                return .keys(left: side, right: .stored)
            }
            return .numbers
        }
        guard left.type.isTime || right.type.isTime else { return nil }
        if left.type.isTime, right.type.isTime { return .keys(left: .stored, right: .stored) }
        if left.type.isTime, let side = try converted(right, to: left, mode) {
            return .keys(left: .stored, right: side)
        }
        if right.type.isTime, let side = try converted(left, to: right, mode) {
            return .keys(left: side, right: .stored)
        }
        return isComparedAsDate(left.type) && isComparedAsDate(right.type) ? .texts : .numbers
    }

    /// Whether a value beside a date is read as a date: texts and times are, numbers are not.
    private static func isComparedAsDate(_ type: MySQLType) -> Bool {
        switch type.kind {
        case .date, .datetime, .timestamp, .time, .string, .binary, .enumeration, .set, .null: true
        default: false
        }
    }

    private static func dates(
        _ left: Operand, _ right: Operand, _ mode: TemporalMode, _ isLenient: Bool
    ) throws(MySQLError) -> Rule {
        if left.type.isTemporalWithDate, right.type.isTemporalWithDate,
            left.type.storesLike(right.type)
        {
            return .keys(left: .stored, right: .stored)
        }
        if let text = right.constantText, left.type.isTemporalWithDate {
            let value = try constant(text, beside: left.type, mode, isLenient)
            return .keys(left: .stored, right: .constant(value))
        }
        if let text = left.constantText, right.type.isTemporalWithDate {
            let value = try constant(text, beside: right.type, mode, isLenient)
            return .keys(left: .constant(value), right: .stored)
        }
        return .keys(left: key(left, beside: right), right: key(right, beside: left))
    }

    /// A constant text in the stored form of what it is compared with.
    ///
    /// A time of day beside a `DATE` stays: the longer text sorts after the day, as it should.
    private static func constant(
        _ text: String, beside type: MySQLType, _ mode: TemporalMode, _ isLenient: Bool
    ) throws(MySQLError) -> SQLiteValue {
        let scan = DateTimeScan(text, DateRules(mode).union(.allowsZeroParts))
        if let reading = scan.reading { return stored(reading.value, beside: type) }
        if isLenient { return stored(.zero, beside: type) }
        let name =
            switch type.kind {
            case .date: "DATE"
            case .timestamp: "TIMESTAMP"
            default: "DATETIME"
            }
        throw TemporalCast.incorrect(name, text)
    }

    private static func stored(_ moment: MySQLDateTime, beside type: MySQLType) -> SQLiteValue {
        if type.kind == .date, moment.microsecondOfDay == 0 { return .stored(moment.date) }
        let digits = type.fractionDigits
        let fits = moment.truncated(toDigits: digits) == moment
        return .stored(moment, digits: fits ? digits : 6)
    }

    /// How a text becomes a point in time beside a date.
    private enum TextReading: String {
        /// Beside a constant: the comparison itself reads it, and names what it compares with.
        case besideDate, besideDateTime
        /// Beside a value that varies: it is cast, to `DATE` without its time.
        case castDate, castDateTime

        init(_ operand: Operand, beside other: Operand) {
            let isDate = other.type.kind == .date
            if operand.isConstant || other.isConstant {
                self = isDate ? .besideDate : .besideDateTime
            } else {
                self = isDate ? .castDate : .castDateTime
            }
        }
    }

    /// The key that all points in time share: the datetime with six digits of a second.
    ///
    /// A text that is no date counts as the zero date, below all others.
    private static func key(_ operand: Operand, beside other: Operand) -> Side {
        let input = TemporalInput(operand.type)
        if operand.type.isTemporalWithDate, let constant = operand.constant,
            let moment = input.dateTime(constant, .allowsZeroParts, SessionContext())
        {
            return .constant(.stored(moment.value, digits: 6))
        }
        let coercion = TemporalInput.coercion(operand.type)
        guard operand.type.isComparedText else {
            let implementation = FunctionImplementation("mysql_datetime_key_\(input)") {
                (arguments, session) in
                input.dateTime(arguments[0], .allowsZeroParts, session)
                    .map { .stored($0.value, digits: 6) } ?? .null
            }
            return .computed(implementation, coercion)
        }
        let reading = TextReading(operand, beside: other)
        let implementation = FunctionImplementation("mysql_datetime_key_\(reading.rawValue)") {
            (arguments, session) in
            let value = arguments[0]
            guard !value.isNull else { return .null }
            let rules = DateRules(session.temporalMode).union(.allowsZeroParts)
            var moment = MySQLDateTime.zero
            switch reading {
            case .castDate, .castDateTime:
                moment = input.dateTime(value, rules, session)?.value ?? .zero
                if reading == .castDate { moment.microsecondOfDay = 0 }
            case .besideDate, .besideDateTime:
                let truncates = session.temporalMode.contains(.truncatesFractions)
                let scan = DateTimeScan(value.shown, rules, truncatesFractions: truncates)
                moment = scan.reading?.value ?? .zero
                if scan.reading == nil || !scan.problems.isEmpty {
                    let kind = reading == .besideDate ? "date" : "datetime"
                    session.noteTruncated(kind, value.shown)
                }
            }
            return .stored(moment, digits: 6)
        }
        return .computed(implementation, coercion)
    }

    /// A year beside a date is the date `YYYY-00-00`.
    private static func yearOrDate(_ operand: Operand, beside other: Operand) -> Side {
        guard operand.type.isYear else { return key(operand, beside: other) }
        let implementation = FunctionImplementation("mysql_datetime_key_year") { (arguments, _) in
            guard let year = arguments.integer(at: 0) else { return .null }
            let date = MySQLDate(year: Int(year), month: 0, day: 0)
            return .stored(MySQLDateTime(date), digits: 6)
        }
        return .computed(implementation, .stored)
    }

    /// A constant as a value of the temporal column that it is compared with; `nil` where it has
    /// none, so that texts or numbers are compared.
    private static func converted(
        _ operand: Operand, to column: Operand, _ mode: TemporalMode
    ) throws(MySQLError) -> Side? {
        guard column.isColumn, let constant = operand.constant, !constant.isNull else { return nil }
        let session = SessionContext()
        session.temporalMode = mode
        let input = TemporalInput(operand.type)
        if column.type.isTime {
            guard case .time(let time)? = input.time(constant, session), session.warnings.isEmpty
            else { return nil }
            return .constant(.stored(time))
        }
        guard let reading = input.dateTime(constant, .allowsZeroParts, session),
            session.warnings.isEmpty, reading.isDateOnly || column.type.kind != .date
        else { return nil }
        return .constant(stored(reading.value, beside: column.type))
    }
}

extension TemporalComparison.Operand {
    /// The text of a constant that is a text.
    fileprivate var constantText: String? {
        guard type.isComparedText, case .text(let text)? = constant else { return nil }
        return text
    }
}

extension MySQLType {
    fileprivate var isYear: Bool { kind == .year }

    /// Strings of either kind.
    fileprivate var isComparedText: Bool { isText || isBinary }

    /// Whether equal points in time have equal stored texts.
    fileprivate func storesLike(_ other: MySQLType) -> Bool {
        (kind == .date) == (other.kind == .date) && fractionDigits == other.fractionDigits
    }
}
