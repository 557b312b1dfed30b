import Testing

/// Columns of types that show their values in a way of their own.
@Suite struct ColumnTypeRuleTests {
    @Test func `FLOAT and DOUBLE with digits round, have a range and show their digits`() throws {
        let table = try RuleTable()
        _ = try table.answer("CREATE TABLE t (a FLOAT(5,2), b DOUBLE(6,3))")
        #expect(try table.answer("INSERT INTO t VALUES (1.005, 1.23456), (999.994, NULL)") == "[]")
        #expect(
            try table.answer("SELECT a, b, a * 1, a + b, a / 3, CONCAT(a, b) FROM t LIMIT 1")
                == "[(1.0, 1.235, 1.0, 2.235, 0.333333, '1.001.235')]")
        #expect(try table.answer("SELECT SUM(a), AVG(a) FROM t") == "[(1000.99, 500.494995)]")
        #expect(
            try table.answer("INSERT INTO t (a) VALUES (1000)")
                == "1264 (22003): Out of range value for column 'a' at row 1")
    }

    @Test func `ZEROFILL fills texts and takes no sign`() throws {
        let table = try RuleTable()
        _ = try table.answer("CREATE TABLE t (a INT ZEROFILL, b INT(4) ZEROFILL, c FLOAT UNSIGNED)")
        #expect(
            try table.answer(
                "INSERT INTO t VALUES (5, 42, 1.5)", "SELECT a, CONCAT(a, '|', b) FROM t")
                == "[(5, '0000000005|0042')]")
        let shown = try table.answer("SHOW CREATE TABLE t")
        for part in [
            "`a` int(10) unsigned zerofill", "`b` int(4) unsigned zerofill", "float unsigned",
        ] {
            #expect(shown.contains(part), "\(part) in \(shown)")
        }
        #expect(try table.answer("INSERT INTO t (a) VALUES (-1)").hasPrefix("1264"))
    }

    @Test func `A latin1 column holds what latin1 has, in its bytes and its order`() throws {
        let table = try RuleTable()
        _ = try table.answer("CREATE TABLE t (a VARCHAR(9), b TEXT) CHARSET = latin1")
        #expect(
            try table.answer("SHOW CREATE TABLE t")
                == "[('t', 'CREATE TABLE `t` (\\n  `a` varchar(9) DEFAULT NULL,\\n  `b` text\\n) "
                + "ENGINE=InnoDB DEFAULT CHARSET=latin1')]")
        #expect(try table.answer("INSERT INTO t (a) VALUES ('é'), ('Z'), ('ö')") == "[]")
        #expect(
            try table.answer("SELECT a, LENGTH(a), HEX(a), a = 'E' FROM t ORDER BY a")
                == "[('é', 1, 'E9', 1), ('Z', 1, '5A', 0), ('ö', 1, 'F6', 0)]")
        #expect(
            try table.answer("INSERT INTO t (a) VALUES ('李雷x')")
                == "1366 (HY000): Incorrect string value: '\\xE6\\x9D\\x8E\\xE9\\x9B\\xB7...' for "
                + "column 'a' at row 1")
    }

    @Test(arguments: [
        ("SELECT 'a' COLLATE latin1_bin", "1253 (42000)"),
        ("SELECT 'a' COLLATE utf8_general_ci", "1253 (42000)"),
        ("SELECT 'a' COLLATE nonsense", "1273 (HY000)"),
        ("INSERT INTO narrow VALUES ('😀', 'a')", "1366 (HY000)"),
        ("INSERT INTO narrow VALUES ('é', 'é')", "1366 (HY000)"),
    ])
    func `Character sets are told apart`(_ statement: String, _ error: String) throws {
        let answer = try RuleTable().answer(
            "CREATE TABLE narrow (a VARCHAR(9) CHARACTER SET utf8, b VARCHAR(9) CHARACTER SET ascii)",
            statement)
        #expect(answer.hasPrefix(error), "\(answer)")
    }
}
