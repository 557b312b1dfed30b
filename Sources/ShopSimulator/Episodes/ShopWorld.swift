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

        /// Describes a behaviour.
        public init(
            version: ShopVersion = .agentInstruct, observation: ObservationMode = .text,
            showsAttributes: Bool = false, skipsFaults: Bool = false
        ) {
            self.version = version
            self.observation = observation
            self.showsAttributes = showsAttributes
            self.skipsFaults = skipsFaults
        }
    }

    /// Loads a catalog: a folder of WebShop's files, or a file of products with its companions
    /// beside it, or a prepared catalog.
    public init(path: String, _ behavior: Behavior = Behavior()) throws(EnvironmentError) {
        version = behavior.version
        observation = behavior.observation
        showsAttributes = behavior.showsAttributes
        if PreparedCatalog.recognises(path) {
            let catalog = try PreparedCatalog(path: path)
            stock = catalog
            goals = catalog
            faults = []
            return
        }
        let files = try CatalogFiles([path])
        let loaded = try LoadedCatalog(files, skipsFaults: behavior.skipsFaults)
        stock = loaded.shelves
        goals = loaded.goals
        faults = loaded.faults
    }

    /// The goals as tasks, in the original's order, as the seed 0 draws their price caps.
    public var tasks: [TaskDescription] {
        var tasks: [TaskDescription] = []
        for kind in GoalKind.allCases.reversed() {
            for place in 0..<((try? goals.count(of: kind)) ?? 0) {
                guard let goal = try? goals.goal(kind, at: place),
                    let cap = try? cap(of: goal, seed: 0)
                else { continue }
                tasks.append(
                    TaskDescription(
                        id: TaskName.id(kind, place), text: goal.instruction + cap.clause,
                        kind: "\(kind.rawValue) \(GoalSplit(place: place).rawValue)",
                        difficulty: 3 + goal.options.count))
            }
        }
        return tasks
    }

    /// An episode, before its first reset.
    public func makeEnvironment() -> ShopEnvironment { ShopEnvironment(world: self) }

    /// Scores a purchase.
    func score(
        _ bought: Product, _ choices: [OptionChoice], wish: Errand.Wish, seed: UInt64
    ) throws(EnvironmentError) -> Score {
        let wanted = try stock.product(wish.goal.product)
        return Score(
            Score.Purchase(
                product: bought, nouns: bought.titleNouns, choices: choices,
                price: price(of: bought, seed: seed)),
            for: Score.Wish(
                product: wanted, nouns: wanted.titleNouns, goal: wish.goal, cap: wish.cap),
            nounSource: wanted.nouns == nil ? "stub" : "sidecar",
            correctsQuirks: version.correctsQuirks)
    }
}

/// The part of the goals that the original's authors test, evaluate or train with.
public enum GoalSplit: String, CaseIterable, Hashable, Sendable {
    /// The first 500 goals.
    case test
    /// The next 1,000.
    case eval
    /// All others.
    case train

    /// The split of the goal at a place.
    public init(place: Int) {
        self = place < 500 ? .test : place < 1500 ? .eval : .train
    }
}
