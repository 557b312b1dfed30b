/// Where two texts differ, word by word.
///
///     TextDifference(from: "[(3,)]", to: "[(4,)]").old      // "[(", 3 (changed), ",)]"
public struct TextDifference: Hashable, Sendable {
    /// A stretch of one of the texts.
    public struct Stretch: Hashable, Sendable {
        /// What it says.
        public var text: String
        /// Whether the other text lacks it.
        public var isChanged: Bool
    }

    /// The first text, in stretches.
    public private(set) var old: [Stretch]
    /// The second text, in stretches.
    public private(set) var new: [Stretch]

    /// Compares two texts.
    ///
    /// What they have in common at both ends is set aside; the middle parts are aligned by their
    /// longest common subsequence of words, unless that would take more than a million steps:
    /// then they count as changed as a whole.
    public init(from old: String, to new: String) {
        let first = TextDifference.words(of: old)
        let second = TextDifference.words(of: new)
        let shorter = min(first.count, second.count)
        var head = 0
        while head < shorter, first[head] == second[head] { head += 1 }
        var tail = 0
        while tail < shorter - head,
            first[first.count - 1 - tail] == second[second.count - 1 - tail]
        { tail += 1 }
        let left = first[head..<first.count - tail]
        let right = second[head..<second.count - tail]
        let (keptLeft, keptRight) = TextDifference.common(left, right)
        func stretches(_ words: [Word], kept: Set<Int>, middle: Range<Int>) -> [Stretch] {
            TextDifference.stretches(
                words.indices.map { (words[$0], middle.contains($0) && !kept.contains($0)) })
        }
        self.old = stretches(first, kept: keptLeft, middle: left.indices)
        self.new = stretches(second, kept: keptRight, middle: right.indices)
    }

    /// A word as its bytes: texts that print alike may still differ.
    private typealias Word = ArraySlice<UInt8>

    private static func words(of text: String) -> [Word] {
        let bytes = Array(text.utf8)
        var words: [Word] = []
        var start = 0
        func belongsToWord(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
            default: false
            }
        }
        while start < bytes.count {
            var end = start + 1
            if belongsToWord(bytes[start]) {
                while end < bytes.count, belongsToWord(bytes[end]) { end += 1 }
            }
            words.append(bytes[start..<end])
            start = end
        }
        return words
    }

    /// The places of a longest common subsequence.
    private static func common(
        _ left: ArraySlice<Word>, _ right: ArraySlice<Word>
    ) -> (Set<Int>, Set<Int>) {
        guard !left.isEmpty, !right.isEmpty, left.count * right.count <= 1_000_000 else {
            return ([], [])
        }
        let width = right.count + 1
        var lengths = [Int32](repeating: 0, count: (left.count + 1) * width)
        for row in stride(from: left.count - 1, through: 0, by: -1) {
            for column in stride(from: right.count - 1, through: 0, by: -1) {
                lengths[row * width + column] =
                    left[left.startIndex + row] == right[right.startIndex + column]
                    ? lengths[(row + 1) * width + column + 1] + 1
                    : max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
            }
        }
        var kept: (Set<Int>, Set<Int>) = ([], [])
        var row = 0
        var column = 0
        while row < left.count, column < right.count {
            if left[left.startIndex + row] == right[right.startIndex + column] {
                kept.0.insert(left.startIndex + row)
                kept.1.insert(right.startIndex + column)
                row += 1
                column += 1
            } else if lengths[(row + 1) * width + column] >= lengths[row * width + column + 1] {
                row += 1
            } else {
                column += 1
            }
        }
        return kept
    }

    private static func stretches(_ words: [(Word, Bool)]) -> [Stretch] {
        var stretches: [(bytes: [UInt8], isChanged: Bool)] = []
        for (word, isChanged) in words {
            if stretches.last?.isChanged == isChanged {
                stretches[stretches.count - 1].bytes += word
            } else {
                stretches.append((Array(word), isChanged))
            }
        }
        return stretches.map {
            Stretch(text: String(decoding: $0.bytes, as: UTF8.self), isChanged: $0.isChanged)
        }
    }
}
