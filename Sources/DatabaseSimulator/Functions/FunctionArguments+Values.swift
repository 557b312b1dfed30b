import SQLiteKit

/// Arguments as the forms that ``Coercion`` promises; `nil` is NULL throughout.
extension FunctionArguments {
    /// A text; stored integers read as their digits, so that they need no coercion.
    func text(at index: Int) -> String? {
        switch self[index] {
        case .null: nil
        case .text(let text): text
        case .integer(let number): String(number)
        case .real(let number): number.mysqlText
        case .blob(let bytes): String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The bytes of a text or binary string.
    func bytes(at index: Int) -> [UInt8]? {
        switch self[index] {
        case .null: nil
        case .text(let text): Array(text.utf8)
        case .blob(let bytes): bytes
        case .integer(let number): Array(String(number).utf8)
        case .real(let number): Array(number.mysqlText.utf8)
        }
    }

    func double(at index: Int) -> Double? {
        switch self[index] {
        case .null: nil
        case .real(let number): number
        case .integer(let number): Double(number)
        case .text(let text): NumericText.double(text).value
        case .blob: 0
        }
    }

    /// An integer; what lies above `Int64.max` becomes that.
    func integer(at index: Int) -> Int64? {
        switch self[index] {
        case .null: nil
        case .integer(let number): number
        case .text(let text): UInt64(text) == nil ? NumericText.integer(text).value.signed : .max
        case .real(let number): Int64(rounding: number)
        case .blob: 0
        }
    }

    func decimal(at index: Int) -> MySQLDecimal? {
        let value = self[index]
        return value.isNull ? nil : value.storedDecimal
    }

    /// Whether one of the first arguments is NULL.
    func hasNull(first count: Int) -> Bool {
        for index in 0..<count where isNull(at: index) { return true }
        return false
    }

    /// The expression's text, if the translator passed it.
    func expression(at index: Int) -> String { index < count ? text(at: index) ?? "" : "" }
}

extension Int64 {
    /// A double rounded half to even, as C's `rint`, and kept in range.
    init(rounding number: Double) {
        let rounded = number.rounded(.toNearestOrEven)
        if rounded >= 0x1p63 {
            self = .max
        } else if rounded <= -0x1p63 || rounded.isNaN {
            self = .min
        } else {
            self = Int64(rounded)
        }
    }
}
