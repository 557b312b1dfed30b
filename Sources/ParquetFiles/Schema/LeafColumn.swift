import JSONTree

/// A column with the levels of its values.
struct LeafColumn {
    /// The names that lead to it.
    var path: [String]
    var type: ParquetField.PhysicalType
    var meaning: ParquetField.Meaning
    var maxDefinition: Int
    var maxRepetition: Int

    /// The column's name, for messages.
    var name: String { path.joined(separator: ".") }
}

extension LeafColumn {
    /// The value that bytes stand for, the lowest first; Booleans are stored otherwise.
    func value(of bytes: UnsafeBufferPointer<UInt8>) throws(ParquetError) -> JSON {
        switch type {
        case .bytes, .fixedBytes: return try text(of: bytes)
        default:
            var bits: UInt64 = 0
            for (index, byte) in bytes.enumerated() { bits |= UInt64(byte) << UInt64(8 * index) }
            return try value(ofBits: bits)
        }
    }

    /// The value that so many bits stand for.
    func value(ofBits bits: UInt64) throws(ParquetError) -> JSON {
        switch (type, meaning) {
        case (.int32, .unsigned): return JSON(Int(UInt32(truncatingIfNeeded: bits)))
        case (.int64, .unsigned): return .number(literal: "\(bits)")
        case (.int32, .day):
            return .string(CalendarText.day(Int(Int32(truncatingIfNeeded: bits))))
        case (.int64, .moment(let digits, let isUTC)):
            return .string(
                CalendarText.moment(
                    Int(Int64(bitPattern: bits)), digits: digits, isUTC: isUTC))
        case (.int32, _): return JSON(Int(Int32(truncatingIfNeeded: bits)))
        case (.int64, _): return JSON(Int(Int64(bitPattern: bits)))
        case (.float, _):
            let number = Float(bitPattern: UInt32(truncatingIfNeeded: bits))
            return number.isFinite ? .number(literal: "\(number)") : .null
        case (.double, _): return JSON(Double(bitPattern: bits))
        case (.boolean, _), (.int96, _), (.bytes, _), (.fixedBytes, _):
            throw .corrupt("the column \(name) cannot be stored like this")
        }
    }

    func text(of bytes: UnsafeBufferPointer<UInt8>) throws(ParquetError) -> JSON {
        if let text = String(validating: bytes, as: UTF8.self) { return .string(text) }
        throw meaning == .text
            ? .corrupt("a text of the column \(name) is not UTF-8")
            : .unsupported("the column \(name) holds bytes that are not text")
    }
}
