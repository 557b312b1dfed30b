import SQLiteKit

/// Dates and times as the numbers that they are in a numeric context: 20200131, 102030.5.
enum TemporalNumber {
    static func integer(from type: MySQLType) -> FunctionImplementation {
        if case .time = type.kind { return timeInteger }
        return dateInteger
    }

    static func decimal(from type: MySQLType) -> FunctionImplementation {
        if case .time(let fraction) = type.kind { return timeDecimal(fraction: fraction) }
        return dateDecimal
    }

    static func double(from type: MySQLType) -> FunctionImplementation {
        if case .time(let fraction) = type.kind { return timeDouble(fraction: fraction) }
        return dateDouble
    }

    /// The digits of a stored date, with the point of a fraction.
    private static func digits(_ value: SQLiteValue) -> String? {
        guard case .text(let text) = value else { return nil }
        return String(
            decoding: text.utf8.filter { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") },
            as: UTF8.self)
    }

    private static let dateInteger = FunctionImplementation("mysql_date_as_integer") {
        (arguments, _) in
        digits(arguments[0]).map { .integer(NumericText.decimal($0).value.clampedInteger) } ?? .null
    }

    private static let dateDecimal = FunctionImplementation("mysql_date_as_decimal") {
        (arguments, _) in
        digits(arguments[0]).map { .text(NumericText.decimal($0).value.text) } ?? .null
    }

    private static let dateDouble = FunctionImplementation("mysql_date_as_double") {
        (arguments, _) in
        digits(arguments[0]).map { .real(NumericText.double($0).value) } ?? .null
    }

    /// A stored time as a number of which the last six digits are microseconds.
    private static func scaledTime(_ value: SQLiteValue) -> Int64? {
        guard case .integer(let microseconds) = value else { return nil }
        let magnitude = Int64(clamping: microseconds.magnitude)
        let seconds = magnitude / 1_000_000
        let number = seconds / 3600 * 10000 + seconds / 60 % 60 * 100 + seconds % 60
        let scaled = number * 1_000_000 + magnitude % 1_000_000
        return microseconds < 0 ? -scaled : scaled
    }

    private static func timeNumber(_ value: SQLiteValue, fraction: Int) -> MySQLDecimal? {
        scaledTime(value).map {
            MySQLDecimal(coefficient: .small(Int128($0)), scale: 6).rounded(to: fraction)
        }
    }

    private static let timeInteger = FunctionImplementation("mysql_time_as_integer") {
        (arguments, _) in
        timeNumber(arguments[0], fraction: 0).map { .integer($0.clampedInteger) } ?? .null
    }

    private static func timeDecimal(fraction: Int) -> FunctionImplementation {
        FunctionImplementation("mysql_time_as_decimal_\(fraction)") { (arguments, _) in
            timeNumber(arguments[0], fraction: fraction).map { .text($0.text) } ?? .null
        }
    }

    private static func timeDouble(fraction: Int) -> FunctionImplementation {
        FunctionImplementation("mysql_time_as_double_\(fraction)") { (arguments, _) in
            timeNumber(arguments[0], fraction: fraction).map { .real($0.double) } ?? .null
        }
    }

    /// `-01:30:00.50`; hours have at least two digits.
    static func timeText(fraction: Int) -> FunctionImplementation {
        FunctionImplementation("mysql_time_text_\(fraction)") { (arguments, _) in
            guard case .integer(let microseconds) = arguments[0] else { return .null }
            return .text(timeText(microseconds, fraction: fraction))
        }
    }

    static func timeText(_ microseconds: Int64, fraction: Int) -> String {
        let magnitude = Int64(clamping: microseconds.magnitude)
        let seconds = magnitude / 1_000_000
        func padded(_ number: Int64, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        var text = microseconds < 0 ? "-" : ""
        text += padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":"
        text += padded(seconds % 60, 2)
        if fraction > 0 {
            text += "." + padded(magnitude % 1_000_000, 6).prefix(fraction)
        }
        return text
    }
}
