/// Three weights of a character, or of a part of one, in 30 bits; a weight of 0 does not count.
struct CollationElement: Hashable, Sendable {
    var bits: UInt32

    init(bits: UInt32) {
        self.bits = bits
    }

    init(primary: UInt32, secondary: UInt32 = 0, tertiary: UInt32 = 0) {
        bits = primary << 14 | secondary << 5 | tertiary
    }

    /// The element that counts on no level.
    static let ignorable = CollationElement(bits: 0)

    /// A level of comparison: where its weight stands in the element.
    enum Level: CaseIterable, Sendable {
        /// Letters.
        case primary
        /// Accents.
        case secondary
        /// Case and variants.
        case tertiary
    }

    /// The weight on a level.
    func weight(_ level: Level) -> UInt16 {
        switch level {
        case .primary: UInt16(truncatingIfNeeded: bits >> 14)
        case .secondary: UInt16(truncatingIfNeeded: bits >> 5 & 0x1FF)
        case .tertiary: UInt16(truncatingIfNeeded: bits & 0x1F)
        }
    }
}

/// The collation elements of one character: a few computed ones, or a part of a table.
struct CollationElements {
    /// How many there are.
    var count: Int
    /// The first three, where the character is not in ``WeightTable/expansions``.
    var computed: (CollationElement, CollationElement, CollationElement)
    /// Where they stand in ``WeightTable/expansions``, or -1.
    var offset: Int

    init(
        _ first: CollationElement, _ second: CollationElement? = nil,
        _ third: CollationElement? = nil
    ) {
        count = third != nil ? 3 : second != nil ? 2 : 1
        computed = (first, second ?? .ignorable, third ?? .ignorable)
        offset = -1
    }

    init(offset: Int, count: Int) {
        self.count = count
        self.offset = offset
        computed = (.ignorable, .ignorable, .ignorable)
    }
}
