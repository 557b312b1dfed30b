/// Eight bytes of a text, examined at once.
///
/// Each test marks the high bit of every byte that passes. A mark above the lowest one can be wrong
/// (a borrow travels upwards), the lowest never is: enough to find the first byte of a kind.
struct ByteWord {
    private var bits: UInt64

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// The eight bytes from `offset`, which must all lie within the buffer.
    @inline(__always)
    init(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
        bits = UInt64(
            littleEndian: UnsafeRawBufferPointer(bytes)
                .loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// Marks bytes equal to `byte`.
    @inline(__always)
    func equal(to byte: UInt8) -> UInt64 {
        let difference = bits ^ (ByteWord.ones &* UInt64(byte))
        return (difference &- ByteWord.ones) & ~difference & ByteWord.highs
    }

    /// Marks control characters.
    @inline(__always)
    var controls: UInt64 {
        (bits &- (ByteWord.ones &* 0x20)) & ~bits & ByteWord.highs
    }

    /// Marks bytes of characters beyond ASCII.
    @inline(__always)
    var nonASCII: UInt64 { bits & ByteWord.highs }

    /// The index of the first marked byte.
    @inline(__always)
    static func first(of marks: UInt64) -> Int { marks.trailingZeroBitCount >> 3 }
}
