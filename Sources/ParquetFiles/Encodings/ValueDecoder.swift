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
        /// Whole numbers as differences.
        case differences(DeltaDecoder)
        /// Texts whose lengths are differences.
        case texts(DeltaTextDecoder)
        /// Numbers whose first bytes stand together, then their second bytes, and so on.
        case split(width: Int, count: Int)
    }

    private var form: Form
    private var position: Int
    private let end: Int
    private let column: LeafColumn

    /// Decodes a part of a page.
    ///
    /// - Parameter limit: how many bytes the texts may have where the encoding makes much of little.
    init(
        _ range: Range<Int>, of page: [UInt8], encoding: Int, column: LeafColumn, limit: Int
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
        case (Encoding.differences, .int32), (Encoding.differences, .int64):
            form = .differences(try DeltaDecoder(range, of: page))
        case (Encoding.lengths, .bytes), (Encoding.prefixes, .bytes):
            form = .texts(
                try DeltaTextDecoder(
                    range, of: page, sharesPrefixes: encoding == Encoding.prefixes, limit: limit))
        case (Encoding.split, _):
            guard let width = column.type.width else {
                throw .corrupt("bytes are split that have no fixed width")
            }
            form = .split(width: width, count: range.count / width)
        default:
            throw .unsupported(
                "the column \(column.name) has the encoding \(Encoding.name(encoding))")
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
        case .differences(var decoder):
            let number = try decoder.next(in: page)
            form = .differences(decoder)
            return try column.value(ofBits: UInt64(bitPattern: number))
        case .texts(var decoder):
            // The form would hold the text before a second time.
            form = .plain
            let text = try decoder.next(in: page)
            form = .texts(decoder)
            return try text.withUnsafeBufferPointer { buffer throws(ParquetError) in
                try column.text(of: buffer)
            }
        case .split(let width, let count):
            guard position + (width - 1) * count < end else { throw tooShort }
            defer { position += 1 }
            let bytes = (0..<width).map { page[position + $0 * count] }
            return try bytes.withUnsafeBufferPointer { buffer throws(ParquetError) in
                try column.value(of: buffer)
            }
        }
    }

    private var tooShort: ParquetError {
        .corrupt("the values of the column \(column.name) end too early")
    }

    private mutating func plain(in page: [UInt8]) throws(ParquetError) -> JSON {
        let size: Int
        if let width = column.type.width {
            size = width
        } else {
            guard column.type == .bytes else {
                throw .corrupt("Booleans cannot be stored like this")
            }
            guard position + 4 <= end else { throw tooShort }
            size = try ValueDecoder.length(in: page, at: position, end: end)
            position += 4
        }
        guard size <= end - position else { throw tooShort }
        defer { position += size }
        return try page.withUnsafeBufferPointer { buffer throws(ParquetError) in
            try column.value(
                of: UnsafeBufferPointer(rebasing: buffer[position..<(position + size)]))
        }
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
