import Environments
import JSONTree

/// A catalog read from WebShop's own files into memory.
struct LoadedCatalog {
    let shelves: Shelves
    let goals: GoalList
    let faults: [String]

    init(_ files: CatalogFiles, skipsFaults: Bool) throws(EnvironmentError) {
        let draws =
            try files.draws.map { path throws(EnvironmentError) in
                try Draws(path: path)
            } ?? Draws()
        let nouns =
            try files.nouns.map { path throws(EnvironmentError) in
                try TitleNouns(path: path)
            } ?? TitleNouns()
        var products: [Product] = []
        var maker = GoalMaker()
        var builder = IndexBuilder()
        var reader = CatalogReader(skipsFaults: skipsFaults)
        var notes: [ProductNotes] = []
        try reader.read(files) { product, note throws(EnvironmentError) in
            maker.add(product, number: products.count, note)
            notes.append(note)
            var product = product
            product.drawnPrice = draws.prices[product.asin]
            product.nouns = nouns.known(of: product.asin)
            builder.add(asin: product.asin, text: product.searchText)
            products.append(product)
        }
        shelves = Shelves(
            products, index: SearchIndex(try IndexImage(owning: builder.build(stamp: 0))))
        goals = try GoalList(maker, of: products, notes, draws: draws)
        faults = reader.faults
    }
}
