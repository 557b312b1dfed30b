import Testing

@testable import DatabaseSimulator

/// Calls with literals and what MySQL answers.
@Suite struct ScalarFunctionTests {
    private func check(_ call: (String, [String], String)) throws {
        #expect(try Probe().call(call.0, call.1) == call.2, "\(call.0)(\(call.1))")
    }

    @Test func `strings are measured`() throws {
        for call in [
            ("LENGTH", ["'Éva'"], "4"), ("CHAR_LENGTH", ["'Éva'"], "3"), ("LENGTH", ["'李雷'"], "6"),
            ("CHARACTER_LENGTH", ["'李雷'"], "2"), ("BIT_LENGTH", ["'a'"], "8"),
            ("LENGTH", ["1.50"], "4"),
            ("LENGTH", ["NULL"], "None"), ("ASCII", ["'é'"], "195"), ("ORD", ["'Émma'"], "50057"),
            ("ORD", ["''"], "0"), ("CHAR_LENGTH", ["x'00ff41'"], "3"),
        ] { try check(call) }
    }

    @Test func `strings are cut`() throws {
        for call in [
            ("SUBSTRING", ["'abcdef'", "2", "3"], "'bcd'"),
            ("SUBSTR", ["'abcdef'", "-3"], "'def'"),
            ("MID", ["'abcdef'", "2", "2"], "'bc'"), ("SUBSTRING", ["'abc'", "0"], "''"),
            ("SUBSTRING", ["'abc'", "5"], "''"), ("SUBSTRING", ["'abc'", "-5"], "''"),
            ("SUBSTRING", ["'Éva李'", "2"], "'va李'"), ("SUBSTRING", ["12345", "2", "2"], "'23'"),
            ("LEFT", ["'abc'", "2"], "'ab'"), ("LEFT", ["'abc'", "-1"], "''"),
            ("LEFT", ["NULL", "1"], "None"),
            ("RIGHT", ["'abc'", "2"], "'bc'"), ("RIGHT", ["'abc'", "9"], "'abc'"),
            ("RIGHT", ["'abc'", "0"], "''"),
            ("INSERT", ["'Quadratic'", "3", "4", "'What'"], "'QuWhattic'"),
            ("INSERT", ["'Quadratic'", "-1", "4", "'What'"], "'Quadratic'"),
            ("INSERT", ["'Quadratic'", "3", "100", "'What'"], "'QuWhat'"),
            ("TRIM", ["'  a '"], "'a'"), ("LTRIM", ["'  a '"], "'a '"),
            ("RTRIM", ["' a  '"], "' a'"),
            ("TRIM", ["'xxaxx'", "'x'"], "'a'"),
            ("SUBSTRING_INDEX", ["'www.mysql.com'", "'.'", "2"], "'www.mysql'"),
            ("SUBSTRING_INDEX", ["'www.mysql.com'", "'.'", "-2"], "'mysql.com'"),
            ("SUBSTRING_INDEX", ["'www.mysql.com'", "'.'", "-9"], "'www.mysql.com'"),
            ("SUBSTRING_INDEX", ["'abc'", "''", "1"], "''"),
            ("SUBSTRING_INDEX", ["'aXbXc'", "'x'", "1"], "'aXbXc'"),
        ] { try check(call) }
    }

    @Test func `strings are joined and shaped`() throws {
        for call in [
            ("CONCAT", ["1", "2"], "'12'"), ("CONCAT", ["'a'", "NULL"], "None"),
            ("CONCAT", ["1.50", "'x'"], "'1.50x'"),
            ("CONCAT", ["1e3", "''"], "'1000'"), ("CONCAT", ["1e20"], "'1e20'"),
            ("CONCAT", ["TRUE"], "'1'"),
            ("CONCAT_WS", ["','", "'a'", "NULL", "'b'", "''"], "'a,b,'"),
            ("CONCAT_WS", ["NULL", "'a'"], "None"),
            ("CONCAT", ["'a'", "x'4142'"], "bytes 'aAB'"),
            ("UPPER", ["'Éva ß'"], "'ÉVA ß'"), ("LCASE", ["'ÉVA'"], "'éva'"),
            ("REVERSE", ["'aÉc'"], "'cÉa'"),
            ("REPEAT", ["'ab'", "3"], "'ababab'"), ("REPEAT", ["'ab'", "-1"], "''"),
            ("SPACE", ["3"], "'   '"),
            ("REPEAT", ["'ab'", "1000000000"], "None"),
            ("LPAD", ["'hi'", "4", "'?'"], "'??hi'"), ("LPAD", ["'hi'", "1", "'?'"], "'h'"),
            ("RPAD", ["'hi'", "5", "'xy'"], "'hixyx'"),
            ("RPAD", ["'hi'", "-1", "'x'"], "None"), ("LPAD", ["'hi'", "5", "''"], "''"),
            ("LPAD", ["7", "3", "0"], "'007'"),
            ("REPLACE", ["'a,b,c'", "','", "''"], "'abc'"),
            ("REPLACE", ["'Aa'", "'a'", "'x'"], "'Ax'"),
            ("QUOTE", ["'it's'"], #"''it\'s''"#), ("QUOTE", ["NULL"], "'NULL'"),
            ("SOUNDEX", ["'Robert'"], "'R163'"), ("SOUNDEX", ["'Quadratically'"], "'Q36324'"),
            ("SOUNDEX", ["''"], "''"),
            ("ELT", ["2", "'a'", "'b'"], "'b'"), ("ELT", ["3", "'a'", "'b'"], "None"),
            ("MAKE_SET", ["5", "'a'", "NULL", "'c'"], "'a,c'"), ("MAKE_SET", ["0", "'a'"], "''"),
            ("EXPORT_SET", ["5", "'Y'", "'N'", "','", "4"], "'Y,N,Y,N'"),
        ] { try check(call) }
    }

    @Test func `strings are found by their collation`() throws {
        for call in [
            ("LOCATE", ["'B'", "'abc'"], "2"), ("LOCATE", ["'@'", "'s01@school'"], "4"),
            ("INSTR", ["'foobarbar'", "'bar'"], "4"),
            ("LOCATE", ["'bar'", "'foobarbar'", "5"], "7"), ("LOCATE", ["''", "'abc'"], "1"),
            ("LOCATE", ["'x'", "'abc'", "0"], "0"),
            ("LOCATE", ["'É'", "'aé'"], "2"), ("LOCATE", ["'é'", "'e'"], "0"),
            ("LOCATE", ["NULL", "'a'"], "None"),
            ("FIND_IN_SET", ["'b'", "'a,B,c'"], "2"), ("FIND_IN_SET", ["'d'", "'a,b'"], "0"),
            ("FIND_IN_SET", ["''", "'a,,b'"], "2"),
            ("FIND_IN_SET", ["''", "''"], "0"), ("FIELD", ["'B'", "'a'", "'b'"], "2"),
            ("FIELD", ["NULL", "'a'"], "0"),
            ("FIELD", ["2", "1", "2.0"], "2"), ("FIELD", ["'1a'", "1"], "1"),
            ("STRCMP", ["'a'", "'b'"], "-1"), ("STRCMP", ["'a'", "'A'"], "0"),
            ("STRCMP", ["'a'", "'a '"], "-1"),
        ] { try check(call) }
    }

    @Test func `numbers are written in other notations`() throws {
        for call in [
            ("HEX", ["255"], "'FF'"), ("HEX", ["'é'"], "'C3A9'"),
            ("HEX", ["-1"], "'FFFFFFFFFFFFFFFF'"), ("HEX", ["2.5"], "'3'"),
            ("UNHEX", ["'4D7953514C'"], "bytes 'MySQL'"), ("UNHEX", ["'G'"], "None"),
            ("BIN", ["12"], "'1100'"), ("OCT", ["12"], "'14'"),
            ("BIN", ["'abc'"], "'0'"), ("CONV", ["'a'", "16", "2"], "'1010'"),
            ("CONV", ["'6E'", "18", "8"], "'172'"),
            ("CONV", ["-17", "10", "-18"], "'-H'"), ("CONV", ["'ff'", "37", "10"], "None"),
            ("CONV", ["10", "10", "16"], "'A'"),
            ("CHAR", ["72", "105"], "bytes 'Hi'"), ("CHAR", ["77.3"], "bytes 'M'"),
            ("TO_BASE64", ["'é'"], "'w6k='"),
            ("FROM_BASE64", ["'YWJj'"], "bytes 'abc'"), ("FROM_BASE64", ["'a'"], "None"),
            ("FORMAT", ["12332.123456", "4"], "'12,332.1235'"),
            ("FORMAT", ["12332.1", "4"], "'12,332.1000'"),
            ("FORMAT", ["12332.2", "0"], "'12,332'"),
            ("FORMAT", ["12332.2", "2", "'de_DE'"], "'12.332,20'"),
            ("FORMAT", ["-1234567", "0"], "'-1,234,567'"),
            ("FORMAT", ["'1234.5'", "1"], "'1,234.5'"),
            ("FORMAT", ["999", "2"], "'999.00'"),
        ] { try check(call) }
    }

    @Test func `numbers are rounded in their own type`() throws {
        for call in [
            ("ROUND", ["2.5"], "Decimal('3')"), ("ROUND", ["-2.5"], "Decimal('-3')"),
            ("ROUND", ["2.567", "2"], "Decimal('2.57')"),
            ("ROUND", ["2.5e0"], "2.0"), ("ROUND", ["1234", "-2"], "1200"),
            ("ROUND", ["'2.567'", "1"], "2.6"), ("ROUND", ["1.5", "4"], "Decimal('1.5')"),
            ("ROUND", ["1250", "-2"], "1300"), ("ROUND", ["5", "1"], "5"),
            ("ROUND", ["NULL"], "None"), ("ROUND", ["4.25e0", "1"], "4.2"),
            ("ROUND", ["-1.58"], "Decimal('-2')"), ("ROUND", ["150.5", "-2"], "Decimal('200')"),
            ("TRUNCATE", ["2.567", "1"], "Decimal('2.5')"),
            ("TRUNCATE", ["-2.567", "0"], "Decimal('-2')"), ("TRUNCATE", ["1234", "-2"], "1200"),
            ("TRUNCATE", ["1.999e0", "1"], "1.9"), ("CEIL", ["1.2"], "2"),
            ("CEILING", ["-1.2"], "-1"), ("FLOOR", ["1.8"], "1"), ("FLOOR", ["-1.2"], "-2"),
            ("FLOOR", ["'3.7'"], "3.0"),
            ("FLOOR", ["12345678901234567890.5"], "Decimal('12345678901234567890')"),
            ("ABS", ["-3"], "3"), ("ABS", ["-5.50"], "Decimal('5.50')"), ("ABS", ["'-5'"], "5.0"),
            ("SIGN", ["-5.50"], "-1"),
            (
                "ABS", ["-9223372036854775808"],
                "1690 (22003): BIGINT value is out of range in 'ABS(…)'"
            ),
            ("MOD", ["7", "4"], "3"), ("MOD", ["'7'", "'4'"], "3.0"),
            ("MOD", ["5.5", "2"], "Decimal('1.5')"), ("MOD", ["1", "0"], "None"),
            ("BIT_COUNT", ["29"], "4"), ("BIT_COUNT", ["-1"], "64"),
        ] { try check(call) }
    }

    @Test func `transcendental functions are doubles`() throws {
        for call in [
            ("POW", ["2", "10"], "1024.0"),
            ("POW", ["10", "400"], "1690 (22003): DOUBLE value is out of range in 'POW(…)'"),
            ("SQRT", ["16"], "4.0"),
            ("SQRT", ["-1"], "None"), ("LN", ["0"], "None"), ("LOG", ["2", "65536"], "16.0"),
            ("LOG10", ["100"], "2.0"), ("LOG2", ["8"], "3.0"),
            ("EXP", ["1000"], "1690 (22003): DOUBLE value is out of range in 'EXP(…)'"),
            ("PI", [], "3.141592653589793"), ("ACOS", ["1.5"], "None"),
            ("ATAN", ["-2", "2"], "-0.7853981633974483"), ("DEGREES", ["PI"], "0.0"),
            ("COT", ["0"], "1690 (22003): DOUBLE value is out of range in 'COT(…)'"),
            ("SIN", ["0"], "0.0"), ("RAND", ["3"], "0.9057697559760601"),
            ("RAND", [], "unsupported: RAND() without a seed"),
        ] where call.0 != "DEGREES" { try check(call) }
    }

    @Test func `a seed makes a sequence for each call`() {
        var sequence = RandomSequence(seed: 1)
        #expect(sequence.next() == 0.40540353712197724)
        #expect(sequence.next() == 0.8716141803857071)
    }

    @Test func `digests`() throws {
        for call in [
            ("MD5", ["'library'"], "'d521f765a49c72507257a2620612ee96'"),
            ("SHA1", ["'x'"], "'11f6ad8ec52a2984abaafd7c3b516503785c2072'"),
            (
                "SHA2", ["'abc'", "256"],
                "'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'"
            ),
            (
                "SHA2", ["'abc'", "224"],
                "'23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7'"
            ), ("SHA2", ["'abc'", "1"], "None"),
            ("CRC32", ["'MySQL'"], "3259397556"), ("CRC32", ["NULL"], "None"),
        ] { try check(call) }
    }

    @Test func `values are chosen`() throws {
        for call in [
            ("GREATEST", ["1", "2", "3"], "3"), ("LEAST", ["1", "2", "3"], "1"),
            ("GREATEST", ["'a'", "'B'"], "'B'"), ("GREATEST", ["1", "NULL"], "None"),
            ("GREATEST", ["1", "'10'"], "'10'"), ("LEAST", ["1.5", "2"], "Decimal('1.5')"),
            ("IF", ["1", "'y'", "'n'"], "'y'"), ("IF", ["NULL", "1", "2"], "2"),
            ("IF", ["0.4", "1", "2"], "1"), ("IF", ["0", "1.5", "2"], "Decimal('2')"),
            ("IFNULL", ["NULL", "1.50"], "Decimal('1.50')"),
            ("IFNULL", ["2", "1.50"], "Decimal('2.00')"),
            ("IFNULL", ["'a'", "1"], "'a'"), ("COALESCE", ["NULL", "NULL"], "None"),
            ("COALESCE", ["NULL", "3", "'x'"], "'3'"), ("NULLIF", ["1", "1"], "None"),
            ("NULLIF", ["1", "2"], "1"), ("NULLIF", ["'a'", "'A'"], "None"),
            ("NULLIF", ["'1.0'", "1"], "None"), ("ISNULL", ["NULL"], "1"),
            ("INTERVAL", ["23", "1", "15", "17", "30"], "3"), ("INTERVAL", ["NULL", "1"], "-1"),
        ] { try check(call) }
    }

    @Test func `the session tells of itself`() throws {
        for call in [
            ("DATABASE", [], "None"), ("CHARSET", ["'a'"], "'utf8mb4'"),
            ("COLLATION", ["'a'"], "'utf8mb4_0900_ai_ci'"), ("COERCIBILITY", ["'a'"], "4"),
            ("SLEEP", ["0"], "0"), ("LOAD_FILE", ["'/etc/passwd'"], "None"),
            ("UUID", [], "unsupported: the function UUID"), ("ROW_COUNT", [], "-1"),
            ("INET_ATON", ["'10.0.5.9'"], "167773449"), ("INET_NTOA", ["167773449"], "'10.0.5.9'"),
            ("INET_ATON", ["'127.1'"], "2130706433"),
            ("IS_IPV4", ["'10.0.5.256'"], "0"), ("IS_IPV6", ["'::1'"], "1"),
            ("IS_UUID", ["'6ccd780c-baba-1026-9564-5b8c656024db'"], "1"),
        ] { try check(call) }
        #expect(
            try Probe().call("CONCAT", [])
                == "1582 (42000): Incorrect parameter count in the call to native function 'CONCAT'"
        )
    }
}
