import Dialogues
import Glibc
import Testing

@Suite struct WriterTests {
    @Test func `A file is copied row by row to the same bytes`() throws {
        let folder = try TemporaryFolder()
        for layout in [DialogueLayout.lines, .array(), .array(indentation: nil)] {
            let text = String(decoding: layout.bytes(of: Samples.dialogues), as: UTF8.self)
            let source = try folder.write(text, to: "source")
            let reader = try DialogueReader(path: source)
            let writer = try DialogueWriter(path: "\(folder.path)/target")
            while let row = try reader.next() {
                writer.layout = reader.layout
                if let dialogue = row.dialogue { try writer.write(dialogue) }
            }
            writer.layout = reader.layout
            try writer.finish()
            #expect(try Bytes.of("\(folder.path)/target") == Array(text.utf8))
        }
    }

    @Test func `The target is replaced at the end, and keeps its permissions and its links`() throws
    {
        let folder = try TemporaryFolder()
        let path = try folder.write("old", to: "target.jsonl")
        chmod(path, 0o640)
        symlink("target.jsonl", "\(folder.path)/link")
        let writer = try DialogueWriter(path: "\(folder.path)/link")
        try writer.write(Samples.dialogue())
        #expect(try Bytes.of(path) == Array("old".utf8))
        try writer.finish()
        #expect(try Bytes.of(path) == DialogueLayout.lines.bytes(of: [Samples.dialogue()]))
        #expect(Bytes.permissions(of: path) == 0o640)
        #expect(try Bytes.names(in: folder.path) == ["link", "target.jsonl"])
    }

    @Test func `A writer that is not finished leaves nothing behind`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old", to: "target.jsonl")
        do {
            let writer = try DialogueWriter(path: path)
            try writer.write(Samples.dialogue())
            #expect(try Bytes.names(in: folder.path).count == 2)
        }
        #expect(try Bytes.names(in: folder.path) == ["target.jsonl"])
        let cancelled = try DialogueWriter(path: "\(folder.path)/other")
        cancelled.cancel()
        #expect(try Bytes.names(in: folder.path) == ["target.jsonl"])
        #expect(try Bytes.of(path) == Array("old".utf8))
    }

    @Test func `What cannot be written says why`() throws {
        let folder = try TemporaryFolder()
        let missing = #expect(throws: DialogueProblem.self) {
            try DialogueWriter(path: "\(folder.path)/no/such.jsonl")
        }
        #expect(missing?.what == "its folder does not exist")
        let isFolder = #expect(throws: DialogueProblem.self) {
            try DialogueWriter(path: folder.path)
        }
        #expect(isFolder?.code == .unwritable)
        // A disk without room, as far as one is to be had.
        guard access("/dev/full", W_OK) == 0 else { return }
        let full = #expect(throws: DialogueProblem.self) {
            let writer = try DialogueWriter(path: "/dev/full")
            try writer.write(Samples.dialogue())
            try writer.finish()
        }
        #expect(full?.what == "the disk is full")
    }
}
