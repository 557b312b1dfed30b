/// The weights of a text on one level, without those that do not count.
struct LevelWeights: IteratorProtocol {
    private var codePoints: CodePoints
    private let table: WeightTable
    private let level: CollationElement.Level
    private var elements = CollationElements(offset: 0, count: 0)
    /// How many of the elements have been seen.
    private var used = 0

    init(_ codePoints: CodePoints, _ table: WeightTable, _ level: CollationElement.Level) {
        self.codePoints = codePoints
        self.table = table
        self.level = level
    }

    mutating func next() -> UInt16? {
        while true {
            if used == elements.count {
                guard let codePoint = codePoints.next() else { return nil }
                elements = table.elements(of: codePoint)
                used = 0
            }
            let element = table.element(used, of: elements)
            used += 1
            let weight = element.weight(level)
            if weight != 0 { return weight }
        }
    }
}

/// The weights of a text by `utf8mb4_general_ci`: one for each character, and 0 is one of them.
struct GeneralWeights: IteratorProtocol {
    private var codePoints: CodePoints

    init(_ codePoints: CodePoints) {
        self.codePoints = codePoints
    }

    mutating func next() -> UInt16? {
        guard let codePoint = codePoints.next() else { return nil }
        return Self.weight(of: codePoint)
    }

    /// The weight of a character; for ASCII, its upper case.
    static func weight(of codePoint: UInt32) -> UInt16 {
        if codePoint < 0x80 {
            let isLowercase = codePoint &- 0x61 < 26
            return UInt16(truncatingIfNeeded: isLowercase ? codePoint - 0x20 : codePoint)
        }
        return WeightTable.general.elements(of: codePoint).computed.0.weight(.primary)
    }
}

/// The bytes of a text as weights; in UTF-8 they order as the code points do.
struct ByteWeights: IteratorProtocol {
    private let bytes: UnsafeRawBufferPointer
    private var index: Int

    init(_ bytes: UnsafeRawBufferPointer, from index: Int = 0) {
        self.bytes = bytes
        self.index = index
    }

    mutating func next() -> UInt16? {
        guard index < bytes.count else { return nil }
        defer { index += 1 }
        return UInt16(bytes[index])
    }
}
