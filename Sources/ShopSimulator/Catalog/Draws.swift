import Environments
import JSONTree

/// What one boot of the original drew: hidden prices and price caps.
struct Draws: Sendable {
    /// The price of each product.
    var prices: [String: Double] = [:]
    /// For each kind the caps of its goals, and the product that each is about.
    private var caps: [GoalKind: [(asin: String, cap: PriceCap)]] = [:]

    /// Nothing is fixed.
    init() {}

    /// Reads `draws.json`.
    init(path: String) throws(EnvironmentError) {
        let json = try MappedFile.json(at: path)
        for member in json["prices"]?.object ?? JSONObject() {
            guard let price = member.value.double else {
                throw EnvironmentError(.badWorld, "\(path): the price of \(member.key) is none")
            }
            prices[member.key] = price
        }
        for kind in GoalKind.allCases {
            var list: [(asin: String, cap: PriceCap)] = []
            for (place, goal) in (json[kind.rawValue]?.array ?? []).enumerated() {
                guard let asin = goal["asin"]?.string, let cap = goal["price_upper"]?.double else {
                    throw EnvironmentError(
                        .badWorld,
                        "\(path): \(kind.rawValue) goal \(place) lacks asin or price_upper")
                }
                list.append((asin, cap < 1_000_000 ? .dollars(cap) : .none))
            }
            caps[kind] = list
        }
    }

    /// The caps of goals that stand in the order of the draws; `nil` where none are fixed.
    ///
    /// - Parameter asins: the products of the goals.
    /// - Throws: where the draws are those of another catalog.
    func caps(
        of asins: some Collection<String>, _ kind: GoalKind
    ) throws(EnvironmentError) -> [PriceCap]? {
        guard let list = caps[kind], !list.isEmpty else { return nil }
        guard list.count == asins.count else {
            throw EnvironmentError(
                .badWorld,
                "draws.json is of another catalog: it has \(list.count) \(kind.rawValue) goals, "
                    + "the catalog \(asins.count)")
        }
        for (index, (drawn, asin)) in zip(list, asins).enumerated()
        where !drawn.asin.isSame(as: asin) {
            throw EnvironmentError(
                .badWorld,
                "draws.json is of another catalog: \(kind.rawValue) goal \(index) is about "
                    + "\(drawn.asin), not \(asin)")
        }
        return list.map(\.cap)
    }
}
