import EnvironmentTesting
import FoundationEssentials
import JSONTree
import Testing

@testable import diorama

@Suite struct ScriptedPlayTests {
    /// Plays a script in a counter that starts at 0; gives what was printed.
    private func play(
        _ script: String, task: String? = nil, printsJSON: Bool = true
    ) async throws -> (text: String, failure: CommandFailure?) {
        let path = FileManager.default.temporaryDirectory.appending(
            path: "diorama-script-\(UUID().uuidString)"
        ).path
        try script.write(toFile: path, atomically: false, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let output = Output.inMemory()
        var play = ScriptedPlay(
            session: try PlaySession(world: CounterWorld(), task: task, seed: 1),
            printsJSON: printsJSON, output: output)
        var failure: CommandFailure?
        do {
            try await play.run(script: ByteLines(path: path))
        } catch let error as CommandFailure {
            failure = error
        }
        return (output.text, failure)
    }

    private func lines(_ text: String) throws -> [JSON] {
        try text.split(separator: "\n").map { try JSON.parse(String($0)) }
    }

    @Test func `Each order is answered by a line, the reset first`() async throws {
        let played = try await play(
            """
            {"action": "add 2"}
            "I look.\\nAction: show"
            "Final Answer: 2"
            """, task: "counter#2")
        let expected = """
            {"step":0,"observation":"Bring the number to 2.","reward":null,"done":false,\
            "error":null,"info":{}}
            {"step":1,"observation":"2","reward":null,"done":false,"error":null,"info":{"number":2}}
            {"step":2,"observation":"2","reward":null,"done":false,"error":null,"info":{"number":2}}
            {"step":3,"observation":"","reward":1.0,"done":true,"error":null,"info":{}}

            """
        #expect(played.text == expected)
        #expect(played.failure == nil)
    }

    @Test func `A refusal is told in its line and the play goes on`() async throws {
        let played = try await play(
            """
            {"action": "add 1"}
            {"action": "halve"}
            {"restore": "nowhere"}
            {"action": "add 1"}
            """)
        let answers = try lines(played.text)
        #expect(answers.map { $0["step"]?.int } == [0, 1, 1, 1, 2])
        let codes = answers.map { $0["error"]?["code"]?.string }
        #expect(codes == [nil, nil, "unsupported", "unknown-snapshot", nil])
        #expect(answers[2]["observation"] == .null)
        #expect(answers[2]["error"]?["message"] == "halves of odd numbers")
        #expect(played.failure == nil)
    }

    @Test func `Snapshots are forks, and a reset begins afresh`() async throws {
        let played = try await play(
            """
            {"action": "add 2"}
            {"snapshot": "a"}
            {"action": "roll"}
            {"restore": "a"}
            {"action": "roll"}
            {"restore": "a"}
            {"reset": {"task": "counter#1", "seed": 9}}
            {"action": "show"}
            {"reset": {}}
            {"reset": {"task": null}}
            """)
        let answers = try lines(played.text)
        #expect(answers.map { $0["step"]?.int } == [0, 1, 1, 2, 1, 2, 1, 0, 1, 0, 0])
        #expect(answers[3] == answers[5])
        #expect(answers[1] == answers[2])
        #expect(answers[1] == answers[6])
        let observations = answers[7...].map { $0["observation"]?.string }
        #expect(
            observations == [
                "Bring the number to 1.", "0", "Bring the number to 1.", "The number is 0.",
            ])
    }

    @Test func `A line that is no order is told, and in the end with the exit code`() async throws {
        let played = try await play("nonsense\n\n{\"action\": \"add 1\"}")
        let answers = try lines(played.text)
        #expect(answers.count == 3)
        #expect(answers[1]["error"]?["code"] == "bad-line")
        #expect(answers[2]["observation"] == "1")
        #expect(played.failure?.exitCode == 2)
    }

    @Test func `Without JSON it reads like a session`() async throws {
        let played = try await play(
            "{\"action\": \"add 2\"}\n{\"action\": \"jump\"}\n\"Final Answer: 2\"",
            task: "counter#2",
            printsJSON: false)
        let expected = """
            Bring the number to 2.
            > add 2
            2
            > jump
            Nothing happens.
            > Final Answer: 2

            The episode is over. Reward: 1.0

            """
        #expect(played.text == expected)
    }
}
