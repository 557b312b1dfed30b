import SQLiteKit

/// Stored values as texts and numbers, outside of SQLite.
enum StoredText {
    /// The text of a value in a string context; nil for NULL.
    static func text(of value: SQLiteValue, _ type: MySQLType) -> String? {
        switch (value, type.kind) {
        case (.null, _): nil
        case (.integer(let index), .enumeration(let members)):
            members.indices.contains(Int(index) - 1) ? members[Int(index) - 1] : ""
        case (.integer(let mask), .set(let members)):
            members.indices.filter { mask >> Int64($0) & 1 == 1 }.map { members[$0] }
                .joined(separator: ",")
        case (.integer(let microseconds), .time(let fraction)):
            MySQLTime(microseconds: microseconds).text(digits: fraction)
        case (_, .decimal(_, let scale, _)): value.storedDecimal.rounded(to: scale).text
        case (.integer(let number), _): String(number)
        case (.real(let number), .float): number.mysqlFloatText
        case (.real(let number), _): number.mysqlText
        case (.text(let text), _): text
        case (.blob(let bytes), _): String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The number of a date or time in a numeric context.
    static func number(of value: SQLiteValue, _ type: MySQLType) -> MySQLDecimal {
        let digits: String =
            switch (value, type.kind) {
            case (.integer(let microseconds), .time(let fraction)):
                MySQLTime(microseconds: microseconds).decimal(digits: fraction)
            case (.text(let text), .date): "\(MySQLDate(stored: text).number)"
            case (.text(let text), .datetime(let fraction)),
                (.text(let text), .timestamp(let fraction)):
                MySQLDateTime(stored: text).decimal(digits: fraction)
            default: "0"
            }
        return NumericText.decimal(digits).value
    }
}
