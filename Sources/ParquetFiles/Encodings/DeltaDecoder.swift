/// Parquet's DELTA_BINARY_PACKED: the first number, then the differences.
///
/// Differences come in blocks of miniblocks that each have a width of their own. Numbers are taken
/// one at a time.
struct DeltaDecoder {
    /// More numbers than this are in no block of a writer: a file may not ask for more.
    private static let blockLimit = 1 << 16

    private var position: Int
    private let end: Int
    /// How many numbers a miniblock has.
    private var miniblockSize = 0
    private var miniblockCount = 0
    /// How many numbers there still are.
    private(set) var rest = 0
    private var value: Int64 = 0
    private var isFirst = true
    private var leastDelta: Int64 = 0
    /// The widths of the miniblocks that the block still has.
    private var widths: ArraySlice<UInt8> = []
    private var width = 0
    private var restOfMiniblock = 0
    /// The place of the next difference, in bits from the start of the page.
    private var bit = 0

    /// Decodes a part of a page, which may go on behind the numbers.
    init(_ range: Range<Int>, of page: [UInt8]) throws(ParquetError) {
        position = range.lowerBound
        end = range.upperBound
        let block = try size(in: page)
        miniblockCount = try size(in: page)
        rest = try size(in: page)
        value = try signed(in: page)
        guard block <= DeltaDecoder.blockLimit, miniblockCount > 0,
            block % 8 == 0, block / 8 % miniblockCount == 0, block > 0
        else { throw .corrupt("differences have blocks of a wrong size") }
        miniblockSize = block / miniblockCount
    }

    mutating func next(in page: [UInt8]) throws(ParquetError) -> Int64 {
        guard rest > 0 else { throw .corrupt("a page has fewer differences than values") }
        rest -= 1
        guard !isFirst else {
            isFirst = false
            return value
        }
        if restOfMiniblock == 0 { try nextMiniblock(in: page) }
        restOfMiniblock -= 1
        value &+= leastDelta &+ Int64(bitPattern: bits(in: page))
        return value
    }

    /// The place behind the numbers, of which none may have been taken.
    func endOfNumbers(in page: [UInt8]) throws(ParquetError) -> Int {
        var copy = self
        var differences = rest - 1
        while differences > 0 {
            try copy.nextMiniblock(in: page)
            differences -= miniblockSize
        }
        return copy.position
    }

    /// The difference at ``bit``, the lowest bits first.
    private mutating func bits(in page: [UInt8]) -> UInt64 {
        guard width > 0 else { return 0 }
        var value: UInt64 = 0
        var filled = 0
        while filled < width {
            let shift = bit & 7
            let taken = min(8 - shift, width - filled)
            let part = UInt64(page[bit >> 3] >> UInt8(shift)) & (1 << UInt64(taken) - 1)
            value |= part << UInt64(filled)
            filled += taken
            bit += taken
        }
        return value
    }

    private mutating func nextMiniblock(in page: [UInt8]) throws(ParquetError) {
        if widths.isEmpty {
            leastDelta = try signed(in: page)
            guard miniblockCount <= end - position else { throw tooShort }
            widths = page[position..<(position + miniblockCount)]
            position += miniblockCount
        }
        width = Int(widths.removeFirst())
        let size = miniblockSize / 8 * width
        guard width <= 64, size <= end - position else { throw tooShort }
        bit = position * 8
        position += size
        restOfMiniblock = miniblockSize
    }

    private var tooShort: ParquetError { .corrupt("differences end too early") }

    private mutating func size(in page: [UInt8]) throws(ParquetError) -> Int {
        guard let size = Int(exactly: try varint(in: page)) else {
            throw .corrupt("differences have a size that is too large")
        }
        return size
    }

    private mutating func signed(in page: [UInt8]) throws(ParquetError) -> Int64 {
        let number = try varint(in: page)
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    private mutating func varint(in page: [UInt8]) throws(ParquetError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < end, shift < 64 {
            let byte = page[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw tooShort
    }
}
