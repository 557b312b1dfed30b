import JSONTree
import Testing

@testable import WebPageSimulator

@Suite struct GoldenTests {
    /// The real page, asked about as SeeAct's stored rounds ask.
    @Test(.enabled(if: Corpus.isPresent, "needs the corpus"))
    func `Stored rounds come out byte for byte`() throws {
        for row in try Corpus.rows("mind2web/one_action.jsonl") {
            let page = try Page(cleaned: try #require(row["cleaned_html"]?.string))
            let choices = try #require(row["choices"]?.array)
            let pruned = page.pruned(to: choices.compactMap { $0.array?.first?.string })
            #expect(pruned.text == row["context_html"]?.string)
            #expect(pruned.choices.map(\.id) == choices.map { $0.array?[0].string })
            #expect(pruned.choices.map(\.text) == choices.map { $0.array?[1].string })
            let question = Question(
                pruned, task: try #require(row["confirmed_task"]?.string),
                previousActions: (row["previous_actions"]?.array ?? []).compactMap(\.string))
            #expect(question.text == row["question"]?.string)
        }
    }
}
