import Testing

/// Key parts that are expressions.
@Suite struct FunctionalKeyTests {
    @Test func `A functional key is shown, kept and enforced`() throws {
        let table = try RuleTable()
        #expect(
            try table.answer("CREATE UNIQUE INDEX low ON maker ((LOWER(name)), id DESC)") == "[]")
        #expect(try table.answer("ALTER TABLE maker ADD INDEX ((id + 1))") == "[]")
        #expect(try table.answer("SELECT * FROM maker") == "[(1, 'Volta'), (2, 'Osprey')]")
        #expect(try table.answer("INSERT INTO maker VALUES (3, 'New')") == "[]")
        #expect(
            try table.answer("SHOW CREATE TABLE maker").contains(
                "UNIQUE KEY `low` ((lower(`name`)),`id` DESC),\\n  "
                    + "KEY `functional_index` (((`id` + 1)))\\n"))
        #expect(
            try table.answer("SHOW INDEX FROM maker WHERE Key_name = 'functional_index'")
                == "[('maker', 1, 'functional_index', 1, None, 'A', 3, None, None, 'YES', 'BTREE', "
                + "'', '', 'YES', '(`id` + 1)')]")
        #expect(
            try table.answer("ALTER TABLE maker ADD city INT, ADD UNIQUE two ((LEFT(name, 1)))")
                == "[]")
        #expect(
            try table.answer("INSERT INTO maker VALUES (4, 'nix', 1)")
                == "1062 (23000): Duplicate entry 'n' for key 'maker.two'")
        #expect(try table.answer("DROP INDEX two ON maker") == "[]")
        #expect(try table.answer("INSERT INTO maker VALUES (4, 'nix', 1)") == "[]")
        #expect(try table.answer("DESCRIBE maker").contains("hidden") == false)
    }

    @Test(arguments: [
        ("SELECT id FROM maker", "[(2,), (1,)]"),
        ("SELECT id, ROW_NUMBER() OVER () FROM maker", "[(2, 1), (1, 2)]"),
        ("SELECT COUNT(*) FROM maker WHERE id IN (SELECT id FROM maker)", "[(2,)]"),
        ("SELECT id FROM maker ORDER BY id LIMIT 1", "[(1,)]"),
    ])
    func `A functional key that has every column is read in its order`(
        _ query: String, _ rows: String
    ) throws {
        let answer = try RuleTable().answer(
            "CREATE INDEX low ON maker ((LOWER(name)))", query)
        #expect(answer == rows)
    }

    @Test(arguments: [
        ("CREATE INDEX i ON car ((model))", "3762 (HY000)"),
        (
            "CREATE INDEX i ON car ((nope + 1))",
            "1054 (42S22): Unknown column 'nope' in 'functional"
        ),
        ("CREATE INDEX i ON car ((price + RAND()))", "3758 (HY000)"),
        ("CREATE INDEX i ON car ((id + 1))", "3754 (HY000)"),
        ("CREATE INDEX i ON note ((LOWER(words)))", "3757 (HY000)"),
        ("CREATE TABLE t (a INT, PRIMARY KEY ((a + 1)))", "3756 (HY000)"),
    ])
    func `What is no key part is refused`(_ statement: String, _ error: String) throws {
        let answer = try RuleTable().answer(statement)
        #expect(answer.hasPrefix(error), "\(answer)")
    }

    @Test func `A column under a functional key stays`() throws {
        let answer = try RuleTable().answer(
            "CREATE INDEX i ON maker ((UPPER(name)))", "ALTER TABLE maker DROP COLUMN name")
        #expect(answer.hasPrefix("3837 (HY000)"), "\(answer)")
    }
}
