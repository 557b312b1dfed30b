import Testing

@testable import DatabaseSimulator

@Suite struct CollationLikeTests {
    private static func like(
        _ text: String, _ pattern: String, escape: Unicode.Scalar? = "\\",
        _ collation: CollationName = .standard
    ) -> Bool {
        LikePattern(pattern, escape: escape, collation: collation).matches(text)
    }

    @Test(arguments: [
        ("abc", "abc"), ("abc", "ABC"), ("abc", "%"), ("", "%"), ("", ""), ("abc", "a%"),
        ("abc", "%c"), ("abc", "%b%"), ("abc", "a_c"), ("abc", "___"), ("abc", "%%_%_%_%%"),
        ("12.5%", "%\\%"), ("a_c", "a\\_c"), ("a\\", "a\\"), ("a\\", "a\\\\"), ("é", "e"),
        ("Éva", "eVA"), ("李雷", "李_"), ("李雷", "__"), ("😀", "_"), ("aab", "%ab"),
        ("abcabd", "%ab_"), ("mississippi", "m%iss%ip%i"), ("a\nb", "a%b"), ("x\u{1}", "x\u{2}"),
    ])
    func `A text matches`(_ text: String, _ pattern: String) {
        #expect(Self.like(text, pattern))
    }

    @Test(arguments: [
        ("abc", "ab"), ("abc", "abcd"), ("", "_"), ("a ", "a"), ("abc", "____"), ("abc", "%d%"),
        ("axc", "a\\_c"), ("ß", "ss"), ("ss", "ß"), ("e\u{301}", "é"), ("x", "x\u{1}"),
        ("abc", ""), ("豈", "\u{F900}"), ("\u{326E}", "가"), ("ab", "%abc"), ("a", "a\\%"),
    ])
    func `A text does not match`(_ text: String, _ pattern: String) {
        #expect(!Self.like(text, pattern))
    }

    @Test func `Each collation has its own equality of characters`() {
        #expect(Self.like("É", "e", .general) && Self.like("ß", "s", .general))
        #expect(Self.like("😀", "😁", .general) && !Self.like("😀", "😁", .unicode))
        #expect(Self.like("É", "e", .unicode))
        #expect(Self.like("é", "é", .accentAndCaseSensitive))
        #expect(!Self.like("é", "e", .accentAndCaseSensitive))
        #expect(!Self.like("E", "e", .accentAndCaseSensitive))
        #expect(Self.like("e", "e", .codePoint) && !Self.like("E", "e", .codePoint))
        #expect(Self.like("é", "_", .codePointNoPad) && Self.like("é", "__", .binary))
    }

    @Test func `Any character can escape, or none`() {
        #expect(Self.like("a%", "a|%", escape: "|") && !Self.like("ab", "a|%", escape: "|"))
        #expect(Self.like("a\\b", "a\\%", escape: nil))
        #expect(Self.like("a%b", "a%%b", escape: "%"))
        #expect(Self.like("a%", "aé%", escape: "é") && !Self.like("ab", "aé%", escape: "é"))
    }

    @Test func `Hostile patterns end in time`() {
        let text = String(repeating: "a", count: 20_000)
        #expect(!Self.like(text, String(repeating: "a%", count: 200) + "b"))
        #expect(!Self.like(text, String(repeating: "%_", count: 200) + "b"))
        #expect(Self.like(text, String(repeating: "%", count: 100_000)))
        #expect(!Self.like(text, "%" + String(repeating: "_a", count: 200) + "b"))
    }

    @Test func `Broken UTF-8 is matched byte by byte`() {
        let bytes: [UInt8] = [0x61, 0xFF, 0xC3, 0x62]
        bytes.withUnsafeBytes { bytes in
            #expect(LikePattern("a__b", collation: .standard).matches(bytes))
            #expect(!LikePattern("a_b", collation: .standard).matches(bytes))
        }
    }

    @Test func `Random patterns match what a plain definition says`() {
        let alphabet: [Character] = ["a", "B", "b", "%", "_", "é"]
        /// The definition itself, without regard to time.
        func matches(_ text: ArraySlice<Character>, _ pattern: ArraySlice<Character>) -> Bool {
            guard let first = pattern.first else { return text.isEmpty }
            let rest = pattern.dropFirst()
            if first == "%" {
                return matches(text, rest) || !text.isEmpty && matches(text.dropFirst(), pattern)
            }
            guard let character = text.first else { return false }
            return (first == "_" || Collation.equals(String(character), String(first), .standard))
                && matches(text.dropFirst(), rest)
        }
        var number = 1
        func random(_ count: Int) -> [Character] {
            (0..<count).map { _ in
                number = (number * 1_103_515_245 + 12_345) % 2_147_483_648
                return alphabet[number / 65_536 % alphabet.count]
            }
        }
        for round in 0..<5_000 {
            let (text, pattern) = (random(round % 9), random(round % 7))
            #expect(
                Self.like(String(text), String(pattern)) == matches(text[...], pattern[...]),
                "\(String(text)) LIKE \(String(pattern))")
        }
    }
}
