import Environments
import JSONTree
import SeededRandom
import Testing

@testable import WebPageSimulator

/// 20,000 broken inputs, the same in every run: none may crash or hang.
@Suite struct FuzzTests {
    private static let pieces = [
        "<", ">", "</", "/>", "<div", "<a href='x'", " id=", "=\"", "'", "&amp;", "&#0;",
        "&#x110000;",
        "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE", "<?xml", "<script>", "</p>", "<table><tr>",
        "<select><option>", "<text backend_node_id=\"1\">", "\u{0}", "\u{85}", "é", "💡", "\n",
        "<svg:g>", "<b><i>", "</i></b>", " backend_node_id=\"1\"", "<textarea>", "hidden",
        "<frameset>",
    ]

    private static func markup(_ generator: inout SeededGenerator) -> String {
        var text = generator.next() % 2 == 0 ? "<html backend_node_id=\"1\">" : ""
        for _ in 0..<(generator.next() % 40) {
            text += pieces[Int(generator.next() % UInt64(pieces.count))]
        }
        return text
    }

    private static func mutated(_ source: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = source
        for _ in 0...(generator.next() % 4) where !bytes.isEmpty {
            let place = Int(generator.next() % UInt64(bytes.count))
            switch generator.next() % 4 {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
            case 1: bytes.remove(at: place)
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + 9))
            default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 7)], at: 0)
            }
        }
        return bytes
    }

    @Test func `12,000 pieces of markup`() {
        var generator = SeededGenerator(seed: 8)
        var pages = 0
        for _ in 0..<6000 {
            let text = Self.markup(&generator)
            if let saved = try? SavedPage(html: Array(text.utf8)) {
                pages += saved.page.pruned(to: saved.operable).text.isEmpty ? 0 : 1
            }
            if let page = try? Page(cleaned: text) { _ = page.pruned(to: ["1"]).choices }
        }
        #expect(pages > 1000)
    }

    @Test func `4,000 broken records`() throws {
        let page = "<html backend_node_id=\"1\"><a backend_node_id=\"2\"/></html>"
        let record: JSON = [
            "confirmed_task": "x", "action_reprs": ["[link]  a -> CLICK"],
            "actions": [
                [
                    "cleaned_html": .string(page), "operation": ["op": "CLICK", "value": ""],
                    "pos_candidates": [["backend_node_id": "2"]], "neg_candidates": [],
                ]
            ],
        ]
        let source = Array(record.text(.python).utf8)
        var generator = SeededGenerator(seed: 9)
        var read = 0
        for _ in 0..<4000 {
            let bytes = Self.mutated(source, &generator)
            var splitter = RecordSplitter()
            var index = 0
            while index < bytes.count, case .part = splitter.next(in: bytes, from: &index) {}
            guard let json = try? JSON.parse(bytes: bytes) else { continue }
            let place = RecordPlace(path: "", offset: 0, length: 0)
            _ = try? TaskRecord(json, fallbackId: "x", place: place)
            for action in TaskRecord.actions(of: json)
            where (try? Snapshot(action, task: "x", ranks: nil)) != nil {
                read += 1
            }
        }
        #expect(read > 100)
    }

    @Test func `4,000 broken questions`() async {
        let question = Question(
            snippet: "<html> <div> <a id=0 go> Next > page </a> <input id=1 text /> </div> </html>",
            task: "go on", previousActions: ["[a]  b -> CLICK"],
            choices: ["<a id=0 go> Next > page </a>", "<input id=1 text />"])
        let source = Array(question.message(in: .agentInstruct).utf8)
        var generator = SeededGenerator(seed: 10)
        for _ in 0..<4000 {
            let text = String(decoding: Self.mutated(source, &generator), as: UTF8.self)
            let episode = RecordedEpisode(
                id: "", task: text, preamble: [],
                turns: [.init(reply: text, observation: text, index: 2)])
            let judgement = await WebPages().judge(episode, settings: [:])
            #expect(judgement.judgements.count == 1)
        }
    }
}
