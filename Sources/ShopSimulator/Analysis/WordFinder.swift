/// Finds the words of a text as Lucene's StandardTokenizer does: Unicode's word breaks (UAX #29)
/// with emoji sequences (UTS #51), of which the longest match counts.
struct WordFinder {
    private let codes: [UInt32]
    private let classes: [CharacterClass]

    /// A longer word is cut into pieces of this many UTF-16 code units.
    private static let longestWord = 255

    init(_ codes: [UInt32]) {
        self.codes = codes
        classes = codes.map { CharacterClass(of: $0) }
    }

    /// The word at or after a place; `nil` if there is none up to the end.
    func word(from start: Int) -> Range<Int>? {
        var place = start
        while place < codes.count {
            let limit = self.limit(from: place)
            var end = endOfWord(at: place, limit)
            end = max(end, endOfEmoji(at: place, limit))
            end = max(end, endOfKeycap(at: place, limit))
            end = max(end, endOfFlag(at: place, limit))
            end = max(end, endOfRun(of: .southEastAsian, at: place, limit))
            if end == place, classes[place].contains(.ideograph) {
                end = pastExtenders(place + 1, limit)
            }
            if end > place { return place..<end }
            place += 1
        }
        return nil
    }

    /// Where a word that begins at a place must end at the latest.
    private func limit(from start: Int) -> Int {
        if codes.count - start <= Self.longestWord / 2 { return codes.count }
        var units = 0
        var place = start
        while place < codes.count {
            units += codes[place] > 0xFFFF ? 2 : 1
            if units > Self.longestWord { break }
            place += 1
        }
        return place
    }

    private func pastExtenders(_ start: Int, _ limit: Int) -> Int {
        var place = start
        while place < limit, classes[place].contains(.extender) { place += 1 }
        return place
    }

    private func pastConnectors(_ start: Int, _ limit: Int) -> Int {
        var place = start
        while place < limit, classes[place].contains(.connector) {
            place = pastExtenders(place + 1, limit)
        }
        return place
    }

    private func has(_ kind: CharacterClass, at place: Int, _ limit: Int) -> Bool {
        place < limit && !classes[place].isDisjoint(with: kind)
    }

    /// Letters, digits and katakana, joined by connectors and by single marks in their midst.
    private func endOfWord(at start: Int, _ limit: Int) -> Int {
        let core: CharacterClass = [.letter, .numeric, .katakana]
        var place = pastConnectors(start, limit)
        guard has(core, at: place, limit) else { return start }
        /// Whether the last letter may begin a pair with a quote: not if a mark led to it.
        var isFree = true
        while true {
            let kind = classes[place]
            let end = pastExtenders(place + 1, limit)
            let joined = pastConnectors(end, limit)
            if joined > end {
                guard has(core, at: joined, limit) else { return joined }
                place = joined
                isFree = true
            } else if continues(kind, at: end, limit) {
                place = end
                isFree = true
            } else if let next = pastMark(after: kind, at: end, limit) {
                place = next
                isFree = false
            } else if kind.contains(.hebrew), isFree, has(.doubleQuote, at: end, limit),
                has(.hebrew, at: pastExtenders(end + 1, limit), limit)
            {
                place = pastExtenders(end + 1, limit)
                isFree = false
            } else if kind.contains(.hebrew), isFree, has(.singleQuote, at: end, limit) {
                // The quote belongs to the word, which goes on behind it.
                let behind = pastExtenders(end + 1, limit)
                let joined = pastConnectors(behind, limit)
                guard has(joined > behind ? core : [.letter, .numeric], at: joined, limit) else {
                    return joined
                }
                place = joined
                isFree = true
            } else {
                return end
            }
        }
    }

    /// Whether the character at a place goes on with a word whose last character was of a kind.
    private func continues(_ kind: CharacterClass, at place: Int, _ limit: Int) -> Bool {
        kind.contains(.katakana)
            ? has(.katakana, at: place, limit) : has([.letter, .numeric], at: place, limit)
    }

    /// The place behind a mark that joins letters with letters or digits with digits.
    private func pastMark(after kind: CharacterClass, at place: Int, _ limit: Int) -> Int? {
        let joins: (mark: CharacterClass, next: CharacterClass)? =
            kind.contains(.letter)
            ? (.midLetter, .letter) : kind.contains(.numeric) ? (.midNumber, .numeric) : nil
        guard let joins, has(joins.mark, at: place, limit) else { return nil }
        let next = pastExtenders(place + 1, limit)
        return has(joins.next, at: next, limit) ? next : nil
    }

    private func endOfRun(of kind: CharacterClass, at start: Int, _ limit: Int) -> Int {
        var place = start
        while has(kind, at: place, limit) { place = pastExtenders(place + 1, limit) }
        return place
    }

    private func endOfFlag(at start: Int, _ limit: Int) -> Int {
        guard has(.regionalIndicator, at: start, limit) else { return start }
        let second = pastExtenders(start + 1, limit)
        return has(.regionalIndicator, at: second, limit)
            ? pastExtenders(second + 1, limit) : start
    }
}

// MARK: - Emoji

extension WordFinder {
    private static let joiner: UInt32 = 0x200D
    private static let emojiStyle: UInt32 = 0xFE0F
    private static let textStyle: UInt32 = 0xFE0E
    private static let keycap: UInt32 = 0x20E3

    private func isCode(_ code: UInt32, at place: Int, _ limit: Int) -> Bool {
        place < limit && codes[place] == code
    }

    /// Behind extenders, of which the two that choose a style end the run.
    private func pastPlainExtenders(_ start: Int, _ limit: Int) -> Int {
        var place = start
        while has(.extender, at: place, limit), codes[place] != Self.emojiStyle,
            codes[place] != Self.textStyle
        {
            place += 1
        }
        return place
    }

    /// `1️⃣`: a digit or sign in a keycap.
    private func endOfKeycap(at start: Int, _ limit: Int) -> Int {
        guard let scalar = Unicode.Scalar(codes[start]),
            "0123456789#*".unicodeScalars.contains(scalar)
        else { return start }
        var place = start + 1
        while has(.extender, at: place, limit) {
            if codes[place] == Self.keycap { return pastPlainExtenders(place + 1, limit) }
            place += 1
        }
        return start
    }

    /// One emoji or several that joiners make into one.
    private func endOfEmoji(at start: Int, _ limit: Int) -> Int {
        var end = endOfEmojiElement(at: start, limit)
        while end > start,
            isCode(Self.joiner, at: end, limit) || isCode(Self.joiner, at: end - 1, limit)
        {
            let next = isCode(Self.joiner, at: end, limit) ? end : end - 1
            let following = endOfEmojiElement(at: next, limit)
            guard following > end else { break }
            end = following
        }
        return end
    }

    private func endOfEmojiElement(at start: Int, _ limit: Int) -> Int {
        var place = start
        while isCode(Self.joiner, at: place, limit) { place += 1 }
        if has(.emoji, at: place, limit) {
            let isBase = has(.emojiModifierBase, at: place, limit)
            var end = pastPlainExtenders(place + 1, limit)
            if isBase, has(.emojiModifier, at: end, limit) {
                return pastPlainExtenders(end + 1, limit)
            }
            if isCode(Self.emojiStyle, at: end, limit) { end += 1 }
            return end
        }
        return has(.emojiModifier, at: start, limit)
            ? pastPlainExtenders(start + 1, limit) : start
    }
}
