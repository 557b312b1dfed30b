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
        let file = try MappedFile(path)
        let json: JSON
        do {
            json = try JSON.parse(bytes: file.copy(0..<file.bytes.count))
        } catch {
            throw EnvironmentError(.badWorld, "\(path): \(error)")
        }
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

    /// Fixes the caps of goals that stand in the order of the draws.
    ///
    /// - Throws: where the draws are those of another catalog.
    func fix(
        _ goals: inout [Goal], _ kind: GoalKind, _ products: (Int) -> String
    ) throws(EnvironmentError) {
        guard let list = caps[kind], !list.isEmpty else { return }
        guard list.count == goals.count else {
            throw EnvironmentError(
                .badWorld,
                "draws.json is of another catalog: it has \(list.count) \(kind.rawValue) goals, "
                    + "the catalog \(goals.count)")
        }
        for index in goals.indices {
            guard list[index].asin.isSame(as: products(goals[index].product)) else {
                throw EnvironmentError(
                    .badWorld,
                    "draws.json is of another catalog: \(kind.rawValue) goal \(index) is about "
                        + "\(list[index].asin), not \(products(goals[index].product))")
            }
            goals[index].cap = list[index].cap
        }
    }
}
