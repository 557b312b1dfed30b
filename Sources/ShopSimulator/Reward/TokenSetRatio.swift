/// `token_set_ratio` of thefuzz 0.19 over Python's difflib: how much two texts share, of 100.
enum TokenSetRatio {
    /// Whether the ratio of two texts is above 85, which is all that a reward asks.
    static func matches(_ first: FuzzyText, _ second: FuzzyText) -> Bool {
        guard !first.isEmpty, !second.isEmpty else { return false }
        let shared = first.tokens(sharedWith: second)
        // If all words of one are among the other's, two of the compared texts are equal.
        if shared.count == first.tokens.count || shared.count == second.tokens.count {
            return true
        }
        if shared.isEmpty { return isClose(first.joined, second.joined) }
        let common = FuzzyText.joined(shared)
        let left = FuzzyText.joined(shared + first.tokens.filter { !shared.contains($0) })
        let right = FuzzyText.joined(shared + second.tokens.filter { !shared.contains($0) })
        return isClose(common, left) || isClose(common, right) || isClose(left, right)
    }

    /// Whether `round(100 * ratio)` is above 85; halves are rounded to even.
    private static func isClose(_ first: [UInt32], _ second: [UInt32]) -> Bool {
        guard !first.isEmpty, !second.isEmpty else { return false }
        let total = first.count + second.count
        // The lengths alone, then the letters alone, bound what the sequences can share.
        guard rounded(min(first.count, second.count), of: total) > 85 else { return false }
        guard rounded(sharedLetters(first, second), of: total) > 85 else { return false }
        var matcher = SequenceMatcher(first, second)
        return rounded(matcher.matches(), of: total) > 85
    }

    private static func rounded(_ matches: Int, of total: Int) -> Double {
        (100 * (2 * Double(matches) / Double(total))).rounded(.toNearestOrEven)
    }

    private static func sharedLetters(_ first: [UInt32], _ second: [UInt32]) -> Int {
        let first = first.sorted()
        let second = second.sorted()
        var (left, right, count) = (0, 0, 0)
        while left < first.count, right < second.count {
            if first[left] == second[right] {
                count += 1
                left += 1
                right += 1
            } else if first[left] < second[right] {
                left += 1
            } else {
                right += 1
            }
        }
        return count
    }
}

/// A text as thefuzz compares it: its different words, sorted, without case and punctuation.
struct FuzzyText: Hashable, Sendable {
    /// The words, each once, in the order of their code points.
    let tokens: [[UInt32]]
    /// The words with spaces between them.
    let joined: [UInt32]

    var isEmpty: Bool { tokens.isEmpty }

    init(_ text: some StringProtocol) {
        var tokens: [[UInt32]] = []
        for word in Self.words(of: text).sorted(by: { $0.lexicographicallyPrecedes($1) })
        where tokens.last != word {
            tokens.append(word)
        }
        self.tokens = tokens
        joined = Self.joined(tokens)
    }

    private static func words(of text: some StringProtocol) -> [[UInt32]] {
        if let words = plainWords(of: text) { return words }
        var cleaned = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !(0x80...0xFF).contains(scalar.value) {
            cleaned.append(scalar.isPythonWord ? scalar : " ")
        }
        return String(cleaned).pythonLowercased.unicodeScalars
            .split(whereSeparator: \.isPythonSpace).map { $0.map(\.value) }
    }

    /// The words of a text in ASCII; `nil` for any other.
    private static func plainWords(of text: some StringProtocol) -> [[UInt32]]? {
        var words: [[UInt32]] = []
        var word: [UInt32] = []
        for byte in text.utf8 {
            switch byte {
            case 0x80...: return nil
            case 0x30...0x39, 0x61...0x7A, 0x5F: word.append(UInt32(byte))
            case 0x41...0x5A: word.append(UInt32(byte) + 32)
            default:
                if !word.isEmpty { words.append(word) }
                word = []
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// The words that both have, in their order.
    fileprivate func tokens(sharedWith other: FuzzyText) -> [[UInt32]] {
        var shared: [[UInt32]] = []
        var (left, right) = (0, 0)
        while left < tokens.count, right < other.tokens.count {
            if tokens[left] == other.tokens[right] {
                shared.append(tokens[left])
                left += 1
                right += 1
            } else if tokens[left].lexicographicallyPrecedes(other.tokens[right]) {
                left += 1
            } else {
                right += 1
            }
        }
        return shared
    }

    static func joined(_ words: [[UInt32]]) -> [UInt32] {
        var text: [UInt32] = []
        for word in words {
            if !text.isEmpty { text.append(0x20) }
            text += word
        }
        return text
    }
}
