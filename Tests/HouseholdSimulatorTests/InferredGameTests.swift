import Environments
import FoundationEssentials
import HouseholdSimulator
import JSONTree
import Testing

/// Games made of dialogues.
@Suite struct InferredGameTests {
    static func shipped() throws -> [RecordedEpisode] {
        let package = #filePath.split(separator: "/", omittingEmptySubsequences: false)
            .dropLast(3).joined(separator: "/")
        let path = package + "/Transcripts/alfworld/cottages.jsonl"
        return try Corpus.dialogues(
            in: [UInt8](Data(contentsOf: URL(filePath: path)))
                .split(separator: UInt8(ascii: "\n")).map { try JSON.parse(bytes: $0) })
    }

    /// Writes a world into a folder that is removed in the end, and works on it.
    static func withFolder<Result>(
        of world: InferredWorld, _ body: (String) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "house-tests-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in world.files {
            let path = folder.appending(path: file.name)
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.bytes).write(to: path)
        }
        return try await body(folder.path)
    }

    static func check(
        _ episode: RecordedEpisode, in world: any World
    ) async throws {
        #expect(await world.opens(episode, with: episode.id))
        let result = await world.replay(episode, task: episode.id, seed: 0)
        for judgement in result.judgements {
            #expect(
                judgement.verdict == .exact && judgement.basis == .supplied,
                "\(episode.id): \(judgement)")
        }
    }

    private func check(_ episodes: [RecordedEpisode]) async throws {
        for episode in episodes {
            let inferred = try await Household().inferWorld(from: episode, settings: [:])
            try await Self.withFolder(of: inferred) { folder in
                let world = try Household().loadWorld(at: folder, settings: [:])
                try await Self.check(episode, in: world)
            }
        }
    }

    @Test func `our own dialogues come out in the houses that they imply`() async throws {
        try await check(try Self.shipped())
    }

    @Test(.enabled(if: Corpus.isPresent))
    func `recorded dialogues come out in the houses that they imply`() async throws {
        let dialogues = try Corpus.dialogues()
        try await check(
            stride(from: 0, to: dialogues.count, by: 5).map { dialogues[$0] })
    }

    /// A dialogue in one of our houses, with the world made of it.
    private func example() async throws -> (RecordedEpisode, InferredWorld) {
        let episode = try #require(try Self.shipped().first)
        return (episode, try await Household().inferWorld(from: episode, settings: [:]))
    }

    @Test func `off the record the missing fact is named`() async throws {
        let (episode, inferred) = try await example()
        #expect(inferred.unknown.contains { $0.contains("what is in") })
        #expect(inferred.facts.contains { $0.text == "what is in sidetable 1" && $0.turn == 4 })
        try await Self.withFolder(of: inferred) { folder in
            let world = try HouseholdWorld(path: folder)
            var environment = world.makeEnvironment()
            _ = try environment.reset(to: episode.id, seed: 0)
            for turn in episode.turns.prefix(3) { _ = try environment.step(reply: turn.reply) }
            let error = try #require(throws: EnvironmentError.self) {
                try environment.step(action: "go to cabinet 2")
            }
            #expect(error.code == .unknown)
            #expect(error.message.contains("whether cabinet 2 has a door"))
            // The episode is as it was.
            let seen = try environment.step(action: "go to sidetable 1")
            #expect(seen.observation == episode.turns[0].observation)
            #expect(throws: EnvironmentError.self) { try world.writeIndex(to: "/dev/null") }
            #expect(throws: EnvironmentError.self) {
                try world.makeExpert(for: episode.id, seed: 1)
            }
            #expect(try world.faults(inTask: episode.id) == nil)
        }
    }

    @Test func `a filled-in house says what it invents, and the same for the same seed`()
        async throws
    {
        let (episode, inferred) = try await example()
        try await Self.withFolder(of: inferred) { folder in
            func answers(_ seed: UInt64) throws -> [Step] {
                var environment = try HouseholdWorld(path: folder, completion: seed)
                    .makeEnvironment()
                let opening = try environment.reset(to: episode.id, seed: 0)
                #expect(opening.observation == episode.task)
                return try ["go to cabinet 2", "examine cabinet 2", "go to sidetable 1"].map {
                    try environment.step(action: $0)
                }
            }
            let steps = try answers(9)
            #expect(steps[0].details["invented"]?.array?.isEmpty == false)
            #expect(steps[1].details["invented"]?.array?.isEmpty == false)
            #expect(steps[2].details["invented"] == nil)
            #expect(steps[2].observation == episode.turns[0].observation)
            #expect(try answers(9) == steps)
            #expect(try (1...20).contains { try answers($0) != steps })
        }
    }

    @Test(.enabled(if: Corpus.isPresent), arguments: ["agentbench-v0.2", "original"])
    func `games are made of dialogues in other versions`(version: String) async throws {
        let settings = ["version": version]
        let source = try #require(
            try Household().loadWorld(
                at: Corpus.folder + "alfworld/agentinstruct_games", settings: settings)
                as? HouseholdWorld)
        var made = 0
        for dialogue in try Corpus.dialogues().prefix(12) {
            let episode = try InferenceTests.played(dialogue, in: source, version, "legacy")
            guard
                let inferred = try? await Household().inferWorld(
                    from: episode, settings: settings)
            else { continue }
            made += 1
            try await Self.withFolder(of: inferred) { folder in
                let world = try Household().loadWorld(at: folder, settings: settings)
                try await Self.check(episode, in: world)
            }
        }
        #expect(made > 6)
    }
}
