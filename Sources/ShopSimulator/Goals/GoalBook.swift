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
    private let products: [Product]
    private let notes: [ProductNotes]
    private let seeds: [GoalKind: [GoalMaker.Seed]]
    private let caps: [GoalKind: [PriceCap]]
    private let sums: [GoalKind: [Double]]

    init(
        _ maker: GoalMaker, of products: [Product], _ notes: [ProductNotes], draws: Draws
    ) throws(EnvironmentError) {
        self.products = products
        self.notes = notes
        var seeds: [GoalKind: [GoalMaker.Seed]] = [:]
        var caps: [GoalKind: [PriceCap]] = [:]
        var sums: [GoalKind: [Double]] = [:]
        for kind in GoalKind.allCases {
            let list = maker.goals(kind)
            caps[kind] = try draws.caps(of: list.map { products[Int($0.product)].asin }, kind)
            sums[kind] = Self.sums(list.map { maker.weight(of: $0, kind) })
            seeds[kind] = list
        }
        self.seeds = seeds
        self.caps = caps
        self.sums = sums
    }

    /// 0, and the sum of the weights up to each.
    static func sums(_ weights: some Sequence<Double>) -> [Double] {
        weights.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    }

    func count(of kind: GoalKind) -> Int { seeds[kind]?.count ?? 0 }

    func goal(_ kind: GoalKind, at place: Int) throws(EnvironmentError) -> Goal {
        guard let goal = known(kind, at: place) else {
            throw .noGoal(kind, place, of: count(of: kind))
        }
        return goal
    }

    private func known(_ kind: GoalKind, at place: Int) -> Goal? {
        guard let list = seeds[kind], list.indices.contains(place), let sums = sums[kind] else {
            return nil
        }
        let product = Int(list[place].product)
        return Goal(
            kind, list[place], of: products[product], notes[product],
            weight: sums[place + 1] - sums[place], cap: caps[kind]?[place])
    }

    func places(of instruction: String, _ kind: GoalKind) -> [Int] {
        (seeds[kind] ?? []).indices.filter { place in
            known(kind, at: place)?.instruction.isSame(as: instruction) ?? false
        }
    }

    func place(_ kind: GoalKind, drawnAt fraction: Double) throws(EnvironmentError) -> Int {
        guard let sums = sums[kind], sums.count > 1 else { throw .noGoals(kind) }
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
    static func noGoals(_ kind: GoalKind) -> EnvironmentError {
        EnvironmentError(.unknownTask, "this catalog has no \(kind.rawValue) goals")
    }

    static func noGoal(_ kind: GoalKind, _ place: Int, of count: Int) -> EnvironmentError {
        if count == 0 { return noGoals(kind) }
        return EnvironmentError(
            .unknownTask,
            "there is no \(kind.rawValue):\(place); this catalog has \(count) \(kind.rawValue) "
                + "goal\(count == 1 ? "" : "s"), counted from 0")
    }
}
