import Environments

/// A catalog that was inferred from dialogues, with everything that it leaves open filled in.
///
/// What the dialogues say stays as it is. The rest is made up by the seed, the same for the same
/// seed: what pages have not shown of the known products, further products between which searches
/// choose by the ranking of real catalogs, and what the goals want.
struct CompletedCatalog {
    let stock: CompletedStock
    let tasks: [RecordedTask]

    /// How many products are made up, at least.
    private static let madeProducts = 60

    init(_ catalog: OpenCatalog, seed: UInt64) throws(EnvironmentError) {
        let facts = catalog.stock
        let inventor = Inventor(facts, catalog.tasks, seed: seed)
        var products = facts.products.indices.map { inventor.product($0) }
        let open = facts.searches.map { $0.total - $0.products.count }.max() ?? 0
        var taken = Set(products.map(\.asin))
        for number in 0..<min(max(Self.madeProducts, open), 1000) {
            let product = inventor.madeProduct(number)
            if taken.insert(product.asin).inserted { products.append(product) }
        }
        var builder = IndexBuilder()
        for product in products { builder.add(asin: product.asin, text: product.searchText) }
        let index = SearchIndex(try IndexImage(owning: builder.build(stamp: 0)))
        stock = CompletedStock(facts, Shelves(products, index: index))
        tasks = catalog.tasks.map { task in
            var task = task
            let number = task.bought.flatMap { facts.number(of: $0) } ?? 0
            task.goal = inventor.goal(of: task, about: number, products[number])
            return task
        }
    }
}

/// The stock of a completed catalog, which knows what of it is made up.
struct CompletedStock: Stock {
    private let facts: InferredStock
    private let shelves: Shelves
    /// The whole listings of the searches of which pages have shown something.
    private let listings: [SearchKey: [Int]]

    init(_ facts: InferredStock, _ shelves: Shelves) {
        self.facts = facts
        self.shelves = shelves
        var listings: [SearchKey: [Int]] = [:]
        for search in facts.searches {
            // The products that fit best take the places that no page has shown.
            var taken = Set(search.products.values)
            let ranked = shelves.index.search(search.words).map(\.product)
            let open = search.total - search.products.count
            var fillers: [Int] = []
            for number in ranked + shelves.products.indices
            where fillers.count < open && taken.insert(number).inserted {
                fillers.append(number)
            }
            var used = 0
            listings[SearchKey(search.words.splitAtSpaces)] = (0..<search.total).map { place in
                if let product = search.products[place] { return product }
                defer { used += 1 }
                // In a listing longer than the shop they come again.
                return fillers[used % fillers.count]
            }
        }
        self.listings = listings
    }

    var count: Int { shelves.count }
    var isCompleted: Bool { true }

    func listing(
        for keywords: [String], _ correctsQuirks: Bool, using chance: inout SeededChance
    ) throws(SearchFailure) -> [Int] {
        if let listing = listings[SearchKey(keywords)] { return listing }
        return try shelves.listing(for: keywords, correctsQuirks, using: &chance)
    }

    func number(of asin: String) -> Int? { shelves.number(of: asin) }
    func card(_ number: Int) -> ProductCard { shelves.card(number) }
    func options(_ number: Int) -> [Product.OptionGroup] { shelves.options(number) }
    func description(_ number: Int) -> String { shelves.description(number) }
    func bulletPoints(_ number: Int) -> [String] { shelves.bulletPoints(number) }
    func product(_ number: Int) -> Product { shelves.product(number) }

    func guesses(on page: ShownPage) -> [MissingFact] {
        if page.kind == .results { return guesses(onResults: page) }
        guard let number = page.product else { return [] }
        let asin = card(number).asin
        guard facts.products.indices.contains(number) else {
            return [MissingFact(.product, of: asin)]
        }
        let known = facts.products[number]
        let missing: [MissingFact.Kind] =
            switch page.kind {
            case .item where known.options == nil: [.options]
            case .item: facts.guesses(on: page).map(\.kind)
            case .description where known.description == nil: [.description]
            case .features where known.bulletPoints == nil: [.features]
            case .attributes: [.hidden]
            case .done where page.reward != nil: [.hidden, .goal]
            default: []
            }
        return missing.map { MissingFact($0, of: asin) }
    }

    private func guesses(onResults page: ShownPage) -> [MissingFact] {
        let words = "“\(page.keywords.joined(separator: " "))”"
        guard let search = facts.search(SearchKey(page.keywords)) else {
            return page.listing.isEmpty ? [] : [MissingFact(.listing, of: words)]
        }
        let isSeen = page.listed.indices.allSatisfy { search.products[$0] != nil }
        return isSeen ? [] : [MissingFact(.listing, of: "\(words) on page \(page.number)")]
    }
}
