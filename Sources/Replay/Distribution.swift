import JSONTree

/// How often each of many whole numbers occurred.
public struct Distribution: Hashable, Sendable {
    private var occurrences: [Int: Int] = [:]
    /// How many numbers there are.
    public private(set) var count = 0
    private var sum = 0.0

    /// A distribution of nothing yet.
    public init() {}

    /// Counts a number.
    public mutating func add(_ number: Int) {
        occurrences[number, default: 0] += 1
        count += 1
        sum += Double(number)
    }

    /// The mean; `nil` of nothing.
    public var mean: Double? { count > 0 ? sum / Double(count) : nil }

    /// The number that the given share of all numbers does not exceed; `nil` of nothing.
    public func quantile(_ share: Double) -> Int? {
        guard count > 0 else { return nil }
        var rest = max(1, Int((share * Double(count)).rounded(.up)))
        for (number, times) in occurrences.sorted(by: { $0.key < $1.key }) {
            rest -= times
            if rest <= 0 { return number }
        }
        return nil
    }

    /// The figures as JSON, each divided by `scale`.
    func json(scale: Int) -> JSON {
        func scaled(_ number: Int?) -> JSON {
            guard let number else { return .null }
            return scale == 1 ? JSON(number) : JSON(Double(number) / Double(scale))
        }
        return [
            "count": JSON(count), "mean": mean.map { JSON($0 / Double(scale)) } ?? .null,
            "median": scaled(quantile(0.5)), "p95": scaled(quantile(0.95)),
            "min": scaled(quantile(0)), "max": scaled(quantile(1)),
        ]
    }
}
