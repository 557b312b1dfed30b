import SQLiteKit

/// What casts do with stored values.
enum CastBodies {
    static let identity = FunctionImplementation("mysql_as_is") { (arguments, _) in arguments[0] }

    typealias Pair = IntegerArithmetic.Pair

    private static func pair(
        _ name: String,
        _ bits: @escaping @Sendable (SQLiteValue, SessionContext) throws(StatementFailure) -> UInt64
    ) -> Pair {
        Pair(
            signed: FunctionImplementation("mysql_cast_\(name)_signed") {
                (arguments, context) throws(StatementFailure) in
                let value = arguments[0]
                if value.isNull { return .null }
                return .integer(Int64(bitPattern: try bits(value, context)))
            },
            unsigned: FunctionImplementation("mysql_cast_\(name)_unsigned") {
                (arguments, context) throws(StatementFailure) in
                let value = arguments[0]
                if value.isNull { return .null }
                return SQLiteValue(storing: try bits(value, context))
            })
    }

    /// Integers change their type, not their bits: -1 becomes 18446744073709551615.
    static let bits = pair("integer") { (value, _) in value.storedBits }

    static let double = pair("double") { (value, _) in
        UInt64(bitPattern: Int64(rounding: value.storedDouble))
    }

    static let decimal = pair("decimal") { (value, _) in
        let number = value.storedDecimal
        guard let integer = number.integer else { return number.isNegative ? 1 << 63 : .max }
        return integer < 0
            ? UInt64(bitPattern: Int64(clamping: integer)) : UInt64(clamping: integer)
    }

    static let text = pair("text") { (value, context) throws(StatementFailure) in
        let reading: NumericText.Reading<NumericText.Integer>
        switch value {
        case .text(let text): reading = NumericText.integer(text)
        case .blob(let bytes): reading = bytes.withUnsafeBufferPointer { NumericText.integer($0) }
        default: return value.storedBits
        }
        if reading.isTruncated { try context.warnTruncated("INTEGER", value.shown) }
        return reading.value.bits
    }

    /// A decimal, brought to the precision and scale that follow.
    static let toDecimal = FunctionImplementation("mysql_cast_decimal") {
        (arguments, context) throws(StatementFailure) in
        guard let value = arguments.decimal(at: 0) else { return .null }
        return try fit(value, arguments[1], arguments[2], context)
    }

    static let textToDecimal = FunctionImplementation("mysql_cast_text_decimal") {
        (arguments, context) throws(StatementFailure) in
        guard let text = arguments.text(at: 0) else { return .null }
        let reading = NumericText.decimal(text)
        if reading.isTruncated { try context.warnTruncated("DECIMAL", text) }
        return try fit(reading.value, arguments[1], arguments[2], context)
    }

    private static func fit(
        _ value: MySQLDecimal, _ precision: SQLiteValue, _ scale: SQLiteValue,
        _ context: SessionContext
    ) throws(StatementFailure) -> SQLiteValue {
        guard case .integer(let precision) = precision, case .integer(let scale) = scale else {
            return .null
        }
        let (fitting, isOutOfRange) = value.clamped(precision: Int(precision), scale: Int(scale))
        if isOutOfRange {
            try context.warn(1264, "22003", "Out of range value for column 'CAST' at row 1")
        }
        return .text(fitting.text)
    }

    /// A text cut to the number of characters that follows (-1: as it is); bytes must be UTF-8.
    static let char = FunctionImplementation("mysql_cast_char") {
        (arguments, context) throws(StatementFailure) in
        let text: String
        switch arguments[0] {
        case .null: return .null
        case .blob(let bytes):
            guard let valid = String(validating: bytes, as: UTF8.self) else {
                try context.warn(
                    1300, "HY000", "Invalid utf8mb4 character string: '\(bytes.quotedHexadecimal)'")
                return .null
            }
            text = valid
        default: text = arguments.text(at: 0) ?? ""
        }
        guard case .integer(let length) = arguments[1], length >= 0,
            text.utf8.count > length,
            let end = text.unicodeScalars.index(
                text.startIndex, offsetBy: Int(length), limitedBy: text.endIndex),
            end < text.endIndex
        else { return .text(text) }
        try context.warnTruncated("CHAR(\(length))", text)
        return .text(String(text[..<end]))
    }

    /// Bytes, cut or filled with zero bytes to the number that follows (-1: as they are).
    static let binary = FunctionImplementation("mysql_cast_binary") {
        (arguments, context) throws(StatementFailure) in
        guard var bytes = arguments.bytes(at: 0) else { return .null }
        guard case .integer(let length) = arguments[1], length >= 0 else { return .blob(bytes) }
        if bytes.count > length {
            try context.warnTruncated("BINARY(\(length))", arguments.text(at: 0) ?? "")
            bytes.removeLast(bytes.count - Int(length))
        } else if length <= context.packetLimit {
            bytes += repeatElement(0, count: Int(length) - bytes.count)
        } else {
            try context.warnTooLong("cast_as_binary")
            return .null
        }
        return .blob(bytes)
    }
}

extension SQLiteValue {
    /// A value as messages quote it.
    var shown: String {
        switch self {
        case .null: "NULL"
        case .integer(let number): String(number)
        case .real(let number): number.mysqlText
        case .text(let text): text
        case .blob(let bytes): String(decoding: bytes, as: UTF8.self)
        }
    }
}

extension [UInt8] {
    /// The first bytes as messages quote a text that is not valid: `\xFF`, ASCII as it is.
    var quotedHexadecimal: String {
        var text = ""
        for byte in prefix(6) {
            if byte &- 0x20 < 0x5F {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                text += "\\x" + (byte < 16 ? "0" : "") + digits
            }
        }
        return text
    }
}
