import Environments
import HouseholdSimulator
import Testing

/// What dialogues that open in the same room say of each other.
@Suite struct HousePoolTests {
    /// Two dialogues in one room; of the second only what the first fixes is asked for.
    private func episodes() throws -> (first: RecordedEpisode, second: RecordedEpisode) {
        let package = #filePath.split(separator: "/", omittingEmptySubsequences: false)
            .dropLast(3).joined(separator: "/")
        let world = try HouseholdWorld(path: package + "/Worlds/alfworld/cottages")
        let game = try #require(
            world.games.first { game in
                var environment = world.makeEnvironment()
                _ = try? environment.reset(to: game.id, seed: 0)
                return (try? environment.step(action: "go to cabinet 1").observation)
                    == "The cabinet 1 is closed."
                    && (try? environment.step(action: "go to cabinet 2").observation)
                        == "The cabinet 2 is closed."
            })
        func play(_ id: String, _ actions: [String]) throws -> RecordedEpisode {
            var environment = world.makeEnvironment()
            let task = try environment.reset(to: game.id, seed: 0).observation
            var episode = RecordedEpisode(id: id, task: task, preamble: [], turns: [])
            for action in actions {
                let reply = "ACTION: " + action
                episode.turns.append(
                    RecordedEpisode.Turn(
                        reply: reply, observation: try environment.step(reply: reply).observation,
                        index: 2 * episode.turns.count + 4))
            }
            return episode
        }
        let actions = ["go to cabinet 1", "go to cabinet 2"]
        return (try play("first", actions), try play("second", actions))
    }

    private func pool(_ episodes: [RecordedEpisode]) async throws -> any EpisodePool {
        try #require(await Household().pool(episodes, with: nil, settings: [:]))
    }

    @Test func `a door that another dialogue shows is pooled`() async throws {
        let (first, second) = try episodes()
        let alone = await Household().judge(second, settings: [:])
        #expect(alone.judgements.map(\.basis) == [.explained, .explained])
        let pool = try await pool([first, second])
        let judgements = await pool.judge(second, number: 1).judgements
        #expect(judgements.allSatisfy { $0.verdict == .exact })
        #expect(judgements.first?.basis == .pooled)
        #expect(judgements.first?.note?.contains("first, turn 4 says the same") == true)
        #expect(pool.contradictions == [])
    }

    @Test func `a changed observation that another dialogue fixes is found on both sides`()
        async throws
    {
        var (first, second) = try episodes()
        second.turns[1].observation = "On the cabinet 2, you see nothing."
        let pool = try await pool([first, second])
        let judgement = try #require(await pool.judge(second, number: 1).judgements.last)
        #expect(judgement.verdict == .exact && judgement.basis == .explained)
        #expect(judgement.reason == "contradicted")
        #expect(
            judgement.note
                == "first, turn 6 says that cabinet 2 has a door, and turn 6 here that cabinet 2 has no "
                + "door")
        #expect(
            pool.contradictions == [
                "first, turn 6: cabinet 2 has a door; second, turn 6: cabinet 2 has no door"
            ])
        first.id = "alone"
        let other = try await self.pool([second, first])
        #expect(other.contradictions.count == 1)
    }

    @Test func `dialogues in one room share a world unless they contradict each other`()
        async throws
    {
        var (first, second) = try episodes()
        let shared = try await Household().inferWorlds(sharedBy: [first, second], settings: [:])
        let only = try #require(shared.first)
        #expect(only.members == [0, 1])
        try await InferredGameTests.withFolder(of: only.world) { folder in
            let world = try Household().loadWorld(at: folder, settings: [:])
            #expect(world.tasks.map(\.id) == ["first", "second"])
            for episode in [first, second] {
                try await InferredGameTests.check(episode, in: world)
            }
        }
        second.turns[1].observation = "On the cabinet 2, you see nothing."
        #expect(
            try await Household().inferWorlds(sharedBy: [first, second], settings: [:]).isEmpty)
    }

    @Test(.enabled(if: Corpus.isPresent))
    func `no recorded dialogue is doubted for what others show`() async throws {
        let dialogues = Array(try Corpus.dialogues().prefix(60))
        let pool = try await pool(dialogues)
        var pooled = 0
        for (number, dialogue) in dialogues.enumerated() {
            for judgement in await pool.judge(dialogue, number: number).judgements {
                #expect(judgement.verdict == .exact, "\(dialogue.id): \(judgement)")
                if judgement.basis == .pooled { pooled += 1 }
            }
        }
        #expect(pooled > 0)
    }
}
