/// What stands before a page.
struct PageHeader {
    enum Kind {
        /// Levels and values, compressed together.
        case data(definitionEncoding: Int, repetitionEncoding: Int)
        /// Levels, not compressed, then values.
        case dataV2(
            definitionSize: Int, repetitionSize: Int, isCompressed: Bool, rows: Int, nulls: Int)
        case dictionary
        /// An index or something newer: not needed.
        case other
    }

    var kind = Kind.other
    var uncompressedSize = 0
    var compressedSize = 0
    var valueCount = 0
    var encoding = 0

    /// Reads a header at the start of some bytes, and says how long it is.
    static func read(
        _ bytes: ArraySlice<UInt8>
    ) throws(ParquetError) -> (header: PageHeader, length: Int) {
        var reader = CompactReader(bytes)
        var header = PageHeader()
        try reader.structure { reader, field throws(ParquetError) in
            switch (field.id, field.type) {
            case (2, .int32): header.uncompressedSize = try reader.size()
            case (3, .int32): header.compressedSize = try reader.size()
            case (5, .structure): try header.readData(&reader)
            case (7, .structure): try header.readDictionary(&reader)
            case (8, .structure): try header.readDataV2(&reader)
            default: return false
            }
            return true
        }
        return (header, reader.position - bytes.startIndex)
    }

    private mutating func readData(_ reader: inout CompactReader) throws(ParquetError) {
        var header = self
        var levels = (definition: 3, repetition: 3)
        try reader.structure { reader, field throws(ParquetError) in
            switch (field.id, field.type) {
            case (1, .int32): header.valueCount = try reader.size()
            case (2, .int32): header.encoding = try reader.size()
            case (3, .int32): levels.definition = try reader.size()
            case (4, .int32): levels.repetition = try reader.size()
            default: return false
            }
            return true
        }
        header.kind = .data(
            definitionEncoding: levels.definition, repetitionEncoding: levels.repetition)
        self = header
    }

    private mutating func readDictionary(_ reader: inout CompactReader) throws(ParquetError) {
        var header = self
        try reader.structure { reader, field throws(ParquetError) in
            switch (field.id, field.type) {
            case (1, .int32): header.valueCount = try reader.size()
            case (2, .int32): header.encoding = try reader.size()
            default: return false
            }
            return true
        }
        header.kind = .dictionary
        self = header
    }

    private mutating func readDataV2(_ reader: inout CompactReader) throws(ParquetError) {
        var header = self
        var sizes = (definition: 0, repetition: 0)
        var counts = (rows: 0, nulls: 0)
        var isCompressed = true
        try reader.structure { reader, field throws(ParquetError) in
            switch (field.id, field.type) {
            case (1, .int32): header.valueCount = try reader.size()
            case (2, .int32): counts.nulls = try reader.size()
            case (3, .int32): counts.rows = try reader.size()
            case (4, .int32): header.encoding = try reader.size()
            case (5, .int32): sizes.definition = try reader.size()
            case (6, .int32): sizes.repetition = try reader.size()
            case (7, .yes): isCompressed = true
            case (7, .no): isCompressed = false
            default: return false
            }
            return true
        }
        header.kind = .dataV2(
            definitionSize: sizes.definition, repetitionSize: sizes.repetition,
            isCompressed: isCompressed, rows: counts.rows, nulls: counts.nulls)
        self = header
    }

    /// The header as it stands in a file.
    var bytes: [UInt8] {
        CompactWriter.bytes { writer in
            let type =
                switch kind {
                case .data: 0
                case .other: 1
                case .dictionary: 2
                case .dataV2: 3
                }
            writer.field(1, int32: type)
            writer.field(2, int32: uncompressedSize)
            writer.field(3, int32: compressedSize)
            switch kind {
            case .data(let definition, let repetition):
                writer.field(5) { writer in
                    writer.field(1, int32: valueCount)
                    writer.field(2, int32: encoding)
                    writer.field(3, int32: definition)
                    writer.field(4, int32: repetition)
                }
            case .dictionary:
                writer.field(7) { writer in
                    writer.field(1, int32: valueCount)
                    writer.field(2, int32: encoding)
                }
            case .dataV2(let definition, let repetition, let isCompressed, let rows, let nulls):
                writer.field(8) { writer in
                    writer.field(1, int32: valueCount)
                    writer.field(2, int32: nulls)
                    writer.field(3, int32: rows)
                    writer.field(4, int32: encoding)
                    writer.field(5, int32: definition)
                    writer.field(6, int32: repetition)
                    writer.field(7, bool: isCompressed)
                }
            case .other: break
            }
        }
    }
}

/// The encodings of values, by the numbers that the format gives them.
enum Encoding {
    static let plain = 0
    static let plainDictionary = 2
    static let runs = 3
    static let differences = 5
    static let lengths = 6
    static let prefixes = 7
    static let dictionary = 8
    static let split = 9

    /// The name of an encoding, for messages.
    static func name(_ code: Int) -> String {
        switch code {
        case 4: "BIT_PACKED"
        case 5: "DELTA_BINARY_PACKED"
        case 6: "DELTA_LENGTH_BYTE_ARRAY"
        case 7: "DELTA_BYTE_ARRAY"
        case 9: "BYTE_STREAM_SPLIT"
        default: "number \(code)"
        }
    }
}
