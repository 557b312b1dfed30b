extension MySQLDecimal {
    /// How digits are cut off.
    enum Rounding: Sendable {
        case halfAwayFromZero
        case towardZero
        case up
        case down
    }

    /// The number with `digits` digits after the point: rounded to fewer, or padded with zeros.
    ///
    /// A negative count rounds before the point.
    func rounded(to digits: Int, _ rounding: Rounding = .halfAwayFromZero) -> MySQLDecimal {
        guard digits < scale else {
            return MySQLDecimal(
                coefficient: coefficient.shifted(by: digits - scale), scale: digits)
        }
        let cut = scale - digits
        let zeros = max(0, -digits)
        guard cut < DecimalCoefficient.smallPowers.count || cut <= coefficient.digitCount else {
            // All digits go, so only the direction can matter; no need for so large a power.
            let away =
                rounding == .up && !isNegative && !isZero || rounding == .down && isNegative
            let unit = DecimalCoefficient.small(isNegative ? -1 : 1)
            return MySQLDecimal(
                coefficient: away ? unit.shifted(by: zeros) : .zero, scale: max(0, digits))
        }
        let unit = DecimalCoefficient.powerOfTen(cut)
        var (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: unit)
        let negative = coefficient.isNegative
        let carries: Bool =
            switch rounding {
            case .towardZero: false
            case .up: !remainder.isZero && !negative
            case .down: !remainder.isZero && negative
            case .halfAwayFromZero:
                (remainder + remainder).magnitude >= unit
            }
        if carries { quotient = quotient + .small(negative ? -1 : 1) }
        return MySQLDecimal(coefficient: quotient.shifted(by: zeros), scale: max(0, digits))
    }

    var negated: MySQLDecimal { MySQLDecimal(coefficient: coefficient.negated, scale: scale) }

    var magnitude: MySQLDecimal { isNegative ? negated : self }

    /// Both numbers' digits at the greater of the two scales.
    private static func align(
        _ left: MySQLDecimal, _ right: MySQLDecimal
    ) -> (DecimalCoefficient, DecimalCoefficient, scale: Int) {
        let scale = max(left.scale, right.scale)
        return (
            left.coefficient.shifted(by: scale - left.scale),
            right.coefficient.shifted(by: scale - right.scale), scale
        )
    }

    static func + (left: MySQLDecimal, right: MySQLDecimal) -> MySQLDecimal {
        let (a, b, scale) = align(left, right)
        return MySQLDecimal(coefficient: a + b, scale: scale)
    }

    static func - (left: MySQLDecimal, right: MySQLDecimal) -> MySQLDecimal {
        left + right.negated
    }

    /// The product; its scale is the sum of both, but MySQL keeps at most 31 digits after the point
    /// and nine words in all.
    static func * (left: MySQLDecimal, right: MySQLDecimal) -> MySQLDecimal {
        let product = MySQLDecimal(
            coefficient: left.coefficient * right.coefficient, scale: left.scale + right.scale)
        guard product.scale > scaleLimit else { return product }
        let words = words(left.integerDigitCount + right.integerDigitCount)
        let kept = min(scaleLimit + 1, product.scale, max(0, 9 - words) * 9)
        return product.rounded(to: kept, .towardZero)
    }

    /// How many words of nine digits hold so many digits.
    private static func words(_ digits: Int) -> Int { (digits + 8) / 9 }

    /// The quotient as MySQL computes it; `nil` for a division by zero.
    ///
    /// MySQL divides words of nine digits: the quotient has as many words after the point as both
    /// operands have together, one more only if these do not hold `scaleIncrement` digits more than
    /// the operands' own. The last digit is cut off, not rounded. So 1/3 is 0.333333333 until it is
    /// printed with the four digits of its type, and 100 * (1/3) prints 33.3333.
    func divided(by divisor: MySQLDecimal, scaleIncrement: Int = 4) -> MySQLDecimal? {
        guard !divisor.isZero else { return nil }
        let left = MySQLDecimal.words(scale) * 9
        let right = MySQLDecimal.words(divisor.scale) * 9
        let increment = max(0, scaleIncrement - (left - scale) - (right - divisor.scale))
        var places = MySQLDecimal.words(left + right + increment)
        let whole =
            (coefficient.digitCount - scale) - (divisor.coefficient.digitCount - divisor.scale)
        places = min(places, max(0, 9 - MySQLDecimal.words(max(0, whole + 1)))) * 9
        // left / right with `places` digits: (a / 10^s) / (b / 10^t) * 10^places.
        let exponent = places + divisor.scale - scale
        let dividend = coefficient.shifted(by: max(0, exponent))
        let unit = divisor.coefficient.shifted(by: max(0, -exponent))
        return MySQLDecimal(
            coefficient: dividend.quotientAndRemainder(dividingBy: unit).quotient, scale: places)
    }

    /// What remains of a division towards zero, with the sign of the dividend; `nil` for a division
    /// by zero.
    func remainder(dividingBy divisor: MySQLDecimal) -> MySQLDecimal? {
        guard !divisor.isZero else { return nil }
        let (a, b, scale) = MySQLDecimal.align(self, divisor)
        return MySQLDecimal(
            coefficient: a.quotientAndRemainder(dividingBy: b).remainder, scale: scale)
    }

    /// Negative, zero or positive, by value: 1.5 and 1.50 are equal here, unlike with `==`.
    static func compare(_ left: MySQLDecimal, _ right: MySQLDecimal) -> Int {
        let (a, b, _) = align(left, right)
        return a < b ? -1 : (a == b ? 0 : 1)
    }

    /// The number as a `DECIMAL(precision, scale)` holds it: rounded, and the nearest bound if it
    /// is out of range.
    func clamped(
        precision: Int, scale: Int, isUnsigned: Bool = false
    ) -> (value: MySQLDecimal, isOutOfRange: Bool) {
        let value = rounded(to: scale)
        if isUnsigned, value.isNegative {
            return (MySQLDecimal.zero.rounded(to: scale), true)
        }
        guard value.integerDigitCount > precision - scale else { return (value, false) }
        let bound = DecimalCoefficient.powerOfTen(precision) + .small(-1)
        return (
            MySQLDecimal(coefficient: value.isNegative ? bound.negated : bound, scale: scale), true
        )
    }
}

extension DecimalCoefficient {
    /// The number without its sign.
    var magnitude: DecimalCoefficient { isNegative ? negated : self }
}
