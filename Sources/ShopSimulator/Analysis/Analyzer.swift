/// Turns text into search terms as Lucene's English analysis does in the original's index.
///
/// Words, without a trailing `'s`, in lower case, without 33 stop words, stemmed.
struct Analyzer {
    private static let stopWords: Set<String> = [
        "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is",
        "it", "no", "not", "of", "on", "or", "such", "that", "the", "their", "then", "there",
        "these", "they", "this", "to", "was", "will", "with",
    ]

    /// The terms of a text, in order, with repetitions.
    static func terms(of text: some StringProtocol) -> [String] {
        var terms: [String] = []
        forEachTerm(of: text) { terms.append($0) }
        return terms
    }

    /// Calls `body` with each term of a text, in order.
    static func forEachTerm(of text: some StringProtocol, _ body: (String) -> Void) {
        let codes = text.unicodeScalars.map(\.value)
        let finder = WordFinder(codes)
        var place = 0
        while let range = finder.word(from: place) {
            place = range.upperBound
            if let term = term(of: codes[range]) { body(term) }
        }
    }

    /// The term that a word is searched by; `nil` for stop words and empty ones.
    private static func term(of word: ArraySlice<UInt32>) -> String? {
        var word = Array(word)
        if word.count >= 2, word[word.count - 1] == 0x73 || word[word.count - 1] == 0x53,
            [0x27, 0x2019, 0xFF07].contains(word[word.count - 2])
        {
            word.removeLast(2)
        }
        for index in word.indices { word[index] = lowercase(word[index]) }
        if word.count <= 5, stopWords.contains(string(word)) { return nil }
        var stemmer = PorterStemmer(word)
        stemmer.stem()
        return string(stemmer.word)
    }

    private static func lowercase(_ code: UInt32) -> UInt32 {
        if code < 0x80 { return code &- 0x41 < 26 ? code + 32 : code }
        guard let scalar = Unicode.Scalar(code) else { return code }
        let mapped = scalar.properties.lowercaseMapping.unicodeScalars
        guard let first = mapped.first, mapped.count == 1 else {
            return code == 0x130 ? 0x69 : code
        }
        return first.value
    }

    private static func string(_ codes: [UInt32]) -> String {
        if codes.allSatisfy({ $0 < 0x80 }) {
            return String(unsafeUninitializedCapacity: codes.count) { buffer in
                for (index, code) in codes.enumerated() {
                    buffer[index] = UInt8(truncatingIfNeeded: code)
                }
                return codes.count
            }
        }
        var text = String.UnicodeScalarView()
        for code in codes { if let scalar = Unicode.Scalar(code) { text.append(scalar) } }
        return String(text)
    }
}
