import Environments
import FoundationEssentials
import JSONTree
import Testing

@testable import ShopSimulator

@Suite struct RuleTests {
    @Test(arguments: [
        ("search[shoes]", ShopAction.search("shoes")), ("search[Shoes]trailing", .search("shoes")),
        ("search[shoes]]", .search("shoes]")), ("search[[shoes]", .nothing),
        ("search[a [b] c]", .nothing), ("search[]", .nothing), ("search[ ]", .search(" ")),
        ("search[a]\nclick[b]", .search("a")), ("a\nsearch[shoes]", .nothing),
        ("Search[shoes]", .nothing), (" search[shoes]", .nothing),
        ("click[< Prev]", .click("< prev")),
        ("foo", .nothing), ("", .nothing), ("[x]", .nothing), ("search[x", .nothing),
    ])
    func `Actions are parsed as the original's expression does`(text: String, action: ShopAction) {
        #expect(ShopAction(text) == action)
    }

    @Test func `The generator is Python's`() {
        var random = PythonRandom(seed: 233)
        var list = Array(0..<10)
        random.shuffle(&list)
        #expect(list == [5, 9, 0, 1, 4, 7, 6, 3, 8, 2])
    }

    @Test(arguments: [
        ("new york mets", "new york mets!", true), ("navy blue", "navy", true),
        ("fuzzy was a bear", "fuzzy fuzzy was a bear", true), ("red", "blue", false),
        ("machine washable", "machine wash", true), ("", "red", false),
        ("tea tree", "tea trees", true),
        ("é", "e", false),
    ])
    func `Words are compared as thefuzz does`(first: String, second: String, matches: Bool) {
        #expect(TokenSetRatio.matches(FuzzyText(first), FuzzyText(second)) == matches)
    }

    @Test func `Broken catalogs are refused by name, and the rest loads on request`() throws {
        let good =
            #"{"asin":"A","name":"n","full_description":"","small_description":[],"product_category":"","category":"c","query":"q","customization_options":"","images":["i"],"pricing":"$1"}"#
        let cases: [(text: String, complaint: [String], count: Int)] = [
            (
                "[\(good),\(good.replacing(#""name":"n","#, with: "").replacing(#""A""#, with: #""B""#))]",
                ["(B)", "name is missing"], 1
            ),
            ("[\(good),\(good)]", ["(A)", "asin is that of an earlier product"], 1),
            ("[\(good),{\"asin\":\"B\",\"na", ["ends", "after 1 whole product, the last A"], 1),
            (
                "[\(good),\(good.replacing("$1", with: "free").replacing(#""A""#, with: #""B""#))]",
                ["(B)", "pricing"], 1
            ),
            ("", ["empty"], 0), ("[]", [], 0), ("[1,2]", ["it is a number, not an object"], 0),
        ]
        let place = FileManager.default.temporaryDirectory
            .appending(path: "shop-broken-\(UInt64.random(in: 0 ... .max))").path
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: place) }
        for (text, complaint, count) in cases {
            try Data(text.utf8).write(to: URL(filePath: "\(place)/items_shuffle.json"))
            if complaint.isEmpty {
                #expect(try ShopWorld(path: place).stock.count == count)
                continue
            }
            let error = #expect(throws: EnvironmentError.self) { try ShopWorld(path: place) }
            for words in complaint {
                #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
            }
            let world = try ShopWorld(path: place, ShopWorld.Behavior(skipsFaults: true))
            #expect(world.stock.count == count)
            #expect(world.faults.count >= 1)
        }
    }

    @Test(arguments: [
        ("items_ins_v2.json", "[1]", "an object with a member for each product"),
        ("items_ins_v2.json", #"{"A":{"attributes":[1]}}"#, "A: attributes is not a list"),
        ("items_ins_v2.json", #"{"B":{},"A":{"attr"#, "the last whole entry is that of B"),
        ("items_human_ins.json", #"{"A":{"instruction":"x"}}"#, "A: the entry is an object"),
        ("items_human_ins.json", #"{"A":[{"instruction":"x"}]}"#, "instruction_attributes is"),
    ])
    func `Broken files beside the products are refused by product and field`(
        name: String, text: String, complaint: String
    ) throws {
        let product =
            #"[{"asin":"A","name":"n","full_description":"","small_description":[],"product_category":"","category":"c","query":"q","customization_options":"","images":["i"],"pricing":"$1"}]"#
        let place = FileManager.default.temporaryDirectory
            .appending(path: "shop-beside-\(UInt64.random(in: 0 ... .max))").path
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: place) }
        try Data(product.utf8).write(to: URL(filePath: "\(place)/items_shuffle.json"))
        try Data(text.utf8).write(to: URL(filePath: "\(place)/\(name)"))
        let error = #expect(throws: EnvironmentError.self) { try ShopWorld(path: place) }
        #expect(error?.message.contains(complaint) == true, "\(error?.message ?? "")")
        let world = try ShopWorld(path: place, ShopWorld.Behavior(skipsFaults: true))
        #expect(world.faults.count == 1 && world.stock.count == 1)
    }

    @Test(
        arguments: [
            ("Thought:\nx\n\nAction: \nclick[a]", "click[a]"), ("action:search[b] c]", "search[b]"),
            ("Action: click[]]", "click[]]"), ("Action: look", nil),
        ] as [(String, String?)])
    func `The reply format finds the action`(reply: String, action: String?) {
        #expect(ShopVersion.agentInstruct.action(in: reply) == action)
    }

    @Test func `A tool call becomes an action and back`() {
        let reply = ShopVersion.agentBenchFC.reply(thought: "t", action: "search[wool \"x\"]")
        #expect(ShopVersion.agentBenchFC.action(in: reply) == "search[wool \"x\"]")
    }

    @Test func `Prices are drawn by the seed and caps lie above them`() throws {
        let world = try ShopWorld(path: ShippedWorldTests.bazaar)
        for seed in 0..<20 as Range<UInt64> {
            let goal = try world.goals.goal(.synthetic, at: Int(seed))
            let product = try world.stock.product(goal.product)
            let price = world.price(of: product, seed: seed)
            #expect(price == world.price(of: product, seed: seed))
            guard case .dollars(let cap) = try world.cap(of: goal, seed: seed) else { continue }
            #expect(PriceCap.candidates(above: price).dropFirst().contains(cap))
        }
    }
}
