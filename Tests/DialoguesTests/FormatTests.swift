import Dialogues
import JSONTree
import SeededRandom
import Testing

@Suite struct FormatTests {
    private static let agents = Dialogue(
        id: "db_1",
        messages: [
            Message(
                role: .human,
                text: "I operate a MySQL database with SQL. Your input will be raw MySQL response.",
                loss: nil),
            Message(role: .gpt, text: "Ok.", loss: false),
            Message(role: .human, text: "How many loans?", loss: nil),
            Message(
                role: .gpt,
                text: "I count.\nAction: Operation\n```sql\nSELECT COUNT(*) FROM l\n```",
                loss: true),
            Message(role: .human, text: "[(3,)]", loss: nil),
            Message(
                role: .gpt, text: "Three.\nAction: Answer\nFinal Answer: [\"3\"]", loss: false),
        ])

    private func converted(
        _ format: DialogueFormat, of dialogue: Dialogue = FormatTests.agents
    ) throws -> (row: JSON, notes: [String]) {
        var notes = ConversionNotes()
        let row = try format.row(of: dialogue, notes: &notes)
        return (row, notes.notes.map(\.text))
    }

    private func dialogue(_ row: JSON) throws -> Dialogue {
        let reader = try DialogueReader(
            bytes: Array(row.text().utf8), name: "test",
            options: .init(keepsLayout: false, formats: .any))
        let read = try #require(try reader.next())
        #expect(read.problems.isEmpty)
        return try #require(read.dialogue)
    }

    @Test(arguments: DialogueFormat.allCases.filter { $0 != .shareGPT })
    func `A dialogue with its loss comes back from every format that has a place for it`(
        format: DialogueFormat
    ) throws {
        let (row, notes) = try converted(format)
        #expect(notes.isEmpty)
        #expect(DialogueFormat(of: row) == format)
        #expect(try dialogue(row) == Self.agents)
    }

    @Test func `ShareGPT says that it loses the loss`() throws {
        let (row, notes) = try converted(.shareGPT)
        #expect(notes == ["replies were marked as not trained, for which ShareGPT has no place"])
        #expect(try dialogue(row).messages.allSatisfy { $0.loss == nil })
    }

    @Test func `Actions become calls of tools, and observations their answers`() throws {
        let (row, _) = try converted(.openAITools)
        let messages = try #require(row["messages"]?.array)
        let function = messages[3]["tool_calls"]?.array?.first?["function"]
        #expect(function?["name"] == "execute_sql")
        #expect(function?["arguments"] == #"{"query": "SELECT COUNT(*) FROM l"}"#)
        #expect(messages[3]["content"] == "I count.\n")
        #expect(messages[4]["role"] == "tool")
        #expect(messages[4]["tool_call_id"] == messages[3]["tool_calls"]?.array?.first?["id"])
        #expect(messages[1]["weight"] == 0)
        #expect(row["tools"]?.array?.count == 2)
    }

    @Test func `ATIF's observations belong to the agent's steps`() throws {
        let (row, _) = try converted(.atif)
        let steps = try #require(row["steps"]?.array)
        #expect(steps.count == 5)
        #expect(steps.map { $0["step_id"]?.int } == [1, 2, 3, 4, 5])
        #expect(steps[3]["observation"]?["results"]?.array?.first?["content"] == "[(3,)]")
        #expect(steps[1]["is_copied_context"] == true)
        #expect(steps[3]["is_copied_context"] == nil)
    }

    private static let short = Dialogue(
        id: "x",
        messages: [
            Message(role: .human, text: " Hello? ", loss: nil),
            Message(role: .gpt, text: "Yes.\n", loss: true),
            Message(role: .human, text: "é?", loss: nil),
            Message(role: .gpt, text: "No.", loss: false),
        ])

    @Test func `Meta's template strips texts, and counts the closing mark`() throws {
        let (row, notes) = try converted(.llama2Meta, of: Self.short)
        let system = LlamaText.system
        #expect(
            row["text"]?.string
                == "<s>[INST] <<SYS>>\n\(system)\n<</SYS>>\n\n Hello? [/INST] Yes. </s>"
                + "<s>[INST] é? [/INST] No. </s>")
        #expect(try LlamaText.trained(row) == ["Yes. </s>"])
        #expect(notes.count == 1)
    }

    @Test func `FastChat's template begins without a mark and ends with one`() throws {
        let (row, _) = try converted(.llama2FastChat, of: Self.short)
        #expect(
            row["text"]?.string
                == "[INST] <<SYS>>\n\(LlamaText.system)\n<</SYS>>\n\n Hello?  [/INST] Yes.\n </s><s>"
                + "[INST] é? [/INST] No. </s><s>")
        #expect(try LlamaText.trained(row) == ["Yes.\n </s>"])
    }

    @Test func `AgentGym's template has no system prompt`() throws {
        let (row, _) = try converted(.llama2AgentGym, of: Self.short)
        #expect(
            row["text"]?.string
                == "<s>[INST]  Hello?  [/INST] Yes.\n</s><s>[INST] é? [/INST] No.</s>")
        #expect(try LlamaText.trained(row) == [" Yes.\n</s>"])
    }

    @Test func `A dialogue that the agent begins has no template`() throws {
        let dialogue = Dialogue(id: nil, messages: [Message(role: .gpt, text: "Yes.")])
        var notes = ConversionNotes()
        #expect {
            try DialogueFormat.llama2Meta.row(of: dialogue, notes: &notes)
        } throws: { ($0 as? ConversionRefusal)?.reason.contains("begin") == true }
    }

    @Test func `Calls of tools that no environment has stay as they are`() throws {
        let call: JSON = [
            "role": "assistant", "content": nil,
            "tool_calls": [
                [
                    "id": "1", "type": "function",
                    "function": ["name": "fly", "arguments": "{\"to\": \"Rome\"}"],
                ]
            ],
        ]
        let row: JSON = ["messages": [["role": "user", "content": "Go."], call]]
        #expect(try dialogue(row).messages[1].text == call.text())
    }

    @Test func `The dialogues of the corpus come back from every format`() throws {
        guard Corpus.isPresent else { return }
        for path in Corpus.files {
            let reader = try DialogueReader(path: path, options: .init(keepsLayout: false))
            var count = 0
            while count < 40, let read = try reader.next() {
                guard let dialogue = read.dialogue else { continue }
                count += 1
                for format in [DialogueFormat.openAI, .openAITools, .atif, .llama2AgentGym] {
                    var notes = ConversionNotes()
                    guard let row = try? format.row(of: dialogue, notes: &notes) else { continue }
                    let back = try self.dialogue(row)
                    #expect(back.messages.map(\.text) == dialogue.messages.map(\.text))
                    if dialogue.messages.contains(where: { $0.loss != nil }) {
                        #expect(back.messages.map(\.loss) == dialogue.messages.map(\.loss))
                    }
                }
            }
        }
    }
}

/// What is in a row of Llama 2's text.
private enum LlamaText {
    static let system = "You are a helpful, respectful and honest assistant."

    /// The parts that are trained.
    static func trained(_ row: JSON) throws -> [String] {
        let text = Array(try #require(row["text"]?.string).unicodeScalars)
        return try #require(row["loss_spans"]?.array).map { span in
            let start = try #require(span.array?.first?.int)
            let end = try #require(span.array?.last?.int)
            var part = String.UnicodeScalarView()
            part.append(contentsOf: text[start..<end])
            return String(part)
        }
    }
}

@Suite struct FormatFuzzTests {
    #if DEBUG
        static let inputs = 2_000
    #else
        static let inputs = 100_000
    #endif

    private static let words = [
        "null", "1", "[]", "{}", "\"x\"", "<s>[INST] ", " [/INST]", "</s>", "true", "\\ud800", "é",
        "\"user\"", "\"chatgpt\"", "\"conversations\"", "\"messages\"", "\"text\"",
    ]

    private static let household = Dialogue(
        id: "a",
        messages: [
            Message(
                role: .human, text: "Your task is to: heat it. Interact with a household",
                loss: nil),
            Message(role: .gpt, text: "THOUGHT: so\nACTION: go to x", loss: true),
        ])

    private static let general = Dialogue(
        id: nil,
        messages: [
            Message(role: .system, text: "Be kind."),
            Message(role: Role(rawValue: "user"), text: "Hello? 你好"),
            Message(role: Role(rawValue: "chatgpt"), text: "Hello.\n\n```c\nint x;\n```"),
            Message(role: .human, text: ""), Message(role: .gpt, text: "[/INST] </s>"),
        ], extra: JSONObject([("model", JSON.string("x")), ("tags", [1, []] as JSON)]))

    private func damage(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        let at = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, at + Int.random(in: 0...24, using: &random))
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.removeSubrange(at..<end)
        case 1: bytes[at] = UInt8.random(in: 0...255, using: &random)
        default:
            let word = Self.words.randomElement(using: &random) ?? ""
            bytes.replaceSubrange(at..<end, with: Array(word.utf8))
        }
    }

    @Test(arguments: [[DialogueFormat.shareGPT], DialogueFormat.allCases])
    func `Damaged rows are refused or read, and what is read goes into every format`(
        formats: [DialogueFormat]
    ) throws {
        var random = SeededGenerator(seed: 5)
        var notes = ConversionNotes()
        let texts = try formats.flatMap { format in
            try [Self.household, Self.general].map {
                Array(try format.row(of: $0, notes: &notes).text().utf8)
            }
        }
        var read = 0
        for _ in 0..<Self.inputs {
            var bytes = texts.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 1...2, using: &random) { damage(&bytes, &random) }
            guard
                let reader = try? DialogueReader(
                    bytes: bytes, name: "fuzz", options: .init(keepsLayout: false, formats: .any))
            else { continue }
            while let row = try reader.next() {
                guard let dialogue = row.dialogue else { continue }
                read += 1
                for format in DialogueFormat.allCases {
                    _ = try? format.row(of: dialogue, notes: &notes)
                }
            }
        }
        #expect(read > Self.inputs / 10)
    }
}
