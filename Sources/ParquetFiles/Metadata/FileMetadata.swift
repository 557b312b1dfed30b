/// A Parquet file's footer.
struct FileMetadata {
    var fields: [ParquetField] = []
    var rowCount = 0
    var rowGroups: [RowGroup] = []
    var keyValues: [(key: String, value: String)] = []
    var createdBy: String?

    struct RowGroup {
        var chunks: [ColumnChunk] = []
        var rowCount = 0
        var byteCount = 0
    }
}

/// Where the values of a column are, within a row group.
struct ColumnChunk {
    var type = 0
    var codec = 0
    var valueCount = 0
    var uncompressedSize = 0
    var compressedSize = 0
    var dataOffset = 0
    var dictionaryOffset: Int?
    var path: [String] = []
    var encodings: [Int] = []
    var isElsewhere = false
    var isEncrypted = false

    /// Where the first page begins.
    var start: Int {
        guard let dictionaryOffset, dictionaryOffset > 0 else { return dataOffset }
        return min(dictionaryOffset, dataOffset)
    }
}
