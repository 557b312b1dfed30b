/// Porter's stemmer with Martin Porter's own later changes, as Lucene has it.
///
/// M. F. Porter, *An algorithm for suffix stripping* (1980), and the changes at
/// <https://tartarus.org/martin/PorterStemmer>: `bli` for `abli`, `logi`, and words of one or two
/// letters are left alone.
struct PorterStemmer {
    private(set) var word: [UInt32]
    /// The length of the stem before the suffix that was found last.
    private var stemLength = 0

    init(_ word: [UInt32]) {
        self.word = word
    }

    mutating func stem() {
        let units = word.reduce(0) { $0 + ($1 > 0xFFFF ? 2 : 1) }
        guard units > 2 else { return }
        removePluralAndParticiple()
        turnFinalY()
        replace(Self.doubleSuffixes, keyedBy: 2)
        replace(Self.longSuffixes, keyedBy: 1)
        removeLastSuffix()
        removeFinalE()
    }

    // MARK: - Measures

    private func isConsonant(_ index: Int) -> Bool {
        switch word[index] {
        case 0x61, 0x65, 0x69, 0x6F, 0x75: false
        case 0x79: index == 0 || !isConsonant(index - 1)
        default: true
        }
    }

    /// The number of times that consonants follow vowels in the stem.
    private func measure(_ length: Int) -> Int {
        var count = 0
        var wasVowel = false
        for index in 0..<length {
            let consonant = isConsonant(index)
            if wasVowel, consonant { count += 1 }
            wasVowel = !consonant
        }
        return count
    }

    private func hasVowel(_ length: Int) -> Bool {
        (0..<length).contains { !isConsonant($0) }
    }

    private var endsInDoubleConsonant: Bool {
        let last = word.count - 1
        return last >= 1 && word[last] == word[last - 1] && isConsonant(last)
    }

    /// Whether the word up to an index ends consonant, vowel, consonant, the last not w, x or y.
    private func endsShort(_ index: Int) -> Bool {
        guard index >= 2, isConsonant(index), !isConsonant(index - 1), isConsonant(index - 2)
        else { return false }
        return ![0x77, 0x78, 0x79].contains(word[index])
    }

    private mutating func ends(_ suffix: StaticString) -> Bool {
        let count = suffix.utf8CodeUnitCount
        guard count <= word.count else { return false }
        let start = word.count - count
        for index in 0..<count where word[start + index] != UInt32(suffix.utf8Start[index]) {
            return false
        }
        stemLength = start
        return true
    }

    private mutating func set(_ ending: StaticString) {
        word.removeLast(word.count - stemLength)
        for index in 0..<ending.utf8CodeUnitCount {
            word.append(UInt32(ending.utf8Start[index]))
        }
    }

    // MARK: - Steps

    private mutating func removePluralAndParticiple() {
        if word.last == 0x73 {
            if ends("sses") {
                word.removeLast(2)
            } else if ends("ies") {
                set("i")
            } else if word[word.count - 2] != 0x73 {
                word.removeLast()
            }
        }
        if ends("eed") {
            if measure(stemLength) > 0 { word.removeLast() }
        } else if ends("ed") || ends("ing"), hasVowel(stemLength) {
            word.removeLast(word.count - stemLength)
            if ends("at") {
                set("ate")
            } else if ends("bl") {
                set("ble")
            } else if ends("iz") {
                set("ize")
            } else if endsInDoubleConsonant {
                if ![0x6C, 0x73, 0x7A].contains(word[word.count - 1]) { word.removeLast() }
            } else if measure(word.count) == 1, endsShort(word.count - 1) {
                word.append(0x65)
            }
        }
    }

    private mutating func turnFinalY() {
        if ends("y"), hasVowel(stemLength) { word[word.count - 1] = 0x69 }
    }

    /// Suffixes and what they become; of each group at most the first that fits counts.
    private typealias Replacements = [(suffix: StaticString, ending: StaticString)]

    private static let doubleSuffixes: [UInt32: Replacements] = [
        0x61: [("ational", "ate"), ("tional", "tion")],
        0x63: [("enci", "ence"), ("anci", "ance")],
        0x65: [("izer", "ize")],
        0x6C: [
            ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"),
        ],
        0x6F: [("ization", "ize"), ("ation", "ate"), ("ator", "ate")],
        0x73: [("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous")],
        0x74: [("aliti", "al"), ("iviti", "ive"), ("biliti", "ble")],
        0x67: [("logi", "log")],
    ]

    private static let longSuffixes: [UInt32: Replacements] = [
        0x65: [("icate", "ic"), ("ative", ""), ("alize", "al")],
        0x69: [("iciti", "ic")],
        0x6C: [("ical", "ic"), ("ful", "")],
        0x73: [("ness", "")],
    ]

    private mutating func replace(_ groups: [UInt32: Replacements], keyedBy fromEnd: Int) {
        guard word.count >= fromEnd, let group = groups[word[word.count - fromEnd]] else { return }
        for (suffix, ending) in group where ends(suffix) {
            if measure(stemLength) > 0 { set(ending) }
            return
        }
    }

    private static let lastSuffixes: [UInt32: [StaticString]] = [
        0x61: ["al"], 0x63: ["ance", "ence"], 0x65: ["er"], 0x69: ["ic"],
        0x6C: ["able", "ible"], 0x6E: ["ant", "ement", "ment", "ent"], 0x6F: ["ion", "ou"],
        0x73: ["ism"], 0x74: ["ate", "iti"], 0x75: ["ous"], 0x76: ["ive"], 0x7A: ["ize"],
    ]

    private mutating func removeLastSuffix() {
        guard word.count >= 2, let group = Self.lastSuffixes[word[word.count - 2]] else { return }
        for suffix in group where ends(suffix) {
            if suffix.utf8CodeUnitCount == 3, suffix.utf8Start[0] == 0x69,
                suffix.utf8Start[1] == 0x6F
            {
                // Of `ion` only what follows s or t is a suffix.
                guard stemLength > 0, [0x73, 0x74].contains(word[stemLength - 1]) else { continue }
            }
            if measure(stemLength) > 1 { word.removeLast(word.count - stemLength) }
            return
        }
    }

    private mutating func removeFinalE() {
        if word.last == 0x65 {
            let measure = measure(word.count)
            if measure > 1 || (measure == 1 && !endsShort(word.count - 2)) { word.removeLast() }
        }
        if word.last == 0x6C, endsInDoubleConsonant, measure(word.count) > 1 { word.removeLast() }
    }
}
