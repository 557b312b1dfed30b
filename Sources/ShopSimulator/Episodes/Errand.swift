import Environments

/// What an episode is about: the words of its instruction, and the goal that scores it.
struct Errand: Hashable, Sendable {
    /// What the agent reads.
    var instruction: String
    /// The visitor's name in addresses.
    var session: String
    /// What a purchase is scored by; `nil` where nothing is scored, or nobody knows by what.
    var wish: Wish?
    /// Whether a purchase has a score, known or not.
    var isScored: Bool

    init(instruction: String, session: String, wish: Wish?, isScored: Bool? = nil) {
        self.instruction = instruction
        self.session = session
        self.wish = wish
        self.isScored = isScored ?? (wish != nil)
    }

    struct Wish: Hashable, Sendable {
        var goal: Goal
        var cap: PriceCap
    }
}

extension ShopWorld {
    /// The errand of a task; without a task a visit without one.
    func errand(for task: String?, seed: UInt64) throws(EnvironmentError) -> Errand {
        guard let task else {
            return Errand(instruction: "", session: Self.visitorName(seed), wish: nil)
        }
        if let recorded = recorded.first(where: { $0.id == task }) {
            let wish = recorded.goal.map {
                Errand.Wish(goal: $0, cap: PriceCap.split(recorded.instruction).cap)
            }
            return Errand(
                instruction: recorded.instruction, session: Self.visitorName(seed), wish: wish,
                isScored: true)
        }
        switch TaskName(task) {
        case .goal(let kind, let place, let cap):
            return try errand(
                try goals.goal(kind, at: place), session: String(place), cap: cap, seed: seed)
        case .drawn(let kind):
            var chance = SeededChance(seed: seed, for: "goal")
            let place = try goals.place(kind, drawnAt: chance.fraction())
            return try errand(
                try goals.goal(kind, at: place), session: Self.visitorName(seed), cap: nil,
                seed: seed)
        case .derived(let id):
            let goal = try derivedGoal(id)
            return try errand(goal, session: Self.visitorName(id.seed), cap: nil, seed: seed)
        case .said(let instruction):
            return Errand(instruction: instruction, session: Self.visitorName(seed), wish: nil)
        case nil:
            throw TaskName.unknown(task)
        }
    }

    private func errand(
        _ goal: Goal, session: String, cap: PriceCap?, seed: UInt64
    ) throws(EnvironmentError) -> Errand {
        let cap = if let cap { cap } else { try self.cap(of: goal, seed: seed) }
        return Errand(
            instruction: goal.instruction + cap.clause, session: session,
            wish: Errand.Wish(goal: goal, cap: cap))
    }

    /// The price cap of a goal: the file's, else one that the seed draws.
    func cap(of goal: Goal, seed: UInt64) throws(EnvironmentError) -> PriceCap {
        if let cap = goal.cap { return cap }
        let product = try stock.product(goal.product)
        var chance = SeededChance(seed: seed, for: "cap \(product.asin)")
        return PriceCap.drawn(above: price(of: product, seed: seed), using: &chance)
    }

    /// The real price of a product; within a range the seed draws it.
    func price(of product: Product, seed: UInt64) -> Double {
        if let price = product.drawnPrice { return price }
        guard product.prices.count > 1 else { return product.prices.first ?? 100 }
        var chance = SeededChance(seed: seed, for: "price \(product.asin)")
        return product.prices[0] + (product.prices[1] - product.prices[0]) * chance.fraction()
    }

    /// Ten letters, as the original names visitors whom nobody names.
    private static func visitorName(_ seed: UInt64) -> String {
        var chance = SeededChance(seed: seed, for: "visitor")
        let letters = (0..<10).map { _ in UInt8.random(in: 0x61...0x7A, using: &chance) }
        return String(decoding: letters, as: UTF8.self)
    }
}
