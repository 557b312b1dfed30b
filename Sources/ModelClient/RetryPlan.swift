import SeededRandom

/// Decides what follows an attempt that failed: a value without clock or sockets.
struct RetryPlan {
    /// What came of an attempt.
    enum Outcome: Hashable {
        /// The server answered with a status that is no success.
        case status(Int, retryAfter: Double?)
        /// The server answered nothing in time.
        case timeout
        /// There was no connection, or it broke.
        case connection
        /// The server answered something else than the API's form.
        case format
    }

    /// What to do next.
    enum Decision: Hashable {
        case wait(seconds: Double)
        case giveUp
    }

    /// How many attempts there are in all.
    var attempts: Int
    /// The first wait; each further one is twice as long.
    var firstWait: Double
    /// No wait of our own is longer.
    var longestWait: Double
    /// A server that asks for more is not waited for.
    var longestPromise = 600.0

    private var made = 0
    private var generator: SeededGenerator

    /// A plan; the seed spreads the waits of requests that fail together.
    init(attempts: Int, firstWait: Double, longestWait: Double, seed: UInt64) {
        self.attempts = attempts
        self.firstWait = firstWait
        self.longestWait = longestWait
        generator = SeededGenerator(seed: seed)
    }

    /// What to do after an attempt failed.
    mutating func decide(after outcome: Outcome) -> Decision {
        made += 1
        guard made < attempts, RetryPlan.mayPass(outcome) else { return .giveUp }
        if case .status(_, let promised?) = outcome {
            return promised <= longestPromise ? .wait(seconds: max(0, promised)) : .giveUp
        }
        let wait = min(longestWait, firstWait * Double(1 << min(made - 1, 20)))
        return .wait(seconds: wait * Double.random(in: 0.5...1, using: &generator))
    }

    /// Whether an attempt at another time may do better.
    static func mayPass(_ outcome: Outcome) -> Bool {
        switch outcome {
        case .status(let code, _):
            [408, 409, 425, 429].contains(code) || (500..<600).contains(code)
        case .timeout, .connection, .format: true
        }
    }

    /// Whether no other request will do better either: a wrong address, key or model.
    static func concernsAll(_ outcome: Outcome) -> Bool {
        if case .status(let code, _) = outcome {
            [401, 403, 404, 405].contains(code)
        } else {
            false
        }
    }
}
