/// The weights of all characters in one version of Unicode, as MySQL has them.
///
/// A class so that iterators hold it by one pointer; it never changes. It is decoded the first time
/// that a character outside the small direct tables is compared.
final class WeightTable: Sendable {
    /// Whose rules compute the weights of characters that the table does not name.
    enum Version: Sendable {
        /// `utf8mb4_0900_*`.
        case unicode9
        /// `utf8mb4_unicode_ci`.
        case unicode4
        /// `utf8mb4_general_ci`.
        case general
    }

    /// Unicode 9.0.0, all planes.
    static let unicode9 = WeightTable(unicode9Text, .unicode9)
    /// Unicode 4.0.0, the basic plane.
    static let unicode4 = WeightTable(unicode4Text, .unicode4)
    /// The weights of `utf8mb4_general_ci`.
    static let general = WeightTable(generalText, .general)

    let version: Version
    /// The elements of characters that have several, one character after the other.
    let expansions: [CollationElement]
    /// For each 256 code points, 256 times the place of their entries; -1 where none is named.
    private let pages: [Int32]
    /// An element; or ``unnamed``; or, with the highest bit set, the count and place of an expansion.
    private let entries: [UInt32]

    private static let unnamed = UInt32.max
    private static let pageCount = 0x1100

    /// Decodes a generated text.
    ///
    /// It holds the number of shapes, the shapes (whether the primary weight is 0, the secondary
    /// and tertiary weight); the number of characters; then characters in order, each led by
    /// - 0: a number of code points to skip;
    /// - 1, 2: characters of one element each, whose primary weight rises by one or stays: their
    ///   number, the shape, the first primary weight;
    /// - 3: a compatibility ideograph: the code point of its ideograph;
    /// - 4...10: the elements of one character, two to eight;
    /// - 11 and above: one element whose shape is the number less 11.
    ///
    /// A primary weight is given as its distance from the one before, and not at all if it is 0.
    private init(_ text: StaticString, _ version: Version) {
        var pages = [Int32](repeating: -1, count: Self.pageCount)
        var entries: [UInt32] = []
        var expansions: [CollationElement] = []
        func name(_ codePoint: Int, _ entry: UInt32) {
            guard codePoint >> 8 < Self.pageCount else { return }
            if pages[codePoint >> 8] < 0 {
                pages[codePoint >> 8] = Int32(entries.count)
                entries += repeatElement(Self.unnamed, count: 256)
            }
            entries[Int(pages[codePoint >> 8]) + codePoint & 0xFF] = entry
        }
        func name(_ codePoint: Int, _ elements: [CollationElement]) {
            name(codePoint, 1 << 31 | UInt32(elements.count) << 24 | UInt32(expansions.count))
            expansions += elements
        }
        text.withUTF8Buffer { buffer in
            var reader = SymbolReader(buffer)
            let shapes = (0..<reader.number()).map { _ in Shape(&reader) }
            var left = reader.number()
            var codePoint = 0
            var primary = 0
            while left > 0 {
                let kind = reader.number()
                switch kind {
                case 0:
                    codePoint += reader.number()
                    continue
                case 1, 2:
                    let count = reader.number()
                    let shape = shapes[reader.number()]
                    if !shape.isIgnorable { primary += reader.signed() }
                    for offset in 0..<count {
                        if kind == 1, offset > 0 { primary += 1 }
                        name(codePoint, shape.element(primary).bits)
                        codePoint += 1
                    }
                    left -= count
                    continue
                case 3:
                    let ideograph = UInt32(reader.number())
                    name(codePoint, Self.implicit9(ideograph))
                case 4...10:
                    var last = primary
                    let elements = (0..<kind - 2).map { index in
                        let shape = shapes[reader.number()]
                        if !shape.isIgnorable {
                            last += reader.signed()
                            if index == 0 { primary = last }
                        }
                        return shape.element(last)
                    }
                    name(codePoint, elements)
                default:
                    let shape = shapes[kind - 11]
                    if !shape.isIgnorable { primary += reader.signed() }
                    name(codePoint, shape.element(primary).bits)
                }
                codePoint += 1
                left -= 1
            }
        }
        self.version = version
        self.pages = pages
        self.entries = entries
        self.expansions = expansions
    }

    /// The weights of an element besides its primary one.
    private struct Shape {
        var isIgnorable: Bool
        var secondary: UInt32
        var tertiary: UInt32

        init(_ reader: inout SymbolReader) {
            isIgnorable = reader.number() == 1
            secondary = UInt32(reader.number())
            tertiary = UInt32(reader.number())
        }

        func element(_ primary: Int) -> CollationElement {
            CollationElement(
                primary: isIgnorable ? 0 : UInt32(truncatingIfNeeded: primary),
                secondary: secondary, tertiary: tertiary)
        }
    }

    private func entry(_ codePoint: UInt32) -> UInt32? {
        guard codePoint >> 8 < Self.pageCount else { return nil }
        let page = Int(pages[Int(codePoint >> 8)])
        guard page >= 0 else { return nil }
        return entries[page + Int(codePoint & 0xFF)]
    }

    /// Whether any of the 256 code points around this one is named.
    ///
    /// Where none is, `LIKE` compares by code point.
    func namesPage(of codePoint: UInt32) -> Bool {
        codePoint >> 8 < Self.pageCount && pages[Int(codePoint >> 8)] >= 0
    }

    /// The elements of a character.
    func elements(of codePoint: UInt32) -> CollationElements {
        guard let entry = entry(codePoint), entry != Self.unnamed else {
            return computedElements(of: codePoint)
        }
        if entry >> 31 == 0 { return CollationElements(CollationElement(bits: entry)) }
        return CollationElements(offset: Int(entry & 0xFF_FFFF), count: Int(entry >> 24 & 0xF))
    }

    /// One of the elements of a character.
    func element(_ index: Int, of elements: CollationElements) -> CollationElement {
        if elements.offset >= 0 { return expansions[elements.offset + index] }
        switch index {
        case 0: return elements.computed.0
        case 1: return elements.computed.1
        default: return elements.computed.2
        }
    }

    /// The elements of a character that the table does not name.
    private func computedElements(of codePoint: UInt32) -> CollationElements {
        switch version {
        case .general:
            return CollationElements(
                CollationElement(primary: codePoint > 0xFFFF ? 0xFFFD : codePoint))
        case .unicode4:
            if codePoint > 0xFFFF { return CollationElements(CollationElement(primary: 0xFFFD)) }
            let base: UInt32 =
                switch codePoint {
                case 0x3400...0x4DB5: 0xFB80
                case 0x4E00...0x9FA5: 0xFB40
                default: 0xFBC0
                }
            return CollationElements(
                CollationElement(primary: base + codePoint >> 15),
                CollationElement(primary: codePoint & 0x7FFF | 0x8000))
        case .unicode9:
            if case 0xAC00...0xD7AF = codePoint { return syllable(codePoint) }
            let elements = Self.implicit9(codePoint)
            return CollationElements(elements[0], elements[1])
        }
    }

    /// A syllable of Hangul weighs as its letters do.
    private func syllable(_ codePoint: UInt32) -> CollationElements {
        let index = codePoint - 0xAC00
        let trail = index % 28
        return CollationElements(
            firstElement(of: 0x1100 + index / 588), firstElement(of: 0x1161 + index % 588 / 28),
            trail == 0 ? nil : firstElement(of: 0x11A7 + trail))
    }

    private func firstElement(of codePoint: UInt32) -> CollationElement {
        element(0, of: elements(of: codePoint))
    }

    /// The two elements of an ideograph, of a Tangut character and of one that is not assigned.
    private static func implicit9(_ codePoint: UInt32) -> [CollationElement] {
        let first: UInt32
        var second = codePoint & 0x7FFF | 0x8000
        switch codePoint {
        case 0x17000...0x18AFF:
            first = 0xFB00
            second = (codePoint - 0x17000) | 0x8000
        case 0x3400...0x4DB5, 0x20000...0x2A6D6, 0x2A700...0x2B734, 0x2B740...0x2B81D,
            0x2B820...0x2CEA1:
            first = 0xFB80 + codePoint >> 15
        case 0x4E00...0x9FD5, 0xFA0E...0xFA29:
            first = 0xFB40 + codePoint >> 15
        default:
            first = 0xFBC0 + codePoint >> 15
        }
        return [
            CollationElement(primary: first, secondary: 0x20, tertiary: 2),
            CollationElement(primary: second),
        ]
    }
}
