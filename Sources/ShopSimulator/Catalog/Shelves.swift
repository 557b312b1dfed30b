import Environments

/// A catalog in memory.
struct Shelves: Stock {
    let products: [Product]
    private let numbers: [String: Int]
    let index: SearchIndex

    init(_ products: [Product], index: SearchIndex) {
        self.products = products
        self.index = index
        numbers = Dictionary(
            products.enumerated().map { ($0.element.asin, $0.offset) },
            uniquingKeysWith: { first, _ in first })
    }

    func listing(
        for keywords: [String], _ correctsQuirks: Bool, using chance: inout SeededChance
    ) throws(SearchFailure) -> [Int] {
        try listing(Query(keywords), of: products.count, correctsQuirks, using: &chance) {
            query throws(EnvironmentError) in
            switch query {
            case .attribute(let name): numbers { $0.attributes.contains { $0.isSame(as: name) } }
            case .category(let name): numbers { name?.isSame(as: $0.category) ?? false }
            case .query(let name): numbers { $0.query.isSame(as: name) }
            case .text(let text): index.search(text).map(\.product)
            case .random: []
            }
        }
    }

    private func numbers(where matches: (Product) -> Bool) -> [Int] {
        products.indices.filter { matches(products[$0]) }
    }

    var count: Int { products.count }

    func number(of asin: String) -> Int? { numbers[asin] }

    func card(_ number: Int) -> ProductCard {
        let product = products[number]
        return ProductCard(
            asin: product.asin, title: product.title, priceTag: product.priceTag)
    }

    func options(_ number: Int) -> [Product.OptionGroup] { products[number].options }

    func description(_ number: Int) -> String { products[number].description }

    func bulletPoints(_ number: Int) -> [String] { products[number].bulletPoints }

    func product(_ number: Int) -> Product { products[number] }
}

extension Stock {
    /// A query's listing, with the original's exceptions where they are kept.
    ///
    /// - Parameter find: gives the products of a query that is neither random nor raises.
    func listing(
        _ query: Query, of count: Int, _ correctsQuirks: Bool, using chance: inout SeededChance,
        find: (Query) throws(EnvironmentError) -> [Int]
    ) throws(SearchFailure) -> [Int] {
        switch query {
        case .random:
            guard count >= SearchIndex.limit || correctsQuirks else {
                throw .raised("ValueError: Sample larger than population or is negative")
            }
            return sample(min(count, SearchIndex.limit), of: count, using: &chance)
        case .attribute where !correctsQuirks:
            throw .raised("TypeError: 'NoneType' object is not subscriptable")
        case .category(nil) where !correctsQuirks:
            throw .raised("IndexError: list index out of range")
        default:
            do {
                return try find(query)
            } catch {
                throw .failed(error)
            }
        }
    }

    private func sample(
        _ size: Int, of count: Int, using chance: inout SeededChance
    ) -> [Int] {
        var chosen: Set<Int> = []
        var sample: [Int] = []
        while sample.count < size {
            let number = Int.random(in: 0..<count, using: &chance)
            if chosen.insert(number).inserted { sample.append(number) }
        }
        return sample
    }
}
