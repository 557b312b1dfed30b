import Environments
import FoundationEssentials
import GraphSimulator
import JSONTree
import SeededRandom
import Testing

@Suite struct ExpertTests {
    /// Lets an expert play, with mistakes where the generator says so.
    static func play(
        _ task: String, in world: GraphWorld, seed: UInt64, mistakes: Double
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

    @Test(arguments: GraphVersion.allCases, [0, 0.3])
    func `the expert answers every question, with and without mistakes`(
        version: GraphVersion, mistakes: Double
    ) async throws {
        let world = try ShippedGraph.world(version)
        let derived = (0..<40).map { DerivedTask(seed: 11, index: $0).description }
        for (seed, task) in (world.tasks.map(\.id) + derived).enumerated() {
            let turns = try await Self.play(
                task, in: world, seed: UInt64(seed), mistakes: mistakes
            ).turns
            #expect(turns.last?.step.reward == 1, "\(task): \(turns.map(\.reply))")
            #expect(turns.count <= 15)
        }
    }

    @Test func `derived tasks are the same again, and differ from each other`() throws {
        let world = try ShippedGraph.world(.agentinstruct)
        var texts: Set<String> = []
        var kinds: Set<String> = []
        for index in 0..<300 {
            let id = DerivedTask(seed: 5, index: index)
            let task = try world.task(derivedAs: id)
            #expect(task == (try world.task(derivedAs: id)))
            #expect(try world.faults(inTask: task.id) == [])
            texts.insert(task.text)
            kinds.insert(task.kind)
        }
        #expect(texts.count > 290)
        #expect(kinds == ["argmax", "argmin", "count", "get_neighbors", "intersection"])
    }

    @Test func `a dialogue finds its derived task by its id`() throws {
        let world = try ShippedGraph.world(.agentinstruct)
        let task = try world.task(derivedAs: DerivedTask(seed: 3, index: 4))
        var episode = RecordedEpisode(
            id: "kg_expert_3_64", task: task.text, preamble: [], turns: [])
        #expect(world.task(of: episode) == "derived:3:4")
        episode.id = "kg_expert_3_5"
        #expect(world.task(of: episode) == nil)
    }

    @Test func `what cannot be done has no expert`() throws {
        let world = try SmallGraph.world(.agentBenchV1)
        #expect(throws: EnvironmentError.self) {
            try world.makeExpert(for: "tasks#1", seed: 0)
        }
        #expect(throws: EnvironmentError.self) { try world.makeExpert(for: "none", seed: 0) }
    }
}
