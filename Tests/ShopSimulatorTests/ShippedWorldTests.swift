import EnvironmentTesting
import Environments
import FoundationEssentials
import JSONTree
import Testing

@testable import ShopSimulator

/// The dialogues that we ship are what the expert says: to make them anew, run these tests with
/// `DIORAMA_REGENERATE=1`.
@Suite struct ShippedWorldTests {
    private static let package = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(3).joined(separator: "/")
    static let bazaar = package + "/Worlds/webshop/bazaar"
    private static let dialogues = package + "/Transcripts/webshop/bazaar.jsonl"
    private static let isRegenerating =
        ProcessInfo.processInfo.environment["DIORAMA_REGENERATE"] == "1"

    /// A dialogue that an expert plays, and its reward.
    private static func dialogue(
        _ id: String, _ task: String, in world: ShopWorld, seed: UInt64, slips: Bool
    ) async throws -> (json: JSON, reward: Double) {
        let opening = try Shop().opening(settings: [:])
        var messages: [JSON] = []
        func say(_ text: String, from: String, loss: JSON) {
            messages.append(["from": .string(from), "loss": loss, "value": .string(text)])
        }
        say(opening.instruction, from: "human", loss: nil)
        say(opening.acknowledgement, from: "gpt", loss: false)
        var visit = world.makeEnvironment()
        var expert = try world.makeExpert(for: task, seed: seed)
        var step = try visit.reset(to: task, seed: 0)
        var turns = 0
        while step.end == nil {
            say(opening.lead + step.observation, from: "human", loss: nil)
            var reply: String?
            if slips, turns == 1 { reply = try await expert.mistake(after: step) }
            if reply == nil { reply = try await expert.reply(after: step) }
            guard let reply else { break }
            say(reply, from: "gpt", loss: true)
            step = try visit.step(reply: reply)
            turns += 1
        }
        return (["id": .string(id), "conversations": .array(messages)], step.reward ?? 0)
    }

    @Test func `The shipped dialogues are what the expert says`() async throws {
        let world = try ShopWorld(path: Self.bazaar)
        #expect(world.faults.isEmpty)
        #expect(world.stock.count >= 300)
        var lines: [String] = []
        var place = 0
        while lines.count < 20 {
            let kind: GoalKind = lines.count % 2 == 0 ? .synthetic : .human
            let (json, reward) = try await Self.dialogue(
                "webshop_bazaar_\(lines.count)", "\(kind.rawValue):\(place)", in: world,
                seed: UInt64(place), slips: place % 5 == 3)
            place += 1
            if reward == 1 { lines.append(json.text()) }
        }
        let text = lines.map { $0 + "\n" }.joined()
        let file = URL(filePath: Self.dialogues)
        if Self.isRegenerating {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        #expect(try Data(contentsOf: file) == Data(text.utf8))
    }

    @Test func `The expert buys well in most goals, listed and derived`() async throws {
        let world = try ShopWorld(path: Self.bazaar)
        var tasks = (0..<40).map { "synthetic:\($0 * 7)" } + (0..<40).map { "human:\($0)" }
        tasks += (0..<40).map { DerivedTask(seed: 9, index: $0).description }
        var sum = 0.0
        for (seed, task) in tasks.enumerated() {
            sum += try await Self.dialogue(
                "x", task, in: world, seed: UInt64(seed), slips: seed % 3 == 0
            ).reward
        }
        #expect(sum / Double(tasks.count) > 0.8, "\(sum / Double(tasks.count))")
    }

    @Test func `Dialogues of derived and reseeded goals are found again and replay exactly`()
        async throws
    {
        let world = try ShopWorld(path: Self.bazaar)
        for task in ["synthetic:3<90", "human:2", DerivedTask(seed: 5, index: 1).description] {
            let (json, _) = try await Self.dialogue("d", task, in: world, seed: 1, slips: false)
            let episode = try #require(Corpus.episode(json))
            let found = try #require(world.task(of: episode))
            let result = await world.replay(episode, task: found)
            #expect(result.judgements.allSatisfy { $0.verdict == .exact }, "\(task) \(found)")
        }
    }

    @Test func `The laws hold in every version that ends episodes`() async throws {
        for version in ShopVersion.allCases where version != .original {
            let world = try ShopWorld(
                path: Self.bazaar, ShopWorld.Behavior(version: version))
            let first = try world.stock.card(0).asin
            var moves: [Move] = [
                .action("search[\(try world.stock.card(0).title)]"), .action("click[Next >]"),
                .action("click[< Prev]"), .action("search[<r>]"), .action("click[nonsense]"),
                .action("search[<q> planters]"), .action("search[<a> non slip]"),
                .action("search[<c>]"), .action("search[\(try world.stock.card(0).title)]"),
            ]
            if version == .agentBenchFC || version == .corrected {
                moves += [.action("click[\(first)]"), .action("click[Buy Now]")]
            }
            moves.insert(.reply(version.reply(thought: "a", action: "search[wool]")), at: 1)
            let violations = await checkEnvironment(world, task: "synthetic:0", moves: moves)
            #expect(violations.isEmpty, "\(version) \(violations)")
        }
    }
}
