import Testing

@testable import DatabaseSimulator

/// What MySQL nests deeper or makes longer than SQLite's parser takes.
@Suite struct DepthTests {
    private func nested(_ open: String, _ middle: String, _ close: String, _ depth: Int) -> String {
        String(repeating: open, count: depth) + middle + String(repeating: close, count: depth)
    }

    @Test(arguments: [10, 20, 40])
    func `Calls nest`(_ depth: Int) throws {
        let table = try RuleTable()
        let letters = String(repeating: "a", count: depth)
        #expect(
            try table.answer("SELECT \(nested("CONCAT('a', ", "'b'", ")", depth))")
                == "[('\(letters)b',)]")
        #expect(
            try table.answer("SELECT \(nested("CONCAT(", "'b'", ", 'a')", depth))")
                == "[('b\(letters)',)]")
        #expect(
            try table.answer("SELECT \(nested("IF(1 = 2, 3, ", "id", ")", depth)) FROM maker")
                == "[(1,), (2,)]")
        #expect(
            try table.answer(
                "SELECT \(nested("CASE WHEN id = 2 THEN 3 ELSE ", "5", " END", depth)) "
                    + "FROM maker") == "[(5,), (3,)]")
        #expect(
            try table.answer("SELECT \(nested("(1 + ", "id", ")", depth)) FROM maker")
                == "[(\(depth + 1),), (\(depth + 2),)]")
        #expect(
            try table.answer(
                "SELECT \(nested("NULLIF(COALESCE(NULL, ", "name", "), 'x')", depth)) AS n FROM maker "
                    + "GROUP BY n HAVING n <> 'y' ORDER BY n DESC")
                == "[('Volta',), ('Osprey',)]")
    }

    @Test(arguments: [5, 10, 30])
    func `Derived tables nest`(_ depth: Int) throws {
        let table = try RuleTable()
        #expect(
            try table.answer("SELECT * FROM \(nested("(SELECT * FROM ", "maker", ") AS x", depth))")
                == "[(1, 'Volta'), (2, 'Osprey')]")
        #expect(
            try table.answer(
                "SELECT (SELECT COUNT(*) FROM "
                    + nested("(SELECT * FROM ", "car", ") AS x", depth)
                    + " WHERE x.maker = m.id) FROM maker AS m LEFT JOIN "
                    + nested("(SELECT id FROM ", "maker", ") AS y", depth) + " ON y.id = m.id")
                == "[(2,), (1,)]")
    }

    @Test func `Lists are as long as one likes`() throws {
        let table = try RuleTable()
        let numbers = (3...20_000).map(String.init).joined(separator: ", ")
        #expect(
            try table.answer("SELECT id FROM car WHERE id IN (\(numbers), NULL)") == "[(3,)]")
        #expect(
            try table.answer("SELECT COUNT(*) FROM car WHERE id NOT IN (\(numbers))") == "[(2,)]")
        #expect(
            try table.answer("SELECT COUNT(*) FROM car WHERE id NOT IN (\(numbers), NULL)")
                == "[(0,)]")
        #expect(
            try table.answer(
                "SELECT model FROM car WHERE model IN ('v2', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'O1')"
            )
                == "[('O1',), ('V2',)]")
        #expect(
            try table.answer(
                "SELECT model FROM car WHERE price IN (20.0, '10.5', 'b', 3, 4, 5, 6, 7, 8, 9, NULL)"
            )
                == "[('V1',), ('V2',)]")
        let words = (0...5_000).map { "'it''s (\($0)'" }.joined(separator: ", ")
        #expect(
            try table.answer("SELECT id FROM car WHERE model IN (\(words), 'v2')") == "[(2,)]")
        let many = Array(repeating: "'x'", count: 1_000).joined(separator: ", ")
        #expect(try table.answer("SELECT LENGTH(CONCAT(\(many)))") == "[(1000,)]")
        #expect(
            try table.answer(
                "SELECT COUNT(*) FROM (SELECT 1 AS a"
                    + String(repeating: " UNION ALL SELECT 1", count: 4_999) + ") AS x")
                == "[(5000,)]")
        #expect(
            try table.answer("SELECT 1" + String(repeating: " UNION SELECT 2", count: 2_000))
                == "[(1,), (2,)]")
    }

    @Test(arguments: [
        "(SELECT 1) UNION (SELECT 1 UNION ALL SELECT 1)",
        "(SELECT 1 UNION ALL SELECT 1) UNION ALL (SELECT 1 UNION SELECT 1)",
    ])
    func `Unions in parentheses keep their own rule`(_ query: String) throws {
        let answer = query.hasPrefix("(SELECT 1)") ? "[(1,)]" : "[(1,), (1,), (1,)]"
        #expect(try RuleTable().answer(query) == answer)
    }
}
