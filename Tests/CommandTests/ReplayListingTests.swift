import EnvironmentTesting
import Environments
import Replay
import Testing

@testable import diorama

@Suite struct ReplayListingTests {
    private func replayed(
        _ turns: [(String, String)], id: String
    ) async throws -> ReplayedDialogue {
        var input: ReplayInput? = ReplayInput(
            environment: .os,
            episode: RecordedEpisode(
                id: id, task: "Bring the number to 1.", preamble: [],
                turns: turns.enumerated().map { index, turn in
                    .init(reply: turn.0, observation: turn.1, index: 2 * index)
                }), source: "d.jsonl")
        var result: ReplayedDialogue?
        let replayer = Replayer(simulators: [CounterSimulator(as: .os)], suppliedWorld: "0")
        try await replayer.replay(
            next: {
                defer { input = nil }
                return input
            }, deliver: { result = $0 })
        return try #require(result)
    }

    @Test func `People see counts, what differs and the total`() async throws {
        let dialogue = try await replayed(
            [("Action: add 3", "3"), ("Action: show", "3 "), ("Action: show\u{7}", "[(4,)]\n")],
            id: "lie_1")
        var summary = ReplaySummary()
        var listing = ReplayListing(verdict: .divergent, namesFiles: false)
        summary.add(dialogue)
        summary.addSkipped()
        listing.add(dialogue)
        let output = Output.inMemory()
        listing.print(summary, seconds: 0.0349, to: output)
        let expected = """
            os          1 dialogue      3 observations     1 exact   1 equivalent (blanks)\
               1 divergent
              ✗ lie_1  turn 4   show\\u{7}
                  recorded   [(4,)]⏎
                  replayed   Nothing happens.
            1 dialogue, 3 observations in 0.03 s: 1 exact, 1 equivalent, 1 divergent; \
            1 general conversation skipped

            """
        #expect(output.text == expected)
    }

    @Test func `Another verdict can be listed`() async throws {
        let dialogue = try await replayed([("Action: add 3", " 3")], id: "d")
        var summary = ReplaySummary()
        var listing = ReplayListing(verdict: .equivalent, namesFiles: true)
        summary.add(dialogue)
        listing.add(dialogue)
        let output = Output.inMemory()
        listing.print(summary, seconds: 1.5, to: output)
        #expect(output.text.contains("  ≈ d.jsonl d  turn 0   add 3\n"))
        #expect(output.text.contains("      recorded   ·3\n      replayed   3\n"))
        #expect(output.text.contains("      because    blanks\n"))
    }

    @Test func `Of long texts only what differs is shown, with its surroundings`() {
        let rows = (0..<200).map { "(\($0), 'name \($0)')" }.joined(separator: ", ")
        let text = DifferenceText(
            recorded: rows, replayed: rows.replacing("name 100'", with: "name 1000'"), width: 60)
        let style = Style(isOn: false)
        #expect(text.recorded(style) == "…), (100, 'name 100'), (101, 'name…")
        #expect(text.replayed(style) == "…), (100, 'name 1000'), (101, 'name…")
    }

    @Test func `Nothing is shown as nothing, and colours mark the difference`() {
        let style = Style(isOn: true)
        let text = DifferenceText(recorded: "", replayed: "1 2", width: 60)
        #expect(text.recorded(style) == "\u{1B}[31m(nothing)\u{1B}[0m")
        #expect(text.replayed(style) == "\u{1B}[32m1 2\u{1B}[0m")
    }
}
