/// Snappy's block format.
///
/// A block is the size of the text, then literals and copies of earlier text. The two low bits of
/// a tag say which: 0 a literal, 1 to 3 a copy with an offset of 11, 16 or 32 bits.
enum Snappy {
    /// Undoes the compression; `nil` if the block is damaged or its text has another size.
    static func decompress(_ block: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
        var isSound = false
        let text = [UInt8](unsafeUninitializedCapacity: size) { output, count in
            isSound = block.withUnsafeBufferPointer { input in
                decompress(input, size: size, into: output)
            }
            count = isSound ? size : 0
        }
        return isSound ? text : nil
    }

    private static func decompress(
        _ input: UnsafeBufferPointer<UInt8>, size: Int,
        into output: UnsafeMutableBufferPointer<UInt8>
    ) -> Bool {
        var position = 0
        guard let promised = readSize(input, &position), promised == size else { return false }
        guard size > 0, let from = input.baseAddress, let to = output.baseAddress else {
            return size == 0 && position == input.count
        }
        var written = 0
        while position < input.count {
            let tag = Int(input[position])
            position += 1
            if tag & 3 == 0 {
                var length = tag >> 2 + 1
                if length > 60 {
                    let width = length - 60
                    guard position + width <= input.count else { return false }
                    length = little(input, position, width) + 1
                    position += width
                }
                guard length <= input.count - position, length <= size - written else {
                    return false
                }
                (to + written).update(from: from + position, count: length)
                position += length
                written += length
            } else {
                let width = tag & 3 == 3 ? 4 : tag & 3
                guard position + width <= input.count else { return false }
                var offset = little(input, position, width)
                var length = tag >> 2 + 1
                if tag & 3 == 1 {
                    length = (tag >> 2) & 7 + 4
                    offset |= (tag >> 5) << 8
                }
                position += width
                guard offset > 0, offset <= written, length <= size - written else {
                    return false
                }
                copy(to + written, distance: offset, count: length)
                written += length
            }
        }
        return written == size
    }

    /// Copies text that stands `distance` before; it may reach into what is being written.
    @inline(__always)
    private static func copy(_ target: UnsafeMutablePointer<UInt8>, distance: Int, count: Int) {
        if distance >= count {
            target.update(from: target - distance, count: count)
        } else {
            for index in 0..<count { target[index] = target[index - distance] }
        }
    }

    private static func readSize(
        _ input: UnsafeBufferPointer<UInt8>, _ position: inout Int
    ) -> Int? {
        var value = 0
        var shift = 0
        while position < input.count, shift < 35 {
            let byte = Int(input[position])
            position += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }

    @inline(__always)
    private static func little(
        _ input: UnsafeBufferPointer<UInt8>, _ position: Int, _ width: Int
    ) -> Int {
        var value = 0
        for index in 0..<width { value |= Int(input[position + index]) << (8 * index) }
        return value
    }

    // MARK: Compression

    /// The part of a text whose copies can be found: their offsets then fit 16 bits.
    private static let fragment = 1 << 16
    private static let tableBits = 14

    /// Compresses a text.
    static func compress(_ text: [UInt8]) -> [UInt8] {
        var block: [UInt8] = []
        block.reserveCapacity(text.count / 2 + 16)
        var rest = text.count
        while rest >= 0x80 {
            block.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        block.append(UInt8(rest))
        var table = [UInt16](repeating: 0, count: 1 << tableBits)
        text.withUnsafeBufferPointer { text in
            var start = 0
            while start < text.count {
                let end = min(start + fragment, text.count)
                if start > 0 {
                    for index in table.indices { table[index] = 0 }
                }
                let part = UnsafeBufferPointer(rebasing: text[start..<end])
                table.withUnsafeMutableBufferPointer { compress(part, $0, &block) }
                start = end
            }
        }
        return block
    }

    private static func compress(
        _ part: UnsafeBufferPointer<UInt8>, _ table: UnsafeMutableBufferPointer<UInt16>,
        _ block: inout [UInt8]
    ) {
        var literal = 0
        var position = 1
        // Where nothing repeats, ever larger steps are taken.
        var misses = 32
        while position + 8 <= part.count {
            let word = load(part, position)
            let slot = Int((word &* 0x1E35_A7BD) >> UInt32(32 - tableBits))
            let candidate = Int(table[slot])
            table[slot] = UInt16(truncatingIfNeeded: position)
            guard candidate < position, load(part, candidate) == word else {
                position += misses >> 5
                misses += 1
                continue
            }
            misses = 32
            var length = 4
            while position + length < part.count,
                part[candidate + length] == part[position + length]
            {
                length += 1
            }
            append(literal: part, literal..<position, &block)
            append(copy: position - candidate, length, &block)
            position += length
            literal = position
        }
        append(literal: part, literal..<part.count, &block)
    }

    @inline(__always)
    private static func load(_ part: UnsafeBufferPointer<UInt8>, _ position: Int) -> UInt32 {
        UnsafeRawBufferPointer(part).loadUnaligned(fromByteOffset: position, as: UInt32.self)
    }

    private static func append(
        literal part: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ block: inout [UInt8]
    ) {
        guard !range.isEmpty else { return }
        let length = range.count - 1
        switch length {
        case ..<60: block.append(UInt8(length << 2))
        case ..<(1 << 8):
            block.append(60 << 2)
            block.append(UInt8(length))
        default:
            block.append(61 << 2)
            block.append(UInt8(truncatingIfNeeded: length))
            block.append(UInt8(length >> 8))
        }
        block.append(contentsOf: UnsafeBufferPointer(rebasing: part[range]))
    }

    private static func append(copy offset: Int, _ length: Int, _ block: inout [UInt8]) {
        var rest = length
        // A copy of 64 bytes at most; the last one keeps four, for the short form.
        while rest >= 68 {
            appendLong(offset, 64, &block)
            rest -= 64
        }
        if rest > 64 {
            appendLong(offset, 60, &block)
            rest -= 60
        }
        if rest < 12, offset < 2048 {
            block.append(UInt8(1 | (rest - 4) << 2 | (offset >> 8) << 5))
            block.append(UInt8(truncatingIfNeeded: offset))
        } else {
            appendLong(offset, rest, &block)
        }
    }

    private static func appendLong(_ offset: Int, _ length: Int, _ block: inout [UInt8]) {
        block.append(UInt8(2 | (length - 1) << 2))
        block.append(UInt8(truncatingIfNeeded: offset))
        block.append(UInt8(offset >> 8))
    }
}
