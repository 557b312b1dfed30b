import EnvironmentTesting
import Environments
import Replay
import Testing

@Suite struct ReplayPageTests {
    /// The page of a counter's dialogue with a lie and a text that must be escaped.
    private func page(findings: [String] = []) async throws -> String {
        let replies = ["Action: add 2", "Action: show", "Action: show <b>&\"", "Action: show"]
        let observations = ["2", " 2", "Nothing happens.", "5 <script>"]
        let turns = replies.indices.map { index in
            RecordedEpisode.Turn(
                reply: replies[index], observation: observations[index], index: 4 + 2 * index)
        }
        let input = ReplayInput(
            environment: .os,
            episode: RecordedEpisode(
                id: "d<1>", task: "Bring the number to 2.", preamble: [], turns: turns),
            source: "d.jsonl")
        var rest = [input][...]
        var page = ReplayPage(title: "A & B")
        var summary = ReplaySummary()
        try await Replayer(simulators: [CounterSimulator(as: .os)], suppliedWorld: "0").replay(
            next: { rest.popFirst() },
            deliver: { dialogue in
                guard let dialogue else { return }
                page.add(dialogue)
                summary.add(dialogue)
            })
        page.add(findings: findings)
        return page.html(summary)
    }

    @Test func `what is found is readable without JavaScript`() async throws {
        let html = try await page(findings: ["a, turn 4, and b, turn 6 <differ>"])
        #expect(html.contains("<h1>A &amp; B</h1>"))
        #expect(html.contains("4 observations of 1 dialogue: 2 exact, 1 equivalent, 1 divergent."))
        #expect(html.contains("<h2>Divergences <b>1</b></h2>"))
        #expect(html.contains("The supplied world answers otherwise"))
        #expect(html.contains("<del>5 &lt;script&gt;</del>"))
        #expect(html.contains("<ins>2</ins>"))
        #expect(html.contains("a, turn 4, and b, turn 6 &lt;differ&gt;"))
        #expect(html.contains("href=\"#findings\"") && html.contains("id=\"findings\""))
        // Only the search needs the script, and it shows itself.
        #expect(html.contains(".search { display: none;"))
    }

    @Test func `the page needs nothing but itself`() async throws {
        let html = try await page()
        for word in ["http:", "https:", "src=", "@import", "url("] { #expect(!html.contains(word)) }
        #expect(!html.contains("d<1>") && !html.contains("5 <script>"))
        #expect(html.split(separator: "<script>").count == 2)
    }
}
