import JSONTree

/// The times that repeated runs of the same work took.
struct Measurement {
    let name: String
    /// How many things each run makes.
    private let items: Int
    /// In seconds, the shortest first.
    private let times: [Double]

    /// Runs the work over and over: once to warm up, then at least three times and until enough
    /// time has passed.
    static func of(
        _ name: String, for total: Duration = .seconds(3), runs: ClosedRange<Int> = 3...2000,
        items: Int = 1,
        _ work: () async throws -> Void
    ) async throws -> Measurement {
        try await work()
        let clock = ContinuousClock()
        let start = clock.now
        var times: [Double] = []
        while times.count < runs.lowerBound
            || (times.count < runs.upperBound && clock.now - start < total)
        {
            times.append(try await clock.measure { try await work() }.seconds)
        }
        return Measurement(name: name, items: items, times: times.sorted())
    }

    var median: Double { quantile(0.5) }

    private func quantile(_ share: Double) -> Double {
        times[min(times.count - 1, Int(share * Double(times.count)))]
    }

    /// A line for people.
    var line: String {
        let name = self.name + String(repeating: " ", count: max(1, 44 - self.name.count))
        return name
            + "median \(Measurement.text(median))  p95 \(Measurement.text(quantile(0.95)))  "
            + "min \(Measurement.text(quantile(0)))  \(rate)  "
            + "(\(times.count) runs)"
    }

    /// The figures as JSON, times in seconds.
    var json: JSON {
        [
            "name": .string(name), "runs": JSON(times.count), "median": JSON(median),
            "p95": JSON(quantile(0.95)), "min": JSON(quantile(0)),
            "per_second": JSON(Double(items) / median),
        ]
    }

    /// How many runs a second, or where each makes many things, how many of those a minute.
    private var rate: String {
        items == 1
            ? Measurement.rate(1 / median) : "\(Int((Double(items) * 60 / median).rounded()))/min"
    }

    private static func text(_ seconds: Double) -> String {
        switch seconds {
        case 1...: "\(rounded(seconds)) s"
        case 1e-3...: "\(rounded(seconds * 1e3)) ms"
        default: "\(rounded(seconds * 1e6)) µs"
        }
    }

    private static func rate(_ perSecond: Double) -> String {
        perSecond >= 1000 ? "\(Int(perSecond.rounded()))/s" : "\(rounded(perSecond))/s"
    }

    private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}

extension Duration {
    /// The duration in seconds.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
