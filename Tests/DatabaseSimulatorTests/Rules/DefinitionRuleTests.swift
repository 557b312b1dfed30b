import Testing

/// What CREATE, ALTER and TRUNCATE refuse, and how they print what they made.
@Suite struct DefinitionRuleTests {
    @Test(arguments: [
        ("TRUNCATE maker", "1701 (42000)"),
        ("CREATE TABLE t (a INT(300))", "1439 (42000)"),
        ("CREATE TABLE t (a INT, KEY (a(3)))", "1089 (HY000)"),
        ("CREATE TABLE t (a INT) ENGINE=Steam", "1286 (42000)"),
        ("CREATE TABLE t (a BIGINT, FOREIGN KEY (a) REFERENCES maker (id))", "3780 (HY000)"),
        (
            "CREATE TABLE t (a INT NOT NULL, FOREIGN KEY (a) REFERENCES maker (id) "
                + "ON DELETE SET NULL)", "1830 (HY000)"
        ),
        ("CREATE TABLE t (a INT CHECK (b > 0), b INT)", "3813 (HY000)"),
        ("CREATE TABLE t (a INT, CHECK (b > 0))", "3820 (HY000)"),
        ("CREATE TABLE t (a INT, b INT AS (c + 1))", "1054 (42S22)"),
        ("CREATE TABLE t AS SELECT NOW() AS at", "1067 (42000)"),
        ("ALTER TABLE car DROP COLUMN maker", "1828 (HY000)"),
        ("ALTER TABLE maker DROP COLUMN id", "1829 (HY000)"),
        ("ALTER TABLE car DROP INDEX maker", "1553 (HY000)"),
        ("ALTER TABLE car MODIFY maker SMALLINT", "3780 (HY000)"),
        ("ALTER TABLE car DROP PRIMARY KEY", "1075 (42000)"),
        ("CREATE TABLE \(String(repeating: "t", count: 65)) (a INT)", "1059 (42000)"),
        (
            "CREATE TABLE t (\((0...1_017).map { "c\($0) INT" }.joined(separator: ", ")))",
            "1117 (42000)"
        ),
        ("ALTER TABLE car MODIFY built DATE NOT NULL", "1138 (22004)"),
        ("CREATE TABLE t (a FLOAT(54))", "1063 (42000)"),
        ("CREATE TABLE t (a BIT(65))", "1439 (42000)"),
        ("CREATE TABLE t (a VARCHAR(1000) UNIQUE)", "1071 (42000)"),
        ("CREATE TABLE t (a VARCHAR(16383), b VARCHAR(9))", "1118 (42000)"),
        ("CREATE TABLE t (a INT, CHECK (a > (SELECT 1)))", "3815 (HY000)"),
        ("CREATE TABLE t (a INT, CHECK (a > NOW()))", "3814 (HY000)"),
        ("CREATE TABLE t (a INT, CHECK (a > @b))", "3816 (HY000)"),
        ("CREATE TABLE t (a INT, CHECK (a + 1))", "3812 (HY000)"),
        ("CREATE TABLE t (a INT KEY AUTO_INCREMENT, CHECK (a > 1))", "3818 (HY000)"),
        ("CREATE TABLE t (a INT AS (RAND()))", "3763 (HY000)"),
        ("CREATE TABLE t (a INT KEY AUTO_INCREMENT, b INT AS (a))", "3109 (HY000)"),
        (
            "CREATE TABLE t (a INT, CONSTRAINT car_ibfk_1 FOREIGN KEY (a) REFERENCES maker (id))",
            "1826 (HY000)"
        ),
        ("ALTER TABLE car ENGINE = Steam", "1286 (42000)"),
        ("CREATE TABLE t (a INT) CHARSET = latin1 COLLATE = utf8mb4_bin", "1253 (42000)"),
        ("ALTER TABLE car MODIFY price INT NOT NULL", "1265 (01000)"),
    ])
    func `A definition that MySQL refuses is refused with its number`(
        _ statement: String, _ error: String
    ) throws {
        #expect(try RuleTable().answer(statement).hasPrefix(error))
    }

    @Test func `What depends on a column keeps it`() throws {
        let table = try RuleTable()
        let made = try table.answer(
            "CREATE TABLE t (a INT, b INT AS (a * 2), c INT CHECK (c > 0), d INT, "
                + "CONSTRAINT both_ CHECK (c < d))")
        #expect(made == "[]")
        #expect(try table.answer("ALTER TABLE t DROP COLUMN a").hasPrefix("3108 (HY000)"))
        #expect(try table.answer("ALTER TABLE t DROP COLUMN d").hasPrefix("3959 (HY000)"))
        #expect(try table.answer("UPDATE t SET b = 1").hasPrefix("3105 (HY000)"))
        // The check on it alone goes with a column.
        #expect(
            try table.answer("ALTER TABLE t DROP CHECK both_", "ALTER TABLE t DROP COLUMN c")
                == "[]")
    }

    @Test func `A dump may hold a child before its parent`() throws {
        let answer = try RuleTable().answer(
            "SET foreign_key_checks = 0; CREATE TABLE a (b INT, FOREIGN KEY (b) REFERENCES c (id));"
                + "CREATE TABLE c (id INT PRIMARY KEY)", "INSERT INTO a VALUES (1)")
        #expect(answer.hasPrefix("1452 (23000)"), "\(answer)")
    }

    @Test func `Checks, defaults and generated columns are shown as MySQL prints them`() throws {
        let shown = try RuleTable().answer(
            "CREATE TABLE t (a VARCHAR(9) AS (CONCAT(b, '-')), b VARCHAR(5), "
                + "c TEXT DEFAULT ('x'), d DATE DEFAULT (CURRENT_DATE), "
                + "CHECK (b IN ('p', 'q') AND b IS NOT NULL AND b NOT LIKE '%z'))",
            "SHOW CREATE TABLE t")
        for part in [
            "GENERATED ALWAYS AS (concat(`b`,_utf8mb4'-')) VIRTUAL",
            "`c` text DEFAULT (_utf8mb4'x')", "`d` date DEFAULT (curdate())",
            "CHECK (((`b` in (_utf8mb4'p',_utf8mb4'q')) and (`b` is not null) "
                + "and (not((`b` like _utf8mb4'%z')))))",
        ] {
            #expect(shown.contains(part), "\(part) in \(shown)")
        }
    }

    @Test func `A table made from a query has the columns of its sources`() throws {
        let shown = try RuleTable().answer(
            "CREATE TABLE t SELECT c.id, model, electric, CONCAT(model, '!') AS loud, "
                + "'x' AS x, 7 AS n, COUNT(*) AS cars FROM car c GROUP BY c.id",
            "SHOW CREATE TABLE t")
        for part in [
            "`id` int NOT NULL DEFAULT '0'", "`model` varchar(8) NOT NULL,",
            "`electric` tinyint(1) DEFAULT '0'", "`loud` varchar(9) DEFAULT NULL",
            "`x` varchar(1) NOT NULL DEFAULT ''", "`n` int NOT NULL DEFAULT '0'",
            "`cars` bigint NOT NULL DEFAULT '0'",
        ] {
            #expect(shown.contains(part), "\(part) in \(shown)")
        }
    }
}
