import Dialogues
import Glibc
import Testing

@Suite struct FileSearchTests {
    private let row = Samples.row(("human", "a"), ("gpt", "b"))

    @Test func `A folder stands for the dialogues in it, sorted, and nothing else`() throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("sub")
        try folder.makeFolder("sub/.hidden")
        for name in ["b.jsonl", "a.json", "sub/C.JSONL", "sub/.hidden/d.jsonl", ".e.jsonl"] {
            try folder.write(row, to: name)
        }
        try folder.write("# Read me", to: "README.md")
        try folder.write("{\"tables\": []}", to: "world.json")
        try folder.write("PAR1", to: "p.parquet")
        try folder.write("\u{1F}\u{8B}", to: "sub/damaged.jsonl")
        symlink(folder.path, "\(folder.path)/sub/loop")
        symlink("nowhere", "\(folder.path)/dangling.jsonl")
        let found = DialogueFiles.find([folder.path])
        #expect(
            found.files == ["a.json", "b.jsonl", "sub/C.JSONL"].map { "\(folder.path)/\($0)" })
        #expect(found.problems.map(\.code) == [.parquet, .wrongFileType])
        #expect(
            found.problems.map(\.place.path) == [
                "\(folder.path)/p.parquet", "\(folder.path)/sub/damaged.jsonl",
            ])
    }

    @Test func `A path that is named must be dialogues, and is found once`() throws {
        let folder = try TemporaryFolder()
        let readMe = try folder.write("# Read me", to: "README.md")
        let world = try folder.write("{\"tables\": []}", to: "world.json")
        let dialogues = try folder.write("{\"x\": 1}\n\(row)", to: "dialogues.txt")
        let found = DialogueFiles.find([
            readMe, world, dialogues, folder.path + "/dialogues.txt", "/nowhere",
        ])
        #expect(found.files == [dialogues])
        #expect(
            found.problems.map(\.code) == [.wrongFileType, .missingConversations, .notFound])
        #expect(found.problems.map(\.place.path) == [readMe, world, "/nowhere"])
    }
}
