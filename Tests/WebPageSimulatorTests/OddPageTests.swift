import Environments
import MarkupKit
import SeededRandom
import Testing

@testable import WebPageSimulator

/// Questions about pages of every kind are taken apart and put together again.
@Suite struct OddPageTests {
    private static let names = [
        "div", "span", "a", "button", "input", "select", "option", "table", "tbody", "tr", "td",
        "li", "ul", "p", "b", "svg", "path", "label", "h2", "img", "iframe", "custom-tag",
    ]
    private static let words = [
        "Home", ">", "Women", "a>b", "&", "AT&T", "&amp;", "<", "<3", "it's", "\"quoted\"", "5\"",
        "x=y", "é", "中文", "👩‍🌾", "İstanbul", "ΟΔΟΣ", "hidden", "http://a.b", "(", ")", "$5.00",
        "averyveryverylongword", "fourteenletter", "&#39;", "\u{A0}", "\u{200B}", "100%", "None",
        "A.", "->", "Task:", "\n", "ﬁ", "ǅ",
    ]
    /// Words of texts alone.
    private static let textWords = words + ["/", "id= 5", "id=", "&nbsp;", "'''", "\t"]
    /// Texts that speak of markup.
    private static let markup = ["<br>", "&lt;i&gt; x", "x <br> y"]
    private static let attributes = [
        "role", "aria_role", "type", "alt", "aria_label", "label", "title", "name", "text_value",
        "value", "placeholder", "input_checked", "input_value", "option_selected", "class",
        "tabindex", "data_x",
    ]

    private static func sentence(
        _ limit: Int, of words: [String], _ generator: inout SeededGenerator
    ) -> String {
        (0..<Int(generator.next() % UInt64(limit + 1))).map { _ in
            words[Int(generator.next() % UInt64(words.count))]
        }.joined(separator: " ")
    }

    private static func page(_ generator: inout SeededGenerator) -> Page {
        var outline = PageOutline()
        let count = 5 + Int(generator.next() % 40)
        // The elements that are open where the next node begins.
        var open: [Int] = []
        let marked = Int(generator.next() % 60)
        for index in 0..<count {
            while open.count > 1, generator.next() % 3 == 0 { open.removeLast() }
            let place = open.last ?? -1
            let isText = index > 0 && generator.next() % 3 == 0
            var node = PageNode(
                name: index == 0
                    ? "html" : isText ? "text" : names[Int(generator.next() % UInt64(names.count))],
                attributes: [.init("backend_node_id", "\(index)")],
                text: isText
                    ? (marked == index
                        ? markup[Int(generator.next() % UInt64(markup.count))] + " " : "")
                        + sentence(25, of: textWords, &generator) : nil, tail: nil,
                parent: place, end: 0)
            while !isText, generator.next() % 2 == 0 {
                let name = attributes[Int(generator.next() % UInt64(attributes.count))]
                guard node[name] == nil else { continue }
                node.attributes.append(.init(name, sentence(7, of: words, &generator)))
            }
            outline.nodes.append(node)
            if !isText { open.append(index) }
        }
        return outline.page(.init(repeating: .kept, count: count))
    }

    @Test func `Every question is rebuilt to the same bytes`() async throws {
        var generator = SeededGenerator(seed: 8)
        var made = 0
        var failures: [String] = []
        while made < 1000 {
            guard let page = try? Page(cleaned: Self.page(&generator).markup) else { continue }
            let elements = page.nodes.filter { !$0.isText }.map(\.id)
            guard elements.count > 1 else { continue }
            let chosen = (0..<(2 + Int(generator.next() % 4))).map { _ in
                elements[1 + Int(generator.next() % UInt64(elements.count - 1))]
            }
            made += 1
            let question = Question(
                page.pruned(to: chosen), task: "Find it",
                previousActions: ["[link]  Home > Shoes -> CLICK"])
            let message = question.message(in: .agentInstruct)
            let (judgement, _) = PromptVerifier().judged(message)
            if judgement.verdict != .exact {
                failures.append("\(judgement.note ?? "")\n\(message)\n\(judgement.replayed ?? "")")
            }
        }
        #expect(
            failures.isEmpty, "\(failures.count):\n\(failures.prefix(12).joined(separator: "\n\n"))"
        )
    }
}

extension PromptVerifier {
    fileprivate func judged(_ message: String) -> (Judgement, Reading?) {
        var copy = self
        return copy.judge(message, at: 0)
    }
}
