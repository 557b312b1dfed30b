import SQLiteKit

extension SQLiteValue {
    /// An integer in its stored form: a number up to `Int64.max`, 20 digits of text above.
    init(storing value: UInt64) {
        if let signed = Int64(exactly: value) {
            self = .integer(signed)
        } else {
            self = .text(String(value))
        }
    }

    /// An integer in its stored form; `nil` if it is beyond both 64-bit types.
    init?(storing value: Int128) {
        if let signed = Int64(exactly: value) {
            self = .integer(signed)
        } else if let unsigned = UInt64(exactly: value) {
            self = .text(String(unsigned))
        } else {
            return nil
        }
    }

    /// The value of a stored integer; zero for anything else.
    var storedInteger: Int128 {
        switch self {
        case .integer(let value): Int128(value)
        case .text(let digits): Int128(UInt64(digits) ?? 0)
        default: 0
        }
    }

    /// The 64 bits of a stored integer, which is how bit operators see a number of either sign.
    var storedBits: UInt64 {
        switch self {
        case .integer(let value): UInt64(bitPattern: value)
        case .text(let digits): UInt64(digits) ?? 0
        default: 0
        }
    }

    /// The value of a stored `DECIMAL`.
    var storedDecimal: MySQLDecimal {
        switch self {
        case .text(let text): MySQLDecimal(text)
        case .integer(let value): MySQLDecimal(value)
        case .real(let value): MySQLDecimal(value)
        default: .zero
        }
    }

    /// The value of a stored number as a double.
    var storedDouble: Double {
        switch self {
        case .real(let value): value
        case .integer(let value): Double(value)
        case .text(let text): NumericText.double(text).value
        case .null, .blob: 0
        }
    }
}
