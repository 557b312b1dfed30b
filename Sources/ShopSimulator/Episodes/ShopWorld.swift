public import Environments

/// A catalog with its goals.
public struct ShopWorld: World {
    /// Who stands between the agent and the shop.
    public let version: ShopVersion
    /// How pages are told.
    public let observation: ObservationMode
    /// Whether products have a page of attributes.
    public let showsAttributes: Bool
    /// What was left out because it is faulty.
    public let faults: [String]
    let stock: any Stock
    let goals: any GoalBook
    /// The tasks of the dialogues that the catalog was inferred from.
    let recorded: [RecordedTask]
    private let scored = ScoredProducts()

    /// How a world behaves.
    public struct Behavior: Hashable, Sendable {
        /// Who stands between the agent and the shop.
        public var version: ShopVersion
        /// How pages are told.
        public var observation: ObservationMode
        /// Whether products have a page of attributes.
        public var showsAttributes: Bool
        /// Whether what is faulty is left out, not refused.
        public var skipsFaults: Bool
        /// What an inferred catalog is filled in by; `nil` if it stays open.
        public var completion: UInt64?

        /// Describes a behaviour.
        public init(
            version: ShopVersion = .agentInstruct, observation: ObservationMode = .text,
            showsAttributes: Bool = false, skipsFaults: Bool = false, completion: UInt64? = nil
        ) {
            self.version = version
            self.observation = observation
            self.showsAttributes = showsAttributes
            self.skipsFaults = skipsFaults
            self.completion = completion
        }
    }

    /// Loads a catalog: a folder of WebShop's files, or a file of products with its companions
    /// beside it, or a prepared catalog, or one that was inferred from dialogues.
    public init(path: String, _ behavior: Behavior = Behavior()) throws(EnvironmentError) {
        version = behavior.version
        observation = behavior.observation
        showsAttributes = behavior.showsAttributes
        if PreparedCatalog.recognises(path) {
            let catalog = try PreparedCatalog(path: path)
            stock = catalog
            goals = catalog
            faults = []
            recorded = []
            return
        }
        let files = try CatalogFiles([path])
        if let marker = files.marker {
            let catalog = try OpenCatalog(
                files, marker: marker, skipsFaults: behavior.skipsFaults)
            faults = catalog.faults
            goals = try GoalList(GoalMaker(), of: [], [], draws: Draws())
            if let seed = behavior.completion {
                let completed = try CompletedCatalog(catalog, seed: seed)
                stock = completed.stock
                recorded = completed.tasks
            } else {
                stock = catalog.stock
                recorded = catalog.tasks
            }
            return
        }
        let loaded = try LoadedCatalog(files, skipsFaults: behavior.skipsFaults)
        stock = loaded.shelves
        goals = loaded.goals
        faults = loaded.faults
        recorded = []
    }

    /// An episode, before its first reset.
    public func makeEnvironment() -> ShopEnvironment { ShopEnvironment(world: self) }

    /// Scores a purchase.
    ///
    /// - Parameter bought: the number of the product.
    func score(
        _ bought: Int, _ choices: [OptionChoice], wish: Errand.Wish, seed: UInt64
    ) throws(EnvironmentError) -> Score {
        let bought = try scoredProduct(bought)
        return Score(
            Score.Purchase(
                product: bought, choices: choices, price: price(of: bought.product, seed: seed)),
            for: Score.Wish(
                product: try scoredProduct(wish.goal.product), goal: wish.goal, cap: wish.cap),
            correctsQuirks: version.correctsQuirks)
    }

    private func scoredProduct(_ number: Int) throws(EnvironmentError) -> ScoredProduct {
        try scored.product(number) { () throws(EnvironmentError) in try stock.product(number) }
    }
}
