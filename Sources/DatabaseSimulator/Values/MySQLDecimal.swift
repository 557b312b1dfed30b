/// An exact decimal number as MySQL's `DECIMAL` computes with it.
///
/// A column holds at most 65 digits, 30 of them after the point; intermediate results may have
/// more, up to the 81 digits of MySQL's nine words of nine digits each. Quotients keep more digits
/// than their type shows (see ``divided(by:scaleIncrement:)``): they are rounded where a value is
/// printed or stored, not where it is computed.
struct MySQLDecimal: Hashable, Sendable {
    /// The number without its point.
    var coefficient: DecimalCoefficient
    /// How many digits stand after the point; never negative.
    var scale: Int

    static let precisionLimit = 65
    static let scaleLimit = 30
    /// The digits that MySQL's internal form holds.
    static let digitLimit = 81

    static let zero = MySQLDecimal(coefficient: .zero, scale: 0)

    init(coefficient: DecimalCoefficient, scale: Int) {
        self.coefficient = coefficient
        self.scale = scale
    }

    init(_ value: Int64) {
        self.init(coefficient: .small(Int128(value)), scale: 0)
    }

    init(_ value: Int128) {
        self.init(coefficient: .small(value), scale: 0)
    }

    /// The decimal that a double prints as, which is how MySQL converts: 0.1 becomes exactly 0.1;
    /// 65 nines if it is too large.
    init(_ value: Double) {
        let digits = ShortestDigits(value)
        var decimal = MySQLDecimal(
            coefficient: .small(
                value.sign == .minus ? -Int128(digits.significand) : Int128(digits.significand)),
            scale: 0)
        decimal.shift(by: digits.point - digits.count)
        self = decimal.isOutOfRange ? .largest(value.sign == .minus) : decimal
    }

    /// Reads the stored form, plain digits with a point; `nil` for any other text.
    init?(stored text: String) {
        var text = text
        guard let decimal = text.withUTF8({ MySQLDecimal(plain: $0) }) else { return nil }
        self = decimal
    }

    /// Reads `[-+]digits[.digits]`, nothing else.
    private init?(plain bytes: UnsafeBufferPointer<UInt8>) {
        var index = 0
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { index = 1 }
        guard index < bytes.count else { return nil }
        if bytes.count - index <= 18 {
            // The common case, without any allocation.
            var value: Int64 = 0
            var point: Int?
            for position in index..<bytes.count {
                let digit = bytes[position] &- 0x30
                if digit < 10 {
                    value = value * 10 + Int64(digit)
                } else if bytes[position] == UInt8(ascii: "."), point == nil {
                    point = position
                } else {
                    return nil
                }
            }
            self.init(
                coefficient: .small(Int128(isNegative ? -value : value)),
                scale: point.map { bytes.count - $0 - 1 } ?? 0)
            return
        }
        let reading = NumericText.decimal(bytes)
        guard !reading.isTruncated else { return nil }
        self = reading.value
    }

    /// Moves the point `count` digits to the right, or to the left if it is negative.
    mutating func shift(by count: Int) {
        if count <= scale {
            scale -= count
        } else {
            coefficient = coefficient.shifted(by: min(count - scale, MySQLDecimal.digitLimit + 1))
            scale = 0
        }
        if scale > MySQLDecimal.digitLimit {
            self = rounded(to: MySQLDecimal.digitLimit - 9, .towardZero)
        }
    }

    var isZero: Bool { coefficient.isZero }
    var isNegative: Bool { coefficient.isNegative }

    /// How many digits stand before the point, without leading zeros.
    var integerDigitCount: Int { max(0, coefficient.digitCount - scale) }

    /// Whether this is more than MySQL's internal form holds.
    var isOutOfRange: Bool { integerDigitCount > MySQLDecimal.digitLimit }

    /// The stored form: plain digits, with exactly ``scale`` of them after the point.
    var text: String {
        if case .small(let value) = coefficient, let magnitude = UInt64(exactly: value.magnitude) {
            return MySQLDecimal.text(magnitude, isNegative: value < 0, scale: scale)
        }
        let digits = coefficient.digits
        var result = isNegative ? "-" : ""
        guard scale > 0 else { return result + digits }
        let whole = digits.utf8.count - scale
        if whole > 0 {
            result += digits.prefix(whole)
        } else {
            result += "0"
        }
        result += "."
        if whole < 0 { result += String(repeating: "0", count: -whole) }
        result += whole > 0 ? digits.dropFirst(whole) : digits[...]
        return result
    }

    /// Writes what fits a machine word from its last digit backwards.
    private static func text(_ magnitude: UInt64, isNegative: Bool, scale: Int) -> String {
        let capacity = max(20, scale + 1) + 2
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { buffer in
            var position = capacity
            var rest = magnitude
            var written = 0
            repeat {
                if written == scale, scale > 0 {
                    position -= 1
                    buffer[position] = UInt8(ascii: ".")
                }
                position -= 1
                buffer[position] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
                written += 1
            } while rest > 0 || written <= scale
            if isNegative {
                position -= 1
                buffer[position] = UInt8(ascii: "-")
            }
            return String(decoding: buffer[position...], as: UTF8.self)
        }
    }

    /// The nearest double.
    var double: Double {
        if case .small(let value) = coefficient, value.magnitude < 1 << 53, scale <= 22 {
            // Both are exact, so the quotient is correctly rounded.
            return Double(Int64(truncatingIfNeeded: value)) / MySQLDecimal.exactPowers[scale]
        }
        return Double(text) ?? 0
    }

    private static let exactPowers: [Double] = {
        var powers: [Double] = [1]
        for _ in 1...22 { powers.append(powers[powers.count - 1] * 10) }
        return powers
    }()

    /// The nearest integer, half away from zero; `nil` if it needs more than 128 bits.
    var integer: Int128? {
        (scale == 0 ? self : rounded(to: 0)).coefficient.narrow
    }
}

extension MySQLDecimal: CustomStringConvertible {
    var description: String { text }
}
