/// The pages of a column in a row group, one after the other.
struct PageStream {
    /// How many bytes are asked of the source at once.
    private static let window = 256 << 10
    /// How many bytes a page header may have: statistics can be large, but not so large.
    private static let headerLimit = 16 << 20

    private let source: any ParquetSource
    private var position: Int
    private let end: Int
    private var buffer: ArraySlice<UInt8> = []
    private var bufferStart = 0

    init(_ source: any ParquetSource, of chunk: ColumnChunk) throws(ParquetError) {
        self.source = source
        position = chunk.start
        let (end, overflow) = chunk.start.addingReportingOverflow(chunk.compressedSize)
        guard !overflow, chunk.start >= 4, end <= source.size - 8 else {
            throw .corrupt("a column lies outside the file")
        }
        self.end = end
    }

    /// The next page's header and its bytes; `nil` at the end of the column.
    mutating func next() throws(ParquetError) -> (header: PageHeader, body: ArraySlice<UInt8>)? {
        guard position < end else { return nil }
        let (header, length) = try nextHeader()
        position += length
        guard header.compressedSize <= end - position else {
            throw .corrupt("a page reaches over the end of its column")
        }
        let body = try bytes(header.compressedSize)
        position += header.compressedSize
        return (header, body)
    }

    private mutating func nextHeader() throws(ParquetError) -> (header: PageHeader, length: Int) {
        var wanted = min(PageStream.window, end - position)
        while true {
            let visible = try bytes(wanted)
            do {
                return try PageHeader.read(visible)
            } catch {
                guard wanted < end - position, wanted < PageStream.headerLimit else { throw error }
                wanted = min(wanted * 8, end - position)
            }
        }
    }

    /// The bytes from ``position`` on, which stays where it is.
    private mutating func bytes(_ count: Int) throws(ParquetError) -> ArraySlice<UInt8> {
        let skipped = position - bufferStart
        if skipped < 0 || skipped + count > buffer.count {
            let most = min(max(count, PageStream.window), end - position)
            buffer = try source.read(at: position, count: most)
            bufferStart = position
        }
        let start = buffer.startIndex + position - bufferStart
        return buffer[start..<(start + count)]
    }
}
