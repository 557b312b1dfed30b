/// Lucene's one-byte code of a document's length: exact below 40, then four significant bits.
enum LengthCode {
    private static let exact = 24

    /// The code of a length.
    static func encode(_ length: Int) -> UInt8 {
        guard length >= exact else { return UInt8(max(0, length)) }
        let rest = length - exact
        let bits = Int.bitWidth - rest.leadingZeroBitCount
        guard bits >= 4 else { return UInt8(exact + rest) }
        let shift = bits - 4
        return UInt8(min(255, exact + (rest >> shift & 7 | (shift + 1) << 3)))
    }

    /// The length that a code stands for.
    static func decode(_ code: UInt8) -> Int {
        let code = Int(code)
        guard code >= exact else { return code }
        let bits = (code - exact) & 7
        let shift = (code - exact) >> 3 - 1
        return exact + (shift == -1 ? bits : (bits | 8) << shift)
    }
}
