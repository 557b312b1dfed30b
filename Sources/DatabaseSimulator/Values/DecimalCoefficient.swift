import BigInt

/// The digits of a decimal as a signed integer: 128 bits while they suffice, arbitrary size beyond.
///
/// Nearly every decimal of a table fits 64 bits, and 128 take all products of two such; the large
/// form exists because MySQL computes with up to 81 digits. A value that fits is always `small`, so
/// that equality is synthesised.
enum DecimalCoefficient: Hashable, Sendable {
    case small(Int128)
    case large(BigInt)

    static let zero = DecimalCoefficient.small(0)

    private init(_ value: BigInt) {
        if let narrow = Int128(exactly: value) {
            self = .small(narrow)
        } else {
            self = .large(value)
        }
    }

    private var wide: BigInt {
        switch self {
        case .small(let value): BigInt(value)
        case .large(let value): value
        }
    }

    var isNegative: Bool {
        switch self {
        case .small(let value): value < 0
        case .large(let value): value.sign == .minus
        }
    }

    var isZero: Bool { self == .zero }

    var negated: DecimalCoefficient {
        switch self {
        case .small(let value) where value != .min: .small(-value)
        default: DecimalCoefficient(-wide)
        }
    }

    /// How many digits the number has; zero has none.
    var digitCount: Int {
        switch self {
        case .small(let value):
            let magnitude = value.magnitude
            var count = 0
            while count < DecimalCoefficient.smallPowers.count,
                magnitude >= UInt128(DecimalCoefficient.smallPowers[count])
            { count += 1 }
            return count
        case .large(let value): return value.magnitude.description.utf8.count
        }
    }

    /// The digits without sign, at least one.
    var digits: String {
        switch self {
        case .small(let value): String(value.magnitude)
        case .large(let value): value.magnitude.description
        }
    }

    /// Reads plain digits.
    init(digits: some Collection<UInt8>, isNegative: Bool) {
        if digits.count <= 18 {
            var value: Int64 = 0
            for byte in digits { value = value &* 10 &+ Int64(byte &- 0x30) }
            self = .small(Int128(isNegative ? -value : value))
        } else if digits.count <= 38 {
            var value: Int128 = 0
            for byte in digits { value = value &* 10 &+ Int128(byte &- 0x30) }
            self = .small(isNegative ? -value : value)
        } else {
            let magnitude = BigUInt(String(decoding: digits, as: UTF8.self), radix: 10) ?? 0
            self.init(BigInt(sign: isNegative ? .minus : .plus, magnitude: magnitude))
        }
    }

    static func + (left: DecimalCoefficient, right: DecimalCoefficient) -> DecimalCoefficient {
        if case .small(let a) = left, case .small(let b) = right {
            let (sum, overflow) = a.addingReportingOverflow(b)
            if !overflow { return .small(sum) }
        }
        return DecimalCoefficient(left.wide + right.wide)
    }

    static func * (left: DecimalCoefficient, right: DecimalCoefficient) -> DecimalCoefficient {
        if case .small(let a) = left, case .small(let b) = right {
            let (product, overflow) = a.multipliedReportingOverflow(by: b)
            if !overflow { return .small(product) }
        }
        return DecimalCoefficient(left.wide * right.wide)
    }

    /// The number with `count` zeros appended.
    func shifted(by count: Int) -> DecimalCoefficient {
        count == 0 ? self : self * DecimalCoefficient.powerOfTen(count)
    }

    /// Quotient towards zero, and the remainder with the sign of the dividend.
    ///
    /// The divisor must not be zero.
    func quotientAndRemainder(
        dividingBy divisor: DecimalCoefficient
    ) -> (quotient: DecimalCoefficient, remainder: DecimalCoefficient) {
        if case .small(let a) = self, case .small(let b) = divisor {
            if let narrow = Int64(exactly: a), let divisor = Int64(exactly: b), divisor != -1 {
                let (quotient, remainder) = narrow.quotientAndRemainder(dividingBy: divisor)
                return (.small(Int128(quotient)), .small(Int128(remainder)))
            }
            if b != -1 {
                let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
                return (.small(quotient), .small(remainder))
            }
            return (negated, .zero)
        }
        let (quotient, remainder) = wide.quotientAndRemainder(dividingBy: divisor.wide)
        return (DecimalCoefficient(quotient), DecimalCoefficient(remainder))
    }

    static func powerOfTen(_ exponent: Int) -> DecimalCoefficient {
        exponent < smallPowers.count
            ? .small(smallPowers[exponent]) : DecimalCoefficient(BigInt(10).power(exponent))
    }

    /// The powers of ten that fit.
    static let smallPowers: [Int128] = {
        var powers: [Int128] = [1]
        for _ in 1...38 { powers.append(powers[powers.count - 1] * 10) }
        return powers
    }()

    /// The number if it fits; what does not fit is out of every integer type's range.
    var narrow: Int128? {
        if case .small(let value) = self { value } else { nil }
    }
}

extension DecimalCoefficient: Comparable {
    static func < (left: DecimalCoefficient, right: DecimalCoefficient) -> Bool {
        if case .small(let a) = left, case .small(let b) = right { return a < b }
        return left.wide < right.wide
    }
}
