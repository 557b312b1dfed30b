/// The weights of a text by `latin1_swedish_ci` or `latin1_bin`: one for each character, by its byte
/// in MySQL's latin1, which is Windows' code page 1252.
struct LatinWeights: IteratorProtocol {
    private var codePoints: CodePoints
    private let ignoresCase: Bool

    init(_ codePoints: CodePoints, ignoresCase: Bool) {
        self.codePoints = codePoints
        self.ignoresCase = ignoresCase
    }

    mutating func next() -> UInt16? {
        guard let codePoint = codePoints.next() else { return nil }
        return Self.weight(of: codePoint, ignoresCase: ignoresCase)
    }

    /// The weight of a character; one that latin1 has not is greater than all that it has.
    static func weight(of codePoint: UInt32, ignoresCase: Bool) -> UInt16 {
        guard let byte = LatinEncoding.byte(of: codePoint) else {
            return UInt16(truncatingIfNeeded: 0x100 | codePoint)
        }
        guard ignoresCase else { return UInt16(byte) }
        switch byte {
        case 0x61...0x7A: return UInt16(byte) - 0x20
        case 0xC0...0xFF: return UInt16(swedish[Int(byte) - 0xC0])
        default: return UInt16(byte)
        }
    }

    /// The weights of the letters with marks, from 0xC0: most are as the letter without; Swedish has
    /// three letters behind Z, and U with two dots is a Y.
    private static let swedish: [UInt8] = [
        65, 65, 65, 65, 92, 91, 92, 67, 69, 69, 69, 69, 73, 73, 73, 73,
        68, 78, 79, 79, 79, 79, 93, 215, 216, 85, 85, 85, 89, 89, 222, 223,
        65, 65, 65, 65, 92, 91, 92, 67, 69, 69, 69, 69, 73, 73, 73, 73,
        68, 78, 79, 79, 79, 79, 93, 247, 216, 85, 85, 85, 89, 89, 222, 255,
    ]
}
