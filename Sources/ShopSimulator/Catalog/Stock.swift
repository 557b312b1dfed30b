import Environments

/// What a shop has: its products, each with a number, and what finds them.
///
/// A real catalog knows everything; the one inferred from a dialogue throws
/// ``EnvironmentError/Code-swift.enum/unknown`` for what no page has shown yet.
protocol Stock: Sendable {
    /// How many products there are.
    var count: Int { get }

    /// Whether the same search has the same listing whenever it is made.
    var listingsStay: Bool { get }

    /// The products that a search lists, in their order.
    func listing(
        for keywords: [String], _ correctsQuirks: Bool, using chance: inout SeededChance
    ) throws(SearchFailure) -> [Int]

    /// The number of a product.
    func number(of asin: String) throws(EnvironmentError) -> Int?

    /// What lists show of a product.
    func card(_ number: Int) throws(EnvironmentError) -> ProductCard

    /// The options of a product.
    func options(_ number: Int) throws(EnvironmentError) -> [Product.OptionGroup]

    /// The description of a product.
    func description(_ number: Int) throws(EnvironmentError) -> String

    /// The features of a product.
    func bulletPoints(_ number: Int) throws(EnvironmentError) -> [String]

    /// The product with all that the agent never sees.
    func product(_ number: Int) throws(EnvironmentError) -> Product

    /// What of a page is no fact: assumed for want of one, or invented.
    func guesses(on page: ShownPage) -> [MissingFact]

    /// Whether guesses are invented on request, not merely assumed.
    var isCompleted: Bool { get }
}

extension Stock {
    /// As in any catalog.
    var listingsStay: Bool { true }

    /// None in a real catalog.
    func guesses(on page: ShownPage) -> [MissingFact] { [] }

    /// There is nothing to complete.
    var isCompleted: Bool { false }
}

/// Why a search has no result.
enum SearchFailure: Error {
    /// The original raises an exception, in Python's words.
    case raised(String)
    /// The catalog cannot be read, or does not know.
    case failed(EnvironmentError)
}

/// A query's words, as the original understands them.
enum Query {
    /// `<r>`: some products by chance.
    case random
    /// `<a>`: those with an attribute.
    case attribute(String)
    /// `<c>`: those of a category; `nil` if none is named.
    case category(String?)
    /// `<q>`: those found by a query.
    case query(String)
    /// Whatever the search engine finds.
    case text(String)

    init(_ keywords: [String]) {
        let rest = keywords.dropFirst().joined(separator: " ").pythonStripped
        switch keywords.first {
        case "<r>": self = .random
        case "<a>": self = .attribute(rest)
        case "<c>": self = .category(keywords.count > 1 ? keywords[1].pythonStripped : nil)
        case "<q>": self = .query(rest)
        default: self = .text(keywords.joined(separator: " "))
        }
    }
}
