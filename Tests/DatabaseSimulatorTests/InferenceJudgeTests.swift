import Environments
import Testing

@testable import DatabaseSimulator

/// A stand-in for an engine: a rule from statements to answers.
final class ScriptedExecutor: StatementExecutor {
    private let rule: (String, [String]) -> String
    private var ran: [String] = []

    init(_ rule: @escaping (String, [String]) -> String) {
        self.rule = rule
    }

    func prepare(_ script: String) throws(StatementFailure) { ran.append(script) }

    func answer(_ statement: String) throws(StatementFailure) -> String {
        let answer = rule(statement, ran)
        ran.append(statement)
        return answer
    }

    func preview(_ statement: String) throws(StatementFailure) -> String { rule(statement, ran) }
}

@Suite struct InferenceJudgeTests {
    private static let task = "Waive it.\nThe loans table has columns id, fee and due date."

    /// Judges statements and observations with rules in the place of the engines.
    private func judge(
        _ steps: [(String, String)], task: String = task,
        mysql: @escaping @Sendable (String, [String]) -> String,
        sqlite: @escaping @Sendable (String, [String]) -> String = { _, _ in "[]" }
    ) -> EpisodeJudgement {
        @Sendable func make(
            _ engine: RecordingEngine
        ) throws(StatementFailure) -> any StatementExecutor {
            engine == .mysql ? ScriptedExecutor(mysql) : ScriptedExecutor(sqlite)
        }
        let judge = DatabaseJudge(statement: { $0 }, makeExecutor: make)
        var turns: [RecordedEpisode.Turn] = []
        for (statement, observation) in steps {
            turns.append(
                RecordedEpisode.Turn(
                    reply: statement, observation: observation, index: 4 + 2 * turns.count))
        }
        return judge.judge(
            RecordedEpisode(id: "loans", task: task, preamble: [], turns: turns))
    }

    /// `verdict basis reason` of each step.
    private func verdicts(_ judgement: EpisodeJudgement) -> [String] {
        judgement.judgements.map { judgement in
            [judgement.verdict.rawValue, judgement.basis?.rawValue, judgement.reason]
                .compactMap(\.self).joined(separator: " ")
        }
    }

    private static let unknownColumn = "1054 (42S22): Unknown column 'due' in 'field list'"

    @Test func `A write that prints nothing is predicted`() {
        let judgement = judge([("UPDATE loans SET fee = 0", "[]")], mysql: { _, _ in "[]" })
        #expect(verdicts(judgement) == ["exact predicted"])
        #expect(judgement.engine == "either")
        #expect(judgement.judgements[0].action == "UPDATE loans SET fee = 0")
    }

    @Test(
        arguments: [
            "[]x", "[(1,)]", "", "1052 (23000): Column 'colour' in field list is ambiguous",
        ])
    func `A write that prints anything else is divergent`(_ observation: String) {
        let judgement = judge([("UPDATE loans SET fee = 0", observation)], mysql: { _, _ in "[]" })
        #expect(judgement.judgements[0].verdict == .divergent)
        #expect(judgement.judgements[0].replayed == "[]")
        #expect(judgement.judgements[0].note != nil)
    }

    @Test func `An error is predicted to the letter`() {
        let steps = [("UPDATE loans SET due = 0", Self.unknownColumn)]
        let judgement = judge(steps, mysql: { _, _ in Self.unknownColumn })
        #expect(verdicts(judgement) == ["exact predicted"])
        #expect(judgement.engine == "mysql")
        let changed = judge(
            [("UPDATE loans SET due = 0", "1054 (42S22): nwonknU column 'due' in 'field list'")],
            mysql: { _, _ in Self.unknownColumn })
        #expect(changed.judgements[0].verdict == .divergent)
    }

    @Test func `An error that quotes the text without backticks is equivalent`() {
        let near = "1064 (42000): You have an error in your SQL syntax; use near "
        let steps = [("UPDATE `loans` SET `due` `date` = 0", near + "'date = 0' at line 1")]
        let judgement = judge(
            steps,
            mysql: { statement, _ in
                near + (statement.contains("`") ? "'`date` = 0' at line 1" : "'date = 0' at line 1")
            })
        #expect(verdicts(judgement) == ["equivalent predicted rewritten-sql"])
    }

    @Test func `An error that rows decide stays open, and one that they do not is divergent`() {
        let duplicate = "1062 (23000): Duplicate entry '1' for key 'loans.PRIMARY'"
        let insert = "INSERT INTO loans (id) VALUES (1)"
        #expect(
            verdicts(judge([(insert, duplicate)], mysql: { _, _ in "[]" }))
                == ["unverifiable search"])
        let timeout = "2013 (HY000): Lost connection to MySQL server during query"
        #expect(
            verdicts(judge([(insert, timeout)], mysql: { _, _ in "[]" })) == ["unverifiable server"]
        )
        let absent = "1146 (42S02): Table 'loans.fines' doesn't exist"
        #expect(
            judge([(insert, absent)], mysql: { _, _ in "[]" }).judgements[0].verdict == .divergent)
    }

    @Test func `A read of unknown rows stays open unless the statement excludes the answer`() {
        let query = "SELECT id FROM loans LIMIT 2"
        #expect(
            verdicts(judge([(query, "[(1,), (2,)]")], mysql: { _, _ in "[]" }))
                == ["unverifiable search"])
        #expect(
            verdicts(judge([(query, "[(1,), (2,), (3,)]")], mysql: { _, _ in "[]" }))
                == ["divergent predicted limit"])
    }

    @Test func `An answer that empty tables give is explained by them`() {
        let empty: @Sendable (String, [String]) -> String = { statement, _ in
            statement.contains("COUNT") ? "[(0,)]" : "[]"
        }
        let count = ("SELECT COUNT(*) FROM loans WHERE fee > 3", "[(0,)]")
        #expect(verdicts(judge([count], mysql: empty)) == ["exact explained"])
        // Not if another answer shows that they are not empty.
        #expect(
            verdicts(judge([count, ("SELECT id FROM loans", "[(7,)]")], mysql: empty))
                == ["unverifiable search", "unverifiable search"])
    }

    @Test func `The same question twice has the same answer until something changes`() {
        let query = "SELECT id, fee FROM loans"
        let first = (query, "[(1, 2), (2, 3)]")
        #expect(
            verdicts(judge([first, first], mysql: { _, _ in "[]" }))
                == ["unverifiable search", "exact predicted"])
        #expect(
            verdicts(judge([first, (query, "[(2, 3), (1, 2)]")], mysql: { _, _ in "[]" }))[1]
                == "equivalent predicted row-order")
        let changed = judge([first, (query, "[(1, 2), (2, 4)]")], mysql: { _, _ in "[]" })
        #expect(changed.judgements[1].verdict == .divergent)
        #expect(changed.judgements[1].replayed == first.1)
        #expect(changed.judgements[1].note?.hasPrefix("turn 4 ") == true)
        let written = judge(
            [first, ("DELETE FROM loans WHERE id = 1", "[]"), (query, "[(2, 3)]")],
            mysql: { _, _ in "[]" })
        #expect(verdicts(written)[2] == "unverifiable search")
    }

    @Test func `Tables that the dialogue itself made are known`() {
        let made = ("CREATE TABLE fines (id INT)", "[]")
        let filled = ("INSERT INTO fines VALUES (1), (2)", "[]")
        let rule: @Sendable (String, [String]) -> String = { statement, _ in
            statement.hasPrefix("SELECT") ? "[(1,), (2,)]" : "[]"
        }
        func verdict(_ query: String, _ answer: String) -> String {
            verdicts(judge([made, filled, (query, answer)], mysql: rule, sqlite: rule))[2]
        }
        #expect(verdict("SELECT id FROM fines", "[(1,), (2,)]") == "exact predicted")
        #expect(verdict("SELECT id FROM fines", "[(2,), (1,)]") == "equivalent predicted row-order")
        #expect(verdict("SELECT id FROM fines", "[(1,)]") == "divergent predicted")
        #expect(
            verdict("SELECT f.id FROM fines f JOIN loans", "[(1,)]") == "unverifiable search")
    }

    @Test func `A statement that succeeded completes a table that is only named`() {
        let missing = "1146 (42S02): Table 'fines.fines' doesn't exist"
        let mysql: @Sendable (String, [String]) -> String = { statement, ran in
            let isMade = ran.contains { $0.contains("`fines` (`fee` TEXT, `paid` TEXT)") }
            return statement.hasPrefix("CREATE") || isMade ? "[]" : missing
        }
        let step = ("UPDATE fines SET fee = 0 WHERE paid = 1", "[]")
        let judgement = judge(
            [step, step], task: "Waive them.\nThe table is named fines.", mysql: mysql,
            sqlite: mysql)
        #expect(verdicts(judgement) == ["exact explained", "exact predicted"])
        // A statement that failed completes nothing.
        let failed = judge(
            [(step.0, missing)], task: "Waive them.\nThe table is named fines.", mysql: mysql,
            sqlite: mysql)
        #expect(verdicts(failed) == ["exact predicted"])
    }

    @Test func `A described table may never have been made`() {
        let missing = "1146 (42S02): Table 'library.loans' doesn't exist"
        let mysql: @Sendable (String, [String]) -> String = { statement, ran in
            ran.contains { $0.contains("CREATE TABLE") } || statement.hasPrefix("CREATE")
                ? "[]" : missing
        }
        let judgement = judge(
            [("UPDATE loans SET fee = 0", missing), ("CREATE TABLE loans (fee INT)", "[]")],
            mysql: mysql)
        #expect(verdicts(judgement) == ["exact explained", "exact predicted"])
        #expect(judgement.judgements[0].note?.contains("without the table loans") == true)
    }

    @Test func `What only SQLite answers is judged as SQLite's`() {
        let refused = "1305 (42000): FUNCTION loans.STRFTIME does not exist"
        let judgement = judge(
            [("SELECT STRFTIME('%Y', due) FROM loans", "[]")], mysql: { _, _ in refused })
        #expect(verdicts(judgement) == ["exact explained"])
        #expect(judgement.engine == "sqlite")
        let number = judge(
            [("SELECT SUM(fee) FROM loans", "[(3,)]")], mysql: { _, _ in "[(None,)]" })
        #expect(number.engine == "sqlite")
        #expect(verdicts(number) == ["unverifiable search"])
        let decimal = judge(
            [("SELECT SUM(fee) FROM loans", "[(Decimal('3'),)]")], mysql: { _, _ in "[(None,)]" })
        #expect(decimal.engine == "mysql")
    }

    @Test func `What runs in no engine as recorded is left open`() {
        let broken = "1064 (42000): You have an error near 'fee' at line 1"
        let judgement = judge(
            [("SELECT due fee when FROM loans", "[(1,)]")], mysql: { _, _ in broken },
            sqlite: { _, _ in "near \"when\": syntax error" })
        #expect(verdicts(judgement) == ["unverifiable rewritten-sql"])
    }

    @Test func `What was recorded under another text is equivalent`() {
        let steps = [("DELETE FROM `loans` WHERE due `date` = 3", "[]")]
        let mysql: @Sendable (String, [String]) -> String = { statement, _ in
            statement.contains("`due date`") ? "[]" : "1064 (42000): You have an error"
        }
        #expect(
            verdicts(judge(steps, mysql: mysql, sqlite: mysql))
                == ["equivalent predicted rewritten-sql"])
    }

    @Test func `Replies without a statement and empty episodes are no trouble`() {
        @Sendable func make(
            _ engine: RecordingEngine
        ) throws(StatementFailure) -> any StatementExecutor {
            ScriptedExecutor { _, _ in "[]" }
        }
        let judge = DatabaseJudge(statement: { _ in nil }, makeExecutor: make)
        let turns = [
            RecordedEpisode.Turn(reply: "?", observation: "[]", index: 4),
            RecordedEpisode.Turn(reply: "!", observation: nil, index: 6),
        ]
        let judgement = judge.judge(
            RecordedEpisode(id: "", task: "", preamble: [], turns: turns))
        #expect(verdicts(judgement) == ["unverifiable no-action"])
    }
}
