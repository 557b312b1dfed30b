/// Finding strings in strings.
enum StringSearch {
    /// The byte at which `needle` first stands in `text` at or after a byte, by a collation.
    ///
    /// As in MySQL a place matches if as many bytes there as the needle has are equal to it by the
    /// collation: `é` is found by `É`, which is as long, but not by `e`.
    static func find(
        _ needle: [UInt8], in text: [UInt8], from start: Int, _ collation: CollationName,
        isBinary: Bool
    ) -> Int? {
        guard text.count - start >= needle.count else { return nil }
        let byBytes = isBinary || collation == .binary || collation == .codePointNoPad
        return needle.withUnsafeBytes { needle in
            text.withUnsafeBytes { text in
                var place = start
                let last = text.count - needle.count
                while place <= last {
                    // Only where a character begins.
                    if byBytes || text[place] & 0xC0 != 0x80 {
                        let window = UnsafeRawBufferPointer(
                            rebasing: text[place..<(place + needle.count)])
                        let matches =
                            byBytes
                            ? window.elementsEqual(needle)
                            : isEqual(window, needle, collation)
                        if matches { return place }
                    }
                    place += 1
                }
                return nil
            }
        }
    }

    /// Equality by a collation, decided without tables where all is ASCII and the first letters
    /// differ already.
    private static func isEqual(
        _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer, _ collation: CollationName
    ) -> Bool {
        if let first = left.first, let other = right.first, first < 0x80, other < 0x80,
            isLetter(first), isLetter(other), first | 0x20 != other | 0x20,
            left.count == 1 || left[1] < 0x80
        {
            return false
        }
        return Collation.compare(left, right, collation) == 0
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// How many characters begin in some bytes.
    static func characterCount(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }

    /// The byte at which the character with an index begins; the end if there are not so many.
    static func byteOffset(ofCharacter index: Int, in bytes: [UInt8]) -> Int {
        var remaining = index
        for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
            if remaining == 0 { return offset }
            remaining -= 1
        }
        return bytes.count
    }

    /// Where a string occurs byte for byte, one place after the other without overlaps.
    static func occurrences(of needle: [UInt8], in text: [UInt8]) -> [Int] {
        guard let first = needle.first, needle.count <= text.count else { return [] }
        var places: [Int] = []
        var place = 0
        let last = text.count - needle.count
        while place <= last {
            if text[place] == first, text[place..<(place + needle.count)].elementsEqual(needle) {
                places.append(place)
                place += needle.count
            } else {
                place += 1
            }
        }
        return places
    }
}
