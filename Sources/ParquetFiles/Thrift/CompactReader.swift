/// Reads Thrift's compact protocol, in which Parquet keeps its footer and page headers.
///
/// Every read is behind a check against the end, lists are no longer than the bytes that are left,
/// and nesting is bounded: the bytes may be anything.
struct CompactReader {
    /// The types of the compact protocol that Parquet uses.
    enum FieldType: UInt8 {
        case stop, yes, no, byte, int16, int32, int64, double, binary, list, set, map, structure
    }

    /// The header of a field of a structure.
    struct Field {
        var id: Int
        var type: FieldType
    }

    private static let depthLimit = 32

    private let bytes: ArraySlice<UInt8>
    private(set) var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    private var end: Int { bytes.endIndex }

    mutating func byte() throws(ParquetError) -> UInt8 {
        guard position < end else { throw .corrupt("a header ends too early") }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func varint() throws(ParquetError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try byte()
            guard shift < 63 || byte <= 1 else { throw .corrupt("a number is too long") }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    /// A signed number in zigzag form.
    mutating func integer() throws(ParquetError) -> Int {
        let value = try varint()
        return Int(truncatingIfNeeded: value >> 1) ^ -Int(truncatingIfNeeded: value & 1)
    }

    /// A number that counts or places something: not negative.
    mutating func size() throws(ParquetError) -> Int {
        let value = try integer()
        guard value >= 0 else { throw .corrupt("a size is negative") }
        return value
    }

    mutating func binary() throws(ParquetError) -> ArraySlice<UInt8> {
        let count = try varint()
        guard count <= UInt64(end - position) else { throw .corrupt("a text ends too early") }
        defer { position += Int(count) }
        return bytes[position..<(position + Int(count))]
    }

    mutating func text() throws(ParquetError) -> String {
        String(decoding: try binary(), as: UTF8.self)
    }

    /// Reads a structure: `read` takes each field, and says whether it knew it.
    mutating func structure(
        depth: Int = 0,
        _ read: (inout CompactReader, Field) throws(ParquetError) -> Bool
    ) throws(ParquetError) {
        var last = 0
        while true {
            let header = try byte()
            guard let type = FieldType(rawValue: header & 0x0F) else {
                throw .corrupt("a field has an unknown type")
            }
            guard type != .stop else { return }
            let delta = Int(header >> 4)
            last = delta == 0 ? try integer() : last + delta
            guard (0...Int(Int16.max)).contains(last) else {
                throw .corrupt("a field has an impossible number")
            }
            let start = position
            guard try read(&self, Field(id: last, type: type)) else {
                position = start
                try skip(type, depth: depth)
                continue
            }
        }
    }

    /// Reads a list of elements of one type.
    mutating func list<Element>(
        of type: FieldType, _ read: (inout CompactReader) throws(ParquetError) -> Element
    ) throws(ParquetError) -> [Element] {
        let (found, count) = try listHeader()
        guard found == type || count == 0 else { throw .corrupt("a list has the wrong type") }
        var elements: [Element] = []
        elements.reserveCapacity(min(count, 1 << 12))
        for _ in 0..<count { elements.append(try read(&self)) }
        return elements
    }

    private mutating func listHeader() throws(ParquetError) -> (type: FieldType, count: Int) {
        let header = try byte()
        guard let type = FieldType(rawValue: header & 0x0F) else {
            throw .corrupt("a list has an unknown type")
        }
        let count = header >> 4 == 15 ? try varint() : UInt64(header >> 4)
        // Every element has a byte at least.
        guard count <= UInt64(end - position) else { throw .corrupt("a list ends too early") }
        return (type, Int(count))
    }

    private mutating func skip(_ type: FieldType, depth: Int) throws(ParquetError) {
        guard depth < CompactReader.depthLimit else { throw .corrupt("a header nests too deeply") }
        switch type {
        case .stop, .yes, .no: break
        case .byte: _ = try byte()
        case .int16, .int32, .int64: _ = try varint()
        case .double:
            guard end - position >= 8 else { throw .corrupt("a number ends too early") }
            position += 8
        case .binary: _ = try binary()
        case .list, .set:
            let (type, count) = try listHeader()
            for _ in 0..<count { try skipElement(type, depth: depth + 1) }
        case .map:
            let count = try varint()
            guard count <= UInt64(end - position) else { throw .corrupt("a map ends too early") }
            guard count > 0 else { return }
            let types = try byte()
            guard let key = FieldType(rawValue: types >> 4),
                let value = FieldType(rawValue: types & 0x0F)
            else { throw .corrupt("a map has an unknown type") }
            for _ in 0..<Int(count) {
                try skipElement(key, depth: depth + 1)
                try skipElement(value, depth: depth + 1)
            }
        case .structure:
            try structure(depth: depth + 1) { _, _ throws(ParquetError) in false }
        }
    }

    /// Within lists a Boolean is a byte of its own, not part of a header.
    private mutating func skipElement(_ type: FieldType, depth: Int) throws(ParquetError) {
        if type == .yes || type == .no {
            _ = try byte()
        } else {
            try skip(type, depth: depth)
        }
    }
}
