/// Writes numbers as Parquet's hybrid of runs and bit-packed groups.
enum HybridEncoder {
    /// Encodes numbers of `width` bits.
    static func encode<Number: FixedWidthInteger>(
        _ numbers: ArraySlice<Number>, width: Int
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        guard width > 0 else {
            // One run of zeros; readers that know the width do not look at it.
            append(numbers.count << 1, to: &bytes)
            return bytes
        }
        var packed = numbers[numbers.startIndex..<numbers.startIndex]
        var index = numbers.startIndex
        while index < numbers.endIndex {
            var end = index + 1
            while end < numbers.endIndex, numbers[end] == numbers[index] { end += 1 }
            // A group holds eight numbers, so a run may begin only where one ends.
            let missing = (8 - packed.count % 8) % 8
            if end - index - missing >= 8 {
                packed = numbers[packed.startIndex..<(index + missing)]
                pack(packed, width: width, to: &bytes)
                index += missing
                append((end - index) << 1, to: &bytes)
                let value = Int(numbers[index])
                for shift in stride(from: 0, to: width, by: 8) {
                    bytes.append(UInt8(truncatingIfNeeded: value >> shift))
                }
                packed = numbers[end..<end]
            } else {
                packed = numbers[packed.startIndex..<end]
            }
            index = end
        }
        pack(packed, width: width, to: &bytes)
        return bytes
    }

    private static func pack<Number: FixedWidthInteger>(
        _ numbers: ArraySlice<Number>, width: Int, to bytes: inout [UInt8]
    ) {
        guard !numbers.isEmpty else { return }
        let groups = (numbers.count + 7) / 8
        append(groups << 1 | 1, to: &bytes)
        var word: UInt64 = 0
        var filled = 0
        for offset in 0..<(groups * 8) {
            let index = numbers.startIndex + offset
            let number = index < numbers.endIndex ? UInt64(truncatingIfNeeded: numbers[index]) : 0
            word |= number << UInt64(filled)
            filled += width
            while filled >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
                filled -= 8
            }
        }
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

extension Int {
    /// How many bits the numbers up to this one need.
    var bitsNeeded: Int { self <= 0 ? 0 : Int.bitWidth - leadingZeroBitCount }
}
