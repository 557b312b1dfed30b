import Environments
import JSONTree
import Testing

@testable import ShopSimulator

@Suite struct PoolTests {
    private static func dialogues() throws -> [RecordedEpisode] {
        let asins = try Recording.asins("women's wool cardigan")
        let first = ["search[women's wool cardigan]", "click[\(asins[0])]", "click[Description]"]
        return [
            try Recording.episode("one", "synthetic:5", first),
            try Recording.episode(
                "two", "synthetic:6",
                [
                    "search[wool women's cardigan]", "click[\(asins[0])]", "click[< Prev]",
                    "click[\(asins[1])]",
                ]),
            try Recording.episode("three", "human:1", ["search[teapot]"]),
        ]
    }

    private static func judged(
        _ episodes: [RecordedEpisode]
    ) async throws -> (results: [[Judgement]], contradictions: [String]) {
        let pool = try #require(await Shop().pool(episodes, with: nil, settings: [:]))
        var results: [[Judgement]] = []
        for (number, episode) in episodes.enumerated() {
            results.append(await pool.judge(episode, number: number).judgements)
        }
        return (results, pool.contradictions)
    }

    @Test func `What another dialogue says too is pooled`() async throws {
        let (results, contradictions) = try await Self.judged(try Self.dialogues())
        #expect(contradictions.isEmpty)
        #expect(results.joined().allSatisfy { $0.verdict == .exact })
        #expect(results[0].map(\.basis) == [.pooled, .pooled, .explained])
        #expect(results[1].map(\.basis) == [.pooled, .pooled, .predicted, .explained])
        #expect(results[2].map(\.basis) == [.explained])
        #expect(results[0][0].note == "two, turn 4 says the same")
        #expect(results[2][0].note?.hasPrefix("new: ") == true)
    }

    @Test(arguments: [
        ("$", "$9", "price"), ("DR000", "DR111", "lists"), ("Cardigan", "Pullover", "title"),
        ("results: ", "results: 1", "finds"),
    ])
    func `What another dialogue says otherwise is a finding with both sides`(
        part: String, other: String, complaint: String
    ) async throws {
        var episodes = try Self.dialogues()
        let text = try #require(episodes[0].turns[0].observation)
        let parts = text.split(separator: "Page 1", maxSplits: 1)
        let changed = String(parts[1]).replacing(part, with: other, maxReplacements: 1)
        episodes[0].turns[0].observation = "\(parts[0])Page 1\(changed)"
        // Only the changed page is judged; the ones behind it show the old product.
        episodes[0].turns.removeSubrange(1...)
        let found = try await Self.judged(episodes)
        let judgement = found.results[0][0]
        #expect(judgement.basis != .pooled, "\(judgement)")
        if judgement.verdict == .exact {
            #expect(judgement.reason == "contradicted")
            #expect(judgement.note?.contains("two, turn 4") == true)
            #expect(judgement.note?.contains(complaint) == true, "\(judgement.note ?? "")")
            #expect(found.contradictions.contains { $0.hasPrefix("two, turn 4: one, turn 4") })
            #expect(found.results[1][0].reason == "contradicted")
        } else {
            // A page that cannot be is false whatever others say.
            #expect(judgement.verdict == .divergent)
        }
    }

    @Test func `Dialogues share a catalog as far as they agree`() async throws {
        var episodes = try Self.dialogues()
        episodes[2] = try Recording.episode("three", "human:1", ["search[wool women's cardigan]"])
        let text = try #require(episodes[2].turns[0].observation)
        episodes[2].turns[0].observation = text.replacing("Cardigan", with: "Pullover")
        let shared = try await Shop().inferWorlds(sharedBy: episodes, settings: [:])
        let world = try #require(shared.first)
        #expect(shared.count == 1 && world.members == [0, 1])
        try await Recording.with(world.world) { path in
            let shop = try ShopWorld(path: path)
            for episode in episodes[..<2] {
                let task = try #require(shop.task(of: episode))
                #expect(task == episode.id)
                let result = await shop.replay(episode, task: task)
                #expect(result.judgements.allSatisfy { $0.verdict == .exact })
            }
            #expect(shop.task(of: episodes[2]) == nil)
        }
    }
}
