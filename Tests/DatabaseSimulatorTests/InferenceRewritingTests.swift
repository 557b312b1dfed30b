import Testing

@testable import DatabaseSimulator

@Suite struct InferenceRewritingTests {
    private let tables = [
        DescribedTable(
            name: "Loan Records",
            columns: ["Loan ID", "due-date", "fee (EUR)", "state", "group"].map {
                DescribedColumn($0)
            }, isComplete: true),
        DescribedTable(
            name: "people", columns: ["id", "First Name"].map { DescribedColumn($0) },
            isComplete: true),
    ]

    @Test(arguments: [
        ("SELECT `people.id` FROM `people`", "SELECT `people`.`id` FROM `people`"),
        ("SELECT COUNT(`p.id`) FROM `people` AS p", "SELECT COUNT(`p`.`id`) FROM `people` AS p"),
        ("SELECT T1.Loan `ID` FROM Loan Records T1", "SELECT T1.`Loan ID` FROM `Loan Records` T1"),
        (
            "SELECT T1.due - date, fee(EUR) FROM `Loan Records` AS T1",
            "SELECT T1.`due-date`, `fee (EUR)` FROM `Loan Records` AS T1"
        ),
        (
            "SELECT First Name FROM `people` WHERE `First` Name = 'First Name' ;",
            "SELECT `First Name` FROM `people` WHERE `First Name` = 'First Name' ;"
        ),
        (
            "SELECT AVG(id) AS mean id FROM `people` ORDER BY mean id",
            "SELECT AVG(id) AS `mean id` FROM `people` ORDER BY `mean id`"
        ),
        ("SELECT `p.First Name` FROM `people` p", "SELECT `p`.`First Name` FROM `people` p"),
    ])
    func `Names are put right by the tables`(_ recorded: String, _ repaired: String) {
        #expect(RewrittenSQL(recorded).repaired(for: tables) == repaired)
    }

    @Test(arguments: [
        "SELECT `Loan ID` FROM `Loan Records` WHERE `fee (EUR)` > 1",
        "SELECT `other.id` FROM `people`",
        "SELECT id, 'Loan ID' FROM `people` WHERE `id` = 'people.id'",
        "",
    ])
    func `What is right stays as it is`(_ recorded: String) {
        #expect(RewrittenSQL(recorded).repaired(for: tables) == nil)
    }

    @Test func `Backticks come off for messages that quote the text`() {
        #expect(
            RewrittenSQL("DELETE FROM `people` WHERE `First` `Name` = '`'").withoutBackticks
                == "DELETE FROM people WHERE First Name = '`'")
    }

    @Test func `Casts of SQLite are read as MySQL's`() {
        #expect(
            RewrittenSQL("SELECT CAST(MAX(id) AS INTEGER), (SELECT 1 AS text) FROM t")
                .withMySQLCasts
                == "SELECT CAST(MAX(id) AS SIGNED), (SELECT 1 AS text) FROM t")
    }

    private func near(_ quoted: String) -> NearText? {
        RecordedError("1064 (42000): You have an error; use near '\(quoted)' at line 1")
            .flatMap { NearText($0) }
    }

    @Test func `Quotations of error 1064 are compared as formatting leaves them`() {
        let long = String(repeating: "abcd ", count: 16)
        func match(_ first: String, _ second: String) -> Bool? {
            guard let first = near(first), let second = near(second) else { return nil }
            return first.matches(second)
        }
        #expect(match("Name) VALUES ('x', 3,212)", "Name) VALUES('x', 3, 212)") == true)
        #expect(match(long, long.filter { $0 != " " } + "efg") == true)
        #expect(match("Name)", "Nome)") == false)
        #expect(match("Name) VALUES", "Name)") == false)
        #expect(RecordedError("1054 (42S22): near 'x' at line 1").flatMap { NearText($0) } == nil)
    }
}
