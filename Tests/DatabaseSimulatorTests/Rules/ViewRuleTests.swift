import Testing

/// Writing through views, and what MySQL says of views that take no writes.
@Suite struct ViewRuleTests {
    private static let dear =
        "CREATE VIEW dear AS SELECT id, model AS m, price * 2 AS twice, price FROM car "
        + "WHERE price > 15 WITH CHECK OPTION"

    @Test func `A change goes through a view to the rows that it shows`() throws {
        let table = try RuleTable()
        _ = try table.answer(
            "CREATE VIEW old (number, name) AS SELECT id, model FROM car WHERE id < 3")
        #expect(try table.answer("UPDATE old SET name = 'W' WHERE number >= 2") == "[]")
        #expect(try table.answer("INSERT INTO old VALUES (9, 'N')") == "[]")
        #expect(try table.answer("DELETE FROM old WHERE name = 'V1'") == "[]")
        #expect(
            try table.answer("SELECT id, model FROM car ORDER BY id")
                == "[(2, 'W'), (3, 'O1'), (9, 'N')]")
    }

    @Test(arguments: [
        ("UPDATE dear SET price = 1", "1369 (HY000): CHECK OPTION failed 'cars.dear'"),
        ("UPDATE dear SET twice = 1", "1348 (HY000): Column 'twice' is not updatable"),
        (
            "INSERT INTO dear VALUES (9, 'N', 1, 1)",
            "1471 (HY000): The target table dear of the INSERT is not insertable-into"
        ),
        (
            "UPDATE many SET n = 1",
            "1288 (HY000): The target table many of the UPDATE is not updatable"
        ),
        ("DELETE FROM many", "1288 (HY000): The target table many of the DELETE is not updatable"),
        (
            "INSERT INTO bare VALUES (9)",
            "1423 (HY000): Field of view 'cars.bare' underlying table doesn't have a default value"
        ),
        ("TRUNCATE dear", "1146 (42S02): Table 'cars.dear' doesn't exist"),
        ("ALTER TABLE dear ADD x INT", "1347 (HY000): 'cars.dear' is not BASE TABLE"),
        ("CREATE OR REPLACE VIEW car AS SELECT 1", "1347 (HY000): 'cars.car' is not VIEW"),
        (
            "CREATE VIEW v AS SELECT @x",
            "1351 (HY000): View's SELECT contains a variable or parameter"
        ),
        (
            "CREATE VIEW v AS SELECT COUNT(*) AS n FROM car WITH LOCAL CHECK OPTION",
            "1368 (HY000): CHECK OPTION on non-updatable view 'cars.v'"
        ),
    ])
    func `What a view cannot take is refused`(_ statement: String, _ answer: String) throws {
        let found = try RuleTable().answer(
            Self.dear, "CREATE VIEW many AS SELECT COUNT(*) AS n FROM car",
            "CREATE VIEW bare AS SELECT id FROM car", statement)
        #expect(found == answer)
    }

    @Test func `A view over a view with a check option must pass both`() throws {
        let table = try RuleTable()
        _ = try table.answer(
            "CREATE VIEW a AS SELECT id, model, price FROM car WHERE price > 5 WITH CHECK OPTION",
            "CREATE VIEW b AS SELECT * FROM a WHERE price < 50 WITH LOCAL CHECK OPTION")
        #expect(
            try table.answer("INSERT INTO b VALUES (9, 'N', 1)")
                == "1369 (HY000): CHECK OPTION failed 'cars.a'")
        #expect(
            try table.answer("INSERT INTO b VALUES (9, 'N', 90)")
                == "1369 (HY000): CHECK OPTION failed 'cars.b'")
        #expect(try table.answer("INSERT INTO b VALUES (9, 'N', 20)") == "[]")
    }
}
