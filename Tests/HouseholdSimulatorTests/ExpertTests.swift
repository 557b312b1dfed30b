import Environments
import FoundationEssentials
import HouseholdSimulator
import SeededRandom
import Testing

@Suite struct ExpertTests {
    /// Lets an expert play, with mistakes where the generator says so.
    static func play(
        _ task: String, in world: HouseholdWorld, seed: UInt64, mistakes: Double
    ) async throws -> (opening: String, turns: [(reply: String, step: Step)]) {
        var expert = try world.makeExpert(for: task, seed: seed)
        var generator = SeededGenerator(seed: seed)
        var episode = world.makeEnvironment()
        var step = try episode.reset(to: task, seed: seed)
        let opening = step.observation
        var turns: [(reply: String, step: Step)] = []
        while step.end == nil {
            let slips = Double.random(in: 0..<1, using: &generator) < mistakes
            let mistake = slips ? try await expert.mistake(after: step) : nil
            let reply: String? =
                if let mistake { mistake } else { try await expert.reply(after: step) }
            guard let reply else { break }
            step = try episode.step(reply: reply)
            turns.append((reply, step))
        }
        return (opening, turns)
    }

    private static let games =
        #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(3).joined(separator: "/") + "/Worlds/alfworld/cottages"

    @Test(arguments: BehaviorVersion.allCases, [0, 0.3])
    func `the expert wins nearly every game, with and without mistakes`(
        version: BehaviorVersion, mistakes: Double
    ) async throws {
        // The generations of text in turn: they differ in words alone.
        let generation: TextGeneration = mistakes == 0 ? .legacy : .modern
        let world = try HouseholdWorld(path: Self.games, version: version, generation: generation)
        let derived = (0..<20).map { DerivedTask(seed: 11, index: $0).description }
        let listed = world.tasks.map(\.id).enumerated().filter { $0.offset % 3 == 0 }
        var won = 0
        var cutOff = 0
        for (seed, task) in (listed.map(\.element) + derived).enumerated() {
            let turns = try await Self.play(
                task, in: world, seed: UInt64(seed), mistakes: mistakes
            ).turns
            if turns.last?.step.reward == 1 { won += 1 }
            if turns.last?.step.end == .truncated { cutOff += 1 }
        }
        // A search can take longer than the version allows; nothing else may go wrong.
        #expect(won + cutOff == 40, "\(version) \(won) \(cutOff)")
        #expect(won >= (version.stepLimit > 20 ? 36 : 30), "\(version) \(won)")
    }

    @Test func `derived tasks are the same again, differ from each other and can be won`() throws {
        let world = try HouseholdWorld(path: Self.games)
        var texts: Set<String> = []
        var kinds: Set<String> = []
        for index in 0..<200 {
            let task = try world.task(derivedAs: DerivedTask(seed: 5, index: index))
            #expect(task == (try world.task(derivedAs: DerivedTask(seed: 5, index: index))))
            #expect(try world.faults(inTask: task.id) == [])
            texts.insert(try world.house(task.id).surroundings + task.text)
            kinds.insert(task.kind)
        }
        #expect(texts.count > 180)
        #expect(kinds == Set(TaskType.allCases.map(\.rawValue)))
    }

    @Test func `a dialogue finds its derived task by its id`() throws {
        let world = try HouseholdWorld(path: Self.games)
        var episode = world.makeEnvironment()
        let opening = try episode.reset(to: "derived:3:4", seed: 0).observation
        var record = RecordedEpisode(
            id: "alfworld_expert_3_64", task: opening, preamble: [], turns: [])
        #expect(world.task(of: record) == "derived:3:4")
        record.id = "alfworld_expert_3_5"
        #expect(world.task(of: record) == nil)
    }

    @Test func `the map shows what was seen and no more`() throws {
        let world = try HouseholdWorld(path: Self.games, version: .original)
        var episode = world.makeEnvironment()
        let task = try #require(world.games(ofType: .heatAndPlace).first)
        _ = try episode.reset(to: task.id, seed: 0)
        func map() -> [String] {
            (episode.view("map", columns: 80) ?? []).map { $0.spans.map(\.text).joined() }
        }
        #expect(map().prefix(3) == [task.task, "in hand: nothing", "not looked at yet:"])
        _ = try episode.step(action: "go to fridge 1")
        #expect(map()[2] == "▸ fridge 1  closed, never opened")
        let opened = try episode.step(action: "open fridge 1").observation
        let names = opened.split(separator: " a ").dropFirst().map { name in
            String(name.prefix { $0 != "," && $0 != "." })
        }
        #expect(
            map()[2] == "▸ fridge 1  " + (names.isEmpty ? "nothing" : names.joined(separator: ", "))
        )
        _ = try episode.step(action: "close fridge 1")
        #expect(map()[2].hasPrefix("▸ fridge 1  closed: "))
        #expect(episode.view("score", columns: 80) == nil)
    }
}
