import EnvironmentTesting
import Environments
import JSONTree
import Replay
import Testing

@Suite struct ReplayerTests {
    /// A dialogue about a counter; each observation follows its reply.
    private func dialogue(
        _ turns: (String, String?)..., id: String = "d",
        task: String = "Bring the number to 2.", as environment: EnvironmentIdentifier? = .os
    ) -> ReplayInput {
        let turns = turns.enumerated().map { index, turn in
            RecordedEpisode.Turn(
                reply: turn.0, observation: turn.1, index: 4 + 2 * index)
        }
        return ReplayInput(
            environment: environment,
            episode: RecordedEpisode(id: id, task: task, preamble: [], turns: turns),
            source: "d.jsonl")
    }

    private func replay(
        _ inputs: [ReplayInput], with replayer: Replayer
    ) async throws -> [ReplayedDialogue?] {
        var rest = inputs[...]
        var results: [ReplayedDialogue?] = []
        try await replayer.replay(next: { rest.popFirst() }, deliver: { results.append($0) })
        return results
    }

    private let supplied = Replayer(
        simulators: [CounterSimulator(as: .os)], suppliedWorld: "0")

    @Test func `Every observation gets its verdict`() async throws {
        let input = dialogue(
            ("Action: add 2", "2"), ("Action: show", " 2"), ("Action: show", "3"),
            ("Final Answer: 2", nil))
        let result = try #require(try await replay([input], with: supplied).first ?? nil)
        #expect(result.observations.map(\.judgement.verdict) == [.exact, .equivalent, .divergent])
        #expect(result.observations.map(\.judgement.reason) == [nil, "blanks", nil])
        #expect(result.observations.map(\.judgement.replayed) == [nil, "2", "2"])
        #expect(result.observations.map(\.turn) == [4, 6, 8])
        #expect(result.reward == 1)
    }

    @Test func `Bytes decide and not what looks alike`() async throws {
        let input = dialogue(("Action: fl\u{E9}", "Nothing happens."), ("Action: show", "0\u{301}"))
        let result = try #require(try await replay([input], with: supplied).first ?? nil)
        #expect(result.observations.map(\.judgement.verdict) == [.exact, .divergent])
    }

    @Test func `After a refusal a difference proves nothing`() async throws {
        let input = dialogue(
            ("Action: add 1", "1"), ("Action: halve", "0"), ("Action: show", "0"),
            ("Action: add 0", "1"), ("Final Answer: 2", nil))
        let result = try #require(try await replay([input], with: supplied).first ?? nil)
        let verdicts = result.observations.map(\.judgement.verdict)
        #expect(verdicts == [.exact, .unverifiable, .unverifiable, .exact])
        #expect(result.observations[1].judgement.note == "halves of odd numbers")
        #expect(result.observations[2].judgement.reason == "unsupported")
        #expect(result.reward == nil)
    }

    @Test func `An episode that should have ended diverges`() async throws {
        let input = dialogue(("Final Answer: 2", "2"), ("Action: show", "2"))
        let result = try #require(try await replay([input], with: supplied).first ?? nil)
        #expect(result.observations.map(\.judgement.verdict) == [.divergent, .unverifiable])
        #expect(result.observations[0].judgement.note == "the episode ends with this reply")
        #expect(result.observations[1].judgement.reason == "not-running")
    }

    @Test func `What has no simulator, no world or no environment is said so`() async throws {
        let inputs = [
            dialogue(("Action: show", "0"), as: .kg), dialogue(("Hello", "Hi"), as: nil),
            dialogue(("Action: show", "0"), task: "Something else."),
        ]
        let results = try await replay(inputs, with: supplied)
        #expect(results[0]?.observations.first?.judgement.reason == "no-simulator")
        #expect(results[1] == nil)
        #expect(results[2]?.observations.first?.judgement.reason == "unknown")
        #expect(results[2]?.observations.first?.judgement.action == "show")
    }

    @Test func `Results are in order and do not depend on the number of jobs`() async throws {
        let inputs = (0..<500).map { number in
            dialogue(
                ("Action: add \(number)", "1"), id: "d\(number)",
                as: number % 7 == 0 ? nil : .os)
        }
        var several = supplied
        several.jobs = 8
        let one = try await replay(inputs, with: supplied)
        #expect(one.count == 500)
        #expect(one == (try await replay(inputs, with: several)))
    }

    @Test func `A failure of the reader or of the world ends the run`() async throws {
        var replayer = supplied
        replayer.suppliedWorld = "no number"
        await #expect(throws: EnvironmentError.self) {
            try await replay([dialogue(("Action: show", "0"))], with: replayer)
        }
        await #expect(throws: JSONError.self) {
            try await supplied.replay(next: { throw JSONError("broken", at: 3) }, deliver: { _ in })
        }
    }

    @Test func `Settings reach the environments that have them`() async throws {
        var replayer = supplied
        replayer.settings = ["version": "loud", "dialect": "sqlite"]
        let results = try await replay([dialogue(("Action: show", "0!"))], with: replayer)
        #expect(results[0]?.observations.first?.judgement.verdict == .exact)
        replayer.settings = ["version": "silent"]
        await #expect(throws: EnvironmentError.self) {
            try await replay([dialogue(("Action: show", "0!"))], with: replayer)
        }
    }

    @Test func `The report has the keys of the contract`() async throws {
        let input = dialogue(("Action: add 2", "2"), ("Action: show", "3"))
        let result = try #require(try await replay([input], with: supplied).first ?? nil)
        var summary = ReplaySummary()
        summary.add(result)
        summary.addSkipped()
        let counts = """
            "dialogues":1,"observations":2,"exact":1,"equivalent":0,"divergent":1,\
            "unverifiable":0,"basis":{"supplied":2,"predicted":0,"pooled":0,"explained":0}
            """
        let summaryText = summary.json.text(.compact)
        #expect(
            summaryText == "{\(counts),\"environments\":{\"os\":{\(counts)}},\"skipped\":1}")
        let expected = """
            {"id":"d","environment":"os","source":"d.jsonl","reward":null,"observations":[\
            {"turn":4,"action":"add 2","verdict":"exact","basis":"supplied","reason":null,\
            "recorded":"2","replayed":null},{"turn":6,"action":"show","verdict":"divergent",\
            "basis":"supplied","reason":null,"recorded":"3","replayed":"2"}]}
            """
        #expect(result.json.text(.compact) == expected)
        #expect(!summary.isTrue)
    }
}
