import SeededRandom
import Testing

@testable import DatabaseSimulator

@Suite struct DecimalTests {
    private func decimal(_ text: String) throws -> MySQLDecimal {
        try #require(MySQLDecimal(stored: text))
    }

    @Test(arguments: [
        "0", "-1", "0.50", "-0.05", "123456789012345678", "1234567890123456789", "0.000000001",
        "12345678901234567890123456789.123456789012345678901234567890",
        "-99999999999999999999999999999999999999999999999999999999999999999",
        "170141183460469231731687303715884105728", "-170141183460469231731687303715884105728.5",
    ])
    func `text comes back as it was`(text: String) throws {
        #expect(try decimal(text).text == text)
    }

    @Test(arguments: [
        ("1", "3", "0.333333333"), ("1.0", "3", "0.333333333"),
        ("2.5", "0.5", "5.000000000000000000"),
        ("2", "3", "0.666666666"), ("-7", "2", "-3.500000000"), ("1.00", "3", "0.333333333"),
        ("12345.6789", "7.12", "1733.943665730337078651"), ("0", "9", "0.000000000"),
    ])
    func `a quotient has whole words of nine digits and is cut off`(
        left: String, right: String, expected: String
    ) throws {
        #expect(try decimal(left).divided(by: decimal(right))?.text == expected)
    }

    @Test func `a division by zero has no result`() throws {
        #expect(try decimal("1").divided(by: decimal("0.00")) == nil)
        #expect(try decimal("1").remainder(dividingBy: decimal("0.00")) == nil)
    }

    @Test(arguments: [
        ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("2.567", 2, "2.57"), ("1234", -2, "1200"),
        ("1250", -2, "1300"), ("0.4", 0, "0"), ("-0.4", 0, "0"), ("55", -2, "100"), ("45", -2, "0"),
        ("1.5", 3, "1.500"), ("9.99", 1, "10.0"), ("5", -1, "10"), ("123", -60, "0"),
    ])
    func `rounding goes half away from zero`(text: String, digits: Int, expected: String) throws {
        #expect(try decimal(text).rounded(to: digits).text == expected)
    }

    @Test func `other roundings cut off, or go up or down`() throws {
        #expect(try decimal("-2.567").rounded(to: 1, .towardZero).text == "-2.5")
        #expect(try decimal("1.2").rounded(to: 0, .up).text == "2")
        #expect(try decimal("-1.2").rounded(to: 0, .up).text == "-1")
        #expect(try decimal("-1.2").rounded(to: 0, .down).text == "-2")
        #expect(try decimal("1.0").rounded(to: 0, .up).text == "1")
    }

    @Test func `sums and products are exact`() throws {
        #expect(try (decimal("0.1") + decimal("0.2")).text == "0.3")
        #expect(try (decimal("1.50") - decimal("3")).text == "-1.50")
        #expect(try (decimal("1.50") * decimal("-2.5")).text == "-3.750")
        let large = "99999999999999999999999999999999999999"
        #expect(
            try (decimal(large) * decimal(large)).text
                == "9999999999999999999999999999999999999800000000000000000000000000000000000001")
        #expect(try (decimal("7") * decimal("0")).text == "0")
    }

    @Test func `a remainder has the sign of the dividend`() throws {
        #expect(try decimal("-7.5").remainder(dividingBy: decimal("2"))?.text == "-1.5")
        #expect(try decimal("7").remainder(dividingBy: decimal("-2.25"))?.text == "0.25")
    }

    @Test func `a value out of range stays at the bound`() throws {
        let (value, isOut) = try decimal("123456").clamped(precision: 5, scale: 2)
        #expect(value.text == "999.99" && isOut)
        #expect(try decimal("999.994").clamped(precision: 5, scale: 2).value.text == "999.99")
        #expect(try decimal("-1").clamped(precision: 5, scale: 2, isUnsigned: true).isOutOfRange)
    }

    @Test(arguments: [
        (0.1, "0.1"), (1e20, "100000000000000000000"), (-2.5e-7, "-0.00000025"), (3.0, "3"),
        (1e300, "99999999999999999999999999999999999999999999999999999999999999999"),
    ])
    func `a double becomes the decimal that it prints as`(value: Double, expected: String) {
        #expect(MySQLDecimal(value).text == expected)
    }

    @Test func `sums of random decimals agree with 128-bit arithmetic`() {
        let seed: UInt64 = 4
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let a = Int64.random(in: .min ... .max, using: &generator)
            let b = Int64.random(in: .min ... .max, using: &generator)
            let left = MySQLDecimal(coefficient: .small(Int128(a)), scale: 3)
            let right = MySQLDecimal(coefficient: .small(Int128(b)), scale: 3)
            #expect((left + right).coefficient == .small(Int128(a) + Int128(b)), "seed \(seed)")
            #expect((left * right).coefficient == .small(Int128(a) * Int128(b)), "seed \(seed)")
            #expect(MySQLDecimal(stored: left.text) == left, "seed \(seed)")
        }
    }
}

@Suite struct NumericTextTests {
    @Test(arguments: [
        ("1e3", 1000.0, false), ("  42", 42, false), ("12abc", 12, true), ("0x1A", 0, true),
        ("", 0, false), ("-5", -5, false), ("1,200", 1, true), ("$60,000", 0, true),
        (".5", 0.5, false),
        ("5.", 5, false), ("1e", 1, true), ("-1.5e-2x", -0.015, true), ("abc", 0, true),
        ("7  ", 7, false), ("123456789012345678", 123_456_789_012_345_680, false), ("- 5", 0, true),
        ("1e400", Double.greatestFiniteMagnitude, true), ("0.1", 0.1, false), ("\t\n3", 3, false),
    ])
    func `a double is the longest numeric prefix`(text: String, value: Double, truncated: Bool) {
        let reading = NumericText.double(text)
        #expect(reading.value == value)
        #expect(reading.isTruncated == truncated)
    }

    @Test(arguments: [
        ("12abc", 12, true), ("-7.9", -7, true), ("1e3", 1, true), ("", 0, true), (" 8 ", 8, false),
        ("9223372036854775808", Int64.min, false), ("18446744073709551616", -1, true),
        ("-9223372036854775809", Int64.min, true), ("+4", 4, false),
    ])
    func `an integer stops at the first other character`(
        text: String, value: Int64, truncated: Bool
    ) {
        let reading = NumericText.integer(text)
        #expect(reading.value.signed == value)
        #expect(reading.isTruncated == truncated)
    }

    @Test(arguments: [
        ("3.50", "3.50", false), ("1e3", "1000", false), ("1,200", "1", true), ("x", "0", true),
        ("12.5%", "12.5", true), ("1.25e-1", "0.125", false),
        ("1e400", String(repeating: "9", count: 65), true),
        ("00123456789012345678901234567890.5", "123456789012345678901234567890.5", false),
    ])
    func `a decimal keeps the digits as written`(text: String, value: String, truncated: Bool) {
        let reading = NumericText.decimal(text)
        #expect(reading.value.text == value)
        #expect(reading.isTruncated == truncated)
    }
}

@Suite struct DoubleTextTests {
    @Test(arguments: [
        (0.1, "0.1"), (1e15, "1e15"), (1e14, "100000000000000"), (1e20, "1e20"), (1e-5, "0.00001"),
        (1e-15, "0.000000000000001"), (1e-16, "1e-16"), (1.5e-16, "1.5e-16"), (1000, "1000"),
        (-0.0, "-0"), (0, "0"), (123_456_789.25, "123456789.25"),
        (1.7976931348623157e308, "1.7976931348623157e308"),
        (12_345_678_901_234_568, "1.2345678901234568e16"),
        (0.30000000000000004, "0.30000000000000004"),
        (Double.leastNonzeroMagnitude, "5e-324"), (-2.5e100, "-2.5e100"),
        (999_999_999_999_999.5, "999999999999999.5"),
    ])
    func `text of a double`(value: Double, expected: String) {
        #expect(value.mysqlText == expected)
    }

    @Test(arguments: [
        (1.1, "1.1"), (3.4e10, "34000000000"), (16_777_216, "16777200"), (4.1234567, "4.12346"),
        (2.9, "2.9"), (1e20, "1e20"), (999_999.5, "1000000"), (0, "0"),
    ])
    func `text of a float has six digits`(value: Float, expected: String) {
        #expect(Double(value).mysqlFloatText == expected)
    }

    @Test(arguments: [
        (1.005, 2, "1.00"), (2.5, 0, "2"), (3.5, 0, "4"), (0.125, 2, "0.12"),
        (1e22, 1, "10000000000000000000000.0"),
        (-1.25, 1, "-1.2"), (1234.5678, 2, "1234.57"), (0.1, 3, "0.100"), (-0.001, 2, "-0.00"),
        (1.15, 1, "1.1"),
    ])
    func `fixed text is rounded from the exact value`(
        value: Double, decimals: Int, expected: String
    ) {
        #expect(value.mysqlFixedText(decimals: decimals) == expected)
    }

    @Test(arguments: [
        (1e16, "1e+16"), (1e15, "1000000000000000.0"), (1e22, "1e+22"), (1e-5, "1e-05"),
        (0.0001, "0.0001"),
        (1, "1.0"), (-0.0, "-0.0"), (0.1, "0.1"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (123_456.789, "123456.789"), (Double.leastNonzeroMagnitude, "5e-324"), (1.5e16, "1.5e+16"),
        (9_999_999_999_999_998, "9999999999999998.0"),
    ])
    func `Python prints a double`(value: Double, expected: String) {
        #expect(value.pythonText == expected)
    }
}
