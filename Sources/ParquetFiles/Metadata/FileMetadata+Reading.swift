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

/// A line of the schema, which a footer lists in depth-first order.
private struct SchemaElement {
    var type: Int?
    var length: Int?
    var repetition: Int?
    var name = ""
    var childCount: Int?
    var convertedType: Int?
    /// The number of the field that is set in the union of logical types.
    var logicalType: Int?

    static func read(_ reader: inout CompactReader) throws(ParquetError) -> SchemaElement {
        var element = SchemaElement()
        try reader.structure { reader, field throws(ParquetError) in
            switch (field.id, field.type) {
            case (1, .int32): element.type = try reader.integer()
            case (2, .int32): element.length = try reader.integer()
            case (3, .int32): element.repetition = try reader.integer()
            case (4, .binary): element.name = try reader.text()
            case (5, .int32): element.childCount = try reader.size()
            case (6, .int32): element.convertedType = try reader.integer()
            case (10, .structure):
                var set: Int?
                try reader.structure(depth: 1) { _, field throws(ParquetError) in
                    set = field.id
                    return false
                }
                element.logicalType = set
            default: return false
            }
            return true
        }
        return element
    }

    /// The fields beneath the root.
    static func tree(of elements: [SchemaElement]) throws(ParquetError) -> [ParquetField] {
        guard let root = elements.first, let count = root.childCount else {
            throw .corrupt("the file has no schema")
        }
        var rest = elements.dropFirst()
        let fields = try take(count, from: &rest, depth: 0)
        guard rest.isEmpty else { throw .corrupt("the schema has loose columns") }
        return fields
    }

    private static func take(
        _ count: Int, from rest: inout ArraySlice<SchemaElement>, depth: Int
    ) throws(ParquetError) -> [ParquetField] {
        guard count <= rest.count, depth < 64 else {
            throw .corrupt("the schema ends too early, or nests too deeply")
        }
        var fields: [ParquetField] = []
        for _ in 0..<count {
            guard let element = rest.popFirst() else {
                throw .corrupt("the schema ends too early")
            }
            guard let repetition = ParquetField.Repetition(rawValue: element.repetition ?? 0) else {
                throw .corrupt("the column \(element.name) repeats in an unknown way")
            }
            let content: ParquetField.Content
            if let type = element.type {
                let isText =
                    [0, 4, 19].contains(element.convertedType)
                    || [1, 4, 12].contains(element.logicalType)
                content = .leaf(
                    try ParquetField.PhysicalType(code: type, length: element.length),
                    isText: isText)
            } else {
                let fields = try take(element.childCount ?? 0, from: &rest, depth: depth + 1)
                guard !fields.isEmpty else {
                    throw .unsupported("the group \(element.name) has no columns")
                }
                // Maps are lists of pairs.
                let isList =
                    [1, 2, 3].contains(element.convertedType)
                    || [2, 3].contains(element.logicalType)
                content = .group(fields, isList: isList)
            }
            fields.append(ParquetField(element.name, repetition, content))
        }
        return fields
    }
}
