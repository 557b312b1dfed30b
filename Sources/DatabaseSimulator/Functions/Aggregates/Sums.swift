import SQLiteKit

/// `SUM` and `AVG` of doubles.
struct DoubleSum: AggregateFold {
    let averages: Bool
    private var sum = 0.0
    private var count = 0

    init(averages: Bool) {
        self.averages = averages
    }

    mutating func add(_ value: SQLiteValue, _: @autoclosure () -> SQLiteValue) {
        guard !value.isNull else { return }
        sum += value.storedDouble
        count += 1
    }

    func result() -> SQLiteValue {
        count == 0 ? .null : .real(averages ? sum / Double(count) : sum)
    }
}

/// `SUM(DISTINCT …)` of doubles, which MySQL adds from the least to the greatest.
struct DistinctDoubleSum: AggregateFold {
    let averages: Bool
    private var values: Set<Double> = []

    init(averages: Bool) {
        self.averages = averages
    }

    mutating func add(_ value: SQLiteValue, _: @autoclosure () -> SQLiteValue) {
        if !value.isNull { values.insert(value.storedDouble) }
    }

    func result() -> SQLiteValue {
        guard !values.isEmpty else { return .null }
        let sum = values.sorted().reduce(0, +)
        return .real(averages ? sum / Double(values.count) : sum)
    }
}

/// `SUM` and `AVG` of integers and decimals, exact.
struct DecimalSum: AggregateFold {
    let averages: Bool
    /// Digits after the point that a sum shows at least.
    let scale: Int
    let isDistinct: Bool
    /// The sum of values that are stored as integers.
    private var whole: Int128 = 0
    private var sum = MySQLDecimal.zero
    private var count: Int64 = 0
    private var seen: Set<MySQLDecimal> = []

    init(averages: Bool, scale: Int, isDistinct: Bool) {
        self.averages = averages
        self.scale = scale
        self.isDistinct = isDistinct
    }

    mutating func add(_ value: SQLiteValue, _: @autoclosure () -> SQLiteValue) {
        if value.isNull { return }
        if isDistinct, !seen.insert(value.storedDecimal.normalized).inserted { return }
        if case .integer(let number) = value {
            whole += Int128(number)
        } else {
            sum = sum + value.storedDecimal
        }
        count += 1
    }

    func result() -> SQLiteValue {
        guard count > 0 else { return .null }
        let total = sum + MySQLDecimal(whole)
        if averages {
            return total.divided(by: MySQLDecimal(count)).map { .text($0.text) } ?? .null
        }
        return .text((total.scale < scale ? total.rounded(to: scale) : total).text)
    }
}

extension MySQLDecimal {
    /// The same value without zeros at the end of its fraction.
    var normalized: MySQLDecimal {
        var result = self
        while result.scale > 0 {
            let (quotient, remainder) = result.coefficient.quotientAndRemainder(
                dividingBy: .powerOfTen(1))
            guard remainder.isZero else { break }
            result = MySQLDecimal(coefficient: quotient, scale: result.scale - 1)
        }
        return result
    }
}
