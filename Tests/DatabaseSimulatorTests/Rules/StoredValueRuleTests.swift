import Testing

/// Values as they are stored on the way, and rows as they are read.
@Suite struct StoredValueRuleTests {
    @Test(arguments: [
        ("SELECT 1 UNION SELECT 1.5", "[(Decimal('1.0'),), (Decimal('1.5'),)]"),
        (
            "SELECT price FROM car WHERE id = 1 UNION ALL SELECT 2 UNION ALL SELECT NULL",
            "[(Decimal('10.50'),), (Decimal('2.00'),), (None,)]"
        ),
        ("SELECT 1 / 3 UNION SELECT 0.3333", "[(Decimal('0.3333'),)]"),
        (
            "SELECT DISTINCT IF(id = 1, price, id) FROM car WHERE id < 3",
            "[(Decimal('10.50'),), (Decimal('2.00'),)]"
        ),
        (
            "SELECT IF(id = 1, price, id) AS p, COUNT(*) FROM car WHERE id < 3 GROUP BY p",
            "[(Decimal('10.50'), 1), (Decimal('2.00'), 1)]"
        ),
        (
            "SELECT IF(id = 1, price, id) FROM car WHERE id < 3",
            "[(Decimal('10.50'),), (Decimal('2'),)]"
        ),
        (
            "WITH RECURSIVE c (x) AS (SELECT 1.0 UNION ALL SELECT x / 2 FROM c WHERE x > 0.1) "
                + "SELECT * FROM c",
            "[(Decimal('1.0'),), (Decimal('0.5'),), (Decimal('0.3'),), (Decimal('0.2'),), "
                + "(Decimal('0.1'),)]"
        ),
    ])
    func `A temporary table gives decimals the digits of its column`(
        _ statement: String, _ answer: String
    ) throws {
        #expect(try RuleTable().answer(statement) == answer)
    }

    @Test func `A varying string that is no number fails a write`() throws {
        let table = try RuleTable()
        let error = "1292 (22007): Truncated incorrect DOUBLE value: 'V1'"
        #expect(try table.answer("UPDATE car SET maker = 2 WHERE model = 0") == error)
        #expect(try table.answer("DELETE FROM car WHERE model > 5") == error)
        #expect(try table.answer("UPDATE car SET maker = 2 WHERE id = 9 AND model = 0") == "[]")
        #expect(
            try table.answer("SELECT id, maker FROM car WHERE model = 0")
                == "[(1, 1), (2, 1), (3, 2)]")
        // The columns of TEXT type are read without a word.
        #expect(try table.answer("DELETE FROM note WHERE words = 1") == "[]")
    }

    @Test func `Windows number the rows as an index gives them`() throws {
        let table = try RuleTable()
        _ = try table.answer("CREATE TABLE n (id INT PRIMARY KEY, a INT, b INT, KEY (a))")
        _ = try table.answer("INSERT INTO n VALUES (1, 9, 0), (2, 5, 0), (3, 7, 0)")
        #expect(
            try table.answer("SELECT a, ROW_NUMBER() OVER () FROM n") == "[(5, 1), (7, 2), (9, 3)]")
        #expect(
            try table.answer("SELECT id, b, ROW_NUMBER() OVER () FROM n")
                == "[(1, 0, 1), (2, 0, 2), (3, 0, 3)]")
    }
}
