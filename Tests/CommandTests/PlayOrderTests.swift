import JSONTree
import Testing

@testable import diorama

@Suite struct PlayOrderTests {
    @Test(arguments: [
        (#""Thought: x\nAction: y""#, PlayOrder.reply("Thought: x\nAction: y")),
        (#"{"action": "SELECT 1"}"#, .action("SELECT 1")),
        (
            #"{"reset": {"task": "a#1", "seed": 18446744073709551615}}"#,
            .reset(.named("a#1"), seed: .max)
        ),
        (#"{"reset": {}}"#, .reset(.same, seed: nil)),
        (#"{"reset": {"task": null}}"#, .reset(.free, seed: nil)),
        (#"{"snapshot": "a"}"#, .snapshot("a")),
        (#"{"restore": "a"}"#, .restore("a")),
    ])
    func `Each kind of line is understood`(_ line: String, _ order: PlayOrder) throws {
        #expect(try PlayOrder(line: Array(line.utf8)) == order)
    }

    @Test(arguments: [
        (#"{"a":1"#, "not JSON: an object does not end (byte 6)"),
        ("1", "a line is a string or an object with one key"),
        (#"{"action": 1}"#, "action takes a string, not a number"),
        (#"{"reset": {"seed": -1}}"#, "seed is a whole number from 0 on, not -1"),
        (#"{"jump": "x"}"#, "jump is none of action, reply, reset, snapshot and restore"),
    ])
    func `Any other line is refused with a reason`(_ line: String, _ message: String) {
        let failure = #expect(throws: PlayLine.Failure.self) {
            try PlayOrder(line: Array(line.utf8))
        }
        #expect(failure?.message == message)
    }
}
