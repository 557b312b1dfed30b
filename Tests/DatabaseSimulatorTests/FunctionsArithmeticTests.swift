import SQLiteKit
import Testing

@testable import DatabaseSimulator

@Suite struct ArithmeticTests {
    private func integer(
        _ operation: BinaryOperator, _ left: SQLiteValue, _ right: SQLiteValue,
        unsigned: Bool = false
    ) throws -> String {
        do {
            let probe = try Probe()
            let body = IntegerArithmetic.operation(operation, unsigned: unsigned)
            return try probe.run(body, [left, right, .text("(a b)")]).shown
        } catch let failure as StatementFailure {
            return "\(failure)"
        }
    }

    @Test func `integers overflow with error 1690`() throws {
        let most = SQLiteValue.integer(.max)
        #expect(try integer(.plus, .integer(40), .integer(2)) == "42")
        #expect(
            try integer(.plus, most, .integer(1))
                == "1690 (22003): BIGINT value is out of range in '(a b)'")
        #expect(try integer(.plus, most, .integer(1), unsigned: true) == "9223372036854775808")
        #expect(
            try integer(.minus, .integer(0), .integer(1), unsigned: true)
                == "1690 (22003): BIGINT UNSIGNED value is out of range in '(a b)'")
        #expect(
            try integer(.minus, .text("18446744073709551615"), .integer(1), unsigned: true)
                == "18446744073709551614")
        #expect(
            try integer(
                .times, .text("18446744073709551615"), .text("18446744073709551615"), unsigned: true
            )
                == "1690 (22003): BIGINT UNSIGNED value is out of range in '(a b)'")
        #expect(try integer(.times, .integer(-3), .integer(4)) == "-12")
        #expect(
            try integer(.integerDivide, .integer(.min), .integer(-1))
                == "1690 (22003): BIGINT value is out of range in '(a b)'")
        #expect(try integer(.integerDivide, .integer(-7), .integer(2)) == "-3")
        #expect(try integer(.modulo, .integer(-7), .integer(2)) == "-1")
        #expect(try integer(.plus, .null, .integer(2)) == "NULL")
    }

    @Test func `a division by zero is NULL with a warning`() throws {
        let probe = try Probe()
        let body = DecimalArithmetic.operation(.divide)
        #expect(try probe.run(body, [.integer(1), .text("0.00")]) == .null)
        #expect(probe.context.warnings.map(\.number) == [1365])
        probe.context.isStrict = true
        #expect(throws: StatementFailure.mysql(MySQLError(1365, "22012", "Division by 0"))) {
            try probe.run(body, [.integer(1), .text("0.00")])
        }
    }

    @Test func `a quotient keeps its digits until it is settled`() throws {
        let probe = try Probe()
        let third = try probe.run(DecimalArithmetic.operation(.divide), [.integer(1), .integer(3)])
        #expect(third == .text("0.333333333"))
        let product = try probe.run(DecimalArithmetic.operation(.times), [.integer(100), third])
        #expect(
            try probe.run(DecimalArithmetic.settle, [product, .integer(4)]) == .text("33.3333"))
        #expect(try probe.run(DecimalArithmetic.settle, [.text("2"), .integer(1)]) == .text("2.0"))
    }

    @Test func `decimal DIV is cut off`() throws {
        let probe = try Probe()
        let body = DecimalArithmetic.operation(.integerDivide)
        #expect(try probe.run(body, [.text("7.9"), .text("2")]) == .integer(3))
        #expect(try probe.run(body, [.text("-7.9"), .text("0.3")]) == .integer(-26))
    }

    @Test func `bits are 64 and unsigned`() throws {
        let probe = try Probe()
        #expect(
            try probe.run(IntegerArithmetic.bitNot, [.integer(0)]) == .text("18446744073709551615"))
        #expect(
            try probe.run(IntegerArithmetic.bitwise(.shiftLeft), [.integer(1), .integer(64)])
                == .integer(0))
        #expect(
            try probe.run(IntegerArithmetic.bitwise(.bitAnd), [.integer(-1), .integer(6)])
                == .integer(6))
    }

    @Test func `doubles must be finite`() throws {
        let probe = try Probe()
        #expect(
            throws: StatementFailure.mysql(
                MySQLError(1690, "22003", "DOUBLE value is out of range in 'x'"))
        ) {
            try probe.run(DoubleArithmetic.checked, [.real(.infinity), .text("x")])
        }
        #expect(
            try probe.run(DoubleArithmetic.modulo, [.real(-7.5), .real(2)]) == .real(-1.5))
    }

    @Test func `stored decimals compare by value`() {
        func compare(_ left: String, _ right: String) -> Int {
            var (left, right) = (left, right)
            return left.withUTF8 { left in
                right.withUTF8 { right in
                    MySQLDecimal.compareStored(
                        UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
                }
            }
        }
        #expect(compare("1.5", "1.50") == 0)
        #expect(compare("-2", "1.5") < 0)
        #expect(compare("10", "9.99") > 0)
    }
}

@Suite struct CastTests {
    private func cast(_ literal: String, _ type: CastType) throws -> String {
        do {
            let argument = Probe.literal(literal)
            let plan = try #require(try Casts.plan(type, of: argument))
            return Probe.print(
                try Probe().run(plan, [argument], expression: "cast"), plan.type)
        } catch let failure as StatementFailure {
            return "\(failure)"
        }
    }

    @Test(arguments: [
        ("'12abc'", "12"), ("'-7.9'", "-7"), ("7.9", "8"), ("''", "0"), ("'1e3'", "1"),
        ("2.5e0", "2"), ("-2.5", "-3"), ("18446744073709551615", "-1"), ("NULL", "None"),
        ("'18446744073709551616'", "-1"), ("'{\"a\": 1}'", "0"),
    ])
    func `to SIGNED`(literal: String, expected: String) throws {
        #expect(try cast(literal, .signed) == expected)
    }

    @Test(arguments: [
        ("-1", "18446744073709551615"), ("'-1'", "18446744073709551615"), ("3.5", "4"),
        ("-1.5", "18446744073709551614"), ("'42x'", "42"),
    ])
    func `to UNSIGNED`(literal: String, expected: String) throws {
        #expect(try cast(literal, .unsigned) == expected)
    }

    @Test func `to DECIMAL`() throws {
        #expect(try cast("123456", .decimal(precision: 5, scale: 2)) == "Decimal('999.99')")
        #expect(try cast("'3.50x'", .decimal(precision: 10, scale: 1)) == "Decimal('3.5')")
        #expect(try cast("2.5", .decimal(precision: nil, scale: nil)) == "Decimal('3')")
        #expect(try cast("1e3", .decimal(precision: 10, scale: 2)) == "Decimal('1000.00')")
    }

    @Test func `to CHAR, BINARY and DOUBLE`() throws {
        #expect(try cast("'Éva'", .char(2, characterSet: nil)) == "'Év'")
        #expect(try cast("1.50", .char(nil, characterSet: nil)) == "'1.50'")
        #expect(try cast("1e3", .char(nil, characterSet: nil)) == "'1000'")
        #expect(try cast("'ab'", .binary(3)) == "bytes 'ab\0'")
        #expect(try cast("'1.5x'", .double) == "1.5")
        #expect(try cast("1.1", .float) == "1.1")
    }

    @Test func `to JSON`() throws {
        #expect(try cast("'{\"a\":1}'", .json) == "'{\"a\": 1}'")
        #expect(try cast("'{\"bb\":1,\"a\":2,\"bb\":3.0}'", .json) == "'{\"a\": 2, \"bb\": 3.0}'")
        #expect(try cast("1.50", .json) == "'1.50'")
        #expect(
            try cast("'{a}'", .json)
                == "3141 (22032): Invalid JSON text in argument 1 to function cast_as_json: "
                + "\"Missing a name for object member.\" at position 1.")
    }
}

@Suite struct AggregateTypeTests {
    @Test func `types are merged as for CASE and UNION`() {
        let tiny = MySQLType(.integer(bytes: 1, unsigned: true))
        #expect(MySQLType.aggregate([tiny, .bigint]).kind == .integer(bytes: 8, unsigned: false))
        #expect(
            MySQLType.aggregate([.bigint, .decimal(3, 1)]).kind == MySQLType.decimal(20, 1).kind)
        #expect(MySQLType.aggregate([.null, .double]).kind == .double)
        #expect(MySQLType.aggregate([.bigint, .varchar(3)]).kind == .string(.varchar(20)))
        #expect(
            MySQLType.aggregate([.unsignedBigint, .bigint]).kind == MySQLType.decimal(20, 0).kind)
        #expect(
            MySQLType.aggregate([.date, MySQLType(.time(fraction: 3))]).kind
                == .datetime(fraction: 3))
        #expect(MySQLType.aggregate([.date, .bigint]).kind == .string(.varchar(20)))
        #expect(MySQLType.aggregate([.null]).isNull)
    }
}

@Suite struct LikeTests {
    @Test(arguments: [
        ("abc", "A%", "utf8mb4_0900_ai_ci", 1), ("abc", "A%", "utf8mb4_bin", 0),
        ("a_c", #"a\_c"#, "utf8mb4_0900_ai_ci", 1), ("a ", "a", "utf8mb4_0900_ai_ci", 0),
    ])
    func `LIKE goes by the collation`(
        text: String, pattern: String, collation: String, expected: Int64
    ) throws {
        #expect(
            try Probe().run(
                LikeFunction.implementation, [.text(text), .text(pattern), .text(collation)])
                == .integer(expected))
    }
}
