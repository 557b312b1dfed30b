/// Which goals: those that people wrote, or those made from the catalog.
public enum GoalKind: String, CaseIterable, Hashable, Sendable {
    /// Instructions that people wrote.
    case human
    /// Instructions made from products and their options.
    case synthetic
}

/// What an episode is about: a product to find, and what it must have.
public struct Goal: Hashable, Sendable {
    /// Who wrote it.
    public var kind: GoalKind
    /// The number of the product, in the order of the catalog.
    var product: Int
    /// What is wanted, without the price.
    public var instruction: String
    /// What the product must be.
    public var attributes: [String]
    /// The options to choose; those of human goals have no names.
    public var options: [OptionChoice]
    /// How likely the goal is to be drawn.
    public var weight: Double
    /// The price cap, where a file of draws fixes it.
    var cap: PriceCap?
}

/// The most that a product may cost.
enum PriceCap: Hashable, Sendable {
    /// Less than this many dollars.
    case dollars(Double)
    /// Whatever it costs.
    case none

    /// The caps that the original chooses between: the next four multiples of ten.
    static func candidates(above price: Double) -> [Double] {
        Array((1..<100).lazy.map { Double($0) * 10 }.filter { $0 > price }.prefix(4))
    }

    /// The cap for a product of some price, of two candidates the higher.
    ///
    /// - Parameter chance: feeds the choice.
    static func drawn(
        above price: Double, using chance: inout some RandomNumberGenerator
    ) -> PriceCap {
        var candidates = candidates(above: price)
        guard candidates.count >= 2 else { return .none }
        let first = candidates.remove(at: Int.random(in: 0..<candidates.count, using: &chance))
        let second = candidates[Int.random(in: 0..<candidates.count, using: &chance)]
        return .dollars(max(first, second))
    }

    /// What follows an instruction.
    var clause: String {
        switch self {
        case .dollars(let cap): ", and price lower than \(PythonRepresentation.cents(cap)) dollars"
        case .none: ""
        }
    }

    /// Whether a price is low enough.
    func admits(_ price: Double) -> Bool {
        switch self {
        case .dollars(let cap): price <= cap
        case .none: price <= 1_000_000
        }
    }
}
