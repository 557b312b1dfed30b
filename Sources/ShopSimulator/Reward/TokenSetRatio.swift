/// `token_set_ratio` of thefuzz 0.19 over Python's difflib: how much two texts share, of 100.
enum TokenSetRatio {
    /// Whether the ratio of two texts is above 85, which is all that a reward asks.
    static func matches(_ first: FuzzyText, _ second: FuzzyText) -> Bool {
        guard !first.isEmpty, !second.isEmpty else { return false }
        let shared = first.tokens.filter { second.tokens.contains($0) }
        // If all words of one are among the other's, two of the compared texts are equal.
        if shared.count == first.tokens.count || shared.count == second.tokens.count {
            return true
        }
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

    var isEmpty: Bool { tokens.isEmpty }

    init(_ text: some StringProtocol) {
        var cleaned = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !(0x80...0xFF).contains(scalar.value) {
            cleaned.append(scalar.isPythonWord ? scalar : " ")
        }
        let words = String(cleaned).pythonLowercased.unicodeScalars
            .split(whereSeparator: \.isPythonSpace).map { $0.map(\.value) }
        var tokens: [[UInt32]] = []
        for word in words.sorted(by: { $0.lexicographicallyPrecedes($1) })
        where tokens.last != word {
            tokens.append(word)
        }
        self.tokens = tokens
    }

    static func joined(_ words: [[UInt32]]) -> [UInt32] {
        Array(words.joined(separator: [0x20]))
    }
}
