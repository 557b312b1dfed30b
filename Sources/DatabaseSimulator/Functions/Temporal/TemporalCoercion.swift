import SQLiteKit

/// Bodies that bring stored temporal values into the forms that other bodies take, and numbers
/// into the temporal ones.
enum TemporalCoercion {
    /// The body that brings a value of a type into a form; `nil` where the stored value already
    /// has it, or where neither the type nor the form is temporal.
    static func implementation(
        from type: MySQLType, to form: Coercion
    ) -> FunctionImplementation? {
        switch type.kind {
        case .date: fromDate(form)
        case .datetime(let digits), .timestamp(let digits): fromDateTime(form, digits)
        case .time(let digits): fromTime(form, digits)
        case .year: fromYear(form)
        case .integer, .bit, .decimal, .float, .double: fromNumber(TemporalInput(type), form)
        default: nil
        }
    }

    /// The type of a temporal value in arithmetic: `dt + 0`.
    static func numericType(of type: MySQLType) -> MySQLType? {
        let kind: MySQLType.Kind? =
            switch type.kind {
            case .date: .integer(bytes: 8, unsigned: false)
            case .datetime(0), .timestamp(0): .integer(bytes: 8, unsigned: false)
            case .datetime(let digits), .timestamp(let digits):
                .decimal(precision: 14 + digits, scale: digits, unsigned: false)
            case .time(0): .integer(bytes: 4, unsigned: false)
            case .time(let digits):
                .decimal(precision: 7 + digits, scale: digits, unsigned: false)
            case .year: .integer(bytes: 4, unsigned: true)
            default: nil
            }
        return kind.map { MySQLType($0, nullable: type.isNullable) }
    }

    private static func body(
        _ name: String,
        _ convert: @escaping @Sendable (SQLiteValue, SessionContext) -> SQLiteValue
    ) -> FunctionImplementation {
        FunctionImplementation("mysql_" + name) { (arguments, session) in
            let value = arguments[0]
            return value.isNull ? .null : convert(value, session)
        }
    }

    private static func fromDate(_ form: Coercion) -> FunctionImplementation? {
        switch form {
        case .stored, .text, .temporal: nil
        case .integer:
            body("date_to_integer") { (value, _) in .integer(MySQLDate(stored: value.shown).number)
            }
        case .double:
            body("date_to_double") { (value, _) in
                .real(Double(MySQLDate(stored: value.shown).number))
            }
        case .decimal:
            body("date_to_decimal") { (value, _) in
                .text("\(MySQLDate(stored: value.shown).number)")
            }
        case .time: body("date_to_time") { (_, _) in .text("00:00:00") }
        case .json: body("date_to_json") { (value, _) in .text("\"\(value.shown)\"") }
        }
    }

    private static func fromDateTime(
        _ form: Coercion, _ digits: Int
    ) -> FunctionImplementation? {
        switch form {
        case .stored, .text, .temporal: nil
        case .integer:
            body("datetime_to_integer") { (value, _) in
                let moment = MySQLDateTime(stored: value.shown)
                let rounded = moment.rounded(toDigits: 0) ?? moment.truncated(toDigits: 0)
                return .integer(rounded.number)
            }
        case .double:
            body("datetime_to_double") { (value, _) in
                let moment = MySQLDateTime(stored: value.shown)
                return .real(Double(moment.number) + Double(moment.microsecond) / 1_000_000)
            }
        case .decimal:
            body("datetime_to_decimal_\(digits)") { (value, _) in
                .text(MySQLDateTime(stored: value.shown).decimal(digits: digits))
            }
        case .time:
            body("datetime_to_time_\(digits)") { (value, _) in
                .text(MySQLDateTime(stored: value.shown).time.text(digits: digits))
            }
        case .json:
            body("datetime_to_json") { (value, _) in
                .text("\"\(MySQLDateTime(stored: value.shown).text(digits: 6))\"")
            }
        }
    }

    private static func fromTime(_ form: Coercion, _ digits: Int) -> FunctionImplementation? {
        switch form {
        case .stored: nil
        case .text, .time:
            body("time_to_text_\(digits)") { (value, _) in
                .text(stored(value).text(digits: digits))
            }
        case .integer:
            body("time_to_integer") { (value, _) in
                .integer(stored(value).rounded(toDigits: 0).number)
            }
        case .double:
            body("time_to_double") { (value, _) in
                let time = stored(value)
                let fraction = Double(time.microsecond) / 1_000_000
                return .real(Double(time.number) + (time.isNegative ? -fraction : fraction))
            }
        case .decimal:
            body("time_to_decimal_\(digits)") { (value, _) in
                .text(stored(value).decimal(digits: digits))
            }
        case .temporal:
            body("time_to_datetime_\(digits)") { (value, session) in
                stored(value).from(session.today).map { .stored($0, digits: digits) } ?? .null
            }
        case .json:
            body("time_to_json") { (value, _) in .text("\"\(stored(value).text(digits: 6))\"") }
        }
    }

    private static func stored(_ value: SQLiteValue) -> MySQLTime {
        if case .integer(let microseconds) = value { return MySQLTime(microseconds: microseconds) }
        return .zero
    }

    private static func fromYear(_ form: Coercion) -> FunctionImplementation? {
        switch form {
        case .stored, .integer, .json: nil
        case .text, .temporal, .time:
            body("year_to_text") { (value, _) in
                let digits = value.shown
                return .text(String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits)
            }
        case .decimal: body("year_to_decimal") { (value, _) in .text(value.shown) }
        case .double: body("year_to_double") { (value, _) in .real(Double(value.shown) ?? 0) }
        }
    }

    /// A number that is a date or time becomes its text; another one its digits, which are none.
    private static func fromNumber(
        _ input: TemporalInput, _ form: Coercion
    ) -> FunctionImplementation? {
        switch form {
        case .temporal:
            body("\(input)_to_temporal") { (value, _) in
                guard case .number(let number) = input.read(value),
                    let reading = DateTimeNumber(number, .allowsZeroParts).reading
                else { return .text(value.shown) }
                let temporal: TemporalValue =
                    reading.isDateOnly ? .date(reading.value.date) : .datetime(reading.value)
                return .text(temporal.shortText)
            }
        case .time:
            body("\(input)_to_time") { (value, _) in
                guard case .number(let number) = input.read(value) else {
                    return .text(value.shown)
                }
                let time = TimeNumber(number)
                guard let temporal = time.value, time.problems.isEmpty else {
                    return .text(value.shown)
                }
                return .text(temporal.shortText)
            }
        default: nil
        }
    }
}
