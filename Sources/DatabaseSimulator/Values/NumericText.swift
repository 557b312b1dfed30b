/// How MySQL reads numbers from text: the longest prefix that is one, after leading blanks.
///
/// Each context has its own idea of a number: `'1e3'` is 1000 where a double is wanted, and 1 where
/// an integer is.
enum NumericText {
    /// What was read, and whether text that is not a number was left over.
    struct Reading<Value> {
        var value: Value
        var isTruncated: Bool
    }

    // MARK: Doubles

    static func double(_ text: String) -> Reading<Double> {
        var text = text
        return text.withUTF8 { double($0) }
    }

    static func double(_ bytes: UnsafeBufferPointer<UInt8>) -> Reading<Double> {
        guard let number = Scan(bytes, allowsExponent: true) else {
            return Reading(value: 0, isTruncated: !isBlank(bytes, from: 0))
        }
        let isTruncated = !isBlank(bytes, from: number.end)
        if let value = number.exactDouble {
            return Reading(value: value, isTruncated: isTruncated)
        }
        let text = String(decoding: bytes[number.start..<number.end], as: UTF8.self)
        let value = Double(text) ?? 0
        guard value.isFinite else {
            // MySQL stays at the largest double, and says so.
            let bound = Double.greatestFiniteMagnitude
            return Reading(value: number.isNegative ? -bound : bound, isTruncated: true)
        }
        return Reading(value: value, isTruncated: isTruncated)
    }

    // MARK: Decimals

    static func decimal(_ text: String) -> Reading<MySQLDecimal> {
        var text = text
        return text.withUTF8 { decimal($0) }
    }

    static func decimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Reading<MySQLDecimal> {
        guard let number = Scan(bytes, allowsExponent: true) else {
            return Reading(value: .zero, isTruncated: true)
        }
        let isTruncated = !isBlank(bytes, from: number.end)
        var value: MySQLDecimal
        if number.digitCount <= 18 {
            let small = Int128(number.significand)
            value = MySQLDecimal(
                coefficient: .small(number.isNegative ? -small : small), scale: number.scale)
        } else {
            // Digits that no decimal can hold need not be converted.
            let limit = 2 * MySQLDecimal.digitLimit
            let digits = bytes[number.start..<number.mantissaEnd].filter { $0 &- 0x30 < 10 }
            let significant = Array(digits.drop { $0 == 0x30 })
            guard significant.count - number.scale + number.exponent <= MySQLDecimal.digitLimit
            else { return Reading(value: .largest(number.isNegative), isTruncated: true) }
            let cut = max(0, significant.count - limit)
            value = MySQLDecimal(
                coefficient: DecimalCoefficient(
                    digits: significant.dropLast(cut), isNegative: number.isNegative),
                scale: 0)
            value.shift(by: cut - number.scale)
        }
        if number.exponent != 0 { value.shift(by: number.exponent) }
        guard !value.isOutOfRange else {
            return Reading(value: .largest(number.isNegative), isTruncated: true)
        }
        return Reading(value: value, isTruncated: isTruncated)
    }

    // MARK: Integers

    /// A 64-bit integer as read from text: its bits, which SIGNED and UNSIGNED read differently.
    struct Integer {
        var bits: UInt64
        var isNegative: Bool

        var signed: Int64 { Int64(bitPattern: bits) }
    }

    static func integer(_ text: String) -> Reading<Integer> {
        var text = text
        return text.withUTF8 { integer($0) }
    }

    /// Reads the leading integer; what is too large stays at the nearest bound.
    static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Reading<Integer> {
        var index = 0
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
        var isNegative = false
        if index < bytes.count {
            isNegative = bytes[index] == UInt8(ascii: "-")
            if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
        }
        let start = index
        var magnitude: UInt64 = 0
        var overflows = false
        while index < bytes.count, bytes[index] &- 0x30 < 10 {
            let (tenfold, first) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, second) = tenfold.addingReportingOverflow(UInt64(bytes[index] &- 0x30))
            overflows = overflows || first || second
            magnitude = sum
            index += 1
        }
        guard index > start else {
            return Reading(value: Integer(bits: 0, isNegative: false), isTruncated: true)
        }
        let bound = isNegative ? UInt64(1) << 63 : UInt64.max
        if overflows || magnitude > bound {
            return Reading(value: Integer(bits: bound, isNegative: isNegative), isTruncated: true)
        }
        return Reading(
            value: Integer(bits: isNegative ? 0 &- magnitude : magnitude, isNegative: isNegative),
            isTruncated: !isBlank(bytes, from: index))
    }

    /// Whether only blanks follow.
    private static func isBlank(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int) -> Bool {
        bytes[index...].allSatisfy { $0 == 0x20 }
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }
}

extension MySQLDecimal {
    /// What MySQL puts in place of a number that is too large: 65 nines.
    static func largest(_ isNegative: Bool) -> MySQLDecimal {
        let bound = DecimalCoefficient.powerOfTen(precisionLimit) + .small(-1)
        return MySQLDecimal(coefficient: isNegative ? bound.negated : bound, scale: 0)
    }
}

/// The shape of `[sign]digits[.digits][e[sign]digits]` at the start of some bytes.
private struct Scan {
    /// Where the sign or the first digit is.
    var start: Int
    /// Where the digits end, before an exponent.
    var mantissaEnd: Int
    var end: Int
    var isNegative: Bool
    /// The first 18 significant digits as a number, and how many there are in all.
    var significand: UInt64 = 0
    var digitCount = 0
    /// Digits after the point.
    var scale = 0
    var exponent = 0

    init?(_ bytes: UnsafeBufferPointer<UInt8>, allowsExponent: Bool) {
        var index = 0
        while index < bytes.count, NumericText.isSpace(bytes[index]) { index += 1 }
        start = index
        isNegative = false
        if index < bytes.count {
            isNegative = bytes[index] == UInt8(ascii: "-")
            if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
        }
        var hasDigits = false
        var afterPoint = false
        while index < bytes.count {
            let digit = bytes[index] &- 0x30
            if digit < 10 {
                hasDigits = true
                if afterPoint { scale += 1 }
                if digitCount > 0 || digit > 0 {
                    if digitCount < 18 { significand = significand * 10 + UInt64(digit) }
                    digitCount += 1
                }
            } else if bytes[index] == UInt8(ascii: "."), !afterPoint {
                afterPoint = true
            } else {
                break
            }
            index += 1
        }
        guard hasDigits else { return nil }
        mantissaEnd = index
        end = index
        guard allowsExponent, index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") else {
            return
        }
        index += 1
        var isSmall = false
        if index < bytes.count {
            isSmall = bytes[index] == UInt8(ascii: "-")
            if isSmall || bytes[index] == UInt8(ascii: "+") { index += 1 }
        }
        let first = index
        var power = 0
        while index < bytes.count, bytes[index] &- 0x30 < 10 {
            power = min(power * 10 + Int(bytes[index] &- 0x30), 19999)
            index += 1
        }
        guard index > first else { return }
        exponent = isSmall ? -power : power
        end = index
    }

    /// The number where double arithmetic is exact up to its one rounding.
    var exactDouble: Double? {
        let power = exponent - scale
        guard digitCount <= 15, power >= -22, power <= 22 else {
            return digitCount == 0 ? (isNegative ? -0.0 : 0.0) : nil
        }
        let value = Double(significand)
        let scaled = power < 0 ? value / Scan.powers[-power] : value * Scan.powers[power]
        return isNegative ? -scaled : scaled
    }

    private static let powers: [Double] = {
        var powers: [Double] = [1]
        for _ in 1...22 { powers.append(powers[powers.count - 1] * 10) }
        return powers
    }()
}
