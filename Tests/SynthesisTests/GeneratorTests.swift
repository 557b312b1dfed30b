import Dialogues
import EnvironmentTesting
import Environments
import JSONTree
import Synthesis
import Testing

@Suite struct GeneratorTests {
    @Test func anExpertSolvesListedTasksFirstAndThenDerivedOnes() async throws {
        let run = try await Run.of(ExpertPolicy(), count: 5)
        #expect(run.ending == .complete)
        #expect(
            run.origins.map(\.task) == [
                "counter#1", "counter#2", "counter#3", "derived:7:0", "derived:7:1",
            ])
        #expect(run.dialogues.map(\.id).first == "db_expert_7_0")
        #expect(run.outcomes.allSatisfy { $0.episode.reward == 1 })
    }

    @Test func aDialogueHasTheFormOfAgentInstruct() async throws {
        let dialogue = try #require(try await Run.of(ExpertPolicy(), count: 1).dialogues.first)
        #expect(dialogue.problems(by: .agentInstruct).isEmpty)
        #expect(
            dialogue.messages.map(\.loss) == [
                nil, false, nil, false, nil, false, nil, true, nil, true,
            ])
        #expect(dialogue.messages[6].text == "Now it is your turn. Bring the number to 1.")
        #expect(
            dialogue.messages.suffix(3).map(\.text) == ["Action: add 1", "1", "Final Answer: 1"])
        #expect(dialogue.parts.turns.count == 2)
    }

    @Test(arguments: [2, 3, 8])
    func theNumberOfJobsChangesNothing(jobs: Int) async throws {
        let policy = ExpertPolicy(mistakeRate: 0.5)
        let alone = try await Run.of(policy, count: 40)
        let together = try await Run.of(policy, count: 40, jobs: jobs)
        #expect(alone.dialogues == together.dialogues)
        #expect(alone.origins == together.origins)
    }

    @Test func aDialogueCanBeMadeAgainAlone() async throws {
        let policy = ExpertPolicy(mistakeRate: 0.5)
        let all = try await Run.of(policy, count: 12)
        let alone = try await Run.of(policy, count: 1, places: [9])
        #expect(alone.dialogues == [all.dialogues[9]])
    }

    @Test func mistakesAreMadeAndMended() async throws {
        let run = try await Run.of(ExpertPolicy(mistakeRate: 0.5), count: 30)
        #expect(run.outcomes.contains { $0.episode.turns.count > 2 })
        #expect(run.outcomes.allSatisfy { $0.episode.reward == 1 })
        #expect(run.origins[0].details["policy"]?.string == "noisy")
        #expect(run.origins[0].details["rate"]?.double == 0.5)
    }

    @Test func onlyEnoughRewardIsKept() async throws {
        let script = try ScriptPolicy(
            bytes: Array(
                """
                "Final Answer: 1"
                {"reset": {"task": "counter#2"}}
                {"action": "add 2"}
                "Final Answer: 2"
                """.utf8), name: "s")
        let run = try await Run.of(script, count: 1, least: 1, choice: .listed)
        #expect(run.origins.map(\.task) == ["counter#2"])
        #expect(run.outcomes.map(\.rejection) == ["reward", nil])
    }

    @Test func tasksComeAgainWithOtherSeedsWhereNothingIsDerived() async throws {
        let run = try await Run.of(RandomPolicy(), count: 7, choice: .listed, steps: 3)
        #expect(run.origins.count == 7)
        #expect(run.origins[0].task == run.origins[3].task)
        #expect(run.origins[0].seed != run.origins[3].seed)
        #expect(run.outcomes.allSatisfy { $0.episode.turns.count <= 3 })
    }

    @Test func aRunThatCannotSucceedEnds() async throws {
        let script = try ScriptPolicy(bytes: Array(#""Final Answer: 0""#.utf8), name: "s")
        let run = try await Run.of(script, count: 2, jobs: 3, least: 1)
        #expect(run.ending == .exhausted)
        #expect(run.dialogues.isEmpty)
    }

    @Test func aRefusalOfTheEnvironmentIsCountedAndNotWritten() async throws {
        let script = try ScriptPolicy(
            bytes: Array("{\"action\": \"add 1\"}\n{\"action\": \"halve\"}".utf8), name: "s")
        let run = try await Run.of(script, count: 1, places: [0])
        #expect(run.dialogues.isEmpty)
        #expect(run.outcomes.first?.episode.failure?.kind == "unsupported")
        #expect(run.outcomes.first?.provenance.details["errors"]?.array == ["unsupported"])
    }

    @Test func aStoppedRunEndsWithWhatIsWhole() async throws {
        let run = try await Run.of(ExpertPolicy(), count: 1_000_000, stopsAfter: 5)
        #expect(run.ending == .interrupted)
        #expect(run.dialogues.count >= 5)
        #expect(run.dialogues.map(\.id) == run.dialogues.indices.map { "db_expert_7_\($0)" })
    }

    @Test func badScriptsAreNamedByTheirLine() {
        #expect(throws: SynthesisError(.badInput, "s, line 2: no JSON")) {
            try ScriptPolicy(bytes: Array("\"a\"\nnothing".utf8), name: "s")
        }
    }

    @Test func namesCanBeReadBack() {
        let name = DialogueName(environment: "os", policy: "noisy", seed: 3, place: 12)
        #expect(DialogueName("\(name)") == name)
        #expect(DialogueName("os_3") == nil)
        #expect(name.episodeSeed < 1 << 31)
    }
}
