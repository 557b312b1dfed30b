import Dialogues
import EnvironmentTesting
import Environments
import FoundationEssentials
import JSONTree
import Replay
import Testing

/// A folder that is gone when the test is.
final class TemporaryFolder {
    let path = FileManager.default.temporaryDirectory.appending(
        path: "diorama-\(UUID().uuidString)"
    ).path

    init() throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String) throws {
        let file = "\(path)/\(name)"
        let folder = file.prefix(upTo: file.lastIndex(of: "/") ?? file.startIndex)
        try FileManager.default.createDirectory(
            atPath: String(folder), withIntermediateDirectories: true)
        try text.write(toFile: file, atomically: false, encoding: .utf8)
    }
}

@Suite struct DialogueSequenceTests {
    private func row(_ id: String) -> String {
        #"{"id": "\#(id)", "conversations": [{"from": "human", "loss": null, "value": "Hi"}, "#
            + #"{"from": "gpt", "loss": true, "value": "Hello"}]}"#
    }

    private func names(_ files: DialogueSequence) throws -> [String] {
        var files = files
        var names: [String] = []
        while let entry = try files.next() { names.append(entry.name) }
        return names
    }

    @Test func `Folders are read in the order of their names, other files left alone`() throws {
        let folder = try TemporaryFolder()
        try folder.write(row("c") + "\n", to: "two/c.jsonl")
        try folder.write("[\(row("b1")), \(row("b2"))]", to: "b.json")
        try folder.write(row("a"), to: "one/a.jsonl")
        try folder.write("not ours", to: "README.md")
        try folder.write("not ours", to: ".hidden.jsonl")
        let found = try names(DialogueSequence(paths: [folder.path, folder.path + "/b.json"]))
        #expect(found == ["b1", "b2", "a", "c"])
    }

    @Test func `A file that cannot be read does not end the reading`() throws {
        let folder = try TemporaryFolder()
        try folder.write("<html>", to: "a.jsonl")
        try folder.write(row("b"), to: "b.jsonl")
        var files = try DialogueSequence(paths: [folder.path])
        #expect(throws: DialogueProblem.self) { try files.next() }
        #expect(try files.next()?.name == "b")
        #expect(try files.next() == nil)
    }

    @Test func `A path without dialogues is an error`() throws {
        let folder = try TemporaryFolder()
        #expect(throws: DialogueProblem.self) { try DialogueSequence(paths: [folder.path]) }
        #expect(throws: DialogueProblem.self) { try DialogueSequence(paths: [folder.path + "/x"]) }
    }

    @Test func `A report appears when it is whole and not before`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/report.json"
        do {
            _ = try ReplayReportFile(path: path)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
        try ReplayReportFile(path: path).finish(ReplaySummary())
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let report = try JSON.parse(text)
        #expect(report["dialogues"] == [])
        #expect(report["summary"]?["exact"] == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["report.json"])
        #expect(throws: ReplayReportError.self) { _ = try ReplayReportFile(path: path + "/x") }
    }

    @Test func `A link to a report still links to it, and a device stays one`() throws {
        let folder = try TemporaryFolder()
        try folder.write("old", to: "report.json")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link", withDestinationPath: "report.json")
        try ReplayReportFile(path: folder.path + "/link").finish(ReplaySummary())
        let text = try String(contentsOfFile: folder.path + "/report.json", encoding: .utf8)
        #expect(text.hasPrefix("{\"dialogues\""))
        // Writing to a folder fails; were a device replaced, so would this be.
        #expect(throws: ReplayReportError.self) { _ = try ReplayReportFile(path: folder.path) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    }

    @Test func `Statistics count what there is`() throws {
        var statistics = DatasetStatistics(simulators: [CounterSimulator(as: .os)])
        let dialogue = Dialogue(
            id: "os_1",
            messages: [
                Message(
                    role: .human,
                    text: "I'will play the role of linux(ubuntu) operating system.", loss: nil),
                Message(role: .gpt, text: "Ok.", loss: false),
                Message(role: .human, text: "Now, start.", loss: nil),
                Message(role: .gpt, text: "Action: add 1", loss: true),
                Message(role: .human, text: "1", loss: nil),
                Message(role: .gpt, text: "Done", loss: true),
            ], extra: JSONObject([("reward", JSON(0.5))]))
        statistics.add(dialogue)
        statistics.add(dialogue)
        let counts = try #require(statistics.environments[.os])
        #expect(counts.dialogues == 2)
        #expect(counts.replies == 6)
        #expect(counts.trainedReplies == 4)
        #expect(counts.observations == 2)
        #expect(counts.turns.quantile(0.5) == 2)
        #expect(counts.rewards.mean == 500)
        #expect(counts.rankedActions.map(\.kind) == ["add"])
        #expect(statistics.json["environments"]?["os"]?["actions"]?["add"] == 2)
    }
}
