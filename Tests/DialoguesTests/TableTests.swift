import Dialogues
import JSONTree
import Testing

@Suite struct TableTests {
    private func read(_ path: String) throws -> [Dialogue] {
        let reader = try DialogueReader(path: path)
        var dialogues: [Dialogue] = []
        while let row = try reader.next() {
            #expect(row.problems.isEmpty)
            if let dialogue = row.dialogue { dialogues.append(dialogue) }
        }
        return dialogues
    }

    @Test func `Dialogues come back from Parquet with their further members`() throws {
        let folder = try TemporaryFolder()
        let dialogues = (0..<5).map { number in
            Dialogue(
                id: "d\(number)",
                messages: [
                    Message(role: .human, text: "a\(number)", loss: nil),
                    Message(role: .gpt, text: "b", loss: number > 1),
                ],
                extra: JSONObject([
                    ("reward", JSON(Double(number) / 2)), ("task", JSON.string("t")),
                ]))
        }
        let path = "\(folder.path)/x.parquet"
        let exporter = try DialogueExporter(path: path, format: nil)
        for dialogue in dialogues { try exporter.write(dialogue) }
        try exporter.finish()
        #expect(exporter.notes.notes.isEmpty)
        let back = try read(path)
        #expect(back.map(\.messages) == dialogues.map(\.messages))
        #expect(back.map(\.id) == dialogues.map(\.id))
        #expect(back.map { $0.extra["reward"]?.double } == [0, 0.5, 1, 1.5, 2])
        #expect(back.allSatisfy { $0.extra["task"] == "t" })
    }

    @Test func `What has no column is said`() throws {
        let folder = try TemporaryFolder()
        let dialogue = Dialogue(
            id: "d", messages: [Message(role: .human, text: "a")],
            extra: JSONObject([("list", JSON.array([1, 2]))]))
        let exporter = try DialogueExporter(path: "\(folder.path)/x.parquet", format: nil)
        try exporter.write(dialogue)
        try exporter.finish()
        #expect(exporter.notes.notes.map(\.text) == ["members “list” of rows have no column"])
    }

    @Test func `Folders pass over what tells of dialogues`() throws {
        let folder = try TemporaryFolder()
        let row = #"{"id": "a", "conversations": [{"from": "human", "value": "b"}]}"#
        for name in ["a.jsonl", "a.provenance.jsonl"] {
            try ReplacementFile.write(
                Array("\(row)\n".utf8), to: "\(folder.path)/\(name)")
        }
        let exporter = try DialogueExporter(path: "\(folder.path)/b.parquet", format: nil)
        try exporter.write(
            Dialogue(id: "c", messages: [Message(role: .human, text: "a")]))
        try exporter.finish()
        let found = DialogueFiles.find([folder.path])
        #expect(found.problems.isEmpty)
        #expect(found.files.map { $0.split(separator: "/").last } == ["a.jsonl", "b.parquet"])
    }

    @Test func `A damaged table is one clear problem`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/x.parquet"
        try ReplacementFile.write(Array("PAR1 and then nothing of use PAR1".utf8), to: path)
        #expect {
            try DialogueReader(path: path)
        } throws: { ($0 as? DialogueProblem)?.code == .parquet }
    }
}
