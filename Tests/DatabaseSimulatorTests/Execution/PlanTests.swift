import SQLiteKit
import Testing

@testable import DatabaseSimulator

/// Queries of one shape share a plan, and are answered as if they did not.
@Suite struct PlanTests {
    @Test(arguments: [
        ["SELECT model FROM car WHERE id = 1", "SELECT model FROM car WHERE id = 2"],
        [
            "SELECT model FROM car WHERE model = 'v1'", "SELECT model FROM car WHERE model = 'O1'",
            "SELECT model FROM car WHERE model = 'it''s'", "SELECT model FROM car WHERE model = 3",
        ],
        [
            "SELECT id FROM car WHERE maker = 1 AND id > 0",
            "SELECT id FROM car WHERE maker = 1 AND id > 1",
            "SELECT id FROM car WHERE maker = 1 AND id > 1.5",
            "SELECT id FROM car WHERE maker = 2 AND id > 2",
        ],
        [
            "SELECT maker FROM car WHERE (maker) = 1 GROUP BY maker HAVING maker = 1",
            "SELECT maker FROM car WHERE (maker) = 1 GROUP BY maker HAVING maker = 2",
            "SELECT maker FROM car WHERE (maker) = 2 GROUP BY maker HAVING maker = 2",
        ],
        [
            "SELECT model FROM car WHERE model = 'V' '1' AND id = 1",
            "SELECT model FROM car WHERE model = 'V' '2' AND id = 2",
        ],
        [
            "SELECT id = 1, COUNT(*) FROM car WHERE id < 3 GROUP BY id = 1",
            "SELECT id = 1, COUNT(*) FROM car WHERE id < 2 GROUP BY id = 1",
            "SELECT id = 2, COUNT(*) FROM car WHERE id < 2 GROUP BY id = 2",
        ],
        [
            "SELECT id FROM car WHERE built < '2021-01-01'",
            "SELECT id FROM car WHERE built < '2022-01-01'",
            "SELECT id FROM car WHERE built < 'soon'",
        ],
        [
            "SELECT id, maker FROM car WHERE id = 2 ORDER BY maker LIMIT 1",
            "SELECT id, maker FROM car WHERE id = 3 ORDER BY maker LIMIT 1",
            "SELECT id, maker FROM car WHERE id = 3 ORDER BY maker LIMIT 0",
        ],
        [
            "SELECT id FROM car WHERE id = 1 UNION SELECT id FROM maker WHERE id = 2",
            "SELECT id FROM car WHERE id = 3 UNION SELECT id FROM maker WHERE id = 1",
        ],
        [
            "SELECT x.id FROM (SELECT id FROM car WHERE id > 1) AS x WHERE x.id < 3",
            "SELECT x.id FROM (SELECT id FROM car WHERE id > 0) AS x WHERE x.id < 9",
        ],
        [
            "SELECT id FROM note WHERE id = 1", "SELECT id FROM note WHERE id = 10",
            "SELECT id FROM note WHERE id = '10'",
        ],
        [
            "SELECT id FROM car WHERE id = 1 LIMIT 1", "ALTER TABLE car DROP COLUMN id",
            "SELECT id FROM car WHERE id = 2 LIMIT 1",
        ],
        [
            "SELECT maker FROM car WHERE id = 1", "ALTER TABLE car MODIFY maker VARCHAR(5)",
            "SELECT maker FROM car WHERE id = 2",
        ],
        [
            "SELECT * FROM maker WHERE id = 1", "INSERT INTO maker VALUES (3, 'Rhea')",
            "SELECT * FROM maker WHERE id = 3", "DELETE FROM maker WHERE id = 3",
            "SELECT * FROM maker WHERE id = 3",
        ],
        [
            "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'car'",
            "CREATE TABLE spare (id INT)",
            "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'spare'",
        ],
        [
            "SELECT name FROM maker WHERE id = 1", "SELECT 1; SELECT 2",
            "SELECT name FROM maker WHERE id = 2",
        ],
    ])
    func `Queries of one shape are answered each for itself`(_ statements: [String]) throws {
        let shared = try RuleTable()
        for index in statements.indices {
            let answer = try shared.answer(statements[index])
            // Alone, after what changed the tables before it.
            let fresh = try RuleTable()
            for earlier in statements[..<index] where !earlier.hasPrefix("SELECT") {
                _ = try fresh.answer(earlier)
            }
            #expect(try fresh.answer(statements[index]) == answer, "\(statements[index])")
        }
    }

    @Test func `Shapes tell literals beside columns`() throws {
        func shape(_ text: String) -> QueryShape? { QueryShape(text, mode: []) }
        let first = try #require(shape("SELECT a FROM t WHERE b = 3 AND c <> 'x' LIMIT 1"))
        #expect(first.literals == [.integer(3), .text("x")])
        #expect(first.key == shape("SELECT a FROM t WHERE b = 44 AND c <> '' LIMIT 1")?.key)
        #expect(first.key != shape("SELECT a FROM t WHERE b = 3 AND c <> 'x' LIMIT 2")?.key)
        #expect(first.key != shape("SELECT a FROM t WHERE b = '3' AND c <> 'x' LIMIT 1")?.key)
        #expect(first.tellsLiteralsApart)
        #expect(shape("SELECT a FROM t WHERE b = 3 AND c = 3")?.tellsLiteralsApart == false)
        #expect(shape("SELECT a FROM t WHERE b = 3 + 1")?.literals == [])
        #expect(shape("SELECT @a FROM t WHERE b = 3") == nil)
        #expect(shape("SELECT a FROM t WHERE b = 3; SELECT 1") == nil)
        #expect(shape("DELETE FROM t WHERE b = 3") == nil)
    }
}
