import Dialogues
import JSONTree
import Testing

@Suite struct ReaderTests {
    private func problems(
        _ text: String, _ options: DialogueReader.Options = .init()
    ) throws -> [DialogueProblem] {
        try problems(Array(text.utf8), options)
    }

    private func problems(
        _ bytes: [UInt8], _ options: DialogueReader.Options = .init()
    ) throws -> [DialogueProblem] {
        let reader = try DialogueReader(bytes: bytes, name: "f", options: options)
        return try rows(of: reader).flatMap(\.problems)
    }

    private let good = Samples.row(("human", "a"), ("gpt", "b"), id: "good")

    @Test(arguments: [
        (#"{"id": 1}"#, DialogueProblem.Code.missingConversations, 0, "$"),
        (#"{"conversations": 5}"#, .missingConversations, 18, "$.conversations"),
        (#"{"conversations": []}"#, .emptyConversations, 18, "$.conversations"),
        (#"[1, 2]"#, .notADialogue, 0, "$"),
        (#"{"conversations": ["a"]}"#, .wrongMember, 19, "$.conversations[0]"),
        (#"{"conversations": [{"value": "a"}]}"#, .missingRole, 19, "$.conversations[0]"),
        (#"{"conversations": [{"from": "gpt"}]}"#, .missingValue, 19, "$.conversations[0]"),
        (
            #"{"conversations": [{"from": "gpt", "value": null}]}"#, .missingValue, 44,
            "$.conversations[0].value"
        ),
        (
            #"{"conversations": [{"from": "gpt", "value": "", "loss": 1}]}"#, .wrongMember, 56,
            "$.conversations[0].loss"
        ),
        (
            #"{"conversations": [{"from": "x", "value": ""}]}"#, .unknownRole, 28,
            "$.conversations[0].from"
        ),
        (#"{"id": [], "conversations": [{"from": "gpt", "value": ""}]}"#, .wrongMember, 7, "$.id"),
    ])
    func `A fault is named with its line, its byte and its path`(
        _ row: String, _ code: DialogueProblem.Code, _ offset: Int, _ path: String
    ) throws {
        let found = try problems("\(good)\n\n\(row)\n\(good.replacing("good", with: "last"))")
        try #require(found.count == 1)
        #expect(found[0].code == code)
        #expect(found[0].place.line == 3)
        #expect(found[0].place.row == 2)
        #expect(found[0].place.offset == good.utf8.count + 2 + offset)
        #expect(found[0].place.jsonPath == path)
        #expect(!found[0].advice.isEmpty)
    }

    @Test(arguments: [
        ("{\"conversations\": [tru]}", DialogueProblem.Code.notJSON, 19),
        ("{\"conversations\": [}", .notJSON, 19),
        ("{\"conversations\": [] \"a\": 1}", .notJSON, 21),
        ("{\"conversations\": [\"\\ud800\"]}", .notJSON, 20),
        ("{\"conversations\": [\"\\x\"]}", .notJSON, 20),
        ("not JSON", .notJSON, 0),
        ("{\"conversations\": [\"a\u{0}\"]}", .nulByte, 21),
        ("\u{0}\u{0}\u{0}", .nulByte, 0),
        ("{\"conversations\": [{\"from\": \"gpt\", \"val", .truncated, 0),
    ])
    func `A row that is not JSON is named at the byte that breaks it`(
        _ row: String, _ code: DialogueProblem.Code, _ offset: Int
    ) throws {
        for text in [
            "\(good)\n\(row)\n\(good.replacing("good", with: "last"))\n", "\(good)\n\(row)",
        ] {
            let found = try problems(text)
            try #require(found.count == 1)
            #expect(found[0].code == code)
            #expect(found[0].place.line == 2)
            #expect(found[0].place.offset == good.utf8.count + 1 + offset)
        }
    }

    @Test func `Invalid UTF-8 is named at its byte`() throws {
        var bytes = Array(good.utf8)
        let index = try #require(bytes.firstIndex(of: UInt8(ascii: "g")))
        bytes[index] = 0xC3
        let found = try problems(bytes)
        #expect(found.map(\.code) == [.invalidUTF8])
        #expect(found.first?.place.offset == index)
        #expect(found.first?.place.message == nil)
        let text = bytes.firstIndex(of: UInt8(ascii: "b")) ?? 0
        bytes[index] = UInt8(ascii: "g")
        bytes[text] = 0x80
        let inMessage = try problems(bytes).first?.place
        #expect(inMessage?.message == 1)
        #expect(inMessage?.jsonPath == "$.conversations[1].value")
    }

    @Test func `A dialogue that is out of order is named, where loss says it is an agent's`() throws
    {
        func row(_ list: String...) -> String {
            "{\"conversations\": [\(list.joined(separator: ", "))]}"
        }
        let human = #"{"from": "human", "loss": null, "value": "a"}"#
        let agent = #"{"from": "gpt", "loss": true, "value": "b"}"#
        let system = #"{"from": "system", "value": "c"}"#
        let taught = #"{"from": "human", "loss": false, "value": "a"}"#
        let user = #"{"from": "user", "value": "a"}"#
        func codes(_ text: String) throws -> [String] {
            try problems(text).map { "\($0.code.rawValue) \($0.place.message ?? -1)" }
        }
        #expect(try codes(row(human, agent, human)) == [])
        #expect(try codes(row(system, human, agent)) == [])
        #expect(try codes(row(agent, human)) == ["wrong-order 0"])
        #expect(try codes(row(human, human, agent, agent)) == ["wrong-order 1", "wrong-order 3"])
        #expect(try codes(row(human, agent, system)) == ["wrong-order 2"])
        #expect(try codes(row(taught, agent)) == ["loss-on-human-turn 0"])
        #expect(try codes(row(user, agent)) == ["unknown-role 0"])
        let tolerant = Samples.row(("gpt", "a"), ("chatgpt", "b"), ("user", "c"), ("bing", "d"))
        #expect(try codes(tolerant) == [])
        #expect(try codes(Samples.row(("robot", "a"))) == ["unknown-role 0"])
    }

    @Test func `An id that occurs twice is named with the line of the first`() throws {
        let found = try problems("\(good)\n\(good)\n")
        #expect(found.map(\.code) == [.repeatedID])
        #expect(found.first?.place.line == 2)
        #expect(found.first?.what.contains("line 1") == true)
    }

    @Test func `A row beyond the limit is skipped and named`() throws {
        let large = Samples.row(("human", String(repeating: "long ", count: 100)))
        let second = good.replacing("good", with: "second")
        for text in ["\(good)\n\(large)\n\(second)\n", "[\(good),\n\(large),\n\(second)]"] {
            let start = text.utf8.count - second.utf8.count - large.utf8.count - 2
            let reader = try DialogueReader(
                bytes: Array(text.utf8), name: "f", options: .init(rowLimit: 200))
            let rows = try rows(of: reader)
            #expect(rows.map { $0.dialogue?.id } == ["good", nil, "second"])
            #expect(rows[1].problems.map(\.code) == [.rowTooLarge])
            #expect(rows[1].problems.first?.place.offset == start - (text.hasPrefix("[") ? 1 : 0))
            #expect(rows[1].line == 2)
            #expect(rows[1].length == large.utf8.count)
        }
    }

    @Test func `Reading an array goes on behind what is broken in it`() throws {
        func ids(_ text: String) throws -> [String] {
            try rows(ofText: text).map { row in
                row.dialogue?.id ?? "-" + (row.problems.first?.code.rawValue ?? "")
            }
        }
        let a = Samples.row(("human", "a"), id: "a")
        let b = Samples.row(("human", "b"), id: "b")
        #expect(try ids("[\(a), {\"conversations\": [\"\\x\"]}, \(b)]") == ["a", "-not-json", "b"])
        #expect(try ids("[\(a), 5, \"x\", null, \(b)]").first == "a")
        #expect(try ids("[\(a), 5, \"x\", null, \(b)]").last == "b")
        #expect(try ids("[\(a),\n{\"conversations\": [\"},\n\(b)\n]") == ["a", "-truncated", "b"])
        #expect(try ids("[\n\(a.dropLast()),\n\(b)\n]") == ["-not-json", "b"])
        #expect(try ids("[\(a) \(b)]") == ["a", "b"])
        #expect(try ids("[\(a), : oops\n\(b)]") == ["a", "-not-json", "b"])
        #expect(try ids("[\(a), \(b)") == ["a", "b", "-truncated"])
        #expect(try ids("[\(a)]\n\(b)\n\(b)") == ["a", "-not-json"])
        #expect(try problems("[\(a) \(b)]").map(\.code) == [.notJSON])
    }

    @Test func `Objects that span lines are read one after the other`() throws {
        let indented = DialogueLayout(
            container: .sequence, style: .indented(2), level: 0, opening: [],
            separator: [0x0A], closing: [0x0A])
        let text = String(decoding: indented.bytes(of: Samples.dialogues), as: UTF8.self)
        #expect(try rows(ofText: text).compactMap(\.dialogue) == Samples.dialogues)
        let broken = text.replacing("}\n{", with: "}\n, ] oops\n{")
        let found = try rows(ofText: broken)
        #expect(found.compactMap(\.dialogue) == Samples.dialogues)
        #expect(found.flatMap(\.problems).map(\.code) == [.notJSON, .notJSON])
    }

    @Test(arguments: [
        ([0x1F, 0x8B, 8, 0], DialogueProblem.Code.wrongFileType),
        (Array("PAR1....".utf8), .parquet),
        (Array("<!DOCTYPE html>\n<html>{</html>".utf8), .wrongFileType),
        (Array("\u{FEFF}\n <html>".utf8), .wrongFileType),
        ([0xFF, 0xFE, 0x7B, 0], .wrongFileType),
        (Array("# A read-me\n\nwith text\n".utf8), .wrongFileType),
        (Array("\u{7F}ELF\u{2}\u{1}\u{1}\u{0}\u{0}".utf8), .wrongFileType),
        (Array("version https://git-lfs.github.com/spec/v1\noid sha256:".utf8), .wrongFileType),
        (Array("SQLite format 3\u{0}".utf8), .wrongFileType),
    ])
    func `A file of another type is refused once`(
        _ bytes: [UInt8], _ code: DialogueProblem.Code
    ) throws {
        let problem = #expect(throws: DialogueProblem.self) {
            try DialogueReader(bytes: bytes, name: "x.jsonl")
        }
        #expect(problem?.code == code)
        #expect(problem?.place.path == "x.jsonl")
        #expect(problem?.advice.isEmpty == false)
    }

    @Test func `An empty file is no dialogues as lines and an error as JSON`() throws {
        #expect(try rows(of: DialogueReader(bytes: [], name: "x.jsonl")).isEmpty)
        let problem = #expect(throws: DialogueProblem.self) {
            try DialogueReader(bytes: [], name: "x.json")
        }
        #expect(problem?.code == .emptyFile)
    }

    @Test func `Paths that cannot be read say why`() {
        let missing = #expect(throws: DialogueProblem.self) {
            try DialogueReader(path: "/nowhere/at/all.jsonl")
        }
        #expect(missing?.code == .notFound)
        #expect(
            missing?.description.hasPrefix("/nowhere/at/all.jsonl: there is no such file") == true)
        let folder = #expect(throws: DialogueProblem.self) { try DialogueReader(path: "/") }
        #expect(folder?.code == .unreadable)
    }
}
