import EnvironmentTesting
import Environments
import FoundationEssentials
import JSONTree
import Testing

@testable import ShopSimulator

@Suite struct InferredWorldTests {
    /// A dialogue that sees every kind of page, in a shop with more than one page of results.
    static func dialogue(
        _ id: String = "d", version: ShopVersion = .agentInstruct
    ) throws -> RecordedEpisode {
        let asin = try #require(try Recording.asins("women's wool cardigan").first)
        return try Recording.episode(
            id, "synthetic:5",
            [
                "search[women's wool cardigan]", "click[Next >]", "click[< Prev]",
                "click[\(asin)]", "click[Description]", "click[< Prev]", "click[Features]",
                "click[< Prev]", "click[Buy Now]",
            ], version: version)
    }

    private static func settings(_ version: ShopVersion) -> Settings {
        ["version": version.rawValue]
    }

    @Test(arguments: ShopVersion.allCases.filter { $0 != .original })
    func `A dialogue replays exactly in the catalog that it implies`(
        version: ShopVersion
    ) async throws {
        let episode = try Self.dialogue(version: version)
        let alone = await Shop().judge(episode, settings: Self.settings(version))
        #expect(alone.judgements.allSatisfy { $0.verdict == .exact }, "\(alone.judgements)")
        let world = try await Shop().inferWorld(
            from: episode, settings: Self.settings(version))
        #expect(world.facts.contains { $0.turn == 4 } && !world.unknown.isEmpty)
        try await Recording.with(world) { path in
            let shop = try ShopWorld(path: path, ShopWorld.Behavior(version: version))
            #expect(shop.tasks.map(\.id) == ["d"])
            let task = try #require(shop.task(of: episode))
            let result = await shop.replay(episode, task: task)
            #expect(result.judgements.count == episode.turns.count - 1)
            #expect(
                result.judgements.allSatisfy { $0.verdict == .exact && $0.basis == .supplied },
                "\(result.judgements)")
        }
    }

    @Test func `Beyond the record an inferred catalog names what it does not know`() async throws {
        let world = try await Shop().inferWorld(from: Self.dialogue(), settings: [:])
        try await Recording.with(world) { path in
            let shop = try ShopWorld(path: path)
            var visit = shop.makeEnvironment()
            _ = try visit.reset(to: "d", seed: 0)
            // The same words in another order are the same search.
            let step = try visit.step(action: "search[Cardigan wool women's]")
            #expect(step.observation.contains("Page 1"))
            let unread = try #require(
                step.details["available_actions"]?["clickables"]?.array?[3].string)
            let seen = try #require(
                step.details["available_actions"]?["clickables"]?.array?[2].string)
            let before = visit
            func refusal(_ actions: String...) throws -> String {
                var visit = before
                for action in actions.dropLast() { _ = try visit.step(action: action) }
                let error = #expect(throws: EnvironmentError.self) {
                    try visit.step(action: actions[actions.count - 1])
                }
                #expect(error?.code == .unknown)
                // The episode is as it was.
                _ = try visit.step(action: "click[Back to Search]")
                return error?.message ?? ""
            }
            #expect(try refusal("search[teapot]").contains("“teapot”"))
            #expect(try refusal("click[\(unread)]").contains("options of \(unread.uppercased())"))
            #expect(try refusal("search[<r>]").contains("<r>"))
            #expect(
                try refusal("click[\(seen)]", "click[Buy Now]").contains("what the goal wants"))
            _ = try visit.step(action: "click[\(seen)]")
            let reviews = try visit.step(action: "click[Reviews]")
            #expect(reviews.observation.hasSuffix("< Prev"))
        }
    }

    @Test func `What is filled in is marked, and the same for the same seed`() async throws {
        let world = try await Shop().inferWorld(from: Self.dialogue(), settings: [:])
        try await Recording.with(world) { path in
            func play(_ seed: UInt64) throws -> [Step] {
                let shop = try ShopWorld(path: path, ShopWorld.Behavior(completion: seed))
                var visit = shop.makeEnvironment()
                var steps = [try visit.reset(to: "d", seed: 0)]
                steps.append(try visit.step(action: "search[women's wool cardigan]"))
                steps.append(try visit.step(action: "search[teapot wool]"))
                let found = steps[2].details["available_actions"]?["clickables"]?.array ?? []
                let asin = try #require(found.count > 2 ? found[2].string : nil)
                for action in ["click[\(asin)]", "click[Features]", "click[Buy Now]"] {
                    steps.append(try visit.step(action: action))
                }
                // The page of features has no button to buy with.
                for action in ["click[< Prev]", "click[Buy Now]"] {
                    steps.append(try visit.step(action: action))
                }
                return steps
            }
            let steps = try play(7)
            #expect(try play(7) == steps)
            #expect(try play(8) != steps)
            #expect(steps[1].details["invented"] == nil)
            #expect(steps[2].details["invented"] == ["which products are found by “teapot wool”"])
            #expect(steps.last?.reward != nil)
            #expect(steps.last?.details["invented"]?.array?.count == 1)
            let violations = await checkEnvironment(
                try ShopWorld(path: path, ShopWorld.Behavior(completion: 3)), task: "d",
                moves: [
                    .action("search[women's wool cardigan]"), .action("search[tea]"),
                    .action("click[Next >]"),
                ])
            #expect(violations.isEmpty, "\(violations)")
        }
    }

    @Test func `Option groups are read off the actions that a version lists`() async throws {
        let texts = ["color", "red", "color", "size", "l", "red"]
        let groups = OptionSplit.listed(
            texts, in: "{'has_search_bar': False, 'clickables': ['buy now', 'red', 'color', 'l']}")
        #expect(
            groups == [
                Product.OptionGroup(name: "color", values: ["red", "color"]),
                Product.OptionGroup(name: "size", values: ["l", "red"]),
            ])
        #expect(
            OptionSplit.listed(texts, in: "{'clickables': ['buy now', 'red', 'blue']}") == nil)
        let assumed = OptionSplit.assumed(["size", "color", "a/b", "red", "size"])
        #expect(assumed.map(\.name) == ["size", "color", "a/b"])
        #expect(assumed.map(\.values.count) == [0, 0, 2])
    }

    @Test func `Groups that are only assumed are told nowhere as facts`() async throws {
        let episode = try Self.dialogue()
        let asin = try #require(try Recording.asins("women's wool cardigan").first)
        let world = try await Shop().inferWorld(from: episode, settings: [:])
        try await Recording.with(world) { path in
            for (observation, version) in [
                (ObservationMode.html, ShopVersion.agentInstruct), (.rich, .agentInstruct),
                (.text, .agentBench02), (.text, .agentInstruct),
            ] {
                let shop = try ShopWorld(
                    path: path, ShopWorld.Behavior(version: version, observation: observation))
                var visit = shop.makeEnvironment()
                _ = try visit.reset(to: "d", seed: 0)
                _ = try visit.step(action: "search[women's wool cardigan]")
                if observation == .text, version == .agentInstruct {
                    let step = try visit.step(action: "click[\(asin)]")
                    #expect(step.details["assumed"]?.array?.count == 1)
                } else {
                    let error = #expect(throws: EnvironmentError.self) {
                        try visit.step(action: "click[\(asin)]")
                    }
                    #expect(error?.message.contains("option groups") == true)
                }
            }
        }
    }

    @Test func `A broken description of an inferred catalog is refused by its place`() async throws
    {
        var world = try await Shop().inferWorld(from: Self.dialogue(), settings: [:])
        let marker = try #require(world.files.firstIndex { $0.name == "inferred.json" })
        let text = String(decoding: world.files[marker].bytes, as: UTF8.self)
        for (part, other, complaint) in [
            ("\"webshop\"", "\"db\"", "world of db"), ("\"total\"", "\"sum\"", "searches[0]"),
            ("\"instruction\"", "\"words\"", "tasks[0]"), ("\"DR0", "\"XX0", "products[0]"),
            ("{", "", "inferred.json"),
        ] {
            world.files[marker].bytes = Array(
                text.replacing(part, with: other, maxReplacements: part == "{" ? 1 : .max).utf8)
            try await Recording.with(world) { path in
                let error = #expect(throws: EnvironmentError.self) { try ShopWorld(path: path) }
                #expect(
                    error?.message.contains(complaint) == true, "\(error?.message ?? "nothing")")
            }
        }
    }
}
