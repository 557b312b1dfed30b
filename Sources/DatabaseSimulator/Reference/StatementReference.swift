/// What the emulator does with each kind of statement, by an example: the table of the
/// documentation, which the tests hold against the emulator.
enum StatementReference {
    struct Entry: Sendable {
        /// The part of the language that it belongs to.
        var topic: String
        /// A statement that stands for its kind, in the schema of ``setUp``.
        var example: String
        var isSupported = true
    }

    /// The tables of the examples.
    static let setUp = [
        "CREATE TABLE t (id INT PRIMARY KEY, a INT, s VARCHAR(20), d DATE, j JSON, KEY (a))",
        "CREATE TABLE u (id INT PRIMARY KEY, t_id INT, FOREIGN KEY (t_id) REFERENCES t (id))",
        "INSERT INTO t VALUES (1, 1, 'one', '2023-01-01', '[1, 2]'), (2, 1, 'two', NULL, NULL)",
        "INSERT INTO u VALUES (1, 1)",
        "CREATE VIEW v AS SELECT id, s FROM t",
    ]

    static let all = queries + changes + definitions + sessions + listings

    private static func supported(_ topic: String, _ examples: [String]) -> [Entry] {
        examples.map { Entry(topic: topic, example: $0) }
    }

    private static func refused(_ topic: String, _ examples: [String]) -> [Entry] {
        examples.map { Entry(topic: topic, example: $0, isSupported: false) }
    }

    private static let queries =
        supported(
            "Queries",
            [
                "SELECT DISTINCT s FROM t WHERE a > 0 ORDER BY s LIMIT 1 OFFSET 1",
                "SELECT * FROM t JOIN u ON u.t_id = t.id LEFT JOIN u AS w USING (t_id)",
                "SELECT a, COUNT(*) FROM t GROUP BY a HAVING COUNT(*) > 1",
                "SELECT a, GROUPING(a), SUM(id) FROM t GROUP BY a WITH ROLLUP",
                "SELECT (SELECT MAX(id) FROM u), id IN (SELECT t_id FROM u), "
                    + "id > ALL (SELECT id FROM u) FROM t",
                "SELECT * FROM t, LATERAL (SELECT id AS n FROM u WHERE t_id = t.id) AS l",
                "SELECT x.n FROM t, JSON_TABLE(j, '$[*]' COLUMNS (n INT PATH '$')) AS x",
                "SELECT id FROM t UNION ALL SELECT id FROM u",
                "SELECT id FROM t INTERSECT SELECT id FROM u",
                "SELECT id FROM t EXCEPT ALL SELECT id FROM u",
                "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 3) "
                    + "SELECT * FROM n",
                "SELECT id, SUM(a) OVER (ORDER BY id ROWS 1 PRECEDING) FROM t",
                "SELECT SUM(a) OVER (ORDER BY d RANGE INTERVAL 1 DAY PRECEDING) FROM t",
                "TABLE t", "VALUES ROW(1, 2), ROW(3, 4)", "SELECT id FROM t LIMIT 1 INTO @x",
            ])
        + refused(
            "Queries",
            [
                "SELECT * FROM t INTO OUTFILE 'f'", "EXPLAIN SELECT * FROM t", "HELP 'select'",
                "SELECT RAND() FROM t",
                "SELECT SUM(a) OVER (ORDER BY d RANGE INTERVAL 1 MONTH PRECEDING) FROM t",
            ])

    private static let changes =
        supported(
            "Changes of data",
            [
                "INSERT INTO t (id, s) VALUES (3, 'x'), (4, DEFAULT)",
                "INSERT INTO t SET id = 3", "INSERT IGNORE INTO t (id) SELECT id FROM u",
                "INSERT INTO t (id) VALUES (1) AS n ON DUPLICATE KEY UPDATE a = n.id",
                "REPLACE INTO u VALUES (1, 2)",
                "UPDATE t SET a = a + 1 WHERE id = 1 ORDER BY id LIMIT 1",
                "UPDATE t JOIN u ON u.t_id = t.id SET t.a = 5",
                "DELETE FROM u WHERE id = 1", "DELETE u FROM u JOIN t ON t.id = u.t_id",
                "WITH c AS (SELECT 1 AS i) DELETE FROM u WHERE id IN (SELECT i FROM c)",
                "UPDATE v SET s = 'x'",
            ])
        + refused(
            "Changes of data",
            ["LOAD DATA INFILE 'f' INTO TABLE t"])

    private static let definitions =
        supported(
            "Definitions",
            [
                "CREATE TABLE n (id INT AUTO_INCREMENT PRIMARY KEY, a ENUM('x'), b INT, "
                    + "c INT AS (b + 1), CHECK (b > 0))",
                "CREATE TABLE n LIKE t", "CREATE TABLE n AS SELECT * FROM t",
                "CREATE TEMPORARY TABLE n (id INT)",
                "ALTER TABLE t ADD COLUMN n INT FIRST, DROP COLUMN j, RENAME COLUMN s TO z",
                "ALTER TABLE t MODIFY a BIGINT, ADD UNIQUE (s), ALTER d SET DEFAULT '2020-01-01'",
                "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                "CREATE INDEX i ON t (s)", "CREATE UNIQUE INDEX i ON t ((a + id), (LOWER(s)) DESC)",
                "DROP INDEX a ON t", "RENAME TABLE u TO w",
                "TRUNCATE TABLE u", "DROP TABLE u", "CREATE OR REPLACE VIEW v AS SELECT 1",
                "DROP VIEW v", "CREATE DATABASE e", "DROP DATABASE IF EXISTS e",
            ])
        + refused(
            "Definitions",
            [
                "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
                "CREATE PROCEDURE p() SELECT 1", "CREATE FUNCTION f() RETURNS INT RETURN 1",
                "CREATE USER x", "GRANT ALL ON *.* TO x",
                "CREATE TABLE n (p POINT)",
            ])

    private static let sessions =
        supported(
            "Session",
            [
                "START TRANSACTION", "COMMIT", "ROLLBACK", "SAVEPOINT p", "USE test",
                "SET @x = 1, sql_mode = 'ANSI'", "SET NAMES utf8mb4",
                "PREPARE s FROM 'SELECT ?'", "DO 1", "LOCK TABLES t READ", "UNLOCK TABLES",
                "ANALYZE TABLE t", "CHECK TABLE t", "HANDLER t OPEN",
                "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
            ])
        + refused(
            "Session",
            [
                "SET GLOBAL sql_mode = ''", "SELECT @@hostname", "SET time_zone = '+02:00'",
                "KILL 1", "XA START 'x'", "CHECKSUM TABLE t",
            ])

    private static let listings =
        supported(
            "Listings",
            [
                "SHOW DATABASES", "SHOW FULL TABLES LIKE 't%'", "DESCRIBE t",
                "SHOW FULL COLUMNS FROM t WHERE Field = 'a'", "SHOW INDEX FROM t",
                "SHOW CREATE TABLE t", "SHOW CREATE DATABASE test", "SHOW WARNINGS",
                "SHOW VARIABLES LIKE 'autocommit'", "SHOW TRIGGERS", "SHOW ENGINES",
                "SHOW TABLE STATUS", "SHOW PROCESSLIST", "SHOW GRANTS", "SHOW CHARACTER SET",
                "SHOW COLLATION LIKE 'utf8mb4_bin'", "SHOW CREATE VIEW v",
                "SHOW PROCEDURE STATUS WHERE Db = 'test'",
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'test'",
                "SELECT column_name FROM information_schema.columns WHERE table_name = 't'",
            ])
        + refused(
            "Listings",
            [
                "SHOW VARIABLES", "SHOW STATUS", "SHOW COLLATION", "SHOW OPEN TABLES",
                "SHOW PROCEDURE STATUS", "SELECT * FROM mysql.user",
                "SELECT COUNT(*) FROM information_schema.tables",
            ])
}
