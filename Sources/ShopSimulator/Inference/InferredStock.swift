import Environments

/// A shop as far as the pages of dialogues have shown it.
///
/// It holds facts about products and searches, never texts of pages; what no page has shown is
/// thrown as ``EnvironmentError/Code-swift.enum/unknown`` with the name of a ``MissingFact``.
struct InferredStock: Stock {
    /// What is known of a product.
    struct KnownProduct: Hashable {
        var card: ProductCard
        var options: KnownOptions?
        var description: String?
        var bulletPoints: [String]?
    }

    private(set) var products: [KnownProduct] = []
    private(set) var searches: [KnownSearch] = []
    private var numbers: [String: Int] = [:]
    private var searchNumbers: [SearchKey: Int] = [:]

    var count: Int { products.count }

    /// More of a listing may become known.
    var listingsStay: Bool { false }

    /// What is known of a search.
    func search(_ key: SearchKey) -> KnownSearch? { searchNumbers[key].map { searches[$0] } }

    /// What is known of a product.
    func known(_ asin: String) -> KnownProduct? { numbers[asin].map { products[$0] } }

    func listing(
        for keywords: [String], _ correctsQuirks: Bool, using chance: inout SeededChance
    ) throws(SearchFailure) -> [Int] {
        let missing = MissingFact(.listing, of: "“\(keywords.joined(separator: " "))”")
        if case .random = Query(keywords) { throw .failed(missing.error) }
        return try listing(Query(keywords), of: SearchIndex.limit, correctsQuirks, using: &chance) {
            _ throws(EnvironmentError) in
            let key = SearchKey(keywords)
            // A search without words finds nothing; any other that no page has shown is unknown.
            if key.isEmpty { return [] }
            guard let number = searchNumbers[key] else { throw missing.error }
            let search = searches[number]
            return (0..<search.total).map {
                search.products[$0] ?? Self.unseen(place: $0, search: number)
            }
        }
    }

    /// Stands in a listing for a product that no page has shown.
    private static func unseen(place: Int, search: Int) -> Int { -1 - (search << 32 | place) }

    func number(of asin: String) -> Int? { numbers[asin] }

    func card(_ number: Int) throws(EnvironmentError) -> ProductCard {
        if products.indices.contains(number) { return products[number].card }
        let code = -1 - number
        let words = searches.indices.contains(code >> 32) ? searches[code >> 32].words : ""
        let page = (code & 0xFFFF_FFFF) / ShownPage.size + 1
        throw MissingFact(.listing, of: "“\(words)” on page \(page)").error
    }

    private func missing(_ kind: MissingFact.Kind, _ number: Int) -> EnvironmentError {
        MissingFact(kind, of: products[number].card.asin).error
    }

    func options(_ number: Int) throws(EnvironmentError) -> [Product.OptionGroup] {
        guard let options = products[number].options else { throw missing(.options, number) }
        return options.groups
    }

    func description(_ number: Int) throws(EnvironmentError) -> String {
        guard let description = products[number].description else {
            throw missing(.description, number)
        }
        return description
    }

    func bulletPoints(_ number: Int) throws(EnvironmentError) -> [String] {
        guard let lines = products[number].bulletPoints else { throw missing(.features, number) }
        return lines
    }

    func product(_ number: Int) throws(EnvironmentError) -> Product {
        throw products.indices.contains(number)
            ? missing(.hidden, number) : MissingFact(.hidden, of: "its products").error
    }

    func guesses(on page: ShownPage) -> [MissingFact] {
        guard page.kind == .item, let number = page.product,
            let options = products[number].options, !options.hasKnownGroups, !options.texts.isEmpty
        else { return [] }
        return [MissingFact(.groups, of: products[number].card.asin)]
    }
}

// MARK: - New facts

extension InferredStock {
    /// Learns what a page says.
    ///
    /// - Returns: what contradicts it; `nil` if it fits what is known.
    mutating func learn(_ lesson: ShopLesson) -> String? {
        switch lesson {
        case .results(let page): return learn(page)
        case .options(let asin, let options):
            return learn(\.options, options, "options", of: asin) {
                $0.agrees(with: $1)
            }
        case .description(let asin, let text):
            return learn(\.description, text, "description", of: asin) { $0.isSame(as: $1) }
        case .features(let asin, let lines):
            return learn(\.bulletPoints, lines, "features", of: asin) {
                $0.isSame(as: $1)
            }
        }
    }

    private mutating func learn<Value>(
        _ path: WritableKeyPath<KnownProduct, Value?>, _ value: Value, _ name: String,
        of asin: String, agrees: (Value, Value) -> Bool
    ) -> String? {
        guard let number = numbers[asin] else { return "no page has listed \(asin)" }
        if let known = products[number][keyPath: path] {
            return agrees(known, value) ? nil : "\(asin) had other \(name) before"
        }
        products[number][keyPath: path] = value
        return nil
    }

    private mutating func learn(_ page: KnownSearch.Page) -> String? {
        let key = page.key
        var search =
            search(key) ?? KnownSearch(words: page.words, total: page.total)
        guard search.total == page.total else {
            return "the same search found \(search.total) products before"
        }
        let start = (page.number - 1) * ShownPage.size
        let expected = start < 0 ? 0 : max(0, min(ShownPage.size, page.total - start))
        guard page.cards.count == expected else {
            return "the page lists \(page.cards.count) of \(page.total) products"
        }
        var listed = Set(search.products.values)
        for (index, card) in page.cards.enumerated() {
            guard let product = learn(card) else {
                return "\(card.asin) had another title or price before"
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
        if let number = searchNumbers[key] {
            searches[number] = search
        } else {
            searchNumbers[key] = searches.count
            searches.append(search)
        }
        return nil
    }

    /// Learns the title and price of a product; `nil` if they were others before.
    mutating func learn(_ card: ProductCard) -> Int? {
        if let known = numbers[card.asin] {
            return products[known].card.isSame(as: card) ? known : nil
        }
        numbers[card.asin] = products.count
        products.append(KnownProduct(card: card))
        return products.count - 1
    }

    /// Learns a search as it was written down.
    mutating func learn(_ search: KnownSearch) {
        searchNumbers[SearchKey(search.words.splitAtSpaces)] = searches.count
        searches.append(search)
    }
}

extension [String] {
    /// Whether both are the same texts, code point by code point.
    func isSame(as other: [String]) -> Bool {
        elementsEqual(other) { $0.isSame(as: $1) }
    }
}

extension KnownOptions {
    /// Whether one product can have both.
    func agrees(with other: KnownOptions) -> Bool {
        texts.isSame(as: other.texts)
            && (!hasKnownGroups || !other.hasKnownGroups || groups == other.groups)
    }
}

extension ProductCard {
    /// Whether both are the same code points.
    func isSame(as other: ProductCard) -> Bool {
        asin.isSame(as: other.asin) && title.isSame(as: other.title)
            && priceTag.isSame(as: other.priceTag)
    }
}
