import JSONTree
import Testing

@testable import ShopSimulator

@Suite struct AnalysisTests {
    @Test(arguments: [
        ("x-large", ["x", "larg"]), ("size:large", ["size:larg"]), ("3:4", ["3", "4"]),
        ("1,000 6.76 u.s.a", ["1,000", "6.76", "u.s.a"]), ("100% c++", ["100", "c"]),
        ("the women's t-shirt", ["women", "t", "shirt"]), ("☑ 1️⃣ 🇩🇪 👍🏽", ["☑", "1️⃣", "🇩🇪", "👍🏽"]),
        ("assembly technology dying", ["assembl", "technolog", "dy"]), ("", []), ("  ", []),
    ])
    func `Texts become the terms that Lucene makes of them`(text: String, terms: [String]) {
        #expect(Analyzer.terms(of: text) == terms)
    }

    @Test func `A longer word is cut into pieces of 255`() {
        let terms = Analyzer.terms(of: String(repeating: "q", count: 600))
        #expect(terms.map(\.utf8.count) == [255, 255, 90])
    }

    @Test(arguments: [0, 1, 23, 24, 39, 40, 41, 100, 107, 1000, 123_456])
    func `A length's code stands for the length cut to four bits`(length: Int) {
        let decoded = LengthCode.decode(LengthCode.encode(length))
        #expect(decoded <= length)
        #expect(length < 40 ? decoded == length : Double(decoded) > 0.87 * Double(length))
    }

    @Test(.enabled(if: Corpus.isAtHand)) func `Queries have the recorded terms`() throws {
        for row in try Corpus.rows("webshop/oracle/query_tokens.jsonl") {
            let query = row["query"]?.string ?? ""
            #expect(
                Analyzer.terms(of: query) == row["tokens"]?.array?.compactMap(\.string), "\(query)")
        }
    }

    @Test(.enabled(if: Corpus.isAtHand)) func `Products have the recorded terms`() throws {
        let world = try ShopWorld(path: Corpus.shop)
        let rows = try Corpus.rows("webshop/oracle/doc_tokens.jsonl")
        #expect(rows.count == world.stock.count)
        for row in rows {
            let asin = row["asin"]?.string ?? ""
            let number = try #require(try world.stock.number(of: asin))
            let terms = Analyzer.terms(of: try world.stock.product(number).searchText)
            #expect(terms == row["tokens"]?.array?.compactMap(\.string), "\(asin)")
        }
    }

    @Test(.enabled(if: Corpus.isAtHand))
    func `Every code point is a word or glues words as recorded`() throws {
        for range in try Corpus.codePoints() {
            for code in range.codes {
                guard let scalar = Unicode.Scalar(code) else { continue }
                let isAlone = !Analyzer.terms(of: String(Character(scalar))).isEmpty
                #expect(isAlone == range.isWord, "\(code)")
                for (pattern, left, right) in [(range.letters, "q", "z"), (range.digits, "4", "7")]
                {
                    let terms = Analyzer.terms(of: "\(left)\(String(Character(scalar)))\(right)")
                    #expect(terms.count == pattern.split(separator: "|").count, "\(code) \(terms)")
                }
            }
        }
    }
}
