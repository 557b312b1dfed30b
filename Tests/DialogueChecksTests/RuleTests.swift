import DialogueChecks
import Dialogues
import Simulators
import Testing

/// A rule with a file that breaks it and one that does not.
struct RuleCase: CustomTestStringConvertible {
    let rule: String
    let bad: String
    let good: String

    init(_ rule: String, bad: String, good: String) {
        self.rule = rule
        self.bad = bad
        self.good = good
    }

    var testDescription: String { rule }

    static func findings(_ text: String) throws -> [String] {
        let reader = try DialogueReader(bytes: Array(text.utf8), name: "test.jsonl")
        var checker = DialogueChecker(simulators: Simulators.all)
        var ids: [String] = []
        while let row = try reader.next() {
            ids += checker.check(row, in: reader.path).map(\.rule.id)
        }
        return ids + checker.finish().map(\.rule.id)
    }
}

@Suite struct RuleTests {
    static let cases: [RuleCase] = [
        RuleCase("not-json", bad: Row.sound + "\n{oops}", good: Row.sound),
        RuleCase("truncated", bad: Row.sound + "\n{\"id\": \"y\"", good: Row.sound),
        RuleCase("nul-byte", bad: Row.sound + "\n{\"id\": \u{0}}", good: Row.sound),
        RuleCase("not-a-dialogue", bad: Row.sound + "\n[1]", good: Row.sound),
        RuleCase("missing-conversations", bad: Row.sound + "\n{\"id\": \"y\"}", good: Row.sound),
        RuleCase("empty-conversations", bad: "{\"conversations\": []}", good: Row.sound),
        RuleCase(
            "missing-role", bad: "{\"conversations\": [{\"value\": \"a\"}]}", good: Row.sound),
        RuleCase(
            "missing-value", bad: "{\"conversations\": [{\"from\": \"gpt\"}]}", good: Row.sound),
        RuleCase("wrong-member", bad: Row.agents([("a", "1"), ("b", "true")]), good: Row.sound),
        RuleCase(
            "unknown-role", bad: Row.sound.replacing("\"gpt\"", with: "\"narrator\""),
            good: Row.sound),
        RuleCase(
            "wrong-order", bad: Row.sound.replacing("\"gpt\"", with: "\"human\""), good: Row.sound),
        RuleCase(
            "loss-on-human-turn", bad: Row.agents([("a", "true"), ("b", "true")]), good: Row.sound),
        RuleCase(
            "repeated-id", bad: Row.sound + "\n" + Row.sound,
            good: Row.sound + "\n" + Row.agents(id: "y", [("a", "null"), ("b", "true")])),
        RuleCase(
            "unparsed-reply",
            bad: Row.database([("I do not know.", "true"), (Row.answer, "true")]),
            good: Row.sound),
        RuleCase(
            "unparsed-example", bad: Row.graph(example: #"Thought: I look.\nI list them all."#),
            good: Row.graph(example: #"Thought: I look.\nAction: get_relations(Lake)"#)),
        RuleCase(
            "several-actions",
            bad: Row.database([
                (Row.operation("SELECT 1") + #"\n"# + Row.operation("SELECT 2"), "true"),
                (Row.answer, "true"),
            ]), good: Row.sound),
        RuleCase(
            "text-after-action",
            bad: Row.database([
                (Row.operation("SELECT 1") + #"\nIt prints one row."#, "true"),
                (Row.answer, "true"),
            ]), good: Row.sound),
        RuleCase(
            "after-the-end",
            bad: Row.database([
                (Row.answer, "true"), (Row.operation("SELECT 1"), "true"), (Row.answer, "true"),
            ]), good: Row.sound),
        RuleCase(
            "no-end", bad: Row.database([(Row.operation("SELECT 1"), "true")]), good: Row.sound),
        RuleCase(
            "unanswered", bad: Row.agents([("a", "null"), ("b", "true"), ("c", "null")]),
            good: Row.sound),
        RuleCase("unknown-choice", bad: Row.page(choice: "D"), good: Row.page(choice: "B")),
        RuleCase(
            "unknown-choice", bad: Row.page(choice: "B", action: "HOVER"),
            good: Row.page(choice: "B", action: "TYPE")),
        RuleCase(
            "unavailable-click", bad: Row.shop(click: "B999999999"),
            good: Row.shop(click: "b000000001")),
        RuleCase(
            "misleading-id", bad: Row.sound.replacing("\"x\"", with: "\"os_1\""),
            good: Row.sound.replacing("\"x\"", with: "\"db_1\"")),
        RuleCase("empty-message", bad: Row.general(#" \n"#), good: Row.general("Hello.")),
        RuleCase(
            "escape-codes", bad: Row.shell(#"The output of the OS:\n\na\u001b[0m"#),
            good: Row.shell(#"The output of the OS:\n\na\r\nb"#)),
        RuleCase(
            "truncated-observation",
            bad: Row.shell(
                #"The output of the OS:\n\na [truncated because the output is too long]"#),
            good: Row.shell(#"The output of the OS:\n\na"#)),
        RuleCase(
            "replacement-character", bad: Row.general("caf\u{FFFD}"), good: Row.general("café")),
        RuleCase(
            "unfilled-placeholder",
            bad: Row.database(
                instruction: "I operate a MySQL database with SQL. Your input will be raw MySQL "
                    + "response. {{rules}}", [(Row.answer, "true")]), good: Row.sound),
        RuleCase(
            "missing-loss",
            bad: Row.database([(Row.operation("SELECT 1"), "null"), (Row.answer, "true")]),
            good: Row.sound),
        RuleCase(
            "trained-demonstration",
            bad: Row.database(acknowledged: "true", [(Row.answer, "true")]), good: Row.sound),
        RuleCase(
            "untrained-reply",
            bad: Row.database([(Row.operation("SELECT 1"), "true"), (Row.answer, "false")]),
            good: Row.sound),
        RuleCase(
            "nothing-trained", bad: Row.agents([("a", "null"), ("b", "false")]), good: Row.sound),
        RuleCase(
            "repeated-dialogue", bad: Row.general("a") + "\n" + Row.general("a"),
            good: Row.general("a") + "\n" + Row.general("b")),
        RuleCase(
            "mixed-conventions",
            bad: [Row.write("a", "[]"), Row.write("bb", "[]"), Row.write("ccc", "[1]")]
                .joined(separator: "\n"),
            good: [Row.write("a", "[]"), Row.write("bb", "[]")].joined(separator: "\n")),
    ]

    @Test(arguments: cases)
    func `A rule speaks where it is broken, and is silent where it holds`(
        _ test: RuleCase
    ) throws {
        #expect(try RuleCase.findings(test.bad).contains(test.rule))
        #expect(try !RuleCase.findings(test.good).contains(test.rule))
    }

    @Test func `Bytes that are not UTF-8, and rows that are too large, are found`() throws {
        let damaged =
            Array("{\"conversations\": [{\"from\": \"gpt\", \"value\": \"".utf8) + [0xFF]
            + Array("\"}]}".utf8)
        let sound = Array(Row.sound.utf8)
        func ids(_ bytes: [UInt8], limit: Int) throws -> [String] {
            let reader = try DialogueReader(
                bytes: bytes, name: "test", options: .init(rowLimit: limit))
            var checker = DialogueChecker(simulators: [])
            var ids: [String] = []
            while let row = try reader.next() {
                ids += checker.check(row, in: "test").map(\.rule.id)
            }
            return ids
        }
        #expect(try ids(damaged, limit: 1 << 20) == ["invalid-utf8"])
        #expect(try ids(sound, limit: 50) == ["row-too-large"])
        #expect(try ids(sound, limit: 1 << 20) == [])
    }

    @Test func `Every rule has its case, and every id is used once`() {
        let tested = Set(Self.cases.map(\.rule)).union(["invalid-utf8", "row-too-large"])
        #expect(tested == Set(CheckRule.all.map(\.id)))
        #expect(CheckRule.all.count == tested.count)
    }

    @Test(arguments: [
        Row.sound, Row.shop(click: "B000000001"), Row.page(choice: "A"), Row.refusedAnswer,
        Row.pages(tasks: ["Buy a cup.", "Buy a cup."]),
    ])
    func `Sound dialogues break no rule`(_ row: String) throws {
        #expect(try RuleCase.findings(row) == [])
    }

    @Test func `A purchase that the page does not offer ends nothing`() throws {
        #expect(try RuleCase.findings(Row.ignoredPurchase) == ["unavailable-click"])
    }

    @Test func `Questions with other tasks are examples, which are not trained`() throws {
        let row = Row.pages(tasks: ["Buy a cup.", "Sell a cup."])
        #expect(try RuleCase.findings(row) == ["trained-demonstration"])
    }
}
