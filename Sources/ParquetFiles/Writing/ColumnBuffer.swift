import JSONTree

/// The values of a column of the row group that is being gathered.
///
/// Values go to a dictionary as long as that is small; the rest is stored plainly.
struct ColumnBuffer {
    let column: LeafColumn
    private let dictionaryLimit: Int
    private(set) var repetitions: [UInt8] = []
    private(set) var definitions: [UInt8] = []
    private(set) var dictionary = ValueDictionary()
    /// The values that are in the dictionary: the first ones of the column.
    private(set) var indices: [Int32] = []
    /// The other values, plainly.
    private(set) var plain: [UInt8] = []
    /// Where each plain value ends.
    private(set) var plainEnds: [Int] = []
    private(set) var booleans: [Bool] = []
    private var usesDictionary: Bool

    init(_ column: LeafColumn, dictionaryLimit: Int) {
        self.column = column
        self.dictionaryLimit = dictionaryLimit
        usesDictionary = column.type == .bytes && dictionaryLimit > 0
    }

    /// Says that a row begins: only here does the column cease to use its dictionary.
    mutating func beginRow() {
        if dictionary.bytes.count > dictionaryLimit { usesDictionary = false }
    }

    /// How many bytes the values take, about.
    var size: Int {
        plain.count + dictionary.bytes.count + indices.count * 2 + definitions.count
    }

    mutating func appendMissing(repetition: Int, definition: Int) {
        repetitions.append(UInt8(repetition))
        definitions.append(UInt8(definition))
    }

    mutating func append(
        _ value: JSON, repetition: Int
    ) throws(ParquetError) {
        switch (column.type, value) {
        case (.bytes, .string(let text)): append(text)
        case (.boolean, .bool(let flag)): booleans.append(flag)
        case (.int64, .number):
            guard let number = value.int else { throw wrong(value) }
            append(bits: UInt64(bitPattern: Int64(number)), 8)
        case (.int32, .number):
            guard let number = value.int.flatMap(Int32.init(exactly:)) else { throw wrong(value) }
            append(bits: UInt64(UInt32(bitPattern: number)), 4)
        case (.double, .number):
            guard let number = value.double else { throw wrong(value) }
            append(bits: number.bitPattern, 8)
        case (.float, .number):
            guard let number = value.double else { throw wrong(value) }
            append(bits: UInt64(Float(number).bitPattern), 4)
        default: throw wrong(value)
        }
        repetitions.append(UInt8(repetition))
        definitions.append(UInt8(column.maxDefinition))
    }

    private func wrong(_ value: JSON) -> ParquetError {
        ParquetError(
            .wrongValue,
            "\(value.kind) does not fit the column \(column.name)")
    }

    private mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            if usesDictionary {
                indices.append(dictionary.index(of: bytes))
                return
            }
            ColumnBuffer.append(count: bytes.count, to: &plain)
            plain.append(contentsOf: bytes)
            plainEnds.append(plain.count)
        }
    }

    private mutating func append(bits: UInt64, _ size: Int) {
        for index in 0..<size {
            plain.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * index)))
        }
        plainEnds.append(plain.count)
    }

    static func append(count: Int, to bytes: inout [UInt8]) {
        for shift in stride(from: 0, to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: count >> shift))
        }
    }
}

/// The different texts of a column, in the order in which they came, with their numbers.
///
/// Texts are told apart by their bytes: for Swift's own dictionaries texts are equal that only
/// look the same.
struct ValueDictionary {
    /// The texts, each with its count of bytes before it.
    private(set) var bytes: [UInt8] = []
    private var starts: [Int] = []
    /// Numbers of texts, plus one, by hash; 0 is free.
    private var slots = [Int32](repeating: 0, count: 256)

    var count: Int { starts.count }

    /// The number of a text, which is new if need be.
    mutating func index(of text: UnsafeBufferPointer<UInt8>) -> Int32 {
        var slot = Int(truncatingIfNeeded: ValueDictionary.hash(text)) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if isEqual(index, text) { return Int32(index) }
            slot = (slot + 1) & (slots.count - 1)
        }
        starts.append(bytes.count)
        ColumnBuffer.append(count: text.count, to: &bytes)
        bytes.append(contentsOf: text)
        slots[slot] = Int32(count)
        if count * 2 > slots.count { grow() }
        return Int32(count - 1)
    }

    private func range(_ index: Int) -> Range<Int> {
        let end = index + 1 < starts.count ? starts[index + 1] : bytes.count
        return (starts[index] + 4)..<end
    }

    private func isEqual(_ index: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = range(index)
        guard range.count == text.count else { return false }
        return bytes.withUnsafeBufferPointer { buffer in
            UnsafeBufferPointer(rebasing: buffer[range]).elementsEqual(text)
        }
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 4)
        bytes.withUnsafeBufferPointer { buffer in
            for index in starts.indices {
                let text = UnsafeBufferPointer(rebasing: buffer[range(index)])
                var slot = Int(truncatingIfNeeded: ValueDictionary.hash(text)) & (slots.count - 1)
                while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
                slots[slot] = Int32(index + 1)
            }
        }
    }

    /// A quick mixture of a text's words; the same everywhere.
    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let raw = UnsafeRawBufferPointer(text)
        var hash = UInt64(truncatingIfNeeded: text.count) &* 0x9E37_79B9_7F4A_7C15
        var offset = 0
        while offset + 8 <= raw.count {
            hash = mix(
                hash
                    ^ UInt64(
                        littleEndian: raw.loadUnaligned(
                            fromByteOffset: offset, as: UInt64.self)))
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < raw.count {
            rest = rest << 8 | UInt64(raw[offset])
            offset += 1
        }
        return mix(hash ^ rest)
    }

    @inline(__always)
    private static func mix(_ bits: UInt64) -> UInt64 {
        let product = bits.multipliedFullWidth(by: 0xBF58_476D_1CE4_E5B9)
        return product.high ^ product.low
    }
}
