/// The code points of UTF-8.
///
/// A byte that belongs to no well-formed sequence counts as a character of its own, above all of
/// Unicode: no input is an error, and every two unequal inputs stay unequal.
struct CodePoints: IteratorProtocol {
    private let bytes: UnsafeRawBufferPointer
    /// Where the next character begins.
    private(set) var index: Int

    init(_ bytes: UnsafeRawBufferPointer, from index: Int = 0) {
        self.bytes = bytes
        self.index = index
    }

    mutating func next() -> UInt32? {
        guard index < bytes.count else { return nil }
        let lead = UInt32(bytes[index])
        if lead < 0x80 {
            index += 1
            return lead
        }
        let (length, least): (Int, UInt32) =
            switch lead {
            case 0xC2...0xDF: (2, 0x80)
            case 0xE0...0xEF: (3, 0x800)
            case 0xF0...0xF4: (4, 0x1_0000)
            default: (1, 0)
            }
        if length > 1, index + length <= bytes.count {
            var codePoint = lead & (0x7F >> UInt32(length))
            var isWellFormed = true
            for offset in 1..<length {
                let byte = UInt32(bytes[index + offset])
                isWellFormed = isWellFormed && byte & 0xC0 == 0x80
                codePoint = codePoint << 6 | byte & 0x3F
            }
            if isWellFormed, codePoint >= least, codePoint <= 0x10FFFF, codePoint >> 11 != 0x1B {
                index += length
                return codePoint
            }
        }
        index += 1
        return 0x11_0000 | lead
    }

    /// The length of the longest common prefix of two texts that ends between characters of both.
    static func commonPrefix(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int
    {
        let count = min(left.count, right.count)
        var index = 0
        while index + 8 <= count,
            left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                == right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        {
            index += 8
        }
        while index < count, left[index] == right[index] { index += 1 }
        if !isContinuation(left, index), !isContinuation(right, index) { return index }
        // A character has at most four bytes, so its first is no further back than three.
        for lead in stride(from: index - 1, through: max(index - 3, 0), by: -1)
        where left[lead] & 0xC0 != 0x80 {
            return lead
        }
        return index
    }

    private static func isContinuation(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Bool {
        index < bytes.count && bytes[index] & 0xC0 == 0x80
    }
}
