import Testing

/// Numbers, recursion and windows at their edges.
@Suite struct QueryRuleTests {
    @Test(arguments: [
        (
            "SELECT 0x41 + 0, b'101' | 0, 0x41, CAST(0x41 AS UNSIGNED)",
            "[(65, 5, bytearray(b'A'), 65)]"
        ),
        (
            "SELECT -(-5), - 5, -18446744073709551615",
            "[(Decimal('5'), -5, Decimal('-18446744073709551615'))]"
        ),
        ("SELECT @@global.autocommit, @@cte_max_recursion_depth", "[(1, 1000)]"),
        ("SET CHARACTER SET utf8", "[]"),
        ("SELECT 1 UNION SELECT 2.5 UNION SELECT 'a'", "[('1',), ('2.5',), ('a',)]"),
        ("SELECT 1 UNION ALL SELECT 1 UNION SELECT 2 UNION ALL SELECT 2", "[(1,), (2,), (2,)]"),
        (
            "SELECT COUNT(*), SUM(a) FROM (SELECT 0 AS a"
                + String(repeating: " UNION ALL SELECT 1", count: 999) + ") AS t",
            "[(1000, Decimal('999'))]"
        ),
        (
            "SELECT COUNT(*) FROM (VALUES ROW(1, 'a')"
                + String(repeating: ", ROW(2, 'b')", count: 99) + ") AS t", "[(100,)]"
        ),
        (
            "SELECT 1 AS a" + String(repeating: " UNION SELECT 1", count: 99) + " ORDER BY a",
            "[(1,)]"
        ),
    ])
    func `A statement is answered as MySQL answers it`(
        _ statement: String, _ answer: String
    ) throws {
        #expect(try RuleTable().answer(statement) == answer)
    }

    @Test(arguments: [
        ("SELECT 1 n UNION ALL SELECT n + 1 FROM c WHERE n < 3", "[(1,), (2,), (3,)]"),
        ("SELECT 1 n UNION ALL SELECT n + 1 FROM c LIMIT 2", "[(1,), (2,)]"),
        ("SELECT 1 n UNION SELECT n % 3 + 1 FROM c", "[(1,), (2,), (3,)]"),
        (
            "SELECT 1 n UNION ALL SELECT 9 UNION ALL SELECT n + 1 FROM c WHERE n < 2",
            "[(1,), (9,), (2,)]"
        ),
        ("SELECT 1 n UNION SELECT n + 1 FROM c", "3636 (HY000)"),
        ("SELECT 1 n UNION ALL SELECT n + 1 FROM c", "3636 (HY000)"),
        ("SELECT n + 1 FROM c", "3573 (HY000)"),
        ("SELECT 1 n UNION ALL SELECT SUM(n) FROM c", "3575 (HY000)"),
        ("SELECT 1 n UNION ALL SELECT a.n + b.n FROM c a JOIN c b", "3577 (HY000)"),
        ("SELECT 'a' n UNION ALL SELECT CONCAT(n, 'b') FROM c WHERE LENGTH(n) < 3", "1406 (22001)"),
        (
            "SELECT CAST('a' AS CHAR(3)) n UNION ALL SELECT CONCAT(n, 'b') FROM c WHERE LENGTH(n) < 3",
            "[('a',), ('ab',), ('abb',)]"
        ),
    ])
    func `Recursive tables end as MySQL ends them`(_ body: String, _ answer: String) throws {
        let statement = "WITH RECURSIVE c AS (\(body)) SELECT * FROM c"
        #expect(try RuleTable().answer(statement).hasPrefix(answer))
    }

    @Test(arguments: [
        ("SELECT NTILE(0) OVER (ORDER BY id) FROM car", "1210 (HY000)"),
        ("SELECT SUM(DISTINCT id) OVER () FROM car", "1235 (42000)"),
        (
            "SELECT SUM(id) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND 1 PRECEDING) FROM car",
            "3586 (HY000)"
        ),
        ("SELECT SUM(id) OVER (ORDER BY model RANGE 1 PRECEDING) FROM car", "3587 (HY000)"),
        ("SELECT GROUPING(id) FROM car GROUP BY maker WITH ROLLUP", "3602 (HY000)"),
        ("SELECT model FROM car ORDER BY COUNT(*)", "3029 (HY000)"),
        ("WITH a AS (SELECT 1), a AS (SELECT 2) SELECT 1", "1066 (42000)"),
        ("SELECT * FROM information_schema.nothing", "1109 (42S02)"),
        ("SET sql_mode = 'ODD'", "1231 (42000)"),
        ("SET time_zone = 'Nowhere'", "1298 (HY000)"),
    ])
    func `What MySQL refuses is refused with its number`(
        _ statement: String, _ error: String
    ) throws {
        #expect(try RuleTable().answer(statement).hasPrefix(error))
    }

    @Test(arguments: ["SELECT @@hostname", "SET GLOBAL sql_mode = ''"])
    func `What depends on the server is refused by name`(_ statement: String) throws {
        let table = try RuleTable()
        #expect(throws: (any Error).self) { try table.answer(statement) }
    }
}
