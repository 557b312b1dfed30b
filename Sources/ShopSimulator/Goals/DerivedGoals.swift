public import Environments

extension ShopWorld {
    /// Makes a task from a product and its options.
    public func task(derivedAs id: DerivedTask) throws(EnvironmentError) -> TaskDescription {
        let goal = try derivedGoal(id)
        let cap = try cap(of: goal, seed: id.seed)
        return TaskDescription(
            id: id.description, text: goal.instruction + cap.clause, kind: "derived",
            difficulty: 3 + goal.options.count)
    }

    /// The goal of a derived task: what some product is praised for, and one value of each option.
    ///
    /// It is worded as the original words its synthetic goals, and its price cap is fixed.
    func derivedGoal(_ id: DerivedTask) throws(EnvironmentError) -> Goal {
        let count = stock.count
        var chance = SeededChance(seed: id.seed, for: "derived \(id.index)")
        guard count > 0 else { throw .unsupported("tasks derived from an empty catalog") }
        // Products that are praised for nothing give no goal; one that is may be a while away.
        var number = Int.random(in: 0..<count, using: &chance)
        for _ in 0..<min(count, 10_000) {
            let product = try stock.product(number)
            let praise = product.attributes.filter { $0 != ProductNotes.noAttributes[0] }
            if !praise.isEmpty, !product.query.isEmpty {
                return goal(for: product, number, praise, using: &chance)
            }
            number = (number + 1) % count
        }
        throw .unsupported("tasks derived from a catalog without attributes")
    }

    private func goal(
        for product: Product, _ number: Int, _ praise: [String], using chance: inout SeededChance
    ) -> Goal {
        let wanted = Array(praise.shuffled(using: &chance).prefix(3))
        let choices = product.options.sorted {
            $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars)
        }.compactMap { group in
            group.values.randomElement(using: &chance).map {
                OptionChoice(name: group.name, value: $0)
            }
        }
        let front = wanted.dropLast(wanted.count > 1 ? 1 : 0).joined(separator: ", ")
        let back = wanted.count > 1 ? " with \(wanted[wanted.count - 1])" : ""
        let clause = choices.map { "\($0.name): \($0.value)" }.joined(separator: ", and ")
        let price = price(of: product, seed: 0)
        return Goal(
            kind: .synthetic, product: number,
            instruction: "Find me \(front) \(product.query)\(back)"
                + (clause.isEmpty ? "" : " with ") + clause,
            attributes: wanted, options: choices, weight: 1,
            cap: PriceCap.drawn(above: price, using: &chance))
    }
}
