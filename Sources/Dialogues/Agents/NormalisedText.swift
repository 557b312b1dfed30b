#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A text with capital letters made small and every run of white space made one space.
///
/// So that re-wrapped and re-capitalised prompts are still recognised. ASCII only: the prompts are
/// English.
struct NormalisedText {
    /// How much is looked at, at either end: prompts state themselves at the beginning, or at the
    /// end, behind a page.
    private static let reach = 64 << 10

    /// The text, with a NUL behind it for the system's search and none within.
    private var bytes: [UInt8] = []

    init(_ text: String) {
        var text = text
        text.withUTF8 { source in
            bytes.reserveCapacity(min(source.count, 2 * NormalisedText.reach) + 1)
            if source.count <= 2 * NormalisedText.reach {
                append(source[...])
            } else {
                append(source[..<NormalisedText.reach])
                append(source[(source.count - NormalisedText.reach)...])
            }
        }
        bytes.append(0)
    }

    private mutating func append(_ source: Slice<UnsafeBufferPointer<UInt8>>) {
        for byte in source {
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D, 0x00:
                if bytes.last != 0x20 { bytes.append(0x20) }
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
            default: bytes.append(byte)
            }
        }
    }

    /// Whether the text holds a phrase, which must be in the same form.
    func contains(_ phrase: StaticString) -> Bool {
        bytes.withUnsafeBytes { buffer in
            guard let text = buffer.baseAddress else { return false }
            let wanted = UnsafeRawPointer(phrase.utf8Start)
            return strstr(
                text.assumingMemoryBound(to: CChar.self),
                wanted.assumingMemoryBound(to: CChar.self)) != nil
        }
    }

    /// Whether the text begins with a phrase, white space aside.
    func starts(with phrase: StaticString) -> Bool {
        let text = bytes.first == 0x20 ? bytes.dropFirst() : bytes[...]
        return text.starts(
            with: UnsafeBufferPointer(start: phrase.utf8Start, count: phrase.utf8CodeUnitCount))
    }

    /// How long the text is in this form.
    var count: Int { bytes.count - 1 }
}
