import Testing

@testable import DatabaseSimulator

@Suite struct SyntaxAcceptanceTests {
    static let accepted: [String] = [
        "SELECT `a``b`, a.`select`, a.select FROM t",
        "SELECT 1ea, 1e5, 1., .5, 0x1F, x'1f', b'01', 0b1, N'x', _utf8mb4'x', _latin1 "
            + "x'41' FROM t",
        "SELECT 0X1F FROM t",
        "SELECT !!1",
        "SELECT 1 <> 2, 1 != 2, 1 <=> NULL, 1 << 2 >> 1",
        "SELECT a IS NULL IS NULL",
        "SELECT a IS NULL = 1",
        "SELECT a LIKE 'x' ESCAPE '|' AND 1",
        "SELECT NOT a = b",
        "SELECT a > ALL (SELECT 1)",
        "SELECT * FROM ((SELECT 1)) x",
        "SELECT * FROM ((SELECT 1) UNION (SELECT 2)) x",
        "SELECT * FROM ((SELECT 1) x JOIN t)",
        "SELECT ((SELECT 1) + 1), ((SELECT 1)), (((SELECT 1) UNION (SELECT 2)))",
        "SELECT (1,2) IN ((1,2),(3,4)), x IN ((SELECT 1)), x IN ((SELECT 1), 2)",
        "SELECT * FROM a JOIN b JOIN c ON a.x=c.x LEFT JOIN d ON d.y=c.y",
        "SELECT * FROM a NATURAL LEFT JOIN b, c CROSS JOIN d USING (x)",
        "SELECT * FROM {OJ a LEFT JOIN b ON 1} JOIN c",
        "SELECT * FROM a STRAIGHT_JOIN b ON a.x=b.x",
        "(SELECT 1) LIMIT 1",
        "(SELECT 1) UNION (SELECT 2) ORDER BY 1 LIMIT 2",
        "SELECT 1 UNION ALL SELECT 2 INTERSECT SELECT 3 EXCEPT SELECT 4",
        "SELECT 1 INTO @a FROM t",
        "SELECT 1 FROM t INTO @a, @b",
        "SELECT COUNT(ALL *)",
        "SELECT ROW_NUMBER() OVER (PARTITION BY a ORDER BY b DESC ROWS BETWEEN 1 "
            + "PRECEDING AND UNBOUNDED FOLLOWING), LAG(a,1,0) OVER w, SUM(a) OVER (w ROWS "
            + "UNBOUNDED PRECEDING) FROM t WINDOW w AS (ORDER BY a)",
        "SELECT GROUP_CONCAT(DISTINCT a, b ORDER BY c DESC SEPARATOR ', ')",
        "SELECT TRIM(BOTH 'x' FROM a), TRIM(LEADING FROM a), TRIM('x' FROM a), "
            + "SUBSTRING(a FROM 1 FOR 2), POSITION('a' IN b), EXTRACT(YEAR_MONTH FROM d)",
        "SELECT CHAR(65,66 USING utf8mb4), CONVERT(a USING latin1), CONVERT(a, "
            + "DECIMAL(10,2)), CAST(a AS UNSIGNED INTEGER)",
        "SELECT INTERVAL(5,1,2), d + INTERVAL 1 DAY, INTERVAL 1 DAY + d, d - INTERVAL "
            + "(1+2) HOUR, INTERVAL (1) DAY + d",
        "SELECT a->'$.x', t.a->>'$.y' FROM t",
        "SELECT @a, @`b c`, @'d', @@sql_mode, @@session.sql_mode, @@global.`x`, @a := 1 + 2",
        #"SELECT 'a' 'b' "c", 'it''s', 'a\'b'"#,
        "SELECT 1 /*! + 2 */ /*!99999 + 3 */ /*!50000 + 4 */",
        "SELECT 1 -- x\n+ 2 # y\n, 3",
        "SELECT 1--1",
        "SELECT DATE '2020-01-01', TIME'10:00', TIMESTAMP '2020-01-01 00:00:00', {d "
            + "'2020-01-01'}",
        "SELECT date, time, year, month, status, name, value, type, comment, "
            + "key_block_size FROM t",
        "SELECT a FROM t GROUP BY a WITH ROLLUP HAVING 1 ORDER BY a",
        "SELECT a FROM t FORCE INDEX FOR JOIN (a,b) USE INDEX () IGNORE KEY (PRIMARY) "
            + "WHERE 1 FOR UPDATE SKIP LOCKED",
        "SELECT a FROM t PARTITION (p0,p1) x",
        "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c) SELECT * FROM c",
        "WITH c AS (SELECT 1) UPDATE t, c SET a=1",
        "WITH c AS (SELECT 1) DELETE FROM t WHERE a IN (SELECT * FROM c)",
        "TABLE t ORDER BY 1 LIMIT 2",
        "VALUES ROW(1,2), ROW(3,DEFAULT)",
        "INSERT INTO t VALUES (1,DEFAULT,NOW()),(2,DEFAULT(a),3) AS n(a,b,c) ON "
            + "DUPLICATE KEY UPDATE a=n.a, b=VALUES(b)",
        "INSERT t SET a=1, b:=2",
        "INSERT IGNORE INTO t (a,b) SELECT 1,2 ON DUPLICATE KEY UPDATE a=1",
        "INSERT INTO t () VALUES ()",
        "INSERT INTO t (SELECT 1)",
        "INSERT INTO t (a) ((SELECT 1))",
        "REPLACE DELAYED INTO t VALUES (1)",
        "UPDATE LOW_PRIORITY IGNORE a, b SET a.x=b.x WHERE 1 ORDER BY 1 LIMIT 2",
        "DELETE QUICK FROM t AS x WHERE 1 ORDER BY a LIMIT 3",
        "DELETE a, b.* FROM a JOIN b",
        "DELETE FROM a.*, b USING a JOIN b WHERE 1",
        "DELETE FROM t t2",
        "CREATE TABLE t (a INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT "
            + "'x', b VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT 'x' "
            + "UNIQUE KEY, c TIMESTAMP(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE "
            + "CURRENT_TIMESTAMP(6), d DECIMAL(10,2) GENERATED ALWAYS AS (a*2) STORED, e "
            + "ENUM('a','b') CHECK (e<>'x') NOT ENFORCED, f JSON DEFAULT (JSON_ARRAY()), g "
            + "BIGINT REFERENCES x(y) ON DELETE CASCADE, KEY k (a, b(5) DESC) USING BTREE, "
            + "UNIQUE INDEX (c), FULLTEXT KEY ft (b), CONSTRAINT fk FOREIGN KEY (g) "
            + "REFERENCES x (y) ON DELETE SET NULL ON UPDATE CASCADE, CONSTRAINT CHECK "
            + "(a>0), INDEX ((a+1))) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 "
            + "COLLATE=utf8mb4_0900_ai_ci COMMENT='x', ROW_FORMAT DYNAMIC",
        "CREATE TABLE t SELECT 1 a",
        "CREATE TABLE t (a INT) AS SELECT 1 b UNION SELECT 2",
        "CREATE TABLE t (SELECT 1)",
        "CREATE TABLE t LIKE u",
        "CREATE TABLE t (LIKE u)",
        "CREATE TABLE count (a INT)",
        "CREATE TEMPORARY TABLE IF NOT EXISTS t (a INT)",
        "CREATE TABLE t (a CHAR(10) BINARY, b TEXT ASCII, c LONG VARCHAR, d NATIONAL "
            + "VARCHAR(5), e DOUBLE PRECISION(5,2), f FLOAT(7,3), g BIT(8), h YEAR(4), i "
            + "SERIAL, j SET('a'), k LONGTEXT CHARSET latin1)",
        "CREATE TABLE t (a INT) PARTITION BY HASH(a) PARTITIONS 4",
        "CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`root`@`localhost` SQL SECURITY "
            + "DEFINER VIEW v (a) AS SELECT 1 WITH CHECK OPTION",
        "CREATE VIEW v AS (SELECT 1)",
        "CREATE UNIQUE INDEX i USING BTREE ON t (a, (b+1)) COMMENT 'x' "
            + "ALGORITHM=INPLACE LOCK=NONE",
        "CREATE DATABASE IF NOT EXISTS d CHARACTER SET utf8mb4 COLLATE = utf8mb4_bin",
        "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END",
        "ALTER TABLE t ADD COLUMN a INT FIRST, ADD b INT AFTER a, ADD (c INT, d INT), "
            + "DROP COLUMN e, MODIFY f BIGINT NOT NULL, CHANGE g h INT, RENAME COLUMN i TO "
            + "j, ADD INDEX (a), ADD CONSTRAINT x PRIMARY KEY (a), DROP PRIMARY KEY, DROP "
            + "FOREIGN KEY fk, ALTER a SET DEFAULT 5, ALTER b DROP DEFAULT, RENAME TO u, "
            + "ENGINE=InnoDB, AUTO_INCREMENT 10, CONVERT TO CHARACTER SET utf8mb4, DISABLE "
            + "KEYS, ALGORITHM=COPY, ORDER BY a",
        "ALTER TABLE t",
        "DROP TABLE IF EXISTS a, b CASCADE",
        "DROP VIEW v RESTRICT",
        "DROP INDEX i ON t",
        "DROP PROCEDURE IF EXISTS p",
        "RENAME TABLE a TO b, c TO d",
        "TRUNCATE t",
        "TRUNCATE TABLE t",
        "SHOW TABLES",
        "SHOW FULL TABLES FROM d LIKE 'x%'",
        "SHOW COLUMNS FROM t IN d WHERE Field='a'",
        "SHOW FIELDS IN t",
        "SHOW INDEX FROM t",
        "SHOW KEYS FROM t",
        "SHOW CREATE TABLE t",
        "SHOW TABLE STATUS LIKE 't'",
        "SHOW VARIABLES LIKE 'x'",
        "SHOW GLOBAL STATUS",
        "SHOW WARNINGS LIMIT 1",
        "SHOW COUNT(*) WARNINGS",
        "SHOW ENGINES",
        "SHOW CHARACTER SET",
        "SHOW COLLATION WHERE 1",
        "SHOW GRANTS FOR 'a'@'b'",
        "SHOW FULL PROCESSLIST",
        "SHOW MASTER STATUS",
        "SHOW DATABASES",
        "SHOW SCHEMAS",
        "DESCRIBE t",
        "DESC t a",
        "EXPLAIN t 'a%'",
        "EXPLAIN SELECT 1",
        "EXPLAIN FORMAT=JSON SELECT 1",
        "EXPLAIN ANALYZE SELECT 1",
        "DESCRIBE SELECT 1",
        "SET @a = 1, @b := 2, sql_mode = 'x', GLOBAL x = 5, @@session.y = DEFAULT, "
            + "SESSION z = ON, NAMES utf8mb4 COLLATE utf8mb4_bin",
        "SET NAMES utf8mb4",
        "SET NAMES 'utf8'",
        "SET CHARACTER SET utf8",
        "SET autocommit=0",
        "SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
        "SET SESSION TRANSACTION READ ONLY",
        "SET PASSWORD = 'x'",
        "SET SQL_LOG_BIN= 0",
        "SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO'",
        "/*!40101 SET @saved_cs_client     = @@character_set_client */",
        "/*!50503 SET character_set_client = utf8mb4 */",
        "LOCK TABLES `t` WRITE",
        "UNLOCK TABLES",
        "/*!40000 ALTER TABLE `t` DISABLE KEYS */",
        "BEGIN",
        "START TRANSACTION READ ONLY, WITH CONSISTENT SNAPSHOT",
        "COMMIT AND NO CHAIN RELEASE",
        "ROLLBACK TO SAVEPOINT s",
        "SAVEPOINT s",
        "RELEASE SAVEPOINT s",
        "ROLLBACK WORK",
        "PREPARE s FROM 'SELECT ?'",
        "PREPARE s FROM @x",
        "EXECUTE s USING @a, @b",
        "DEALLOCATE PREPARE s",
        "CALL p(1,2)",
        "CALL p",
        "DO 1, 2",
        "USE d",
        "HELP 'x'",
        "ANALYZE TABLE t",
        "CHECK TABLE t EXTENDED",
        "OPTIMIZE LOCAL TABLE t",
        "FLUSH TABLES",
        "FLUSH PRIVILEGES",
        "LOAD DATA INFILE 'x' INTO TABLE t",
        "GRANT ALL ON *.* TO x",
        "KILL 5",
        "XA START 'x'",
        "HANDLER t OPEN",
        "INSTALL PLUGIN x SONAME 'y'",
        "-- x",
        "/* x */",
        "SELECT 1; SELECT 2",
        "SELECT * FROM t WHERE a BETWEEN 1 AND 2 AND b NOT BETWEEN 3 AND 4 OR c NOT "
            + "LIKE 'x' XOR d REGEXP 'y' AND e RLIKE 'z' AND f SOUNDS LIKE 'g'",
        "SELECT JSON_VALUE(a, '$.x' RETURNING DECIMAL(4,2) NULL ON EMPTY DEFAULT 5 ON ERROR)",
        "SELECT * FROM JSON_TABLE('[1]', '$[*]' COLUMNS (id FOR ORDINALITY, a INT PATH "
            + "'$' DEFAULT '1' ON EMPTY, NESTED PATH '$.x' COLUMNS (b TEXT PATH '$'))) AS jt",
        "SELECT 1 MEMBER OF ('[1]')",
        "SELECT MATCH (a,b) AGAINST ('x' IN BOOLEAN MODE) FROM t",
        "SELECT GROUPING(a) FROM t GROUP BY a WITH ROLLUP",
        "SELECT CASE a WHEN 1 THEN 'x' ELSE 'y' END, CASE WHEN 1 THEN 2 END, "
            + "IF(1,2,3), MOD(5,3), 5 MOD 3, 7 DIV 2, -a ^ 2, ~1, BINARY a = b, a COLLATE "
            + "utf8mb4_bin",
        "SELECT NOW, SYSDATE FROM t",
        "SELECT CURRENT_DATE, CURRENT_TIMESTAMP(3), LOCALTIME, UTC_DATE(), CURRENT_USER, USER()",
        #"SELECT a AS 'x', b 'y', c AS z, d "w" FROM t"#,
        "SELECT t.* , d.t.*, COUNT(*) c FROM t",
        "SELECT 1 FROM DUAL WHERE 1",
        "SELECT 1 WHERE 1",
        "SELECT * FROM t ORDER BY a ASC, b DESC LIMIT 5 OFFSET 2",
        "SELECT 1 FROM t WHERE EXISTS (SELECT 1) AND NOT EXISTS (SELECT 2)",
        "SELECT 'a\0b'",
        "SELECT 1e+x",
        "SELECT été FROM café",
        "SELECT SQL_CALC_FOUND_ROWS HIGH_PRIORITY a FROM t",
        "SELECT * FROM a JOIN b ON a.x = b.x JOIN c USING (y,z) WHERE (a.x, b.y) = (1, 2)",
        "SELECT -(1), - -1, +1, !1, NOT NOT 1",
        "SELECT 1 = 2 = 3 > 4",
        "SELECT * FROM t1 FULL JOIN t2 ON t1.a=t2.a",
        "SELECT a || b && c",
        "SELECT CURRENT_DATE - 7",
        "SELECT STRING_AGG(a, ',') FROM t",
        "DESC TABLE t",
    ]

    @Test(arguments: accepted)
    func `MySQL's language is read`(_ sql: String) throws {
        _ = try Parser.parse(sql)
    }
}
