/// Parquet's hybrid of runs and bit-packed groups, in which levels and indices are stored; numbers
/// come one at a time, so that a run of a billion needs no memory.
struct HybridDecoder {
    private let width: Int
    private var position: Int
    private let end: Int
    /// How many numbers the current run or group still has.
    private var rest = 0
    private var isRun = true
    private var runValue = 0
    /// The place of the next number of a group, in bits from the start of the page.
    private var bit = 0

    /// Decodes a part of a page; the numbers have `width` bits, 32 at most.
    init(_ range: Range<Int>, width: Int) {
        self.width = width
        position = range.lowerBound
        end = range.upperBound
    }

    @inline(__always)
    mutating func next(in page: [UInt8]) throws(ParquetError) -> Int {
        if width == 0 { return 0 }
        if rest == 0 { try nextRun(in: page) }
        rest -= 1
        if isRun { return runValue }
        defer { bit += width }
        return number(in: page)
    }

    /// The bits from ``bit`` on, the lowest first.
    @inline(__always)
    private func number(in page: [UInt8]) -> Int {
        var index = bit >> 3
        let shift = bit & 7
        var value = 0
        var filled = 0
        while filled < width + shift, index < end {
            value |= Int(page[index]) << filled
            filled += 8
            index += 1
        }
        return (value >> shift) & ((1 << width) - 1)
    }

    private mutating func nextRun(in page: [UInt8]) throws(ParquetError) {
        repeat {
            let header = try varint(in: page)
            isRun = header & 1 == 0
            if isRun {
                rest = header >> 1
                let size = (width + 7) >> 3
                guard position + size <= end else { throw .corrupt("a run ends too early") }
                runValue = 0
                for index in 0..<size { runValue |= Int(page[position + index]) << (8 * index) }
                guard runValue < 1 << width else { throw .corrupt("a run has too large a number") }
                position += size
            } else {
                let groups = header >> 1
                bit = position * 8
                // The last group of a page may be cut short.
                let size = min(groups * width, end - position)
                rest = min(groups * 8, size * 8 / width)
                position += size
                guard groups > 0, rest > 0 else { throw .corrupt("a group ends too early") }
            }
        } while rest == 0
    }

    private mutating func varint(in page: [UInt8]) throws(ParquetError) -> Int {
        var value = 0
        var shift = 0
        while position < end, shift < 35 {
            let byte = Int(page[position])
            position += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw .corrupt("levels or indices end too early")
    }
}
