import Environments
import Testing

@testable import GraphSimulator

@Suite struct HistoryTests {
    @Test(arguments: [
        ("", 0), ("a", 1), ("abcdefg", 1), ("abcdefgh", 2), ("ab cd", 2), ("#0", 2), (" \n", 0),
        ("\t", 1), ("get_relations(X)", 7), ("été 12", 3),
    ])
    func `texts are measured in segments`(text: String, segments: Int) {
        #expect(HistoryWindow.segments(in: text) == segments)
    }

    @Test func `a long history keeps its first message and the latest that fit`() throws {
        let messages = (0..<9).map { "\($0) " + String(repeating: "word ", count: 599) }
        let shown = try KnowledgeGraph().history(messages, settings: [:])
        // 600 segments each: the first and four more stay below 3500, beginning with the agent's.
        #expect(shown.count == 5)
        #expect(shown[0] == messages[0] + "\n\n[NOTICE] 4 messages are omitted.")
        #expect(shown[1...] == messages[5...])
        let short = Array(messages[..<5])
        #expect(try KnowledgeGraph().history(short, settings: [:]) == short)
    }

    @Test func `an observation too long alone leaves the instruction`() {
        let messages = ["rules", "act", String(repeating: "x ", count: 3500)]
        #expect(
            HistoryWindow.shown(of: messages) == ["rules\n\n[NOTICE] 2 messages are omitted."])
    }
}
