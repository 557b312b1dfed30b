/// Reads the numbers of a generated table out of its text.
///
/// The tables are string literals because the compiler takes those as they are, where an array of
/// so many numbers would cost it seconds. A number is one to four symbols of 91, `$` being 0; all
/// other characters are skipped. The writer is `Scripts/generate-collation-tables`.
struct SymbolReader {
    private let text: UnsafeBufferPointer<UInt8>
    private var index = 0

    init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
    }

    private mutating func symbol() -> Int {
        while index < text.count {
            let byte = text[index]
            index += 1
            if byte >= 36 { return Int(byte) - 36 }
        }
        return 0
    }

    /// The next number; 0 behind the last.
    mutating func number() -> Int {
        let first = symbol()
        switch first {
        case ..<64: return first
        case ..<87: return 64 + (first - 64) * 91 + symbol()
        case ..<90: return 2_157 + ((first - 87) * 91 + symbol()) * 91 + symbol()
        default: return 27_000 + (symbol() * 91 + symbol()) * 91 + symbol()
        }
    }

    /// The next number, of which the lowest bit is the sign.
    mutating func signed() -> Int {
        let value = number()
        return value & 1 == 0 ? value >> 1 : -((value + 1) >> 1)
    }
}
