public import JSONTree

/// The reward of a purchase, with all its parts.
public struct Score: Hashable, Sendable {
    /// The reward, from 0 to 1.
    public var reward: Double
    /// The factor for the type of product: 1, 0.5, 0.1 or 0.
    public var type: Double
    /// Whether both products were found by the same query.
    public var matchesQuery: Bool
    /// Whether both products share two levels of their categories.
    public var matchesCategory: Bool
    /// How many of the wanted title's nouns stand in the bought one's.
    public var titleScore: Double
    /// The wanted attributes, and whether the product has them.
    public var attributes: [Match]
    /// The wanted options, and whether they were chosen.
    public var options: [Match]
    /// Whether the price is low enough.
    public var matchesPrice: Bool
    /// The price that was compared with the cap; within a range the agent never sees it.
    public var price: Double
    /// Where the nouns of titles come from: `sidecar` or `stub`.
    public var nouns: String

    /// Something that is wanted.
    public struct Match: Hashable, Sendable {
        /// What it is.
        public var name: String
        /// Whether the purchase has it.
        public var isMet: Bool
    }

    /// The details in the original's names and order.
    public var details: JSONObject {
        let parts = Double(attributes.count + options.count + 1)
        var details = JSONObject()
        details.append("r_type", JSON(type))
        details.append("r_att", JSON(share(attributes)))
        details.append("w_att", JSON(Double(attributes.count) / parts))
        details.append("query_match", .bool(matchesQuery))
        details.append("category_match", .bool(matchesCategory))
        details.append("title_score", JSON(titleScore))
        if !options.isEmpty {
            details.append("r_option", JSON(share(options)))
            details.append("w_option", JSON(Double(options.count) / parts))
        }
        details.append("r_price", .bool(matchesPrice))
        details.append("w_price", JSON(1 / parts))
        details.append("nouns", .string(nouns))
        return details
    }

    private func share(_ matches: [Match]) -> Double {
        Double(matches.filter(\.isMet).count) / Double(matches.count)
    }
}

extension Score {
    /// What a purchase is scored by.
    struct Purchase {
        var product: ScoredProduct
        var choices: [OptionChoice]
        var price: Double
    }

    /// What a purchase is scored against.
    struct Wish {
        var product: ScoredProduct
        var goal: Goal
        var cap: PriceCap
    }

    /// Scores a purchase as the original does.
    ///
    /// - Parameter correctsQuirks: compares the values of synthetic goals' options as such; the
    ///   original compares pairs of name and value.
    init(
        _ purchase: Purchase, for wish: Wish, correctsQuirks: Bool
    ) {
        let (bought, wanted) = (purchase.product, wish.product)
        matchesQuery = bought.product.query.isSame(as: wanted.product.query)
        matchesCategory = bought.levels.intersection(wanted.levels).count >= 2
        titleScore =
            wanted.nounCount == 0
            ? 0.2 : Double(bought.nouns.intersection(wanted.nouns).count) / Double(wanted.nounCount)
        type =
            titleScore == 0
            ? 0
            : titleScore < 0.1 ? 0.1 : matchesQuery || matchesCategory || titleScore > 0.2 ? 1 : 0.5
        attributes = Self.attributeMatches(bought, wish.goal.attributes)
        options = Self.optionMatches(purchase.choices, wish.goal, correctsQuirks)
        price = purchase.price
        matchesPrice = wish.cap.admits(purchase.price)
        nouns = wanted.product.nouns == nil ? "stub" : "sidecar"
        let met =
            attributes.filter(\.isMet).count + options.filter(\.isMet).count
            + (matchesPrice ? 1 : 0)
        let parts = attributes.count + options.count + 1
        reward = Double(met) / Double(parts) * type
    }

    private static func attributeMatches(
        _ bought: ScoredProduct, _ wanted: [String]
    ) -> [Match] {
        wanted.map { name in
            let fuzzy = FuzzyText(name)
            return Match(
                name: name,
                isMet: bought.attributes.contains { TokenSetRatio.matches($0, fuzzy) }
                    || bought.text.holds(name))
        }
    }

    private static func optionMatches(
        _ choices: [OptionChoice], _ goal: Goal, _ correctsQuirks: Bool
    ) -> [Match] {
        let chosen = choices.map { FuzzyText(Colors.first(in: $0.value) ?? $0.value) }
        return goal.options.map { option in
            let wanted: String
            let isPair = goal.kind == .synthetic && !correctsQuirks
            if isPair {
                // A colour counts only if it is the whole name or value.
                wanted =
                    Colors.first(among: [option.name, option.value])
                    ?? "(\(PythonRepresentation.of(option.name)), "
                    + "\(PythonRepresentation.of(option.value)))"
            } else {
                wanted = Colors.first(in: option.value) ?? option.value
            }
            let fuzzy = FuzzyText(wanted)
            let label = option.name.isEmpty ? option.value : "\(option.name): \(option.value)"
            return Match(
                name: label, isMet: chosen.contains { TokenSetRatio.matches($0, fuzzy) })
        }
    }
}
