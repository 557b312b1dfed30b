extension FileMetadata {
    /// The footer as it stands in a file.
    var footer: [UInt8] {
        CompactWriter.bytes { writer in
            writer.field(1, int32: 2)
            writer.field(2, list: schemaLines, of: .structure) { writer, line in
                writer.element(structure: line.write)
            }
            writer.field(3, int64: rowCount)
            writer.field(4, list: rowGroups, of: .structure) { writer, group in
                writer.element(structure: group.write)
            }
            if !keyValues.isEmpty {
                writer.field(5, list: keyValues, of: .structure) { writer, pair in
                    writer.element { writer in
                        writer.field(1, text: pair.key)
                        writer.field(2, text: pair.value)
                    }
                }
            }
            if let createdBy { writer.field(6, text: createdBy) }
        }
    }

    private var schemaLines: [SchemaLine] {
        let root = ParquetField("schema", .required, .group(fields, isList: false))
        var lines: [SchemaLine] = []
        SchemaLine.append(root, isRoot: true, to: &lines)
        return lines
    }
}

/// A line of the schema in the footer.
private struct SchemaLine {
    var field: ParquetField
    var isRoot: Bool

    static func append(_ field: ParquetField, isRoot: Bool, to lines: inout [SchemaLine]) {
        lines.append(SchemaLine(field: field, isRoot: isRoot))
        guard case .group(let fields, _) = field.content else { return }
        for child in fields { append(child, isRoot: false, to: &lines) }
    }

    func write(to writer: inout CompactWriter) {
        switch field.content {
        case .leaf(let type, let meaning):
            writer.field(1, int32: type.code)
            if case .fixedBytes(let length) = type { writer.field(2, int32: length) }
            writer.field(3, int32: field.repetition.rawValue)
            writer.field(4, text: field.name)
            guard meaning == .text else { return }
            writer.field(6, int32: 0)
            writer.field(10) { $0.field(1) { _ in } }
        case .group(let fields, let isList):
            if !isRoot { writer.field(3, int32: field.repetition.rawValue) }
            writer.field(4, text: field.name)
            writer.field(5, int32: fields.count)
            guard isList else { return }
            writer.field(6, int32: 3)
            writer.field(10) { $0.field(3) { _ in } }
        }
    }
}

extension FileMetadata.RowGroup {
    fileprivate func write(to writer: inout CompactWriter) {
        writer.field(1, list: chunks, of: .structure) { writer, chunk in
            writer.element(structure: chunk.write)
        }
        writer.field(2, int64: byteCount)
        writer.field(3, int64: rowCount)
    }
}

extension ColumnChunk {
    fileprivate func write(to writer: inout CompactWriter) {
        writer.field(2, int64: start)
        writer.field(3) { writer in
            writer.field(1, int32: type)
            writer.field(2, list: encodings, of: .int32) { $0.element(int32: $1) }
            writer.field(3, list: path, of: .binary) { $0.element(text: $1) }
            writer.field(4, int32: codec)
            writer.field(5, int64: valueCount)
            writer.field(6, int64: uncompressedSize)
            writer.field(7, int64: compressedSize)
            writer.field(9, int64: dataOffset)
            if let dictionaryOffset { writer.field(11, int64: dictionaryOffset) }
        }
    }
}
