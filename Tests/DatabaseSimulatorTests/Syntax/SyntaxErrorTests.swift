import Testing

@testable import DatabaseSimulator

@Suite struct SyntaxErrorTests {
    /// The statement, what error 1064 quotes, and the line.
    static let refused: [(sql: String, near: String, line: Int)] = [
        ("SELECT a == b", "== b", 1),
        ("SELECT 1=!0", "=!0", 1),
        ("SELECT a IS TRUE IS TRUE", "IS TRUE", 1),
        ("SELECT a IS TRUE = 1", "= 1", 1),
        ("SELECT 1 IN (1) IN (1)", "IN (1)", 1),
        ("SELECT a LIKE 'x' + 1", "+ 1", 1),
        ("SELECT a = NOT b", "NOT b", 1),
        ("SELECT a <=> ALL (SELECT 1)", "<=> ALL (SELECT 1)", 1),
        ("SELECT * FROM a LEFT JOIN b", "", 1),
        ("SELECT * FROM a LEFT JOIN b WHERE 1", "WHERE 1", 1),
        ("SELECT 1 LIMIT 1 UNION SELECT 2", "UNION SELECT 2", 1),
        ("SELECT * FROM t LIMIT a, 1 x", "x", 1),
        ("SELECT * FROM t LIMIT -1", "-1", 1),
        ("SELECT COUNT (*) FROM t", "*) FROM t", 1),
        ("SELECT COUNT(DISTINCT *)", "*)", 1),
        ("SELECT ROW_NUMBER() FROM t", "FROM t", 1),
        ("SELECT SUM(a) OVER (ROWS 1 FOLLOWING)", "FOLLOWING)", 1),
        ("SELECT rank FROM t", "FROM t", 1),
        ("SELECT CAST(a AS VARCHAR(10))", "VARCHAR(10))", 1),
        ("SELECT CAST(a AS INT)", "INT)", 1),
        ("SELECT INTERVAL(1)", "", 1),
        ("SELECT @@ x", " x", 1),
        ("SELECT 'abc", "'abc", 1),
        ("SELECT `abc", "`abc", 1),
        ("SELECT 1 /* abc", "/* abc", 1),
        ("SELECT 1 /*! + 2", "", 1),
        ("SELECT\n1\n,,2", ",2", 3),
        ("SELECT a FROM t GROUP BY a DESC", "DESC", 1),
        ("SELECT a FROM t GROUP BY a WITH x", "WITH x", 1),
        ("WITH c AS (SELECT 1) INSERT INTO t SELECT * FROM c", "INSERT INTO t SELECT * FROM c", 1),
        ("INSERT INTO t (a) VALUES (1", "", 1),
        ("INSERT INTO t VALUES (1,)", ")", 1),
        ("INSERT INTO t VALUES 1", "1", 1),
        ("REPLACE IGNORE INTO t VALUES (1)", "IGNORE INTO t VALUES (1)", 1),
        ("UPDATE t SET a=1 LIMIT 1,2", ",2", 1),
        ("DELETE FROM a, b WHERE 1", "WHERE 1", 1),
        ("DELETE * FROM t", "* FROM t", 1),
        ("CREATE TABLE t (a VARCHAR)", ")", 1),
        ("CREATE TABLE t (a INT,)", ")", 1),
        ("CREATE TABLE t (a FOO)", "FOO)", 1),
        ("CREATE TABLE t (a INT) ENGINE=InnoDB foo", "foo", 1),
        ("CREATE TABLE count(a INT)", "count(a INT)", 1),
        ("CREATE TABLE t (a INT, INDEX TYPE BTREE (a))", "BTREE (a))", 1),
        ("CREATE TABLE t (key INT)", "INT)", 1),
        ("CREATE FOO", "FOO", 1),
        ("ALTER TABLE t ADD", "", 1),
        ("ALTER TABLE t DROP a b", "b", 1),
        ("ALTER TABLE t ADD COLUMN a", "", 1),
        ("DROP TABLE", "", 1),
        ("SHOW FOO", "FOO", 1),
        ("SHOW TABLES FOO", "FOO", 1),
        ("SHOW INDEXES", "", 1),
        ("SHOW COLUMNS", "", 1),
        ("EXPLAIN EXTENDED SELECT 1", "SELECT 1", 1),
        ("DESCRIBE", "", 1),
        ("SET x", "", 1),
        ("SELECT ?", "?", 1),
        ("foo bar", "foo bar", 1),
        ("1", "1", 1),
        ("SELEC 1; SELECT 2", "SELEC 1; SELECT 2", 1),
        ("SELECT CASE a END", "END", 1),
        ("SELECT LEFT('a')", ")", 1),
        ("SELECT IF(1,2)", ")", 1),
        ("SELECT PASSWORD('x')", "('x')", 1),
        ("SELECT YEAR('x','y')", ",'y')", 1),
        ("SELECT NOW(1.5)", "1.5)", 1),
        ("SELECT a FROM t AS 'x'", "'x'", 1),
        ("SELECT t.*, t.a.* FROM t x y", "y", 1),
        ("SELECT f(1 AS x), d.f(1), d.f(1 x)", "x)", 1),
        ("SELECT * FROM t LIMIT 99999999999999999999", "99999999999999999999", 1),
        ("SELECT EXISTS (1)", "1)", 1),
        ("SELECT \0 1", "", 1),
        ("SELECT x'123'", "x'123'", 1),
        ("SELECT 1.ex", "1.ex", 1),
        ("SELECT 😀 x y", "y", 1),
        ("SELECT 1 “x” y", "y", 1),
        ("ROLLBACK TO", "", 1),
        ("SELECT a b c, d", "c, d", 1),
        ("SELECT a.b.c.d", ".d", 1),
        ("SELECT * FROM a.b.c", ".c", 1),
        ("SELECT 1 IN (), 2", "), 2", 1),
        ("SELECT COALESCE()", ")", 1),
        ("SELECT a FROM t WHERE a = 'x' AND", "", 1),
        ("SELECT a FROM t WHERE", "", 1),
        ("SELECT a, FROM t", "FROM t", 1),
        ("SELECT FROM t", "FROM t", 1),
        ("SELECT * t", "t", 1),
        ("SELECT a FROM", "", 1),
        ("SELECT a FROM t,", "", 1),
        ("SELECT a FROM t JOIN", "", 1),
        ("SELECT a FROM t GROUP a", "a", 1),
        ("SELECT a FROM t HAVING", "", 1),
        ("SELECT TOP 5 * FROM t", "5 * FROM t", 1),
        ("CREATE TABLE t (a INT PRIMARY KEY AUTOINCREMENT)", "AUTOINCREMENT)", 1),
        ("CREATE TABLE t (id SERIAL PRIMARY KEY, x BOOLEAN DEFAULT TRUE, y NUMBER)", "NUMBER)", 1),
        ("INSERT INTO t (a) VALUES ('it's')", "s')", 1),
        ("UPDATE t SET a = 1, WHERE b = 2", "WHERE b = 2", 1),
        ("UPDATE t WHERE a=1", "WHERE a=1", 1),
        ("DELETE t WHERE a=1", "WHERE a=1", 1),
        ("SELECT * FROM t OFFSET 5 ROWS", "5 ROWS", 1),
        ("SELECT a FROM t ILIKE 'x'", "'x'", 1),
        ("SELECT a::text", "::text", 1),
        ("SELECT a ILIKE 'x'", "'x'", 1),
        ("SELECT ARRAY[1,2]", "[1,2]", 1),
        ("SELECT INTERVAL '1 day'", "", 1),
        ("SELECT NOW() - INTERVAL '1 day'", "", 1),
        ("SELECT DATE_ADD(d, INTERVAL 1 DAYS)", "DAYS)", 1),
        ("SELECT EXTRACT(DOW FROM d)", "DOW FROM d)", 1),
        ("SELECT a FROM t QUALIFY 1", "1", 1),
        ("MERGE INTO t USING s ON 1", "MERGE INTO t USING s ON 1", 1),
        ("EXEC sp_help", "EXEC sp_help", 1),
        ("SHOW TABLE", "", 1),
        ("SHOW CREATE", "", 1),
    ]

    @Test(arguments: refused)
    func `Error 1064 quotes the statement from MySQL's own token`(
        _ sql: String, _ near: String, _ line: Int
    ) {
        let error = #expect(throws: MySQLError.self) { try Parser.parse(sql) }
        #expect(
            error?.rendered
                == "1064 (42000): You have an error in your SQL syntax; check the manual that "
                + "corresponds to your MySQL server version for the right syntax to use near "
                + "'\(near)' at line \(line)")
    }

    /// Errors of their own number that MySQL finds while it reads.
    static let numbered: [(sql: String, number: Int)] = [
        ("SELECT * FROM (SELECT 1) 5", 1248),
        ("SELECT (SELECT 1 INTO @a)", 3954),
        ("SELECT CONVERT(a USING foo)", 1115),
        ("CREATE TABLE t", 1113),
        ("CREATE TABLE t (h YEAR(2))", 1818),
        ("EXPLAIN FORMAT=x SELECT 1", 1791),
        ("SET NAMES foo", 1115),
        (";", 1065),
        ("SELECT DISTINCT ALL a", 1221),
        ("SELECT a INTO b FROM t", 1327),
        ("SELECT * INTO t2 FROM t", 1327),
    ]

    @Test(arguments: numbered)
    func `Some mistakes have a number of their own`(_ sql: String, _ number: Int) {
        let error = #expect(throws: MySQLError.self) { try Parser.parse(sql) }
        #expect(error?.number == number)
    }

    @Test func `A quoted text ends after 80 bytes of whole characters`() {
        func near(_ text: String) -> String? {
            let error = #expect(throws: MySQLError.self) { try Parser.parse(text) }
            guard let message = error?.message, let start = message.firstRange(of: "near '"),
                let end = message.firstRange(of: "' at line")
            else { return nil }
            return String(message[start.upperBound..<end.lowerBound])
        }
        #expect(
            near("x" + String(repeating: "é", count: 60)) == "x" + String(repeating: "é", count: 39)
        )
        #expect(near("foo 😀 bar") == "foo ? bar")
        #expect(near("foo \u{0}bar") == "foo ")
        #expect(near(" ; foo ; \n") == "foo")
    }

    @Test func `An error of the grammar comes before one that names report`() {
        let error = #expect(throws: MySQLError.self) { try Parser.parse("SELECT 1 LIMIT a b") }
        #expect(error?.number == 1064)
        let second = #expect(throws: MySQLError.self) {
            try Parser.parse("SELECT * FROM (SELECT 1) WHERE FROM")
        }
        #expect(second?.number == 1248)
    }
}
