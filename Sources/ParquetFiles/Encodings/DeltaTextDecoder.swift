/// Parquet's DELTA_LENGTH_BYTE_ARRAY, the lengths of texts and then the texts, and
/// DELTA_BYTE_ARRAY, in which a text begins as the one before it does.
struct DeltaTextDecoder {
    /// How many bytes each text shares with the one before; `nil` if none shares any.
    private var prefixes: DeltaDecoder?
    private var lengths: DeltaDecoder
    private var position: Int
    private let end: Int
    /// The text that was taken last.
    private var last: [UInt8] = []
    /// How many bytes the texts of the page may still have: shared beginnings make much of little.
    private var allowance: Int

    /// Decodes a part of a page.
    init(
        _ range: Range<Int>, of page: [UInt8], sharesPrefixes: Bool, limit: Int
    ) throws(ParquetError) {
        end = range.upperBound
        position = range.lowerBound
        allowance = limit
        if sharesPrefixes {
            let prefixes = try DeltaDecoder(position..<end, of: page)
            position = try prefixes.endOfNumbers(in: page)
            self.prefixes = prefixes
        }
        lengths = try DeltaDecoder(position..<end, of: page)
        position = try lengths.endOfNumbers(in: page)
    }

    /// The bytes of the next text.
    mutating func next(in page: [UInt8]) throws(ParquetError) -> [UInt8] {
        let length = try lengths.next(in: page)
        guard length >= 0, length <= end - position else {
            throw .corrupt("the texts of a page end too early")
        }
        let suffix = page[position..<(position + Int(length))]
        position += Int(length)
        guard let shared = try prefixes?.next(in: page) else { return Array(suffix) }
        guard shared >= 0, shared <= last.count else {
            throw .corrupt("a text shares more bytes than the one before it has")
        }
        last.removeSubrange(Int(shared)...)
        last += suffix
        allowance -= last.count
        guard allowance >= 0 else {
            throw ParquetError(.tooLarge, "the texts of a page have more bytes than the limit")
        }
        return last
    }
}
