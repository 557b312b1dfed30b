import Environments
import JSONTree

/// A catalog that was inferred from dialogues: WebShop's files of products, and `inferred.json`,
/// which says of them what that form has no place for.
///
/// Beside the members of every ``InferredWorld/markerName`` these are:
/// - `tasks`: for each dialogue its `id` and `instruction`, and what was `bought` with which
///   `chosen` values;
/// - `searches`: for each its `words`, the `total` that it finds, and the found `products` in their
///   order, `null` for those that no page has shown;
/// - `shown`: for each product what else pages have shown of it: `options`, `option-groups` (where
///   a page lists which texts are values), `description`, `features`. The rest is unknown.
struct OpenCatalog {
    private(set) var stock = InferredStock()
    private(set) var tasks: [RecordedTask] = []
    private(set) var faults: [String] = []

    private enum Shown: String {
        case options, description, features
        case groups = "option-groups"
    }

    /// The members that a catalog adds to its marker.
    static func details(of stock: InferredStock, _ tasks: [RecordedTask]) -> JSONObject {
        var details = JSONObject()
        details.append("tasks", .array(tasks.map(\.json)))
        details.append(
            "searches",
            .array(
                stock.searches.map { search in
                    let end = search.products.keys.max().map { $0 + 1 } ?? 0
                    return [
                        "words": .string(search.words), "total": JSON(search.total),
                        "products": .array(
                            (0..<end).map { place in
                                JSON(search.products[place].map { stock.products[$0].card.asin })
                            }),
                    ]
                }))
        var shown = JSONObject()
        for product in stock.products {
            let known: [(Shown, Bool)] = [
                (.options, product.options != nil),
                (.groups, product.options?.hasKnownGroups ?? false),
                (.description, product.description != nil),
                (.features, product.bulletPoints != nil),
            ]
            let names = known.filter(\.1).map { JSON.string($0.0.rawValue) }
            if !names.isEmpty { shown.append(product.card.asin, .array(names)) }
        }
        details.append("shown", .object(shown))
        return details
    }

    /// Reads the files of an inferred catalog.
    init(_ files: CatalogFiles, marker path: String, skipsFaults: Bool) throws(EnvironmentError) {
        let marker = try Self.parse(path)
        let shown = marker["shown"]?.object ?? JSONObject()
        let facts = Dictionary(
            shown.map { ($0.key, Set(($0.value.array ?? []).compactMap(\.string))) },
            uniquingKeysWith: { $1 })
        var reader = CatalogReader(skipsFaults: skipsFaults)
        var stock = InferredStock()
        try reader.read(files) { product, _ throws(EnvironmentError) in
            stock.learn(product, shown: facts[product.asin] ?? [])
        }
        for (index, entry) in (marker["searches"]?.array ?? []).enumerated() {
            stock.learn(try Self.search(entry, stock, "\(path): searches[\(index)]"))
        }
        for (index, entry) in (marker["tasks"]?.array ?? []).enumerated() {
            guard let task = RecordedTask(entry) else {
                throw EnvironmentError(
                    .badWorld, "\(path): tasks[\(index)] lacks an id or an instruction")
            }
            tasks.append(task)
        }
        self.stock = stock
        faults = reader.faults
    }

    private static func parse(_ path: String) throws(EnvironmentError) -> JSON {
        let json = try MappedFile.json(at: path)
        let environment = json["environment"]?.string
        guard environment == EnvironmentIdentifier.webshop.rawValue else {
            throw EnvironmentError(
                .badWorld,
                "\(path) describes a world of \(environment ?? "no environment"), not of webshop")
        }
        return json
    }

    private static func search(
        _ entry: JSON, _ stock: InferredStock, _ place: String
    ) throws(EnvironmentError) -> KnownSearch {
        guard let words = entry["words"]?.string, let total = entry["total"]?.int, total >= 0,
            let products = entry["products"]?.array, products.count <= total
        else {
            throw EnvironmentError(
                .badWorld,
                "\(place) lacks words, a total, or products, of which there are at most "
                    + "the total")
        }
        var search = KnownSearch(words: words, total: total)
        for (index, product) in products.enumerated() where !product.isNull {
            guard let asin = product.string, let number = stock.number(of: asin) else {
                throw EnvironmentError(
                    .badWorld,
                    "\(place).products[\(index)] is no product of the catalog's files")
            }
            search.products[index] = number
        }
        return search
    }
}

extension InferredStock {
    /// Learns a product of a file, as far as pages have shown it.
    fileprivate mutating func learn(_ product: Product, shown: Set<String>) {
        _ = learn(
            ProductCard(asin: product.asin, title: product.title, priceTag: product.priceTag))
        if shown.contains("options") {
            let texts = product.options.flatMap { [$0.name] + $0.values }
            _ = learn(
                .options(
                    asin: product.asin,
                    KnownOptions(
                        texts: texts, groups: product.options,
                        hasKnownGroups: shown.contains("option-groups"))))
        }
        if shown.contains("description") {
            _ = learn(.description(asin: product.asin, product.description))
        }
        if shown.contains("features") {
            _ = learn(.features(asin: product.asin, product.bulletPoints))
        }
    }
}
