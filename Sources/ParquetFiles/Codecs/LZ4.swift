/// LZ4's block format, as newer files have it (`LZ4_RAW`): only read.
///
/// A block is sequences: a token whose halves are the lengths of a literal and of a copy, further
/// bytes of the first length, the literal, the distance of the copy in two bytes, further bytes of
/// the second length. The last sequence ends with its literal.
enum LZ4 {
    /// Undoes the compression; `nil` if the block is damaged or its text has another size.
    static func decompress(_ block: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
        var isSound = false
        let text = [UInt8](unsafeUninitializedCapacity: size) { output, count in
            isSound = block.withUnsafeBufferPointer { decompress($0, into: output, size) }
            count = isSound ? size : 0
        }
        return isSound ? text : nil
    }

    private static func decompress(
        _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>,
        _ size: Int
    ) -> Bool {
        var position = 0
        var written = 0
        while position < input.count {
            let token = Int(input[position])
            position += 1
            guard let literal = length(token >> 4, input, &position),
                literal <= input.count - position, literal <= size - written
            else { return false }
            for _ in 0..<literal {
                output[written] = input[position]
                written += 1
                position += 1
            }
            if position == input.count { break }
            guard position + 2 <= input.count else { return false }
            let distance = Int(input[position]) | Int(input[position + 1]) << 8
            position += 2
            guard let copy = length(token & 15, input, &position), distance > 0,
                distance <= written, copy + 4 <= size - written
            else { return false }
            // A copy may reach into what is being written.
            for _ in 0..<(copy + 4) {
                output[written] = output[written - distance]
                written += 1
            }
        }
        return written == size
    }

    /// A length of which a token has the first part; bytes of 255 go on.
    private static func length(
        _ first: Int, _ input: UnsafeBufferPointer<UInt8>, _ position: inout Int
    ) -> Int? {
        guard first == 15 else { return first }
        var length = first
        while position < input.count {
            let byte = Int(input[position])
            position += 1
            length += byte
            if byte < 255 { return length }
        }
        return nil
    }
}
