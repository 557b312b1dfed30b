import Testing

@testable import DatabaseSimulator

/// The three ways in which results are shown.
@Suite struct RenderingTests {
    @Test(arguments: [
        (
            "SELECT x'41', CAST('a' AS BINARY)", "[(bytearray(b'A'), bytearray(b'a'))]",
            "[(b'A', b'a')]"
        ),
        (
            "DESCRIBE note words", "[('words', b'text', 'YES', '', None, '')]",
            "[('words', 'text', 'YES', '', None, '')]"
        ),
        ("SELECT 1; SELECT 2", "Commands out of sync; you can't run this command now", "[(1,)]"),
        ("UPDATE note SET words = 'x'", "[]", "[]"),
    ])
    func `The newer client shows bytes as bytes and the first result of several`(
        _ statement: String, _ older: String, _ newer: String
    ) throws {
        #expect(try RuleTable(.agentinstruct).answer(statement) == older)
        #expect(try RuleTable(.agentBenchFunctionCalls).answer(statement) == newer)
    }

    @Test func `Of several statements the newer client commits all`() throws {
        let statements = "DELETE FROM note WHERE id = 1; DELETE FROM note WHERE id = 2"
        let count = "SELECT COUNT(*) FROM note"
        #expect(try RuleTable(.agentBenchFunctionCalls).answer(statements, count) == "[(1,)]")
        #expect(try RuleTable(.agentinstruct).answer(statements, count) == "[(3,)]")
    }

    @Test(arguments: [
        ("INSERT INTO note VALUES ('3', 'x'), ('4', 'y')", "[2]"),
        ("UPDATE note SET words = 'one' WHERE id = 1", "[0]"),
        ("UPDATE note SET words = 'uno' WHERE id = 1", "[1]"),
        ("DELETE FROM note", "[3]"),
        ("REPLACE INTO maker (id, name) VALUES (9, 'New')", "[1]"),
        ("INSERT INTO car (id, model) VALUES (1, 'x') ON DUPLICATE KEY UPDATE price = 1", "[2]"),
        ("INSERT IGNORE INTO car (id, model) VALUES (1, 'x')", "[0]"),
        ("SELECT 1", "[(1,)]"),
        ("CREATE TABLE t (a INT)", "[]"),
    ])
    func `With affected rows a write answers with how many it changed`(
        _ statement: String, _ answer: String
    ) throws {
        #expect(try RuleTable(.affectedRows).answer(statement) == answer)
    }
}
