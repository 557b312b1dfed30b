/// Writes Thrift's compact protocol.
struct CompactWriter {
    private(set) var bytes: [UInt8] = []
    /// The numbers of the fields before, of the structures around and the one being written.
    private var last: [Int] = [0]

    private mutating func varint(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    private mutating func zigzag(_ number: Int) {
        varint(UInt64(bitPattern: Int64((number << 1) ^ (number >> 63))))
    }

    private mutating func header(_ id: Int, _ type: CompactReader.FieldType) {
        let delta = id - last[last.count - 1]
        if (1...15).contains(delta) {
            bytes.append(UInt8(delta) << 4 | type.rawValue)
        } else {
            bytes.append(type.rawValue)
            zigzag(id)
        }
        last[last.count - 1] = id
    }

    mutating func field(_ id: Int, int32 number: Int) {
        header(id, .int32)
        zigzag(number)
    }

    mutating func field(_ id: Int, int64 number: Int) {
        header(id, .int64)
        zigzag(number)
    }

    mutating func field(_ id: Int, bool flag: Bool) {
        header(id, flag ? .yes : .no)
    }

    mutating func field(_ id: Int, text: String) {
        header(id, .binary)
        element(text: text)
    }

    mutating func field(_ id: Int, structure write: (inout CompactWriter) -> Void) {
        header(id, .structure)
        element(structure: write)
    }

    mutating func field<Elements: Collection>(
        _ id: Int, list elements: Elements, of type: CompactReader.FieldType,
        _ write: (inout CompactWriter, Elements.Element) -> Void
    ) {
        header(id, .list)
        if elements.count < 15 {
            bytes.append(UInt8(elements.count) << 4 | type.rawValue)
        } else {
            bytes.append(0xF0 | type.rawValue)
            varint(UInt64(elements.count))
        }
        for element in elements { write(&self, element) }
    }

    mutating func element(int32 number: Int) {
        zigzag(number)
    }

    mutating func element(text: String) {
        varint(UInt64(text.utf8.count))
        bytes += text.utf8
    }

    mutating func element(structure write: (inout CompactWriter) -> Void) {
        last.append(0)
        write(&self)
        last.removeLast()
        bytes.append(0)
    }

    /// The bytes of one structure that stands alone.
    static func bytes(of write: (inout CompactWriter) -> Void) -> [UInt8] {
        var writer = CompactWriter()
        write(&writer)
        writer.bytes.append(0)
        return writer.bytes
    }
}
