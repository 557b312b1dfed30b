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
    private let bytes: [UInt8]

    init(_ text: String) {
        var text = text
        bytes = text.withUTF8 { source in
            let reach = NormalisedText.reach
            let parts =
                source.count <= 2 * reach
                ? [source[...]] : [source[..<reach], source[(source.count - reach)...]]
            let size = parts.reduce(1) { $0 + $1.count }
            return [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
                for part in parts {
                    NormalisedText.append(UnsafeBufferPointer(rebasing: part), to: bytes, &count)
                }
                bytes[count] = 0
                count += 1
            }
        }
    }

    private static func append(
        _ source: UnsafeBufferPointer<UInt8>, to bytes: UnsafeMutableBufferPointer<UInt8>,
        _ count: inout Int
    ) {
        for byte in source {
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D, 0x00:
                guard count == 0 || bytes[count - 1] != 0x20 else { continue }
                bytes[count] = 0x20
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes[count] = byte | 0x20
            default: bytes[count] = byte
            }
            count += 1
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
