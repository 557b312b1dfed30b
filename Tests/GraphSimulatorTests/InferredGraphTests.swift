import Environments
import FoundationEssentials
import GraphSimulator
import JSONTree
import Testing

/// Worlds made of dialogues.
@Suite struct InferredGraphTests {
    static func shipped() throws -> [RecordedEpisode] {
        let path = ShippedGraph.package + "/Transcripts/kg/archipelago.jsonl"
        return try [UInt8](Data(contentsOf: URL(filePath: path)))
            .split(separator: UInt8(ascii: "\n"))
            .compactMap { RecordedEpisode(agentInstruct: try JSON.parse(bytes: $0)) }
    }

    static func corpus() throws -> [RecordedEpisode] {
        try Corpus.rows("agentinstruct/kg.jsonl").compactMap { RecordedEpisode(agentInstruct: $0) }
    }

    /// Writes a world into a folder, loads it as a user would, and works on it.
    static func load(
        _ world: InferredWorld, _ behaviour: GraphWorld.Behaviour = GraphWorld.Behaviour()
    ) throws -> GraphWorld {
        let files = Dictionary(
            uniqueKeysWithValues: world.files.map {
                ($0.name, String(decoding: $0.bytes, as: UTF8.self))
            })
        return try SmallGraph.withFolder(files) { try GraphWorld(at: $0, behaviour: behaviour) }
    }

    private func check(_ episodes: [RecordedEpisode]) async throws {
        for episode in episodes {
            let world = try Self.load(
                try await KnowledgeGraph().inferWorld(from: episode, settings: [:]))
            #expect(await world.opens(episode, with: episode.id))
            check(await world.replay(episode, task: episode.id), episode)
        }
    }

    private func check(_ result: EpisodeJudgement, _ episode: RecordedEpisode) {
        for judgement in result.judgements {
            #expect(judgement.basis == .supplied, "\(episode.id): \(judgement)")
            #expect(
                judgement.verdict == .exact || judgement.reason == "set-order",
                "\(episode.id): \(judgement)")
        }
    }

    @Test func `our own dialogues come out in the graphs that they imply`() async throws {
        try await check(try Self.shipped())
    }

    @Test(.enabled(if: Corpus.isPresent))
    func `every recorded dialogue comes out in the graph that it implies`() async throws {
        try await check(try Self.corpus())
    }

    @Test func `our own dialogues share one graph`() async throws {
        try await checkShared(try Self.shipped())
    }

    @Test(.enabled(if: Corpus.isPresent))
    func `the recorded dialogues share one graph`() async throws {
        try await checkShared(try Self.corpus())
    }

    private func checkShared(_ episodes: [RecordedEpisode]) async throws {
        let shared = try await KnowledgeGraph().inferWorlds(sharedBy: episodes, settings: [:])
        let only = try #require(shared.first)
        #expect(shared.count == 1 && only.members == Array(episodes.indices))
        let world = try Self.load(only.world)
        for episode in episodes { check(await world.replay(episode, task: episode.id), episode) }
    }
}

extension InferredGraphTests {
    /// A dialogue of some calls in the small graph.
    private func episode(_ calls: [String], id: String = "made_1") throws -> RecordedEpisode {
        var environment = try SmallGraph.world().makeEnvironment()
        let task = try environment.reset(to: "who", seed: 0).observation
        var episode = RecordedEpisode(id: id, task: task, preamble: [], turns: [])
        for call in calls {
            let reply = "Action: " + call
            let step = try environment.step(reply: reply)
            episode.turns.append(
                RecordedEpisode.Turn(
                    reply: reply, observation: step.observation,
                    index: 2 * episode.turns.count + 2))
        }
        return episode
    }

    private static let calls = [
        "get_relations(Film One)", "get_neighbors(Film One, film.film.cast)",
        "get_attributes(#0)", "argmax(#0, people.person.height)", "get_relations(#1)",
        "get_relations(Ann)", "get_neighbors(Ann, people.person.knows)", "get_relations(Actor)",
        "intersection(#0, #2)",
    ]

    private func world(
        _ calls: [String] = calls, completion: UInt64? = nil
    ) async throws -> GraphWorld {
        let inferred = try await KnowledgeGraph().inferWorld(
            from: try episode(calls), settings: [:])
        return try Self.load(inferred, GraphWorld.Behaviour(completion: completion))
    }

    @Test func `extrema and intersections come out too`() async throws {
        let episode = try episode(Self.calls)
        let world = try await world()
        #expect(world.faults == [])
        check(await world.replay(episode, task: episode.id), episode)
    }

    @Test(arguments: [
        ("get_relations(#0)", "the relations of (JOIN film.film.cast_inv Film One)"),
        ("get_attributes(#1)", "the attributes of (ARGMAX (JOIN film.film.cast_inv Film One)"),
        ("get_neighbors(Film One, film.film.said)", "where film.film.said leads"),
        ("Final Answer: #2", "the members of (JOIN people.person.knows_inv Ann)"),
        ("get_relations(m.elsewhere)", "the relations of m.elsewhere"),
    ])
    func `off the record the missing fact is named`(action: String, fact: String) async throws {
        var environment = try await world().makeEnvironment()
        _ = try environment.reset(to: "made_1", seed: 0)
        for call in Self.calls { _ = try environment.step(action: call) }
        let error = try #require(throws: EnvironmentError.self) {
            try environment.step(action: action)
        }
        #expect(error.code == .unknown && error.message.contains(fact), "\(error)")
        // The episode is as it was.
        let again = try environment.step(action: "get_relations(Ann)")
        #expect(again.observation.contains("people.person.knows"))
    }

    @Test func `a filled-in graph says what it invents, and the same for the same seed`()
        async throws
    {
        func answers(_ seed: UInt64) async throws -> [Step] {
            var environment = try await world(completion: seed).makeEnvironment()
            _ = try environment.reset(to: "made_1", seed: 0)
            let calls =
                Self.calls + [
                    "get_relations(#0)", "get_neighbors(Film One, film.film.said)",
                    "Final Answer: #2",
                ]
            return try calls.map { try environment.step(action: $0) }
        }
        let steps = try await answers(4)
        #expect(steps.dropLast(3).allSatisfy { $0.details["invented"] == nil })
        #expect(steps.suffix(3).allSatisfy { $0.details["invented"]?.array?.count == 1 })
        #expect(steps.last?.details["answer"]?.array?.isEmpty == false)
        let recorded = try episode(Self.calls).turns.compactMap(\.observation)
        #expect(steps.dropLast(3).map(\.observation) == recorded)
        #expect(try await answers(4) == steps)
    }

    @Test func `a divergent dialogue has no graph`() async throws {
        var lie = try episode(Self.calls)
        lie.turns[7].observation = "Observation: []"
        lie.turns[1].observation = "Observation: variable #1, which are instances of film.actor"
        await #expect(throws: EnvironmentError.self) {
            try await KnowledgeGraph().inferWorld(from: lie, settings: [:])
        }
    }

    @Test func `no index and no derived questions of an inferred graph`() async throws {
        let world = try await world()
        #expect(throws: EnvironmentError.self) { try world.prepare(to: "/dev/null") }
        #expect(throws: EnvironmentError.self) {
            try world.question(derivedAs: #require(DerivedTask(id: "derived:1:1")))
        }
    }
}

/// What dialogues say of each other.
@Suite struct GraphPoolTests {
    @Test func `a listing that another dialogue fixes is pooled, and a changed one is found`()
        async throws
    {
        var environment = try SmallGraph.world().makeEnvironment()
        let task = try environment.reset(to: "who", seed: 0).observation
        let reply = "Action: get_relations(Film One)"
        let turn = RecordedEpisode.Turn(
            reply: reply, observation: try environment.step(reply: reply).observation, index: 4)
        let first = RecordedEpisode(id: "first", task: task, preamble: [], turns: [turn])
        var second = first
        second.id = "second"
        let agreed = try #require(
            await KnowledgeGraph().pool([first, second], with: nil, settings: [:]))
        #expect(await agreed.judge(second, number: 1).judgements.map(\.basis) == [.pooled])
        #expect(agreed.contradictions == [])

        second.turns[0].observation = turn.observation?.replacing(
            "film.film.said", with: "film.film.sad")
        let pool = try #require(
            await KnowledgeGraph().pool([first, second], with: nil, settings: [:]))
        let judgement = await pool.judge(second, number: 1).judgements[0]
        #expect(judgement.basis == .explained)
        #expect(judgement.note?.contains("first, turn 4") == true)
        #expect(judgement.reason == "contradicted")
        #expect(pool.contradictions.count == 1)
        let shared = try await KnowledgeGraph().inferWorlds(
            sharedBy: [first, second], settings: [:])
        #expect(shared.isEmpty)
    }
}
