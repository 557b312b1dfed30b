import SQLiteKit

/// `VARIANCE`, `STDDEV` and their kin, by the recurrence that MySQL uses (Knuth's), so that the last
/// digits agree.
struct Variance: AggregateFold {
    /// Whether the divisor is one less than the number of values.
    let isSample: Bool
    /// Whether the square root is taken.
    let isDeviation: Bool
    private var count = 0
    private var mean = 0.0
    private var squares = 0.0

    init(isSample: Bool, isDeviation: Bool) {
        self.isSample = isSample
        self.isDeviation = isDeviation
    }

    mutating func add(_ value: SQLiteValue, _: @autoclosure () -> SQLiteValue) {
        guard !value.isNull else { return }
        let number = value.storedDouble
        count += 1
        guard count > 1 else {
            mean = number
            return
        }
        let before = mean
        mean = before + (number - before) / Double(count)
        squares += (number - before) * (number - mean)
    }

    func result() -> SQLiteValue {
        guard count > (isSample ? 1 : 0) else { return .null }
        let variance = squares / Double(isSample ? count - 1 : count)
        return .real(isDeviation ? variance.squareRoot() : variance)
    }
}

/// `BIT_AND`, `BIT_OR` and `BIT_XOR`; over no rows the neutral element.
struct BitFold: AggregateFold {
    var bits: UInt64
    let combine: @Sendable (UInt64, UInt64) -> UInt64

    mutating func add(_ value: SQLiteValue, _: @autoclosure () -> SQLiteValue) {
        if !value.isNull { bits = combine(bits, value.storedBits) }
    }

    func result() -> SQLiteValue { SQLiteValue(storing: bits) }
}

/// `ANY_VALUE`: the first one.
struct AnyValue: AggregateFold {
    private var first: SQLiteValue?

    mutating func add(_ value: SQLiteValue, _: @autoclosure () -> SQLiteValue) {
        if first == nil { first = value }
    }

    func result() -> SQLiteValue { first ?? .null }
}
