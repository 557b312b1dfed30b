import SQLiteKit

// Reading stored temporal values back. What the emulator stored is well formed; anything else gives
// the zero date rather than a crash.

extension MySQLDate {
    /// The date of a stored `DATE`, or of a stored `DATETIME`.
    init(stored text: String) {
        self = MySQLDateTime(stored: text).date
    }
}

extension MySQLDateTime {
    /// The value of a stored `DATETIME` or `DATE`.
    init(stored text: String) {
        var text = text
        self = text.withUTF8 { bytes in
            var numbers = SIMD8<Int>()
            var field = 0
            var fractionDigits = 0
            for byte in bytes {
                if byte.isDigit {
                    numbers[field] = min(numbers[field] * 10 + byte.digit, 999_999)
                    if field == 6 { fractionDigits += 1 }
                } else if field < 6 {
                    field += 1
                }
                if fractionDigits == 6 { break }
            }
            guard numbers[0] <= 9_999, numbers[1] <= 12, numbers[2] <= 31, numbers[3] <= 23,
                numbers[4] <= 59, numbers[5] <= 59
            else { return .zero }
            return MySQLDateTime(
                MySQLDate(year: numbers[0], month: numbers[1], day: numbers[2]), hour: numbers[3],
                minute: numbers[4], second: numbers[5],
                microsecond: fractionDigits == 0
                    ? 0 : numbers[6] * Int(MySQLTime.unit(ofDigits: fractionDigits)))
        }
    }
}

extension SQLiteValue {
    /// How a `DATE` is stored.
    static func stored(_ date: MySQLDate) -> SQLiteValue { .text(date.text) }

    /// How a `DATETIME` of so many digits is stored.
    static func stored(_ datetime: MySQLDateTime, digits: Int) -> SQLiteValue {
        .text(datetime.text(digits: digits))
    }

    /// How a `TIME` is stored.
    static func stored(_ time: MySQLTime) -> SQLiteValue { .integer(time.microseconds) }
}
