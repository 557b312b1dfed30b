import Environments
import FoundationEssentials
import SeededRandom
import Testing

@testable import ShopSimulator

@Suite struct PreparedCatalogTests {
    private func prepared(
        _ source: String, _ body: (String) throws -> Void
    ) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "shop-prepared-\(UInt64.random(in: 0 ... .max))").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let result = try Shop().prepareWorld(
            from: [source], to: "\(folder)/shop.sqlite", settings: [:])
        #expect(result.faults.isEmpty)
        try body("\(folder)/shop.sqlite")
    }

    @Test func `A prepared catalog is the catalog`() throws {
        let source = ShippedWorldTests.bazaar
        try prepared(source) { path in
            let whole = try ShopWorld(path: source)
            let opened = try ShopWorld(path: path)
            #expect(opened.stock.count == whole.stock.count)
            for number in 0..<whole.stock.count {
                #expect(try opened.stock.product(number) == whole.stock.product(number))
                #expect(try opened.stock.card(number) == whole.stock.card(number))
            }
            #expect(opened.tasks == whole.tasks)
            var chance = SeededChance(seed: 0)
            for query in [
                "wool cardigan", "<c> garden", "<q> planters", "<a> non slip", "", "the",
                "tea tree shampoo 8 oz",
            ] {
                #expect(
                    try opened.stock.listing(for: query.splitAtSpaces, true, using: &chance)
                        == whole.stock.listing(for: query.splitAtSpaces, true, using: &chance),
                    "\(query)")
            }
            for kind in GoalKind.allCases {
                for step in 0..<100 {
                    let fraction = Double(step) / 100
                    #expect(
                        try opened.goals.place(kind, drawnAt: fraction)
                            == whole.goals.place(kind, drawnAt: fraction))
                }
                for place in [0, 7, 31] {
                    let words = try whole.goals.goal(kind, at: place).instruction
                    #expect(
                        try opened.goals.places(of: words, kind)
                            == whole.goals.places(of: words, kind))
                }
            }
        }
    }

    @Test func `A missing or stale index is made anew`() throws {
        try prepared(ShippedWorldTests.bazaar) { path in
            let index = PreparedFormat.indexPath(of: path)
            let bytes = try Data(contentsOf: URL(filePath: index))
            for spoilt in [
                Data(), Data(bytes.prefix(100)), Data("diorama-shop-000".utf8), Data(count: 4096),
            ] {
                try spoilt.write(to: URL(filePath: index))
                var visit = try ShopWorld(path: path).makeEnvironment()
                _ = try visit.reset(to: nil, seed: 0)
                #expect(
                    try visit.step(action: "search[planter]").observation.contains(
                        "(Total results: "))
                #expect(try Data(contentsOf: URL(filePath: index)) == bytes)
            }
        }
    }

    @Test func `Other databases are refused`() throws {
        try prepared(ShippedWorldTests.bazaar) { path in
            var bytes = try Data(contentsOf: URL(filePath: path))
            bytes.removeLast(bytes.count / 2)
            try bytes.write(to: URL(filePath: path))
            #expect(throws: EnvironmentError.self) { try ShopWorld(path: path) }
        }
    }

    @Test func `The quick search finds what the thorough one finds`() throws {
        var chance = SeededChance(seed: 11)
        let words = (0..<60).map { "word\($0)x" }
        var builder = IndexBuilder()
        for number in 0..<3000 {
            let text = (0..<Int.random(in: 1...30, using: &chance)).map { _ in
                words[
                    min(
                        Int.random(in: 0..<60, using: &chance),
                        Int.random(in: 0..<60, using: &chance))]
            }.joined(separator: " ")
            builder.add(asin: "A\(number)", text: text)
        }
        let index = SearchIndex(try IndexImage(owning: builder.build(stamp: 0)))
        for _ in 0..<200 {
            let query = (0..<Int.random(in: 1...8, using: &chance)).map { _ in
                words.randomElement(using: &chance) ?? ""
            }.joined(separator: " ")
            #expect(index.search(query, isThorough: true) == index.search(query, isThorough: false))
        }
    }
}
