import Environments
import JSONTree
import Testing

@testable import WebPageSimulator

/// The rows whose thought was found, by reading, to speak of another page; row 60 has no thought.
@Suite struct CalibrationTests {
    private static let foreign: Set<Int> = [
        1, 3, 23, 25, 28, 33, 37, 44, 45, 47, 52, 54, 55, 59, 71, 72, 73, 74, 75, 76, 77, 78, 88,
        93,
        94, 95, 99, 100, 103,
    ]

    @Test(.enabled(if: Corpus.isPresent, "needs the corpus"))
    func `Every question is rebuilt, and foreign thoughts are told`() async throws {
        var caught = 0
        var missed: [String] = []
        var wronged: [String] = []
        for row in try Corpus.rows("agentinstruct/mind2web.jsonl") {
            let texts = try #require(row["conversations"]?.array).compactMap { $0["value"]?.string }
            let id = try #require(row["id"]?.string)
            let episode = RecordedEpisode(
                id: id, task: texts[0], preamble: [],
                turns: [.init(reply: texts[1], observation: nil, index: 2)])
            let judgement = await WebPages().judge(episode, settings: [:])
            #expect(judgement.opening?.verdict == .exact, "\(id)")
            let isSuspect = judgement.remarks.contains { $0.code == "suspect" }
            let isForeign = Int(id.dropFirst("mind2web_".count)).map(Self.foreign.contains) ?? false
            switch (isSuspect, isForeign) {
            case (true, true): caught += 1
            case (true, false): wronged.append(id)
            case (false, true): missed.append(id)
            case (false, false): break
            }
        }
        #expect(caught == 29 && missed.isEmpty, "\(missed)")
        #expect(wronged == ["mind2web_70"])
    }
}
