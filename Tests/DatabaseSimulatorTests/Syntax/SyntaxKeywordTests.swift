import Testing

@testable import DatabaseSimulator

@Suite struct SyntaxKeywordTests {
    @Test func `Every keyword is spelled as its kind is called`() {
        let words = "\(KeywordTable.spellings)".split(whereSeparator: \.isWhitespace)
        #expect(words.count == Int(TokenKind.zone.rawValue) + 1)
        for (word, kind) in zip(words, TokenKind.allCases) {
            #expect(word.replacing("_", with: "").lowercased() == "\(kind)".lowercased())
        }
    }

    @Test func `Every keyword is found, in any case`() {
        for word in "\(KeywordTable.spellings)".split(whereSeparator: \.isWhitespace) {
            for text in [String(word), word.lowercased()] {
                var hash = KeywordTable.seed
                for byte in text.utf8 { KeywordTable.mix(byte, into: &hash) }
                let bytes = Array(text.utf8)
                let kind = KeywordTable.shared.kind(
                    of: 0..<bytes.count, in: bytes, hash: hash, isCall: true)
                #expect(
                    kind.map { "\($0)".lowercased() } == word.replacing("_", with: "").lowercased())
            }
        }
    }

    @Test(arguments: ["rank", "groups", "system", "lateral", "of", "window", "key", "interval"])
    func `A reserved word is no name`(_ word: String) {
        #expect(throws: MySQLError.self) { try Parser.parse("SELECT 1 AS \(word)") }
        #expect(throws: Never.self) { try Parser.parse("SELECT t.\(word), `\(word)` FROM t") }
    }

    @Test(arguments: ["date", "value", "status", "rollup", "offset", "full", "count", "now", "any"])
    func `Other keywords are names too`(_ word: String) throws {
        _ = try Parser.parse("SELECT \(word) AS \(word) FROM \(word) \(word) WHERE \(word) = 1")
    }
}
