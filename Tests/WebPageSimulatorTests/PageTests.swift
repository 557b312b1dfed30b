import MarkupKit
import Testing

@testable import WebPageSimulator

@Suite struct PageTests {
    private let page = try? Page(
        cleaned: """
            <html backend_node_id="1"> <body backend_node_id="2"> <div backend_node_id="3"> \
            <a backend_node_id="4" title="Go home"> <text backend_node_id="5">Home &amp; garden</text> \
            </a> </div> <div backend_node_id="6" role="list"> <input backend_node_id="7" \
            type="text" name="Email" class="none"/> <button backend_node_id="8"/> </div> </body> </html>
            """)

    @Test func `Boxes without attributes around one thing give way to it`() throws {
        let pruned = try #require(page).pruned(to: ["4", "7"])
        #expect(
            pruned.text == "<html> <body> <a id=0 go home> Home & garden </a> "
                + "<div list> <input id=1 text email /> </div> </body> </html>")
        #expect(
            pruned.choices.map(\.text) == [
                "<a id=0 go home> Home & garden </a>", "<input id=1 text email />",
            ])
    }

    @Test func `What is asked about keeps its box`() throws {
        let pruned = try #require(page).pruned(to: ["3", "8"])
        #expect(pruned.text.hasPrefix("<html> <body> <div id=0> <a go home>"))
        #expect(pruned.choices.last?.text == "<button id=1 />")
    }

    @Test(arguments: [
        ("A b  C", "a b c"), ("HTTP://x", ""), ("Hidden", ""),
        ("one two three four five six", "one two three four five"),
        ("averyveryverylongword short", "short"), ("ΟΔΟΣ", "οδος".replacingLast("σ", "ς")),
    ])
    func `An attribute shows its short words in small letters`(value: String, shown: String) {
        let node = PageNode(
            name: "a", attributes: [.init("title", value)], text: nil, tail: nil, parent: -1, end: 1
        )
        #expect(ElementSummary.words(of: node) == shown)
    }

    @Test func `Escapes are undone on the text, in the order of the original`() throws {
        let page = try Page(
            cleaned: "<p backend_node_id='1'><text>&amp;lt; &lt;b&gt; \"q\" id= 5</text></p>")
        #expect(page.pruned(to: ["1"]).text == "<p id=0>< <b> q id=5</p>")
    }

    @Test func `A hostile page is an error`() {
        #expect(throws: (any Error).self) {
            try Page(cleaned: String(repeating: "<a>", count: 5000))
        }
        #expect(throws: (any Error).self) {
            try Page(
                cleaned: "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>")
        }
        #expect(throws: (any Error).self) {
            try SavedPage(html: Array(String(repeating: "<span>", count: 100_000).utf8))
        }
        #expect(throws: (any Error).self) { try SavedPage(html: []) }
    }

    @Test func `A page of the wild is cleaned`() throws {
        let saved = try SavedPage(
            html: Array(
                """
                <!DOCTYPE html><html><head><title>T</title><style>p{}</style></head><body>
                <div><div><p>Hello<br>world</p></div></div><script>x()</script>
                <input type=hidden name=a><input type=text aria-label="Your name" checked>
                <a href="next.html">Next</a><svg class="big icon-x"></svg>
                <p style="display: none">unseen</p></body></html>
                """.utf8))
        let text = saved.page.pruned(to: saved.operable).text
        #expect(saved.operable.count == 2)
        #expect(saved.links.values.sorted() == ["next.html"])
        #expect(text.contains("<input id=0 text your name true />"))
        #expect(text.contains("<a id=1> Next </a>"))
        #expect(!text.contains("unseen") && !text.contains("x()"))
    }
}

extension String {
    fileprivate func replacingLast(_ old: Character, _ new: Character) -> String {
        guard let index = lastIndex(of: old) else { return self }
        var copy = self
        copy.replaceSubrange(index...index, with: [new])
        return copy
    }
}
