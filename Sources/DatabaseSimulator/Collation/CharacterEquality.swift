/// Whether two characters are the same to `LIKE`, which compares them one by one.
///
/// This is not the equality of texts of one character: `LIKE` takes characters of regions without
/// weights of their own (ideographs, syllables of Hangul) by code point, and an ignorable character
/// is the same as another but not as none.
struct CharacterEquality: Sendable {
    let collation: CollationName
    /// Two ASCII characters are the same if their numbers here are.
    private let classes: [UInt16]

    init(_ collation: CollationName) {
        self.collation = collation
        classes = (0..<0x80).map { Self.asciiClass($0, collation) }
    }

    private static func asciiClass(_ byte: UInt32, _ collation: CollationName) -> UInt16 {
        let identity = UInt16(truncatingIfNeeded: byte)
        return switch collation {
        case .standard:
            UnicodeOrder.latinPrimaries[Int(byte)]
        case .accentAndCaseSensitive:
            UnicodeOrder.latinPrimaries[Int(byte)] == 0 ? 0 : identity
        case .general, .general3, .asciiGeneral:
            GeneralWeights.weight(of: byte)
        case .swedish:
            LatinWeights.weight(of: byte, ignoresCase: true)
        case .unicode, .unicode3:
            WeightTable.unicode4.elements(of: byte).computed.0.weight(.primary)
        case .codePoint, .codePointNoPad, .binary, .codePoint3, .latinCodePoint, .asciiCodePoint:
            identity
        }
    }

    /// Whether two characters are the same.
    @inline(__always)
    func callAsFunction(_ first: UInt32, _ second: UInt32) -> Bool {
        if first == second { return true }
        if first < 0x80, second < 0x80 { return classes[Int(first)] == classes[Int(second)] }
        return areEqual(first, second)
    }

    private func areEqual(_ first: UInt32, _ second: UInt32) -> Bool {
        switch collation {
        case .standard:
            haveEqualWeights(first, second, .unicode9, levels: [.primary])
        case .accentAndCaseSensitive:
            haveEqualWeights(first, second, .unicode9, levels: [.primary, .secondary, .tertiary])
        case .swedish:
            LatinWeights.weight(of: first, ignoresCase: true)
                == LatinWeights.weight(of: second, ignoresCase: true)
        case .general, .general3, .asciiGeneral:
            GeneralWeights.weight(of: first) == GeneralWeights.weight(of: second)
        case .unicode, .unicode3:
            haveEqualWeights(first, second, .unicode4, levels: [.primary])
        case .codePoint, .codePointNoPad, .binary, .codePoint3, .latinCodePoint, .asciiCodePoint:
            false
        }
    }

    private func haveEqualWeights(
        _ first: UInt32, _ second: UInt32, _ table: WeightTable, levels: [CollationElement.Level]
    ) -> Bool {
        guard table.namesPage(of: first), table.namesPage(of: second) else { return false }
        let (left, right) = (table.elements(of: first), table.elements(of: second))
        return levels.allSatisfy { level in
            var (leftIndex, rightIndex) = (0, 0)
            while true {
                let leftWeight = nextWeight(&leftIndex, left, table, level)
                let rightWeight = nextWeight(&rightIndex, right, table, level)
                if leftWeight != rightWeight { return false }
                if leftWeight == nil { return true }
            }
        }
    }

    private func nextWeight(
        _ index: inout Int, _ elements: CollationElements, _ table: WeightTable,
        _ level: CollationElement.Level
    ) -> UInt16? {
        while index < elements.count {
            let weight = table.element(index, of: elements).weight(level)
            index += 1
            if weight != 0 { return weight }
        }
        return nil
    }
}
