import Environments
import JSONTree

/// The catalog that dialogues imply, as files: their products in WebShop's own form, and beside
/// them what that form has no place for (see ``OpenCatalog``).
struct InferredShop {
    private var stock = InferredStock()
    private var tasks: [RecordedTask] = []
    private var facts: [(dialogue: String, fact: InferredWorld.Fact)] = []

    /// Adds what a dialogue says.
    ///
    /// - Throws: where it contradicts what is there, or cannot be told in WebShop's form; nothing
    ///   is added then.
    mutating func add(_ record: ShopRecord) throws(EnvironmentError) {
        for product in record.stock.products { _ = try row(of: product) }
        var next = stock
        for learnt in record.learnt {
            if let contradiction = next.learn(learnt.lesson) {
                throw EnvironmentError(
                    .badWorld, "\(record.id), turn \(learnt.turn): \(contradiction)")
            }
        }
        stock = next
        tasks.append(
            RecordedTask(
                id: record.id, instruction: record.instruction, bought: record.purchase?.asin,
                chosen: record.purchase?.choices.map(\.value) ?? []))
        facts.append((record.id, InferredWorld.Fact("the instruction", turn: record.opening)))
        facts += record.learnt.map {
            (record.id, InferredWorld.Fact($0.lesson.summary, turn: $0.turn))
        }
    }

    /// The files, the facts and what stays unknown.
    func world() throws(EnvironmentError) -> InferredWorld {
        var rows: [JSON] = []
        for product in stock.products { rows.append(try row(of: product)) }
        let text = JSON.array(rows).text(.indented(1)) + "\n"
        return InferredWorld(
            files: [
                InferredWorld.File(name: "items_shuffle.json", bytes: Array(text.utf8)),
                InferredWorld.marker(
                    of: .webshop, dialogues: tasks.map(\.id), unknown: unknown,
                    details: OpenCatalog.details(of: stock, tasks)),
            ],
            facts: facts.map { dialogue, fact in
                // The turns of several dialogues are told apart by their ids.
                tasks.count > 1
                    ? InferredWorld.Fact("\(dialogue): \(fact.text)", turn: fact.turn) : fact
            }, unknown: unknown)
    }

    /// A product as WebShop's files have it; what is unknown is empty.
    private func row(of product: InferredStock.KnownProduct) throws(EnvironmentError) -> JSON {
        var options = JSONObject()
        for group in product.options?.groups ?? [] {
            options.append(
                group.name,
                .array(group.values.map { .object(JSONObject([("value", .string($0))])) })
            )
        }
        let row: JSON = [
            "asin": .string(product.card.asin), "name": .string(product.card.title),
            "pricing": .string(product.card.priceTag),
            "full_description": .string(product.description ?? ""),
            "small_description": .array((product.bulletPoints ?? []).map(JSON.string)),
            "images": [""], "product_category": "", "category": "", "query": "",
            "customization_options": .object(options),
        ]
        guard let read = try? ProductReader.product(row), read.asin.isSame(as: product.card.asin),
            read.title.isSame(as: product.card.title),
            read.priceTag.isSame(as: product.card.priceTag),
            read.options == product.options?.groups ?? []
        else {
            throw .unsupported(
                "a catalog with \(product.card.asin), which WebShop's files cannot tell as its "
                    + "pages do")
        }
        return row
    }

    private var unknown: [String] {
        var unknown = ["what other searches find, and all products that no page lists"]
        for search in stock.searches where search.products.count < search.total {
            unknown.append(
                "\(search.total - search.products.count) of the \(search.total) products found by "
                    + "“\(search.words)”")
        }
        func count(_ name: String, _ isMissing: (InferredStock.KnownProduct) -> Bool) {
            let missing = stock.products.count(where: isMissing)
            if missing > 0 {
                unknown.append("\(name) of \(missing) of the \(stock.products.count) products")
            }
        }
        count("the options") { $0.options == nil }
        count("where the option groups begin") {
            $0.options.map { !$0.hasKnownGroups && !$0.texts.isEmpty } ?? false
        }
        count("the description") { $0.description == nil }
        count("the features") { $0.bulletPoints == nil }
        unknown.append(
            "what the goals want beyond their words (product, attributes, options), and so all rewards"
        )
        return unknown
    }
}
