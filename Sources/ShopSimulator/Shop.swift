public import Environments

/// The shop: WebShop's catalog, search, pages and rewards.
public struct Shop: Simulator {
    /// Makes the simulator; it has nothing to configure.
    public init() {}

    /// `webshop`.
    public var identifier: EnvironmentIdentifier { .webshop }

    /// One line for lists.
    public var summary: String {
        "a web shop, where the agent searches, reads, chooses options and buys what was asked for"
    }

    /// The behaviour version, how pages are told, and what to do about faulty catalogs.
    public var settings: [Setting] {
        [
            Setting(
                name: "version", values: ShopVersion.allCases.map(\.rawValue),
                summary: "who stands between the agent and the shop"),
            Setting(
                name: "observation", values: ObservationMode.allCases.map(\.rawValue),
                summary: "how pages are told"),
            Setting(
                name: "attributes", values: ["hidden", "shown"],
                summary: "whether products have a page of attributes"),
            Setting(
                name: "faulty", values: ["refuse", "skip"],
                summary: "what to do about products that cannot be used"),
            .completion,
        ]
    }

    /// Loads a catalog.
    public func loadWorld(
        at path: String, settings: Settings
    ) throws(EnvironmentError) -> any World {
        try ShopWorld(path: path, try behavior(settings))
    }

    /// Prepares a catalog: products and goals in a SQLite file, the search index beside it.
    public func prepareWorld(
        from paths: [String], to output: String, settings: Settings
    ) throws(EnvironmentError) -> Preparation {
        try CatalogWriter.prepare(paths, to: output)
    }

    /// The action that a version's reply format reads in a message.
    public func action(in reply: String, settings: Settings) -> String? {
        (try? behavior(settings))?.version.action(in: reply)
    }

    /// The behaviour that settings ask for.
    func behavior(_ settings: Settings) throws(EnvironmentError) -> ShopWorld.Behavior {
        let completion = try value(of: Setting.completion.name, in: settings)
        let seed = UInt64(completion)
        guard seed != nil || Setting.completion.values.contains(completion) else {
            throw .unsupported("--complete \(completion); it takes a whole number from 0 on")
        }
        return ShopWorld.Behavior(
            version: ShopVersion(rawValue: try value(of: "version", in: settings))
                ?? .agentInstruct,
            observation: ObservationMode(rawValue: try value(of: "observation", in: settings))
                ?? .text,
            showsAttributes: try value(of: "attributes", in: settings) == "shown",
            skipsFaults: try value(of: "faulty", in: settings) == "skip", completion: seed)
    }
}
