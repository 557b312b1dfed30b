extension FileMetadata {
    /// Reads a footer.
    init(footer: ArraySlice<UInt8>) throws(ParquetError) {
        var reader = CompactReader(footer)
        var elements: [SchemaElement] = []
        var metadata = FileMetadata()
        try reader.structure { reader, field throws(ParquetError) in
            switch (field.id, field.type) {
            case (2, .list):
                elements = try reader.list(of: .structure, SchemaElement.read)
            case (3, .int64): metadata.rowCount = try reader.size()
            case (4, .list):
                metadata.rowGroups = try reader.list(of: .structure, RowGroup.read)
            case (5, .list):
                metadata.keyValues = try reader.list(of: .structure, FileMetadata.readKeyValue)
            case (6, .binary): metadata.createdBy = try reader.text()
            default: return false
            }
            return true
        }
        metadata.fields = try SchemaElement.tree(of: elements)
        self = metadata
    }

    private static func readKeyValue(
        _ reader: inout CompactReader
    ) throws(ParquetError) -> (key: String, value: String) {
        var pair = (key: "", value: "")
        try reader.structure { reader, field throws(ParquetError) in
            switch (field.id, field.type) {
            case (1, .binary): pair.key = try reader.text()
            case (2, .binary): pair.value = try reader.text()
            default: return false
            }
            return true
        }
        return pair
    }
}

extension FileMetadata.RowGroup {
    fileprivate static func read(
        _ reader: inout CompactReader
    ) throws(ParquetError) -> FileMetadata.RowGroup {
        var group = FileMetadata.RowGroup()
        try reader.structure { reader, field throws(ParquetError) in
            switch (field.id, field.type) {
            case (1, .list): group.chunks = try reader.list(of: .structure, ColumnChunk.read)
            case (2, .int64): group.byteCount = try reader.size()
            case (3, .int64): group.rowCount = try reader.size()
            default: return false
            }
            return true
        }
        return group
    }
}

extension ColumnChunk {
    fileprivate static func read(
        _ reader: inout CompactReader
    ) throws(ParquetError) -> ColumnChunk {
        var chunk = ColumnChunk()
        try reader.structure { reader, field throws(ParquetError) in
            switch (field.id, field.type) {
            case (1, .binary): chunk.isElsewhere = try !reader.text().isEmpty
            case (3, .structure): try chunk.readDescription(&reader)
            case (8, .structure):
                chunk.isEncrypted = true
                return false
            default: return false
            }
            return true
        }
        return chunk
    }

    private mutating func readDescription(_ reader: inout CompactReader) throws(ParquetError) {
        var chunk = self
        try reader.structure { reader, field throws(ParquetError) in
            switch (field.id, field.type) {
            case (1, .int32): chunk.type = try reader.size()
            case (2, .list):
                chunk.encodings = try reader.list(of: .int32) { reader throws(ParquetError) in
                    try reader.integer()
                }
            case (3, .list):
                chunk.path = try reader.list(of: .binary) { reader throws(ParquetError) in
                    try reader.text()
                }
            case (4, .int32): chunk.codec = try reader.size()
            case (5, .int64): chunk.valueCount = try reader.size()
            case (6, .int64): chunk.uncompressedSize = try reader.size()
            case (7, .int64): chunk.compressedSize = try reader.size()
            case (9, .int64): chunk.dataOffset = try reader.size()
            case (11, .int64): chunk.dictionaryOffset = try reader.size()
            default: return false
            }
            return true
        }
        self = chunk
    }
}
