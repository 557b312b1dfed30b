import JSONTree

/// The values of a page, one at a time.
struct ValueDecoder {
    private enum Form {
        case plain
        /// Plain Booleans: bits, the lowest first.
        case bits
        /// Booleans as runs.
        case runs(HybridDecoder)
        /// Indices into the column's dictionary.
        case indices(HybridDecoder)
    }

    private var form: Form
    private var position: Int
    private let end: Int
    private let column: LeafColumn

    /// Decodes a part of a page.
    init(
        _ range: Range<Int>, of page: [UInt8], encoding: Int, column: LeafColumn
    ) throws(ParquetError) {
        self.column = column
        position = range.lowerBound
        end = range.upperBound
        switch (encoding, column.type) {
        case (Encoding.plain, .boolean):
            form = .bits
            position *= 8
        case (Encoding.plain, _): form = .plain
        case (Encoding.runs, .boolean):
            let length = try ValueDecoder.length(in: page, at: position, end: end)
            form = .runs(HybridDecoder((position + 4)..<(position + 4 + length), width: 1))
        case (Encoding.dictionary, _), (Encoding.plainDictionary, _):
            // A page of nulls alone may have nothing here.
            let width = range.isEmpty ? 0 : Int(page[position])
            guard width <= 32 else { throw .corrupt("indices have more than 32 bits") }
            form = .indices(
                HybridDecoder(min(position + 1, end)..<end, width: width))
        default:
            throw .unsupported(
                "the column \(column.path.joined(separator: ".")) has the encoding "
                    + Encoding.name(encoding))
        }
    }

    /// The next value.
    mutating func next(in page: [UInt8], dictionary: [JSON]) throws(ParquetError) -> JSON {
        switch form {
        case .plain: return try plain(in: page)
        case .bits:
            guard position >> 3 < end else { throw tooShort }
            defer { position += 1 }
            return .bool(page[position >> 3] >> UInt8(position & 7) & 1 == 1)
        case .runs(var decoder):
            let number = try decoder.next(in: page)
            form = .runs(decoder)
            return .bool(number == 1)
        case .indices(var decoder):
            let index = try decoder.next(in: page)
            form = .indices(decoder)
            guard index < dictionary.count else {
                throw .corrupt("an index points beyond the dictionary")
            }
            return dictionary[index]
        }
    }

    private var tooShort: ParquetError {
        .corrupt("the values of the column \(column.path.joined(separator: ".")) end too early")
    }

    private mutating func plain(in page: [UInt8]) throws(ParquetError) -> JSON {
        let size: Int
        switch column.type {
        case .bytes:
            guard position + 4 <= end else { throw tooShort }
            size = try ValueDecoder.length(in: page, at: position, end: end)
            position += 4
        case .fixedBytes(let width): size = width
        case .boolean, .int32, .float: size = 4
        case .int64, .double: size = 8
        case .int96: size = 12
        }
        guard size <= end - position else { throw tooShort }
        defer { position += size }
        switch column.type {
        case .bytes, .fixedBytes: return .string(try text(page, size))
        case .int32: return JSON(Int(Int32(truncatingIfNeeded: bits(page, 4))))
        case .int64: return JSON(Int(Int64(bitPattern: bits(page, 8))))
        case .float:
            let number = Float(bitPattern: UInt32(truncatingIfNeeded: bits(page, 4)))
            return number.isFinite ? .number(literal: "\(number)") : .null
        case .double: return JSON(Double(bitPattern: bits(page, 8)))
        case .boolean: throw .corrupt("Booleans cannot be stored like this")
        case .int96:
            throw .unsupported(
                "the column \(column.path.joined(separator: ".")) has 96-bit time stamps")
        }
    }

    private func text(_ page: [UInt8], _ size: Int) throws(ParquetError) -> String {
        let text = page.withUnsafeBufferPointer { buffer in
            String(
                validating: UnsafeBufferPointer(rebasing: buffer[position..<(position + size)]),
                as: UTF8.self)
        }
        guard let text else {
            let name = column.path.joined(separator: ".")
            throw column.isText
                ? .corrupt("a text of the column \(name) is not UTF-8")
                : .unsupported("the column \(name) holds bytes that are not text")
        }
        return text
    }

    private func bits(_ page: [UInt8], _ size: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<size { value |= UInt64(page[position + index]) << UInt64(8 * index) }
        return value
    }

    /// A count of four bytes, which must leave room for what it counts.
    static func length(in page: [UInt8], at position: Int, end: Int) throws(ParquetError) -> Int {
        guard position + 4 <= end else { throw .corrupt("a page ends too early") }
        var value = 0
        for index in 0..<4 { value |= Int(page[position + index]) << (8 * index) }
        guard value <= end - position - 4 else { throw .corrupt("a part of a page ends too early") }
        return value
    }
}
