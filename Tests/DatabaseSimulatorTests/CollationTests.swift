import SQLiteKit
import SeededRandom
import Testing

@testable import DatabaseSimulator

@Suite struct CollationTests {
    private static func key(_ text: String, _ name: CollationName) -> String {
        Collation.sortKey(of: text, name).map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    @Test func `Unicode order ignores case and accents, and blanks at the end count`() {
        for (left, right) in [
            ("a", "A"), ("é", "e"), ("Éva", "EVA"), ("ß", "ss"), ("æ", "ae"), ("Ⅷ", "viii"),
            ("ﬁ", "fi"), ("đ", "D"), ("１２", "12"), ("ｶﾞ", "ガ"), ("か", "カ"),
        ] {
            #expect(Collation.equals(left, right, .standard), "\(left) = \(right)")
            #expect(!Collation.equals(left, right, .accentAndCaseSensitive), "\(left) <> \(right)")
        }
        // Spelled otherwise, or with characters that never count.
        for (left, right) in [
            ("가", "\u{1100}\u{1161}"), ("á", "a\u{301}"), ("x\u{0}y", "xy"), ("豈", "\u{F900}"),
            ("\u{AD}", ""), ("a\u{200B}", "a"),
        ] {
            #expect(Collation.equals(left, right, .standard), "\(left) = \(right)")
            #expect(Collation.equals(left, right, .accentAndCaseSensitive), "\(left) = \(right)")
        }
        let ascending = [
            "", " ", "_", "-5", ",", "!", "?", ".", "$60,000", "1,200", "100", "1000", "1e3", "20",
            "a", "a ", "ab", "b", "dev", "dev ", "z", "α", "б", "あ", "李", "雷", "\u{20000}",
            "\u{10FFFF}",
        ]
        for (left, right) in zip(ascending, ascending.dropFirst()) {
            #expect(Collation.compare(left, right, .standard) < 0, "\(left) < \(right)")
            #expect(Collation.compare(right, left, .standard) > 0, "\(right) > \(left)")
        }
    }

    @Test func `Keys of the Unicode order are MySQL's weight strings`() {
        #expect(Self.key("ab", .standard) == "1C471C60")
        #expect(Self.key("aB", .accentAndCaseSensitive) == "1C471C60000000200020000000020008")
        #expect(Self.key("李", .standard) == "FB40E74E")
        #expect(Self.key("\u{17000}", .standard) == "FB008000")
        #expect(Self.key("\u{3400}\u{50000}", .standard) == "FB80B400FBCA8000")
        #expect(Self.key("각", .standard) == Self.key("\u{1100}\u{1161}\u{11A8}", .standard))
        // Of the eighteen elements of this one, MySQL keeps eight.
        #expect(Collation.sortKey(of: "\u{FDFA}", .standard).count == 16)
    }

    @Test func `The sensitive order asks for letters first, then accents, then case`() {
        let ascending = ["a", "A", "á", "Á", "ab", "aB", "Ab", "áb", "b", "B"]
        for (left, right) in zip(ascending, ascending.dropFirst()) {
            #expect(
                Collation.compare(left, right, .accentAndCaseSensitive) < 0, "\(left) < \(right)")
        }
        #expect(Collation.compare("a ", "a", .accentAndCaseSensitive) > 0)
    }

    @Test func `The general order folds letters one by one and pads`() {
        for (left, right) in [
            ("a", "A"), ("é", "E"), ("ß", "s"), ("a", "a   "), ("ё", "Е"), ("ά", "Α"), ("😀", "😁"),
        ] {
            #expect(Collation.equals(left, right, .general), "\(left) = \(right)")
        }
        for (left, right) in [("ß", "ss"), ("æ", "ae"), ("ø", "o"), ("a", "a\u{301}")] {
            #expect(!Collation.equals(left, right, .general), "\(left) <> \(right)")
        }
        #expect(Collation.compare("a", "a\t", .general) > 0)
        #expect(Collation.compare("a ", "a!", .general) < 0)
    }

    @Test func `The order of Unicode 4 expands and pads`() {
        for (left, right) in [("ß", "ss"), ("é", "E"), ("a", "a  "), ("😀", "😁"), ("œ", "oe")] {
            #expect(Collation.equals(left, right, .unicode), "\(left) = \(right)")
        }
        #expect(!Collation.equals("æ", "ae", .unicode))
        #expect(Collation.compare("a", "a\t", .unicode) > 0)
    }

    @Test func `Binary orders are by code point and differ in padding`() {
        #expect(Collation.equals("a", "a  ", .codePoint))
        #expect(!Collation.equals("a", "a  ", .codePointNoPad))
        #expect(!Collation.equals("a", "a  ", .binary))
        for name in [CollationName.codePoint, .codePointNoPad, .binary] {
            for (left, right) in [("Z", "a"), ("a", "ab"), ("z", "é"), ("\u{FFFF}", "\u{10000}")] {
                #expect(Collation.compare(left, right, name) < 0)
                #expect(Collation.compare(right, left, name) > 0)
            }
        }
        #expect(Collation.compare("a", "a\t", .codePoint) > 0)
    }

    /// A random text that likes what is difficult: equal beginnings, blanks, marks, broken bytes.
    private static func text(_ generator: inout SeededGenerator) -> [UInt8] {
        let pieces = [
            "a", "A", "á", "b", "B", "ß", "s", "S", " ", " ", "\t", "\u{0}", "\u{301}", "가", "각",
            "李", "\u{F900}", "😀", "!", "~", "æ", "ae", "\u{200B}", "Ω", "ﬃ", "\u{FDFA}", "ё",
        ]
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...5, using: &generator) {
            switch Int.random(in: 0..<20, using: &generator) {
            case 0: bytes.append(UInt8.random(in: 0...255, using: &generator))
            case 1:
                let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator))
                bytes += Array(String(scalar ?? " ").utf8)
            default:
                bytes += Array(pieces[Int.random(in: 0..<pieces.count, using: &generator)].utf8)
            }
        }
        return bytes
    }

    private static func compare(_ left: [UInt8], _ right: [UInt8], _ name: CollationName) -> Int {
        left.withUnsafeBytes { left in
            right.withUnsafeBytes { right in Collation.compare(left, right, name).signum() }
        }
    }

    @Test(arguments: CollationName.allCases)
    func `Comparison is an order, and keys are in it`(_ name: CollationName) {
        let seed: UInt64 = 20_261
        var generator = SeededGenerator(seed: seed)
        var failures: [String] = []
        for _ in 0..<20_000 {
            let texts = (0..<3).map { _ in Self.text(&generator) }
            let (a, b, c) = (texts[0], texts[1], texts[2])
            let (ab, bc, ac) = (
                Self.compare(a, b, name), Self.compare(b, c, name), Self.compare(a, c, name)
            )
            if ab != -Self.compare(b, a, name) { failures.append("antisymmetry: \(a) \(b)") }
            if ab <= 0, bc <= 0, ac > min(ab, bc) || (ab + bc < 0 && ac == 0) {
                failures.append("transitivity: \(a) \(b) \(c)")
            }
            if Self.compare(a, a, name) != 0 { failures.append("reflexivity: \(a)") }
            guard let first = String(validating: a, as: UTF8.self),
                let second = String(validating: b, as: UTF8.self)
            else { continue }
            let keys = (Collation.sortKey(of: first, name), Collation.sortKey(of: second, name))
            let order =
                keys.0 == keys.1 ? 0 : keys.0.lexicographicallyPrecedes(keys.1) ? -1 : 1
            if order != ab {
                failures.append("key: \(first.debugDescription) \(second.debugDescription)")
            }
            if ab != Collation.compare(first, second, name).signum() {
                failures.append("string: \(a) \(b)")
            }
        }
        #expect(failures.isEmpty, "seed \(seed): \(failures.prefix(5))")
    }

    @Test(arguments: CollationName.allCases)
    func `Broken UTF-8 is compared to its end`(_ name: CollationName) {
        let broken: [[UInt8]] = [
            [0xFF], [0x80], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC0, 0x80],
            [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x28, 0xA1],
            Array(repeating: 0x80, count: 100), Array(repeating: 0xF4, count: 99),
        ]
        for first in broken {
            #expect(Self.compare(first, first, name) == 0)
            #expect(Self.compare(first + [0x61], first + [0x62], name) == -1)
            for second in broken {
                #expect(Self.compare(first, second, name) == -Self.compare(second, first, name))
            }
        }
    }

    @Test func `SQLite orders by the collations that it was given`() throws {
        let connection = try Connection()
        Collation.register(on: connection)
        try connection.run("CREATE TABLE t (c TEXT)")
        try connection.run("INSERT INTO t VALUES ('Dev'), ('dev '), ('dev'), ('HR'), ('Éva')")
        func column(_ sql: String) throws -> [SQLiteValue] {
            try connection.rows(sql).map { $0[0] }
        }
        for name in CollationName.allCases {
            let collation = "COLLATE \"\(Collation.sqliteName(name))\""
            let texts = try column("SELECT c FROM t ORDER BY c \(collation), rowid")
            let sorted = ["Dev", "dev ", "dev", "HR", "Éva"].enumerated().sorted { left, right in
                let order = Collation.compare(left.element, right.element, name)
                return order == 0 ? left.offset < right.offset : order < 0
            }
            #expect(texts == sorted.map { .text($0.element) }, "\(name)")
        }
        #expect(
            try column("SELECT DISTINCT c COLLATE \(Collation.sqliteName(.standard)) FROM t")
                == [.text("Dev"), .text("dev "), .text("HR"), .text("Éva")])
    }
}
