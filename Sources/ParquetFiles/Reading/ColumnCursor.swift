import JSONTree

/// Goes through the values of a column in a row group, a page in memory at a time.
struct ColumnCursor {
    let column: LeafColumn
    private let pageLimit: Int
    private let codec: PageCodec
    private var stream: PageStream
    /// How many entries the column still has beyond the page in memory.
    private var restOfChunk: Int
    /// How many the page in memory still has beyond the current one.
    private var restOfPage = 0
    private var page: [UInt8] = []
    private var dictionary: [JSON] = []
    private var repetitions = HybridDecoder(0..<0, width: 0)
    private var definitions = HybridDecoder(0..<0, width: 0)
    private var values: ValueDecoder?

    /// Whether there is a current entry.
    private(set) var hasEntry = false
    /// The repetition level of the current entry.
    private(set) var repetition = 0
    /// The definition level of the current entry.
    private(set) var definition = 0

    init(
        _ column: LeafColumn, in chunk: ColumnChunk, of source: any ParquetSource, pageLimit: Int
    ) throws(ParquetError) {
        guard !chunk.isEncrypted else { throw .unsupported("the file is encrypted") }
        guard !chunk.isElsewhere else {
            throw .unsupported("a column is kept in another file")
        }
        if case .other(let name) = column.meaning {
            throw .unsupported("the column \(column.name) holds \(name)")
        }
        guard column.type != .int96 else {
            throw .unsupported("the column \(column.name) has 96-bit time stamps")
        }
        guard chunk.type == column.type.code, chunk.path.isEmpty || chunk.path == column.path else {
            throw .corrupt("a column is not the one that the schema names")
        }
        self.column = column
        self.pageLimit = pageLimit
        codec = try PageCodec(code: chunk.codec)
        stream = try PageStream(source, of: chunk)
        restOfChunk = chunk.valueCount
        try advance()
    }

    /// Moves to the next entry.
    mutating func advance() throws(ParquetError) {
        while restOfPage == 0 {
            guard restOfChunk > 0 else {
                hasEntry = false
                return
            }
            try readPage()
        }
        restOfPage -= 1
        hasEntry = true
        repetition = try repetitions.next(in: page)
        definition = try definitions.next(in: page)
        guard repetition <= column.maxRepetition, definition <= column.maxDefinition else {
            throw .corrupt("a level is too high")
        }
    }

    /// The value of the current entry, which must have one; moves on.
    mutating func take() throws(ParquetError) -> JSON {
        guard hasEntry, definition == column.maxDefinition, values != nil else {
            throw .corrupt("the columns of a row do not fit together")
        }
        guard let value = try values?.next(in: page, dictionary: dictionary) else { return .null }
        try advance()
        return value
    }

    /// Steps over an entry that says that nothing is here at a level.
    mutating func skip(below level: Int) throws(ParquetError) {
        guard hasEntry, definition < level else {
            throw .corrupt("the columns of a row do not fit together")
        }
        try advance()
    }

    // MARK: Pages

    private mutating func readPage() throws(ParquetError) {
        guard let (header, body) = try stream.next() else {
            throw .corrupt("a column has fewer values than the file says")
        }
        guard header.uncompressedSize <= pageLimit else {
            throw ParquetError(
                .tooLarge,
                "a page has \(header.uncompressedSize) bytes, more than the limit of \(pageLimit)")
        }
        switch header.kind {
        case .dictionary:
            page = try codec.decompress(body, size: header.uncompressedSize)
            try readDictionary(header)
        case .data(let definitionEncoding, let repetitionEncoding):
            page = try codec.decompress(body, size: header.uncompressedSize)
            try beginPage(header)
            var start = 0
            repetitions = try levels(
                upTo: column.maxRepetition, encoding: repetitionEncoding, from: &start)
            definitions = try levels(
                upTo: column.maxDefinition, encoding: definitionEncoding, from: &start)
            values = try ValueDecoder(
                start..<page.count, of: page, encoding: header.encoding, column: column,
                limit: pageLimit)
        case .dataV2(let definitionSize, let repetitionSize, let isCompressed, _, _):
            let levels = definitionSize + repetitionSize
            guard levels <= body.count, levels <= header.uncompressedSize else {
                throw .corrupt("the levels of a page are longer than the page")
            }
            let rest = body.dropFirst(levels)
            let size = header.uncompressedSize - levels
            page = Array(body.prefix(levels))
            // A page of nulls alone may have nothing to compress.
            if size > 0 || !rest.isEmpty {
                page += try (isCompressed ? codec : .none).decompress(rest, size: size)
            }
            try beginPage(header)
            repetitions = HybridDecoder(
                0..<repetitionSize, width: column.maxRepetition.bitsNeeded)
            definitions = HybridDecoder(
                repetitionSize..<levels, width: column.maxDefinition.bitsNeeded)
            values = try ValueDecoder(
                levels..<page.count, of: page, encoding: header.encoding, column: column,
                limit: pageLimit)
        case .other: break
        }
    }

    private mutating func beginPage(_ header: PageHeader) throws(ParquetError) {
        guard header.valueCount <= restOfChunk else {
            throw .corrupt("a column has more values than the file says")
        }
        restOfPage = header.valueCount
        restOfChunk -= header.valueCount
    }

    private func levels(
        upTo most: Int, encoding: Int, from start: inout Int
    ) throws(ParquetError) -> HybridDecoder {
        guard most > 0 else { return HybridDecoder(0..<0, width: 0) }
        guard encoding == Encoding.runs else {
            throw .unsupported("the levels have the encoding \(Encoding.name(encoding))")
        }
        let length = try ValueDecoder.length(in: page, at: start, end: page.count)
        let range = (start + 4)..<(start + 4 + length)
        start = range.upperBound
        return HybridDecoder(range, width: most.bitsNeeded)
    }

    private mutating func readDictionary(_ header: PageHeader) throws(ParquetError) {
        guard dictionary.isEmpty else { throw .corrupt("a column has two dictionaries") }
        guard [Encoding.plain, Encoding.plainDictionary].contains(header.encoding) else {
            throw .unsupported(
                "a dictionary has the encoding \(Encoding.name(header.encoding))")
        }
        var decoder = try ValueDecoder(
            0..<page.count, of: page, encoding: Encoding.plain, column: column, limit: pageLimit)
        dictionary.reserveCapacity(min(header.valueCount, page.count / 4 + 1))
        for _ in 0..<header.valueCount {
            dictionary.append(try decoder.next(in: page, dictionary: []))
        }
    }
}
