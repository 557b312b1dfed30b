import Dialogues
import JSONTree
import Testing

@Suite struct ExporterTests {
    @Test func `Rows keep their order, and what is left out is counted by its reason`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/x.jsonl"
        let exporter = try DialogueExporter(path: path, format: .llama2Meta)
        for number in 0..<1000 {
            let reply = Message(role: .gpt, text: "Yes. ", loss: true)
            let question = Message(role: .human, text: "Is it \(number)?", loss: nil)
            let isOpen = number.isMultiple(of: 3)
            try exporter.write(
                Dialogue(id: "\(number)", messages: isOpen ? [reply] : [question, reply]))
        }
        try exporter.finish()
        #expect(exporter.taken == 1000)
        #expect(exporter.count == 666)
        #expect(exporter.refusals.values.map(\.self) == [334])
        #expect(exporter.notes.notes.map(\.count) == [666])
        let reader = try DialogueReader(path: path, options: .init(rules: nil, formats: .any))
        var ids: [String] = []
        while let row = try reader.next() { ids.append(row.dialogue?.id ?? "") }
        #expect(ids == (0..<1000).filter { !$0.isMultiple(of: 3) }.map { "\($0)" })
    }

    @Test func `A file that is only called a Parquet file says so`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/x.parquet"
        try ReplacementFile.write(Array("id,text\n1,hello\n".utf8), to: path)
        #expect {
            try DialogueReader(path: path)
        } throws: { ($0 as? DialogueProblem)?.what.contains("PAR1") == true }
    }

    @Test func `A row that is read in another format says which member it lacks`() throws {
        let row = Array(Samples.row(("human", "Hello?"), ("gpt", "Hello.")).utf8)
        let reader = try DialogueReader(
            bytes: row, name: "x.jsonl", options: .init(rules: nil, formats: .only(.openAI)))
        let problem = try #require(try reader.next()?.problems.first)
        #expect(problem.what == "the row has no list “messages”")
        #expect(problem.advice == "it may be of another format")
    }
}
