import Environments

/// A shop as far as the pages of a dialogue have shown it.
///
/// It holds facts about products and searches, never texts of pages; what no page has shown is
/// thrown as ``EnvironmentError/Code-swift.enum/unknown`` with the name of a ``Fact``.
struct InferredStock: Stock {
    /// What may be unknown.
    enum Fact: String {
        case listing, options, description, features
    }

    /// What is known of a product.
    struct KnownProduct: Hashable {
        var card: ProductCard
        /// The names and values of its options, one after the other; where a group begins is
        /// unknown.
        var options: [String]?
        var description: String?
        var bulletPoints: [String]?
    }

    /// What is known of a search.
    private struct KnownSearch {
        var total: Int
        /// The found products, in their order; `nil` where no page has shown them.
        var products: [Int?]
    }

    private(set) var products: [KnownProduct] = []
    private var numbers: [String: Int] = [:]
    private var searches: [[String]: KnownSearch] = [:]

    /// Stands in a listing for a product that no page has shown.
    static let unknownProduct = -1

    /// Searches are known by what the engine makes of their words, in any order: it counts words.
    private static func key(_ keywords: [String]) -> [String] {
        switch Query(keywords) {
        case .text(let text): Analyzer.terms(of: text).sorted()
        default: ["<"] + keywords
        }
    }

    private func unknown(_ fact: Fact) -> EnvironmentError {
        EnvironmentError(.unknown, fact.rawValue)
    }

    var count: Int { products.count }

    /// More of a listing may become known.
    var listingsStay: Bool { false }

    func listing(
        for keywords: [String], _ correctsQuirks: Bool, using chance: inout SeededChance
    ) throws(SearchFailure) -> [Int] {
        // A search without words finds nothing; any other that no page has shown is unknown.
        let key = Self.key(keywords)
        if case .random = Query(keywords) { throw .failed(unknown(.listing)) }
        return try listing(Query(keywords), of: SearchIndex.limit, correctsQuirks, using: &chance) {
            _ throws(EnvironmentError) in
            if key.isEmpty { return [] }
            guard let search = searches[key] else { throw unknown(.listing) }
            return search.products.map { $0 ?? Self.unknownProduct }
        }
    }

    func number(of asin: String) -> Int? { numbers[asin] }

    func card(_ number: Int) throws(EnvironmentError) -> ProductCard {
        guard products.indices.contains(number) else { throw unknown(.listing) }
        return products[number].card
    }

    func options(_ number: Int) throws(EnvironmentError) -> [Product.OptionGroup] {
        guard let options = products[number].options else { throw unknown(.options) }
        // One group without a name shows the same texts, wherever the groups really begin.
        return options.isEmpty ? [] : [Product.OptionGroup(name: "", values: options)]
    }

    func description(_ number: Int) throws(EnvironmentError) -> String {
        guard let description = products[number].description else { throw unknown(.description) }
        return description
    }

    func bulletPoints(_ number: Int) throws(EnvironmentError) -> [String] {
        guard let lines = products[number].bulletPoints else { throw unknown(.features) }
        return lines
    }

    func product(_ number: Int) throws(EnvironmentError) -> Product {
        throw .unsupported("what the agent never sees of a product, without a catalog")
    }
}

// MARK: - New facts

extension InferredStock {
    /// Learns what a page of results shows.
    ///
    /// - Returns: what contradicts it; `nil` if it fits what is known.
    mutating func learn(_ page: ReadResults, for keywords: [String], number: Int) -> String? {
        let key = Self.key(keywords)
        var search =
            searches[key]
            ?? KnownSearch(total: page.total, products: Array(repeating: nil, count: page.total))
        guard search.total == page.total else {
            return "the same search found \(search.total) products before"
        }
        let start = (number - 1) * ShownPage.size
        let expected = start < 0 ? 0 : max(0, min(ShownPage.size, page.total - start))
        guard page.cards.count == expected else {
            return "the page lists \(page.cards.count) of \(page.total) products"
        }
        var listed = Set(search.products.compactMap { $0 })
        for (index, card) in page.cards.enumerated() {
            let product: Int
            if let known = numbers[card.asin] {
                guard products[known].card == card else {
                    return "\(card.asin) had another title or price before"
                }
                product = known
            } else {
                product = products.count
                products.append(KnownProduct(card: card))
                numbers[card.asin] = product
            }
            if let known = search.products[start + index] {
                guard known == product else { return "the same search listed others before" }
            } else {
                guard listed.insert(product).inserted else {
                    return "\(card.asin) is listed twice"
                }
                search.products[start + index] = product
            }
        }
        searches[key] = search
        return nil
    }

    /// Learns the option texts of a product.
    mutating func learn(options: [String], of product: Int) {
        products[product].options = options
    }

    /// Learns the description of a product.
    mutating func learn(description: String, of product: Int) {
        products[product].description = description
    }

    /// Learns the features of a product.
    mutating func learn(bulletPoints: [String], of product: Int) {
        products[product].bulletPoints = bulletPoints
    }
}
