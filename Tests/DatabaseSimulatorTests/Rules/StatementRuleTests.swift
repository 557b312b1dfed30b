import Testing

/// Rules of single statements, by what MySQL answers.
@Suite struct StatementRuleTests {
    @Test(arguments: [
        // Only TEXT becomes a number without a word.
        (
            "DELETE FROM maker WHERE name = 0",
            "1292 (22007): Truncated incorrect DOUBLE value: 'Volta'"
        ),
        ("UPDATE note SET id = 1 WHERE words = 0", "[]"),
        ("SELECT GROUP_CONCAT(model, id ORDER BY 2 DESC) FROM car", "[('O13,V22,V11',)]"),
        (
            "SELECT GROUP_CONCAT(model ORDER BY 2) FROM car",
            "1054 (42S22): Unknown column '2' in 'order clause'"
        ),
        ("SELECT id FROM car WHERE (id, model) = (SELECT 1, 'V1')", "[(1,)]"),
        (
            "SELECT (1, 2) = (SELECT id, id FROM car)",
            "1242 (21000): Subquery returns more than 1 row"
        ),
        (
            "SELECT JSON_OBJECT('a')",
            "1582 (42000): Incorrect parameter count in the call to native function 'JSON_OBJECT'"
        ),
        (
            "SELECT RANK() OVER (ORDER BY id) r FROM car HAVING r = 1",
            "3594 (HY000): You cannot use the alias 'r' of an expression containing a window "
                + "function in this context.'"
        ),
        (
            "SELECT id FROM car c FORCE INDEX (nope)",
            "1176 (42000): Key 'nope' doesn't exist in table 'c'"
        ),
        (
            "SELECT id FROM car PARTITION (p)",
            "1747 (HY000): PARTITION () clause on non partitioned table"
        ),
        (
            "SELECT id FROM car UNION SELECT id FROM maker ORDER BY car.id",
            "1250 (42000): Table 'car' from one of the SELECTs cannot be used in global ORDER "
                + "clause"
        ),
        (
            "UPDATE car JOIN maker ON maker.id = car.maker SET model = 'x' LIMIT 1",
            "1221 (HY000): Incorrect usage of UPDATE and LIMIT"
        ),
        ("SELECT ANY_VALUE(name), id FROM maker", "[('Volta', 1), ('Osprey', 2)]"),
        ("SELECT -'a', -0e0", "[(-0.0, -0.0)]"),
        (
            "SELECT c.id FROM car c, maker m JOIN note n ON n.id = c.id",
            "1054 (42S22): Unknown column 'c.id' in 'on clause'"
        ),
        ("SELECT id FROM maker LIMIT 18446744073709551615 OFFSET 1", "[(2,)]"),
        (
            "WITH RECURSIVE t AS (SELECT 1 n UNION ALL SELECT n + 1 FROM t "
                + "WHERE n < (SELECT MAX(n) FROM t)) SELECT * FROM t",
            "3577 (HY000): In recursive query block of Recursive Common Table Expression 't', the "
                + "recursive table must be referenced only once, and not in any subquery"
        ),
        (
            "INSERT INTO information_schema.tables VALUES (1)",
            "1044 (42000): Access denied for user 'root'@'localhost' to database "
                + "'information_schema'"
        ),
        (
            "CREATE TABLE t (a INT NULL PRIMARY KEY)",
            "1171 (42000): All parts of a PRIMARY KEY must be NOT NULL; if you need NULL in a key, "
                + "use UNIQUE instead"
        ),
    ])
    func `A statement is answered as MySQL answers it`(
        _ statement: String, _ answer: String
    ) throws {
        #expect(try RuleTable().answer(statement) == answer)
    }

    @Test func `Numbers that an INSERT took are gone, whatever became of it`() throws {
        let table = try RuleTable()
        #expect(
            try table.answer("INSERT INTO car (model) VALUES ('a'), ('V1')").hasPrefix("1062"))
        #expect(
            try table.answer(
                "INSERT INTO car (model) VALUES ('b')", "SELECT id FROM car WHERE model = 'b'")
                == "[(6,)]")
        // A query does not say how many rows it has: 1, 2, 4 numbers are taken in turn.
        let rows = "SELECT 'c' UNION SELECT 'd' UNION SELECT 'e' UNION SELECT 'f'"
        #expect(
            try table.answer(
                "INSERT INTO car (model) \(rows)", "INSERT INTO car (model) VALUES ('g')",
                "SELECT GROUP_CONCAT(id) FROM car WHERE model > 'b' AND model < 'h'")
                == "[('7,8,9,10,14',)]")
    }

    @Test func `A value that is refused takes no number`() throws {
        let table = try RuleTable()
        #expect(
            try table.answer("INSERT INTO car (model, price) VALUES ('a', 'x')").hasPrefix("1366"))
        #expect(
            try table.answer(
                "INSERT INTO car (model) VALUES ('b')", "SELECT id FROM car WHERE model = 'b'")
                == "[(4,)]")
    }

    @Test func `A set takes numbers in digits and no empty member`() throws {
        let table = try RuleTable()
        _ = try table.answer("CREATE TABLE t (a SET('x', 'y', 'z'))")
        #expect(try table.answer("INSERT INTO t VALUES ('5')", "SELECT a + 0 FROM t") == "[(5.0,)]")
        #expect(try table.answer("INSERT INTO t VALUES ('x,,y')").hasPrefix("1265"))
        #expect(try table.answer("INSERT INTO t VALUES ('8')").hasPrefix("1265"))
    }

    @Test func `An update moves the counter on`() throws {
        #expect(
            try RuleTable().answer(
                "UPDATE car SET id = 50 WHERE id = 3", "INSERT INTO car (model) VALUES ('n')",
                "SELECT MAX(id) FROM car") == "[(51,)]")
    }
}
