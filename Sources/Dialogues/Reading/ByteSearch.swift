#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Looks for bytes, and compares them, as fast as the system can.
enum ByteSearch {
    /// The index of the first `byte` at or after `start`.
    static func first(
        _ byte: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int = 0
    ) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + start, Int32(byte), bytes.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }

    /// The index of the first place, at or after `start`, where `wanted` stands.
    ///
    /// Looked for is its first punctuation mark, which texts have fewer of than letters and blanks.
    static func first(
        _ wanted: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer, from start: Int
    ) -> Int? {
        guard let base = bytes.baseAddress, let mark = wanted.baseAddress else { return nil }
        let pivot = wanted.firstIndex { isPunctuation($0) } ?? 0
        var index = start + pivot
        while let found = first(wanted[pivot], in: bytes, from: index) {
            let place = found - pivot
            guard place + wanted.count <= bytes.count else { return nil }
            if memcmp(base + place, mark, wanted.count) == 0 { return place }
            index = found + 1
        }
        return nil
    }

    private static func isPunctuation(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    /// Whether two texts are the same.
    static func areEqual(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        return left.withUnsafeBytes { left in
            right.withUnsafeBytes { right in
                guard let first = left.baseAddress, let second = right.baseAddress else {
                    return true
                }
                return memcmp(first, second, left.count) == 0
            }
        }
    }
}
