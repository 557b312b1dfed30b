import Testing

@testable import DatabaseSimulator

@Suite struct SyntaxTreeTests {
    /// The expression of `SELECT …` in a form that shows how operators bind.
    private func shape(_ expression: String, mode: SyntaxMode = []) throws -> String {
        guard
            case .query(let query) = try Parser.parse("SELECT " + expression, mode: mode).statement,
            case .select(let select) = query.body,
            case .expression(let value, alias: _, text: _) = select.items[0]
        else { return "" }
        return render(value)
    }

    private func render(_ value: Expression) -> String {
        switch value {
        case .literal(.integer(let digits)): digits
        case .literal(.string(let text, introducer: _)): "'\(text)'"
        case .column(let column): column.written
        case .unary(.minus, let operand): "(- \(render(operand)))"
        case .unary(.not, let operand): "(not \(render(operand)))"
        case .unary(_, let operand): "(~ \(render(operand)))"
        case .binary(let symbol, let left, let right):
            "(\(render(left)) \(symbol.rawValue) \(render(right)))"
        case .isTest(let operand, let test, negated: let negated):
            "(\(render(operand)) is\(negated ? " not" : "") \(test))"
        case .between(let operand, low: let low, high: let high, negated: _):
            "(\(render(operand)) between \(render(low)) and \(render(high)))"
        case .inList(let operand, let list, negated: let negated):
            "(\(render(operand))\(negated ? " not" : "") in \(list.map(render)))"
        case .like(let operand, pattern: let pattern, escape: _, negated: _):
            "(\(render(operand)) like \(render(pattern)))"
        case .collate(let operand, collation: let name): "(\(render(operand)) collate \(name))"
        case .cast(let operand, _): "(cast \(render(operand)))"
        case .dateArithmetic(let date, amount: let amount, unit: let unit, subtracts: let subtracts):
            "(\(render(date)) \(subtracts ? "-" : "+") \(render(amount)) \(unit))"
        case .assignment(variable: let name, value: let value): "(@\(name) := \(render(value)))"
        case .function(let call): "\(call.name)\(call.arguments.map(render))"
        case .row(let parts): "\(parts.map(render))"
        default: "?"
        }
    }

    @Test(arguments: [
        ("1 + 2 * 3 - 4", "((1 + (2 * 3)) - 4)"),
        ("1 - 2 - 3", "((1 - 2) - 3)"),
        ("a or b and not c = d", "(a or (b and (not (c = d))))"),
        ("a xor b or c", "((a xor b) or c)"),
        ("a || b && !c", "(a or (b and (not c)))"),
        ("not a between 1 and 2 and b", "((not (a between 1 and 2)) and b)"),
        ("a = b = c", "((a = b) = c)"),
        ("a = b is null", "((a = b) is null)"),
        ("- 2 ^ 2", "((- 2) ^ 2)"),
        ("~a & b | c << 1 + 2", "(((~ a) & b) | (c << (1 + 2)))"),
        ("a like b and c", "((a like b) and c)"),
        ("a + 1 like b", "((a + 1) like b)"),
        ("- a collate utf8mb4_bin", "(- (a collate utf8mb4_bin))"),
        ("binary a = b", "((cast a) = b)"),
        ("a in (1, (2), (3, 4))", "(a in [\"1\", \"2\", \"[\\\"3\\\", \\\"4\\\"]\"])"),
        ("a + interval 1 day - interval 2 hour", "((a + 1 day) - 2 hour)"),
        ("interval 1 day + a and b", "((a + 1 day) and b)"),
        ("interval(1, 2) + 3", "(interval[\"1\", \"2\"] + 3)"),
        ("1 + interval(1, 2) * 3", "(1 + (interval[\"1\", \"2\"] * 3))"),
        ("@a := 1 or 2", "(@a := (1 or 2))"),
        ("5 div 2 mod 3 % 4", "(((5 DIV 2) % 3) % 4)"),
        ("a between 1 and 2 = 3", "((a between 1 and 2) = 3)"),
        ("1 <=> 2 <> 3 != 4", "(((1 <=> 2) <> 3) <> 4)"),
    ])
    func `Operators bind as MySQL's do`(_ text: String, _ expected: String) throws {
        #expect(try shape(text) == expected)
    }

    @Test func `The mode changes operators and quotes`() throws {
        #expect(try shape("a || b", mode: .pipesAsConcat) == "CONCAT[\"a\", \"b\"]")
        #expect(try shape("- a || b = c", mode: .pipesAsConcat) == "(CONCAT[\"(- a)\", \"b\"] = c)")
        #expect(try shape("not a = b", mode: .highNotPrecedence) == "((not a) = b)")
        #expect(try shape("\"a\"", mode: .ansiQuotes) == "a")
        #expect(try shape(#"'a\n'"#, mode: .noBackslashEscapes) == #"'a\n'"#)
        #expect(try shape("sum (a)", mode: .ignoreSpace) == "sum[\"a\"]")
    }

    @Test func `Strings have their escapes undone`() throws {
        #expect(
            try shape(#"'a\n\t\0\b\Z\%\_\x''b' "c""d"  'e'"#)
                == "'a\n\t\u{0}\u{8}\u{1A}\\%\\_x'bc\"de'")
        #expect(try shape("`a``b`") == "a`b")
        #expect(try shape("a.select.`1`") == "a.select.1")
    }

    private func items(_ sql: String) throws -> [SelectItem] {
        guard case .query(let query) = try Parser.parse(sql).statement,
            case .select(let select) = query.body
        else { return [] }
        return select.items
    }

    @Test func `A column is named by its source`() throws {
        let items = try items("SELECT  a  +  1 , 'x' , COUNT( * ) AS c, t.*, 1 b FROM t")
        #expect(items.count == 5)
        guard case .expression(_, alias: nil, text: "a  +  1") = items[0],
            case .expression(_, alias: nil, text: "x") = items[1],
            case .expression(_, alias: "c", text: "COUNT( * )") = items[2],
            case .allOf(schema: nil, table: "t") = items[3],
            case .expression(_, alias: "b", text: "1") = items[4]
        else {
            Issue.record("\(items)")
            return
        }
    }

    private func from(_ text: String) throws -> [TableReference] {
        guard case .query(let query) = try Parser.parse("SELECT 1 FROM " + text).statement,
            case .select(let select) = query.body
        else { return [] }
        return select.from
    }

    @Test func `Joins without a condition read from the left`() throws {
        let a = TableReference.table(TableName("a"), alias: nil)
        let b = TableReference.table(TableName("b"), alias: nil)
        let c = TableReference.table(TableName("c"), alias: nil)
        let one = Expression.literal(.integer("1"))
        let two = Expression.literal(.integer("2"))
        #expect(
            try from("a JOIN b JOIN c ON 1")
                == [.join(.join(a, .inner, b, .none), .inner, c, .on(one))])
        #expect(
            try from("a JOIN b JOIN c ON 1 ON 2")
                == [.join(a, .inner, .join(b, .inner, c, .on(one)), .on(two))])
        #expect(
            try from("a LEFT JOIN b ON 1 JOIN c ON 2")
                == [.join(.join(a, .left, b, .on(one)), .inner, c, .on(two))])
        #expect(
            try from("(a, b) NATURAL JOIN c")
                == [.join(.join(a, .inner, b, .none), .inner, c, .natural)])
    }

    @Test func `Set operations join from the left and INTERSECT first`() throws {
        guard
            case .query(let query) = try Parser.parse(
                "SELECT 1 UNION SELECT 2 EXCEPT SELECT 3 INTERSECT SELECT 4 ORDER BY 1"
            ).statement,
            case .setOperation(.except, distinct: true, let left, let right) = query.body,
            case .setOperation(.union, distinct: true, _, _) = left.body,
            case .setOperation(.intersect, distinct: true, _, _) = right.body
        else {
            Issue.record("another shape")
            return
        }
        #expect(query.order.count == 1)
    }

    @Test func `A query in parentheses keeps its own clauses`() throws {
        guard case .query(let query) = try Parser.parse("(SELECT 1 LIMIT 2) LIMIT 1").statement,
            case .nested(let inner) = query.body
        else {
            Issue.record("another shape")
            return
        }
        #expect(query.limit?.count == .literal(.integer("1")))
        #expect(inner.limit?.count == .literal(.integer("2")))
    }

    @Test func `A long chain makes a low tree`() throws {
        func height(_ value: Expression) -> Int {
            if case .binary(_, let left, let right) = value {
                1 + max(height(left), height(right))
            } else {
                0
            }
        }
        let text = "SELECT " + Array(repeating: "a", count: 10_000).joined(separator: " OR ")
        guard case .expression(let value, alias: _, text: _) = try items(text)[0] else { return }
        #expect(height(value) < 32)
    }

    @Test func `Statements of a text come one after the other`() throws {
        var parser = Parser("  SELECT 1;\n\nSELECT 2 ; UPDATE;")
        #expect(try parser.next()?.isLast == false)
        #expect(try parser.next()?.isLast == false)
        let error = #expect(throws: MySQLError.self) { try parser.next() }
        #expect(error?.message.hasSuffix("near '' at line 1") == true)
        #expect(try Parser.parse("SELECT 1 ;; \n;").isLast)
        #expect(try Parser.parse("-- nothing").statement == .nothing)
    }

    @Test func `Placeholders are counted where they may stand`() throws {
        let parsed = try Parser.parse(
            "INSERT INTO t VALUES (?, ?), (?, 1) ON DUPLICATE KEY UPDATE a = ?", mode: .prepared)
        #expect(parsed.placeholderCount == 4)
        #expect(throws: MySQLError.self) {
            try Parser.parse("SELECT 1; SELECT 2", mode: .prepared)
        }
    }

    @Test func `A dump's definitions keep what they say`() throws {
        guard
            case .createTable(let create) = try Parser.parse(
                """
                CREATE TABLE `t` (
                  `id` int unsigned NOT NULL AUTO_INCREMENT,
                  `s` varchar(10) CHARACTER SET latin1 COLLATE latin1_bin DEFAULT 'x' COMMENT 'c',
                  `g` decimal(10,2) GENERATED ALWAYS AS ((`id` * 2)) STORED,
                  PRIMARY KEY (`id`),
                  UNIQUE KEY `u` (`s`(4) DESC),
                  CONSTRAINT `f` FOREIGN KEY (`id`) REFERENCES `d`.`p` (`i`) ON DELETE CASCADE,
                  CONSTRAINT `k` CHECK ((`id` > 0)) /*!80016 NOT ENFORCED */
                ) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COMMENT='t'
                """
            ).statement
        else {
            Issue.record("no table")
            return
        }
        #expect(create.columns.map(\.name) == ["id", "s", "g"])
        #expect(create.columns[0].type.isUnsigned && create.columns[0].isAutoIncrement)
        #expect(create.columns[1].type.collation == "latin1_bin")
        #expect(create.columns[2].generated?.text == "(`id` * 2)")
        #expect(create.columns[2].generated?.isStored == true)
        #expect(create.indexes.map(\.kind) == [.primary, .unique])
        #expect(create.indexes[1].parts[0].prefixLength == 4)
        #expect(create.foreignKeys[0].onDelete == .cascade)
        #expect(create.foreignKeys[0].referencedTable == TableName("p", schema: "d"))
        #expect(create.checks[0].isEnforced == false)
        #expect(create.options.autoIncrement == "7" && create.options.comment == "t")
    }

    @Test func `A spaced aggregate is a plain call`() throws {
        guard
            case .expression(.function(let call), alias: _, text: _) = try items("SELECT SUM (a)")[
                0]
        else { return }
        #expect(call.isSpaced && call.name == "SUM")
    }

    @Test(arguments: [
        "CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW SET @a = 1",
        "CREATE DEFINER=`a`@`%` PROCEDURE p() BEGIN SELECT 1; END", "DROP USER a",
        "GRANT SELECT ON *.* TO a", "LOAD DATA LOCAL INFILE 'x' INTO TABLE t", "XA RECOVER",
        "CREATE TABLE t (a POINT)", "ALTER TABLE t ADD PARTITION PARTITIONS 2",
    ])
    func `What MySQL knows and the emulator does not is named`(_ sql: String) throws {
        guard case .unsupported(let name) = try Parser.parse(sql).statement else {
            Issue.record("\(sql)")
            return
        }
        #expect(!name.isEmpty)
    }
}
