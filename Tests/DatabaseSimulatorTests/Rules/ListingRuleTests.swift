import Testing

@testable import DatabaseSimulator

/// What SHOW and INFORMATION_SCHEMA tell.
@Suite struct ListingRuleTests {
    @Test(arguments: [
        (
            "SELECT c.model, m.name AS maker FROM car c LEFT JOIN maker m ON c.maker = m.id "
                + "WHERE NOT c.price > 10 AND m.name LIKE 'V%' ORDER BY maker DESC, 1",
            "select `c`.`model` AS `model`,`m`.`name` AS `maker` from (`car` `c` left join `maker` "
                + "`m` on((`c`.`maker` = `m`.`id`))) where ((`c`.`price` <= 10) and "
                + "(`m`.`name` like 'V%')) order by `maker` desc,`c`.`model`"
        ),
        (
            "SELECT maker, COUNT(*), ROUND(AVG(price)), CASE WHEN electric THEN 'e' END k "
                + "FROM car GROUP BY maker, k HAVING COUNT(*) > 1",
            "select `car`.`maker` AS `maker`,count(0) AS `COUNT(*)`,round(avg(`car`.`price`),0) AS "
                + "`ROUND(AVG(price))`,(case when (0 <> `car`.`electric`) then 'e' end) AS `k` "
                + "from `car` group by `car`.`maker`,`k` having (count(0) > 1)"
        ),
        (
            "SELECT * FROM maker UNION SELECT id, model FROM car",
            "select `maker`.`id` AS `id`,`maker`.`name` AS `name` from `maker` union "
                + "select `car`.`id` AS `id`,`car`.`model` AS `model` from `car`"
        ),
        (
            "SELECT DATE(built) d, DATEDIFF(NOW(), built) n, -5 FROM car, maker",
            "select cast(`car`.`built` as date) AS `d`,(to_days(now()) - to_days(`car`.`built`)) "
                + "AS `n`,-(5) AS `-5` from (`car` join `maker`)"
        ),
    ])
    func `A view is shown as MySQL stores it`(_ query: String, _ stored: String) throws {
        let answer = try RuleTable(.agentBenchFunctionCalls).answer(
            "CREATE VIEW v AS \(query)", "SHOW CREATE VIEW v")
        let start =
            "CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW `v` AS "
        #expect(answer.contains("\(start)\(stored)"), "\(answer)")
        #expect(answer.hasSuffix("'utf8mb4', 'utf8mb4_0900_ai_ci')]"))
    }

    @Test(arguments: [
        ("SHOW CREATE VIEW car", "1347 (HY000): 'cars.car' is not VIEW"),
        ("SHOW CREATE PROCEDURE p", "1305 (42000): PROCEDURE p does not exist"),
        ("SHOW CREATE EVENT e", "1539 (HY000): Unknown event 'e'"),
        ("DROP FUNCTION f", "1305 (42000): FUNCTION cars.f does not exist"),
        ("DROP TRIGGER IF EXISTS g", "[]"),
        ("DROP TRIGGER g", "1360 (HY000): Trigger does not exist"),
        ("SHOW VARIABLES LIKE 'collation_c%'", "[('collation_connection', 'utf8mb4_0900_ai_ci')]"),
        ("SHOW VARIABLES WHERE Variable_name = 'autocommit'", "[('autocommit', 'OFF')]"),
        ("SHOW PROCEDURE STATUS WHERE Db = 'cars'", "[]"),
        (
            "SHOW CHARACTER SET LIKE 'latin1'",
            "[('latin1', 'cp1252 West European', 'latin1_swedish_ci', 1)]"
        ),
        (
            "SHOW COLLATION LIKE 'utf8mb4_bin'",
            "[('utf8mb4_bin', 'utf8mb4', 46, '', 'Yes', 1, 'PAD SPACE')]"
        ),
        ("HANDLER car OPEN", "[]"),
        ("HANDLER car READ FIRST", "1109 (42S02): Unknown table 'car' in HANDLER"),
        (
            "SET transaction_isolation = 'bogus'",
            "1231 (42000): Variable 'transaction_isolation' can't be set to the value of 'bogus'"
        ),
    ])
    func `A listing is answered as MySQL answers it`(
        _ statement: String, _ answer: String
    ) throws {
        #expect(try RuleTable().answer(statement) == answer)
    }

    @Test func `An index tells how many keys it has`() throws {
        let answer = try RuleTable().answer("SHOW INDEX FROM car WHERE Key_name = 'maker'")
        #expect(
            answer == "[('car', 1, 'maker', 1, 'maker', 'A', 2, None, None, 'YES', 'BTREE', '', "
                + "'', 'YES', None)]")
    }

    @Test func `A small table tells its size`() throws {
        let answer = try RuleTable().answer("SHOW TABLE STATUS LIKE 'car'")
        #expect(
            answer.hasPrefix(
                "[('car', 'InnoDB', 10, 'Dynamic', 3, 5461, 16384, 0, 32768, 0, 4, datetime."),
            "\(answer)")
    }
}
