import Environments

/// The goals of a catalog, in the original's order.
protocol GoalBook: Sendable {
    /// How many goals of a kind there are.
    func count(of kind: GoalKind) throws(EnvironmentError) -> Int

    /// A goal by its place.
    func goal(_ kind: GoalKind, at place: Int) throws(EnvironmentError) -> Goal

    /// The places of the goals with an instruction.
    func places(of instruction: String, _ kind: GoalKind) throws(EnvironmentError) -> [Int]

    /// A place drawn by weight, as the original draws it.
    ///
    /// - Parameter fraction: a number from 0 up to 1.
    func place(_ kind: GoalKind, drawnAt fraction: Double) throws(EnvironmentError) -> Int
}

/// Goals in memory.
struct GoalList: GoalBook {
    private let goals: [GoalKind: [Goal]]
    private let places: [GoalKind: [String: [Int]]]
    private let sums: [GoalKind: [Double]]

    init(_ goals: [GoalKind: [Goal]]) {
        self.goals = goals
        places = goals.mapValues { list in
            Dictionary(grouping: list.indices) { list[$0].instruction }
        }
        sums = goals.mapValues { Self.sums($0.map(\.weight)) }
    }

    /// 0, and the sum of the weights up to each.
    static func sums(_ weights: some Sequence<Double>) -> [Double] {
        weights.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    }

    func count(of kind: GoalKind) -> Int { goals[kind]?.count ?? 0 }

    func goal(_ kind: GoalKind, at place: Int) throws(EnvironmentError) -> Goal {
        guard let list = goals[kind], list.indices.contains(place) else {
            throw .noGoal(kind, place, of: count(of: kind))
        }
        return list[place]
    }

    func places(of instruction: String, _ kind: GoalKind) -> [Int] {
        places[kind]?[instruction] ?? []
    }

    func place(_ kind: GoalKind, drawnAt fraction: Double) throws(EnvironmentError) -> Int {
        guard let sums = sums[kind], sums.count > 1 else { throw .noGoal(kind, 0, of: 0) }
        return Self.place(in: sums, at: fraction)
    }

    /// Where a share of all weights lies; the original looks one place too far, and so do we.
    static func place(in sums: [Double], at fraction: Double) -> Int {
        let wanted = fraction * (sums.last ?? 0)
        var low = 0
        var high = sums.count
        while low < high {
            let middle = (low + high) / 2
            if wanted < sums[middle] { high = middle } else { low = middle + 1 }
        }
        return min(low, sums.count - 2)
    }
}

extension EnvironmentError {
    static func noGoal(_ kind: GoalKind, _ place: Int, of count: Int) -> EnvironmentError {
        EnvironmentError(
            .unknownTask,
            "there is no \(kind.rawValue):\(place); this catalog has \(count) \(kind.rawValue) "
                + "goal\(count == 1 ? "" : "s"), counted from 0")
    }
}
