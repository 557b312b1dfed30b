public import JSONTree

/// Reads a Parquet file row by row, in memory that holds a page of each column.
///
/// Rows are JSON objects, their members in the order of the schema; what is missing is `null`, and
/// days and moments are texts of ISO 8601.
///
///     let reader = try ParquetReader(ParquetFile(path: "train-00000-of-00001.parquet"))
///     while let row = try reader.next() { print(row["id"] ?? .null) }
///
/// Read are all encodings but the old bit-packed levels, pages of both versions, nested lists and
/// structures, and pages compressed with Snappy, gzip, Zstandard, LZ4 or not at all; everything else
/// is refused by name. The bytes may be anything: no number in them makes memory be set aside that
/// the limits do not allow.
///
/// A class, because it is read once, from front to back.
public final class ParquetReader {
    /// How much a file may ask for.
    public struct Limits: Hashable, Sendable {
        /// The bytes of a page, uncompressed.
        public var page: Int
        /// The elements of all lists of a row.
        public var elements: Int
        /// The bytes of the footer.
        public var footer: Int

        /// Sets limits.
        public init(page: Int = 256 << 20, elements: Int = 4 << 20, footer: Int = 256 << 20) {
            self.page = page
            self.elements = elements
            self.footer = footer
        }
    }

    /// The columns.
    public var fields: [ParquetField] { metadata.fields }
    /// How many rows the file says that it has.
    public var rowCount: Int { metadata.rowCount }
    /// How many groups of rows there are.
    public var rowGroupCount: Int { metadata.rowGroups.count }
    /// The number of the row group that is being read, from 1.
    public private(set) var rowGroup = 0
    /// How many bytes the row groups have, uncompressed.
    public var uncompressedSize: Int {
        metadata.rowGroups.reduce(0) { $0 &+ $1.byteCount }
    }

    private let source: any ParquetSource
    private let limits: Limits
    private let metadata: FileMetadata
    private let columns: [LeafColumn]
    private let plan: RecordPlan
    private var cursors: [ColumnCursor] = []
    private var restOfGroup = 0
    private var elements = 0

    /// Reads a file's footer.
    public init(
        _ source: any ParquetSource, limits: Limits = Limits()
    ) throws(ParquetError) {
        self.source = source
        self.limits = limits
        metadata = try FileMetadata(of: source, limit: limits.footer)
        var planner = RecordPlanner()
        plan = try planner.plan(rowsOf: metadata.fields)
        columns = planner.columns
    }

    /// The value that the file's writer left under a key.
    public func metadata(_ key: String) -> String? {
        metadata.keyValues.last { $0.key == key }?.value
    }

    /// Reads the next row; `nil` at the end of the file.
    public func next() throws(ParquetError) -> JSON? {
        while restOfGroup == 0 {
            guard rowGroup < metadata.rowGroups.count else { return nil }
            try begin(metadata.rowGroups[rowGroup])
        }
        restOfGroup -= 1
        elements = 0
        let row = try value(of: plan)
        for cursor in cursors where cursor.hasEntry && cursor.repetition != 0 {
            throw .corrupt("the columns of a row do not fit together")
        }
        if restOfGroup == 0, cursors.contains(where: \.hasEntry) {
            throw .corrupt("a row group has more values than rows")
        }
        return row
    }

    private func begin(_ group: FileMetadata.RowGroup) throws(ParquetError) {
        rowGroup += 1
        // Of a group without rows, writers do not say where its columns are.
        guard group.rowCount > 0 else { return }
        guard group.chunks.count == columns.count else {
            throw .corrupt("a row group has other columns than the schema")
        }
        cursors.removeAll(keepingCapacity: true)
        for (column, chunk) in zip(columns, group.chunks) {
            guard chunk.valueCount >= group.rowCount else {
                throw .corrupt("a column has fewer values than there are rows")
            }
            cursors.append(
                try ColumnCursor(column, in: chunk, of: source, pageLimit: limits.page))
        }
        restOfGroup = group.rowCount
    }

    // MARK: Putting rows together

    private func value(of plan: RecordPlan) throws(ParquetError) -> JSON {
        let first = plan.columns.lowerBound
        guard plan.columns.isEmpty || cursors[first].hasEntry else {
            throw .corrupt("a column has fewer values than there are rows")
        }
        if plan.isOptional, cursors[first].definition < plan.definition {
            try skip(plan.columns, below: plan.definition)
            return .null
        }
        switch plan.kind {
        case .leaf: return try cursors[first].take()
        case .structure(let members):
            var object = JSONObject()
            for member in members { object.append(member.name, try value(of: member.plan)) }
            return .object(object)
        case .list(let element, let itemDefinition, let repetition):
            guard cursors[first].definition >= itemDefinition else {
                try skip(plan.columns, below: itemDefinition)
                return .array([])
            }
            var list: [JSON] = []
            repeat {
                elements += 1
                guard elements <= limits.elements else {
                    throw ParquetError(
                        .tooLarge, "a row has more than \(limits.elements) list elements")
                }
                list.append(try value(of: element))
            } while cursors[first].hasEntry && cursors[first].repetition == repetition
            return .array(list)
        }
    }

    private func skip(_ columns: Range<Int>, below level: Int) throws(ParquetError) {
        for column in columns { try cursors[column].skip(below: level) }
    }
}

extension FileMetadata {
    private static let magic = Array("PAR1".utf8)

    /// Reads the footer of a file.
    init(of source: any ParquetSource, limit: Int) throws(ParquetError) {
        let size = source.size
        guard size >= 12 else {
            throw ParquetError(.notParquet, "the file is too short to be a Parquet file")
        }
        let start = try source.read(at: 0, count: 4)
        let end = Array(try source.read(at: size - 8, count: 8))
        guard start.elementsEqual(FileMetadata.magic) else {
            throw ParquetError(.notParquet, "the file does not begin as a Parquet file does")
        }
        if end[4...].elementsEqual("PARE".utf8) { throw .unsupported("the file is encrypted") }
        guard end[4...].elementsEqual(FileMetadata.magic) else {
            throw .corrupt("the file does not end as a Parquet file does: it was cut off")
        }
        let length = Int(end[0]) | Int(end[1]) << 8 | Int(end[2]) << 16 | Int(end[3]) << 24
        guard length <= size - 12 else { throw .corrupt("the footer is longer than the file") }
        guard length <= limit else {
            throw ParquetError(.tooLarge, "the footer has \(length) bytes, too many")
        }
        try self.init(footer: try source.read(at: size - 8 - length, count: length))
    }
}
