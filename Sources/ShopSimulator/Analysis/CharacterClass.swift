/// The part that a character plays when Lucene looks for words; a character may play several.
struct CharacterClass: OptionSet {
    let rawValue: UInt32

    static let letter = CharacterClass(rawValue: 1 << 0)
    static let hebrew = CharacterClass(rawValue: 1 << 1)
    static let numeric = CharacterClass(rawValue: 1 << 2)
    static let katakana = CharacterClass(rawValue: 1 << 3)
    static let midLetter = CharacterClass(rawValue: 1 << 4)
    static let midNumber = CharacterClass(rawValue: 1 << 5)
    static let singleQuote = CharacterClass(rawValue: 1 << 6)
    static let doubleQuote = CharacterClass(rawValue: 1 << 7)
    static let connector = CharacterClass(rawValue: 1 << 8)
    static let extender = CharacterClass(rawValue: 1 << 9)
    static let regionalIndicator = CharacterClass(rawValue: 1 << 10)
    static let ideograph = CharacterClass(rawValue: 1 << 11)
    static let southEastAsian = CharacterClass(rawValue: 1 << 12)
    static let emoji = CharacterClass(rawValue: 1 << 13)
    static let emojiModifier = CharacterClass(rawValue: 1 << 14)
    static let emojiModifierBase = CharacterClass(rawValue: 1 << 15)

    /// The classes of a code point.
    init(of code: UInt32) {
        self = code < 0x80 ? Self.ascii[Int(code)] : Self.ranges.classes(of: code)
    }

    init(rawValue: UInt32) { self.rawValue = rawValue }

    private static let ranges = ClassRanges()
    private static let ascii = (0..<0x80).map { ranges.classes(of: UInt32($0)) }
}

/// The ranges of code points that share their classes, in order.
private struct ClassRanges {
    private var starts: [UInt32] = []
    private var classes: [CharacterClass] = []

    init() {
        let table: [(StaticString, CharacterClass)] = [
            (WordBreakTable.letter, .letter), (WordBreakTable.hebrew, [.letter, .hebrew]),
            (WordBreakTable.numeric, .numeric), (WordBreakTable.katakana, .katakana),
            (WordBreakTable.midLetter, .midLetter), (WordBreakTable.midNumber, .midNumber),
            (WordBreakTable.midBoth, [.midLetter, .midNumber]),
            (WordBreakTable.singleQuote, .singleQuote),
            (WordBreakTable.doubleQuote, .doubleQuote), (WordBreakTable.connector, .connector),
            (WordBreakTable.extender, .extender),
            (WordBreakTable.regionalIndicator, .regionalIndicator),
            (WordBreakTable.ideograph, .ideograph),
            (WordBreakTable.southEastAsian, .southEastAsian), (WordBreakTable.emoji, .emoji),
            (WordBreakTable.emojiModifier, .emojiModifier),
            (WordBreakTable.emojiModifierBase, .emojiModifierBase),
        ]
        // A class is switched on where a range of it begins and off behind its end.
        var switches: [(place: UInt32, bits: UInt32)] = []
        for (text, kind) in table {
            for range in Self.ranges(in: text) {
                switches.append((range.lowerBound, kind.rawValue))
                switches.append((range.upperBound + 1, kind.rawValue))
            }
        }
        switches.sort { $0.place < $1.place }
        var current: UInt32 = 0
        starts = [0]
        classes = [[]]
        for (place, bits) in switches {
            current ^= bits
            if starts[starts.count - 1] == place {
                classes[classes.count - 1] = CharacterClass(rawValue: current)
            } else {
                starts.append(place)
                classes.append(CharacterClass(rawValue: current))
            }
        }
    }

    /// The last range that begins at or before a code point.
    func classes(of code: UInt32) -> CharacterClass {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= code { low = middle } else { high = middle }
        }
        return classes[low]
    }

    private static func ranges(in text: StaticString) -> [ClosedRange<UInt32>] {
        var ranges: [ClosedRange<UInt32>] = []
        var first: UInt32?
        var value: UInt32 = 0
        func close() { ranges.append((first ?? value)...value) }
        for byte in UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount) {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - 0x30)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - 0x37)
            case UInt8(ascii: "-"):
                first = value
                value = 0
            default:
                close()
                first = nil
                value = 0
            }
        }
        close()
        return ranges
    }
}
