public import JSONTree

/// Writes rows, which are JSON objects, to a Parquet file.
///
/// Members that the schema does not know are passed over; whoever needs them gives them columns.
/// Memory holds one group of rows.
///
///     var writer = ParquetWriter(sink, fields: [.text("id"), .column("reward", .double)])
///     try writer.write(["id": "db_0", "reward": 1])
///     let sink = try writer.finish()
public struct ParquetWriter<Sink: ParquetSink> {
    private var sink: Sink
    private let options: ParquetOptions
    private let plan: RecordPlan
    private let columns: [LeafColumn]
    private var buffers: [ColumnBuffer] = []
    private var metadata: FileMetadata
    private var position = 0

    /// How files are written.
    public typealias Options = ParquetOptions

    /// Begins a file.
    ///
    /// - Parameter metadata: what readers are told beside the schema, by keys.
    public init(
        _ sink: Sink, fields: [ParquetField], metadata keyValues: [(String, String)] = [],
        options: Options = Options()
    ) throws(ParquetError) {
        var planner = RecordPlanner()
        plan = try planner.plan(rowsOf: fields)
        columns = planner.columns
        for column in columns where column.meaning != .plain && column.meaning != .text {
            throw .unsupported("the column \(column.name) has a meaning")
        }
        self.sink = sink
        self.options = options
        metadata = FileMetadata(
            fields: fields, keyValues: keyValues.map { (key: $0.0, value: $0.1) },
            createdBy: "diorama version 1")
        clear()
        try put(Array("PAR1".utf8))
    }

    private mutating func clear() {
        buffers = columns.map { ColumnBuffer($0, dictionaryLimit: options.dictionaryLimit) }
        metadata.rowGroups.append(FileMetadata.RowGroup())
    }

    private var group: Int { metadata.rowGroups.count - 1 }

    /// Appends a row.
    public mutating func write(_ row: JSON) throws(ParquetError) {
        for index in buffers.indices { buffers[index].beginRow() }
        try append(row, by: plan, repetition: 0)
        metadata.rowGroups[group].rowCount += 1
        metadata.rowCount += 1
        let size = buffers.reduce(0) { $0 + $1.size }
        if size >= options.rowGroupSize
            || metadata.rowGroups[group].rowCount >= options.rowsPerGroup
        {
            try flush()
            clear()
        }
    }

    /// Ends the file and gives the sink back.
    public mutating func finish() throws(ParquetError) -> Sink {
        if metadata.rowGroups[group].rowCount > 0 {
            try flush()
        } else {
            metadata.rowGroups.removeLast()
        }
        var footer = metadata.footer
        ColumnBuffer.append(count: footer.count, to: &footer)
        footer += "PAR1".utf8
        try put(footer)
        return sink
    }

    // MARK: Taking rows apart

    private mutating func append(
        _ value: JSON, by plan: RecordPlan, repetition: Int
    ) throws(ParquetError) {
        if value.isNull {
            guard plan.isOptional || plan.kind.isList else {
                throw ParquetError(.wrongValue, "a required column has no value")
            }
            appendMissing(
                plan.columns, repetition: repetition,
                definition: plan.definition - (plan.isOptional ? 1 : 0))
            return
        }
        switch (plan.kind, value) {
        case (.leaf, _):
            try buffers[plan.columns.lowerBound].append(value, repetition: repetition)
        case (.structure(let members), .object(let object)):
            for member in members {
                try append(
                    object[member.name] ?? .null, by: member.plan, repetition: repetition)
            }
        case (.list(let element, _, let level), .array(let list)):
            guard !list.isEmpty else {
                appendMissing(
                    plan.columns, repetition: repetition, definition: plan.definition)
                return
            }
            for (index, item) in list.enumerated() {
                try append(item, by: element, repetition: index == 0 ? repetition : level)
            }
        default:
            let name = columns[plan.columns.lowerBound].name
            throw ParquetError(.wrongValue, "\(value.kind) does not fit the column \(name)")
        }
    }

    private mutating func appendMissing(_ columns: Range<Int>, repetition: Int, definition: Int) {
        for column in columns {
            buffers[column].appendMissing(repetition: repetition, definition: definition)
        }
    }

    // MARK: Writing

    private mutating func put(_ bytes: [UInt8]) throws(ParquetError) {
        try sink.write(bytes)
        position += bytes.count
    }

    private mutating func flush() throws(ParquetError) {
        for buffer in buffers {
            var chunk = ColumnChunk()
            chunk.type = buffer.column.type.code
            chunk.codec = options.compression.code
            chunk.path = buffer.column.path
            chunk.valueCount = buffer.definitions.count
            chunk.encodings =
                [Encoding.plain, Encoding.runs]
                + (buffer.indices.isEmpty ? [] : [Encoding.dictionary])
            let start = position
            var hasData = false
            for (header, body) in try PageLayout(buffer: buffer, options: options).pages() {
                if case .dictionary = header.kind {
                    chunk.dictionaryOffset = position
                } else if !hasData {
                    chunk.dataOffset = position
                    hasData = true
                }
                let head = header.bytes
                chunk.uncompressedSize += head.count + header.uncompressedSize
                try put(head)
                try put(body)
            }
            chunk.compressedSize = position - start
            metadata.rowGroups[group].byteCount += chunk.uncompressedSize
            metadata.rowGroups[group].chunks.append(chunk)
        }
    }
}

/// How Parquet files are written.
public struct ParquetOptions: Hashable, Sendable {
    /// The two layouts of a page.
    public enum DataPages: Hashable, Sendable {
        /// Levels and values compressed together: every reader knows it.
        case version1
        /// Levels apart from the values.
        case version2
    }

    /// How pages are compressed.
    public var compression: ParquetCompression
    /// Which layout pages have.
    public var dataPages: DataPages
    /// How many bytes a page has, about.
    public var pageSize: Int
    /// How many rows a page has at most.
    public var rowsPerPage: Int
    /// How many bytes of values a row group has, about.
    public var rowGroupSize: Int
    /// How many rows a row group has at most.
    public var rowsPerGroup: Int
    /// How many bytes a column's dictionary may have; 0 for none.
    public var dictionaryLimit: Int

    /// Sets options; the defaults are those that most writers have.
    public init(
        compression: ParquetCompression = .snappy, dataPages: DataPages = .version1,
        pageSize: Int = 1 << 20, rowsPerPage: Int = 20_000, rowGroupSize: Int = 64 << 20,
        rowsPerGroup: Int = 1 << 20, dictionaryLimit: Int = 1 << 20
    ) {
        self.compression = compression
        self.dataPages = dataPages
        self.pageSize = pageSize
        self.rowsPerPage = rowsPerPage
        self.rowGroupSize = rowGroupSize
        self.rowsPerGroup = rowsPerGroup
        self.dictionaryLimit = dictionaryLimit
    }
}
