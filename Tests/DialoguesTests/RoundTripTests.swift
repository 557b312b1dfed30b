import Dialogues
import JSONTree
import Testing

@Suite struct RoundTripTests {
    /// What is written after everything in `bytes` was read; fails if any row has a problem.
    private func copy(_ bytes: [UInt8]) throws -> [UInt8] {
        let reader = try DialogueReader(bytes: bytes, name: "test", options: .init(rules: nil))
        let rows = try rows(of: reader)
        #expect(rows.flatMap(\.problems) == [])
        return reader.layout.bytes(of: rows.compactMap(\.dialogue))
    }

    private func expectSame(_ text: String, sourceLocation: SourceLocation = #_sourceLocation)
        throws
    {
        let copied = String(decoding: try copy(Array(text.utf8)), as: UTF8.self)
        #expect(copied == text, sourceLocation: sourceLocation)
    }

    @Test(.enabled(if: Corpus.isPresent), arguments: Corpus.files)
    func `Every recorded file is written back byte for byte`(_ path: String) throws {
        let reader = try DialogueReader(path: path)
        let dialogues = try rows(of: reader).compactMap(\.dialogue)
        let copied = reader.layout.bytes(of: dialogues)
        #expect(try Bytes.of(path) == copied)
        // Nothing of it came from keeping the bytes: the same again from the dialogues alone.
        #expect(reader.layout.bytes(of: dialogues, rows: .restyled) == copied)
    }

    static let styles: [JSONStyle] = [
        .python, .compact, .indented(1), .indented(2), .indented(4),
        JSONStyle(escapesNonASCII: true),
        JSONStyle(escapesNonASCII: true, escapesInCapitals: true),
        JSONStyle(itemSeparator: ",", keySeparator: ":", escapesSlashes: true),
        JSONStyle(itemSeparator: ",", keySeparator: " : ", indentation: 2),
        JSONStyle(itemSeparator: ", ", indentation: 4),
        JSONStyle(itemSeparator: ",", indentation: 1, indentsWithTabs: true, newline: "\r\n"),
    ]

    @Test(arguments: styles) func `Every style is recognised and reproduced`(
        _ style: JSONStyle
    ) throws {
        for level in 0...2 {
            let indent = String(
                repeating: style.indentsWithTabs ? "\t" : " ",
                count: level * (style.indentation ?? 0))
            let layout = DialogueLayout(
                container: .array, style: style, level: level,
                opening: Array("[\(style.newline)\(indent)".utf8),
                separator: Array(",\(style.newline)\(indent)".utf8),
                closing: Array("\(style.newline)]".utf8))
            let text = layout.bytes(of: Samples.dialogues, rows: .restyled)
            let reader = try DialogueReader(bytes: text, name: "test.json")
            let dialogues = try rows(of: reader).compactMap(\.dialogue)
            #expect(reader.layout.bytes(of: dialogues) == text)
            // The style was understood, not the bytes kept: a changed row is written like the rest.
            var changed = dialogues
            changed[1].messages[4].text = Samples.dialogue().messages[4].text
            var expected = Samples.dialogues
            expected[1].messages[4].text = Samples.dialogue().messages[4].text
            let expectedText = layout.bytes(of: expected, rows: .restyled)
            #expect(reader.layout.bytes(of: changed) == expectedText)
        }
    }

    @Test(arguments: [
        DialogueLayout.lines, .array(), .array(indentation: 4), .array(indentation: nil),
    ])
    func `The usual layouts are written and read`(_ layout: DialogueLayout) throws {
        let text = layout.bytes(of: Samples.dialogues)
        let reader = try DialogueReader(bytes: text, name: "test.json")
        #expect(try rows(of: reader).compactMap(\.dialogue) == Samples.dialogues)
        #expect(reader.layout.container == layout.container)
        #expect(reader.layout.separator == layout.separator)
        #expect(reader.layout.closing == layout.closing)
    }

    @Test(arguments: [
        #"{"conversations": [{"value": "b", "from": "human"}], "id": "members in another order"}"#,
        #"{"id": 7, "conversations": [{"from": "human", "value": "a number for an id"}]}"#,
        #"{"id": 7.0e1, "conversations": [], "score": 1.50, "big": 12345678901234567890123}"#,
        #"{"id": null, "conversations": [{"from": "gpt", "loss": null, "value": ""}]}"#,
        #"{"id": "a", "id": "b", "conversations": 1, "conversations": []}"#,
        #"{"conversations":[{"from":"a","from":"b","value":"", "x":[], "y":{"z":-0.0}}]}"#,
        #"{"conversations": [{"from": "human", "value": "\u00e9 é mixed \/ / escapes \u0041"}]}"#,
        #"{ "conversations" : [ {"from": "human", "value": "odd spaces" } ] }"#,
        "{\"conversations\":[]}\t \n\n  \n{\"conversations\":[]}\n{\"conversations\":[]}\r\n\n",
        "\u{FEFF}{\"conversations\":[]}\r\n{\"conversations\":[]}\r\n",
        "{\"conversations\":[]}\r\n", "\n\n{\"conversations\":[]}", "", "\n",
        "[]", " [ ] \n", "\u{FEFF}[\n]", "[{\"conversations\":[]}]",
        "[\n{\"conversations\":[]}\n,\n{\"conversations\": []} , {\"conversations\":[]}]\n\n",
        "{\n  \"conversations\": []\n}\n", "{\n\"conversations\": []\n}\n\n{\"conversations\": []}",
    ])
    func `Any well-formed file is written back byte for byte`(_ text: String) throws {
        try expectSame(text)
    }

    @Test func `A changed dialogue keeps the order of its members and the style of its row`() throws
    {
        let text = #"""
            {"model": "m/n", "conversations": [{"value": "é /", "x": 1, "from": "human"}], "id": 3}
            {"conversations": [{"from": "gpt", "value": "\u00e9 \u0041"}]}
            """#
        let reader = try DialogueReader(bytes: Array(text.utf8), name: "test")
        var dialogues = try rows(of: reader).compactMap(\.dialogue)
        dialogues[0].messages[0].loss = true
        dialogues[0].messages[0].text = "ü"
        dialogues[0].extra["model"] = nil
        dialogues[1].messages[0].text += " ü"
        dialogues[1].id = "new"
        dialogues[1].extra["k"] = 1
        let changed = reader.layout.bytes(of: dialogues)
        #expect(
            String(decoding: changed, as: UTF8.self) == #"""
                {"conversations": [{"loss": true, "value": "ü", "x": 1, "from": "human"}], "id": 3}
                {"id": "new", "conversations": [{"from": "gpt", "value": "\u00e9 A \u00fc"}], "k": 1}
                """#)
    }

    @Test func `Rows are restyled on the way to another container`() throws {
        let text = "{\"conversations\":[ ],\"a\":\"\\u00e9\"}\n"
        let reader = try DialogueReader(bytes: Array(text.utf8), name: "test")
        let dialogues = try rows(of: reader).compactMap(\.dialogue)
        let array = DialogueLayout.array(indentation: 1).bytes(of: dialogues)
        #expect(
            String(decoding: array, as: UTF8.self)
                == "[\n {\n  \"conversations\": [],\n  \"a\": \"é\"\n }\n]\n")
        let lines = DialogueLayout.lines.bytes(of: dialogues, rows: .restyled)
        #expect(String(decoding: lines, as: UTF8.self) == "{\"conversations\": [], \"a\": \"é\"}\n")
    }
}
