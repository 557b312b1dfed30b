import Environments
import JSONTree

/// A catalog read from WebShop's own files into memory.
struct LoadedCatalog {
    let shelves: Shelves
    let goals: GoalList
    let draws: Draws
    let nouns: TitleNouns
    let faults: [String]

    init(_ files: CatalogFiles, skipsFaults: Bool) throws(EnvironmentError) {
        var products: [Product] = []
        var maker = GoalMaker()
        var builder = IndexBuilder()
        var reader = CatalogReader(skipsFaults: skipsFaults)
        try reader.read(files) { product, entry, written throws(EnvironmentError) in
            maker.add(product, number: products.count, entry, written)
            builder.add(asin: product.asin, text: product.searchText)
            products.append(product)
        }
        let draws =
            try files.draws.map { path throws(EnvironmentError) in
                try Draws(path: path)
            } ?? Draws()
        var goals: [GoalKind: [Goal]] = [:]
        for kind in GoalKind.allCases {
            var list = maker.goals(kind)
            try draws.fix(&list, kind) { products[$0].asin }
            goals[kind] = list
        }
        shelves = Shelves(
            products, index: SearchIndex(try IndexImage(owning: builder.build(stamp: 0))))
        self.goals = GoalList(goals)
        self.draws = draws
        nouns =
            try files.nouns.map { path throws(EnvironmentError) in
                try TitleNouns(path: path)
            } ?? TitleNouns()
        faults = reader.faults
    }
}
