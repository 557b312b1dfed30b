import BigInt

/// The fewest decimal digits that identify a finite double: `0.ddd × 10^point`.
struct ShortestDigits: Hashable, Sendable {
    /// The digits as a number without trailing zeros; zero for zero.
    var significand: UInt64
    /// How many digits there are; one for zero.
    var count: Int
    /// Where the point stands, counted from the first digit.
    var point: Int

    /// Reads them off the standard library's description, which is shortest but lays exponents out
    /// in its own way.
    init(_ value: Double) {
        var text = value.magnitude.description
        var significand: UInt64 = 0
        var digits = 0
        var point: Int?
        var exponent = 0
        text.withUTF8 { bytes in
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                if byte &- 0x30 < 10 {
                    // Leading zeros are no digits, but those after the point move it.
                    if significand > 0 || byte > 0x30 {
                        significand = significand * 10 + UInt64(byte &- 0x30)
                        digits += 1
                    } else if point != nil {
                        point = (point ?? 0) - 1
                    }
                } else if byte == UInt8(ascii: ".") {
                    point = digits
                } else {
                    exponent = Int(String(decoding: bytes[(index + 1)...], as: UTF8.self)) ?? 0
                    break
                }
                index += 1
            }
        }
        guard significand > 0 else {
            self.significand = 0
            count = 1
            self.point = 1
            return
        }
        self.point = (point ?? digits) + exponent
        while significand % 10 == 0 {
            significand /= 10
            digits -= 1
        }
        self.significand = significand
        count = digits
    }

    /// Rounds to at most `limit` digits, half to even.
    mutating func round(to limit: Int) {
        guard count > limit else { return }
        var unit: UInt64 = 1
        for _ in 0..<(count - limit) { unit *= 10 }
        var (quotient, remainder) = significand.quotientAndRemainder(dividingBy: unit)
        let half = unit / 2
        if remainder > half || remainder == half && quotient % 2 == 1 { quotient += 1 }
        remainder = quotient
        var digits = 0
        while remainder > 0 {
            remainder /= 10
            digits += 1
        }
        point += digits - limit
        while quotient > 0, quotient % 10 == 0 {
            quotient /= 10
            digits -= 1
        }
        significand = quotient
        count = digits
    }

    /// `-0.00123`, `12300` or `1.23`, without an exponent.
    func plain(isNegative: Bool) -> String {
        let digits = String(significand)
        let sign = isNegative ? "-" : ""
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        if point >= count { return sign + digits + String(repeating: "0", count: point - count) }
        return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    }

    /// The digits with a point after the first, if there are more.
    func mantissa(isNegative: Bool) -> String {
        let digits = String(significand)
        let sign = isNegative ? "-" : ""
        return count == 1 ? sign + digits : sign + digits.prefix(1) + "." + digits.dropFirst()
    }
}

extension Double {
    /// The text of a `DOUBLE` in a string context: `0.1`, `100000`, `1e15`, `1.5e-16`.
    ///
    /// MySQL writes integers up to 15 digits and small fractions down to 15 places in full, and
    /// everything else with an exponent that has neither a plus sign nor padding.
    var mysqlText: String {
        if let whole = Int64(exactly: self), whole.magnitude < 1_000_000_000_000_000 {
            return whole == 0 && sign == .minus ? "-0" : String(whole)
        }
        return Double.mysqlText(ShortestDigits(self), isNegative: sign == .minus)
    }

    /// The text of a `FLOAT`, of which MySQL shows six digits.
    var mysqlFloatText: String {
        var digits = ShortestDigits(self)
        digits.round(to: 6)
        return Double.mysqlText(digits, isNegative: sign == .minus)
    }

    /// The value that a `FLOAT` shows: what a client reads from ``mysqlFloatText``.
    var mysqlFloatShown: Double { Double(mysqlFloatText) ?? self }

    private static func mysqlText(_ digits: ShortestDigits, isNegative: Bool) -> String {
        let inFull = digits.point >= -14 && (digits.point <= 15 || digits.count > digits.point)
        if inFull { return digits.plain(isNegative: isNegative) }
        return digits.mantissa(isNegative: isNegative) + "e" + String(digits.point - 1)
    }

    /// The text with exactly so many digits after the point, rounded from the exact binary value.
    func mysqlFixedText(decimals: Int) -> String {
        guard isFinite else { return "0" }
        let isNegative = sign == .minus
        // The exact value: significand × 2^exponent, as a decimal if the power is negative.
        var exact: MySQLDecimal
        let digits = ShortestDigits(self)
        if digits.count - digits.point < decimals + 1 {
            // No more digits than are shown, so nothing is rounded.
            exact = MySQLDecimal(self)
        } else {
            exact = exactDecimal(places: decimals + 1)
        }
        exact = exact.rounded(to: decimals)
        // A negative number that rounds to zero keeps its sign, as in C.
        return isNegative && exact.isZero ? "-" + exact.text : exact.text
    }

    /// The exact value cut off after so many places; the last of them is raised by a hair where
    /// digits were cut, so that a tie is only a tie if it is one exactly.
    private func exactDecimal(places: Int) -> MySQLDecimal {
        let binary = Int(exponent) - 52
        guard binary < 0 else {
            let value = BigInt(self)
            return MySQLDecimal(
                coefficient: DecimalCoefficient(
                    digits: Array(value.magnitude.description.utf8), isNegative: self < 0),
                scale: 0)
        }
        let significand = BigUInt(significandBitPattern | (isNormal ? 1 << 52 : 0))
        let shift = isNormal ? -binary : 1074
        let scaled = significand * BigUInt(10).power(places)
        let quotient = scaled >> shift
        // A tie goes to the even neighbour; above or below, the digit after the cut decides.
        let isExact = quotient << shift == scaled
        var digits = quotient
        let last = digits % 10
        if last == 5, isExact, (digits / 10) % 2 == 0 { digits -= 1 }
        return MySQLDecimal(
            coefficient: DecimalCoefficient(
                digits: Array(digits.description.utf8), isNegative: self < 0),
            scale: places)
    }

    /// What Python's `repr` prints: `1.0`, `1e+16`, `1e-05`.
    var pythonText: String {
        guard isFinite else { return isNaN ? "nan" : (self < 0 ? "-inf" : "inf") }
        let digits = ShortestDigits(self)
        let isNegative = sign == .minus
        if digits.point > -4, digits.point <= 16 {
            let text = digits.plain(isNegative: isNegative)
            return digits.point >= digits.count ? text + ".0" : text
        }
        let power = digits.point - 1
        let magnitude = String(power.magnitude)
        return digits.mantissa(isNegative: isNegative) + (power < 0 ? "e-" : "e+")
            + (magnitude.utf8.count < 2 ? "0" + magnitude : magnitude)
    }
}
