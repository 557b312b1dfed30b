/// What a visitor has read of a product, held against what was asked for.
struct Evidence {
    /// The terms of each attribute that the instruction names.
    private let attributes: [Set<String>]
    /// The terms of the instruction's other words: the kind of product.
    private let kind: Set<String>
    private let cap: PriceCap
    private var seen: Set<String> = []

    init(_ wish: Errand.Wish, instruction: String) {
        let told = Set(Analyzer.terms(of: instruction))
        attributes = wish.goal.attributes.map { Set(Analyzer.terms(of: $0)) }
            .filter { !$0.isEmpty && $0.isSubset(of: told) }
        let chosen = wish.goal.options.flatMap { Analyzer.terms(of: $0.name + " " + $0.value) }
        kind = Set(Analyzer.terms(of: SearchWords.words(of: instruction, isShort: false)))
            .subtracting(chosen).subtracting(
                attributes.reduce(into: Set<String>()) { $0.formUnion($1) })
        cap = wish.cap
    }

    /// Begins with what a list says of a product.
    mutating func open(_ card: ProductCard) {
        seen = Set(Analyzer.terms(of: card.title))
    }

    /// Adds what a page says of the product; the instruction at its head says nothing of it.
    mutating func read(_ page: String) {
        let parts = page.split(separator: "[SEP]")
        seen.formUnion(parts.dropFirst(2).flatMap { Analyzer.terms(of: $0) })
    }

    /// Whether all attributes that were asked for have been read of.
    var isComplete: Bool { attributes.allSatisfy { $0.isSubset(of: seen) } }

    /// Products by how well their titles and prices fit; those that fit alike in their order.
    func ranking(of cards: [ProductCard]) -> [(card: ProductCard, fit: Int)] {
        cards.enumerated().map { place, card in
            (place: place, card: card, fit: fit(of: card))
        }.sorted { ($1.fit, $0.place) < ($0.fit, $1.place) }.map { ($0.card, $0.fit) }
    }

    /// 0 for what costs too much or is another kind of thing.
    private func fit(of card: ProductCard) -> Int {
        let title = Set(Analyzer.terms(of: card.title))
        let shared = kind.intersection(title).count
        guard shared > 0 || kind.isEmpty, isCheapEnough(card) else { return 0 }
        return 1 + shared + 4 * attributes.count { $0.isSubset(of: title) }
    }

    /// Of a range of prices the lowest counts.
    private func isCheapEnough(_ card: ProductCard) -> Bool {
        let digits = card.priceTag.drop { !$0.isNumber }.prefix { $0.isNumber || $0 == "." }
        return Double(digits).map(cap.admits) ?? true
    }
}
