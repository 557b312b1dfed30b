import Environments

/// Makes up what an inferred catalog leaves open; what it makes of one thing depends on that thing
/// and the seed alone.
struct Inventor {
    private let facts: InferredStock
    private let seed: UInt64
    /// The words by which each known product was found first.
    private let queries: [Int: String]
    /// The titles that made-up ones are put together from.
    private let titles: [[Substring]]

    init(_ facts: InferredStock, _ tasks: [RecordedTask], seed: UInt64) {
        self.facts = facts
        self.seed = seed
        var queries: [Int: String] = [:]
        for search in facts.searches {
            for number in search.products.values where queries[number] == nil {
                queries[number] = search.words
            }
        }
        self.queries = queries
        let known = facts.products.map(\.card.title).filter { !$0.isEmpty }
        // Where no page lists anything, the shop has what is asked for.
        let sources = known.isEmpty ? tasks.map(\.instruction) + ["household goods"] : known
        titles = sources.map { $0.split(separator: " ") }.filter { !$0.isEmpty }
    }

    private func chance(_ name: String) -> SeededChance { SeededChance(seed: seed, for: name) }

    // MARK: Products

    private static let praise = [
        "easy to clean", "easy to use", "long lasting", "high quality", "light weight", "non slip",
        "machine washable", "water resistant", "fragrance free", "gluten free", "made of steel",
        "made of wood", "double sided", "easy to carry", "fast charging", "hand crafted",
    ]

    /// A known product with all that pages have not shown of it.
    func product(_ number: Int) -> Product {
        let known = facts.products[number]
        var chance = chance("product \(known.card.asin)")
        let praise = Array(Self.praise.shuffled(using: &chance).prefix(3))
        return Product(
            asin: known.card.asin, title: known.card.title, priceTag: known.card.priceTag,
            prices: Self.prices(known.card.priceTag),
            options: known.options?.groups ?? borrowedOptions(&chance),
            description: known.description ?? "\(known.card.title), \(praise[0]) and \(praise[1]).",
            bulletPoints: known.bulletPoints ?? praise, attributes: praise,
            query: queries[number] ?? "")
    }

    /// A product that no page has shown.
    func madeProduct(_ number: Int) -> Product {
        var chance = chance("made \(number)")
        let signs = Array("0123456789ABCDEFGHJKLMNPQRSTVWXYZ")
        let code = (0..<8).map { _ in signs.randomElement(using: &chance) ?? "0" }
        let front = titles.randomElement(using: &chance) ?? []
        let back = titles.randomElement(using: &chance) ?? []
        let words = front.prefix((front.count + 1) / 2) + back.suffix(back.count / 2)
        let model =
            facts.products.randomElement(using: &chance)?.card.priceTag ?? ""
        let near = (Self.prices(model).first ?? 20) * (0.7 + 0.6 * chance.fraction())
        let price = max(0.99, near.rounded(.down) + 0.99)
        let praise = Array(Self.praise.shuffled(using: &chance).prefix(3))
        let title = words.joined(separator: " ")
        return Product(
            asin: "B0" + String(code), title: title,
            priceTag: "$" + PythonRepresentation.of(price), prices: [price],
            options: borrowedOptions(&chance),
            description: "\(title), \(praise[0]) and \(praise[1]).", bulletPoints: praise,
            attributes: praise, query: facts.searches.randomElement(using: &chance)?.words ?? "")
    }

    /// The price or the two ends of its range that a tag tells.
    private static func prices(_ tag: String) -> [Double] {
        tag.split(separator: " ").filter { $0.hasPrefix("$") }.compactMap { Double($0.dropFirst()) }
    }

    /// Options like those of another product; half of all products have none.
    private func borrowedOptions(_ chance: inout SeededChance) -> [Product.OptionGroup] {
        guard Bool.random(using: &chance) else { return [] }
        let known = facts.products.compactMap(\.options?.groups).filter { !$0.isEmpty }
        return known.randomElement(using: &chance)
            ?? [Product.OptionGroup(name: "color", values: ["black", "white", "blue"])]
    }

    // MARK: Goals

    /// A goal that an instruction may mean.
    ///
    /// - Parameter number: the product that it is about.
    func goal(of task: RecordedTask, about number: Int, _ product: Product) -> Goal {
        let (words, cap) = PriceCap.split(task.instruction)
        let content = TitleTokenizer.tokens(of: words).map(\.pythonLowercased).filter {
            $0.utf8.count > 2 && !TitleWords.stopWords.contains($0)
        }
        let title = product.title.pythonLowercased
        let fitting = content.filter { title.holds($0) }
        let values = product.options.flatMap(\.values)
        let asked = values.filter { $0.utf8.count > 1 && words.pythonLowercased.holds($0) }
        let options = task.chosen.isEmpty ? Array(asked.prefix(1)) : task.chosen
        return Goal(
            kind: .human, product: number, instruction: words,
            attributes: Array((fitting.isEmpty ? content : fitting).prefix(3)),
            options: options.map { OptionChoice(name: "", value: $0) }, weight: 1, cap: cap)
    }
}
