import DialogueChecks
import Dialogues
import EnvironmentTesting
import Environments
import HouseholdSimulator
import JSONTree
import Simulators
import Testing

@Suite struct MendAndReportTests {
    private func dialogues(_ text: String) throws -> [Dialogue] {
        let reader = try DialogueReader(
            bytes: Array(text.utf8), name: "test", options: .init(rules: nil))
        var dialogues: [Dialogue] = []
        while let row = try reader.next() {
            if let dialogue = row.dialogue { dialogues.append(dialogue) }
        }
        return dialogues
    }

    @Test(arguments: [
        Row.agents([("a", "true"), ("b", "true")]),
        Row.database(acknowledged: "true", [(Row.answer, "true")]),
        Row.database([(Row.operation("SELECT 1"), "null"), (Row.answer, "true")]),
        Row.sound.replacing("\"gpt\"", with: "\"GPT\""),
        Row.general("a") + "\n" + Row.general("a"),
    ])
    func `A mend takes its finding away, and is made once`(_ text: String) throws {
        var mender = DialogueMender()
        let mended = try dialogues(text).compactMap { mender.mended($0) }
        #expect(mender.count == 1)
        let bytes = DialogueLayout.lines.bytes(of: mended)
        let left = try RuleCase.findings(String(decoding: bytes, as: UTF8.self))
        #expect(!left.contains { CheckRule.named($0)?.isMendable == true })
        var again = DialogueMender()
        #expect(mended.compactMap { again.mended($0) } == mended)
        #expect(again.count == 0)
    }

    @Test func `What needs no mend stays as it is, to the byte`() throws {
        let text = Row.sound.replacing(": ", with: ":  ") + "\n"
        var mender = DialogueMender()
        let mended = try dialogues(text).compactMap { mender.mended($0) }
        #expect(DialogueLayout.lines.bytes(of: mended) == Array(text.utf8))
    }

    private func report(on text: String) throws -> CheckReport {
        let reader = try DialogueReader(bytes: Array(text.utf8), name: "a<b>.jsonl")
        var checker = DialogueChecker(simulators: Simulators.all)
        var findings: [CheckFinding] = []
        while let row = try reader.next() { findings += checker.check(row, in: reader.path) }
        return CheckReport(
            paths: [reader.path], findings: findings + checker.finish(),
            dialogues: checker.dialogues)
    }

    @Test func `Reports say the same to people and programs`() throws {
        let report = try report(on: Row.database([(Row.operation("SELECT 1"), "true")]))
        #expect(report.worst == .warning)
        #expect(report.json["counts"] == ["no-end": 1])
        #expect(report.json["findings"]?.array?.first?["line"] == 1)
        #expect(report.markdown.contains("| `no-end` | warning | 1 |"))
        #expect(
            report.findings.map(\.description) == [
                "a<b>.jsonl:1: warning: x: message 3: the last reply does not end the episode "
                    + "[no-end]"
            ])
        #expect(report.junit.contains(#"<testsuite name="a&lt;b&gt;.jsonl""#))
        #expect(report.junit.contains(#"failures="1""#))
        #expect(report.junit.contains("[no-end]</failure>"))
    }

    @Test func `A rule that is ignored says nothing`() throws {
        var checker = DialogueChecker(simulators: Simulators.all, ignoring: ["no-end"])
        let found = try dialogues(Row.database([(Row.operation("SELECT 1"), "true")]))
            .flatMap { checker.check($0) }
        #expect(found.isEmpty)
    }

    @Test func `Replies and prompts are tested in one line`() throws {
        let house = Household()
        #expect(checkReply("THOUGHT: Cold.\nACTION: go to fridge 1", in: house).isEmpty)
        #expect(house.action(in: "ACTION: go to fridge 1") == "go to fridge 1")
        #expect(checkReply("I go to the fridge.", in: house).map(\.rule.id) == ["unparsed-reply"])
        #expect(
            checkReply("ACTION: look\nIt is dark.", in: house).map(\.rule.id)
                == ["text-after-action"])
        #expect(checkPrompt("Answer with ACTION:", examples: ["ACTION: look"], of: house).isEmpty)
        #expect(
            checkPrompt("{{rules}}", examples: ["look"], of: house).map(\.rule.id)
                == ["unfilled-placeholder", "unparsed-example"])
        let dialogue = try #require(try dialogues(Row.sound).first)
        #expect(checkDialogue(dialogue, in: Simulators.all).isEmpty)
    }
}
