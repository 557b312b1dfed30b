import SQLiteKit

/// Functions between strings, numbers and their notations: `HEX`, `CONV`, `CHAR`, `TO_BASE64`.
enum EncodingFunctions {
    private typealias Argument = FunctionDefinition.Argument

    static let all: [FunctionDefinition] = [
        hex,
        .binary("unhex", 1...1, [.text], length: { ($0[0].type.textLength + 1) / 2 }) {
            (arguments, _) in
            guard let digits = arguments.bytes(at: 0) else { return .null }
            return bytes(ofHexadecimal: digits).map { .blob($0) } ?? .null
        },
        .text("bin", 1...1, [.text], length: 64, nullable: true) {
            (arguments, context) throws(StatementFailure) in
            guard let text = arguments.text(at: 0), !text.isEmpty else { return .null }
            return .text(try convert(text, from: 10, to: 2, context))
        },
        .text("oct", 1...1, [.text], length: 64, nullable: true) {
            (arguments, context) throws(StatementFailure) in
            guard let text = arguments.text(at: 0), !text.isEmpty else { return .null }
            return .text(try convert(text, from: 10, to: 8, context))
        },
        .text("conv", 3...3, [.text, .integer, .integer], length: 64, nullable: true) {
            (arguments, context) throws(StatementFailure) in
            guard let text = arguments.text(at: 0), let from = arguments.integer(at: 1),
                let to = arguments.integer(at: 2), 2...36 ~= from.magnitude,
                2...36 ~= to.magnitude, !text.isEmpty
            else { return .null }
            return .text(try convert(text, from: Int(from), to: Int(to), context))
        },
        .binary("char", 1...FunctionDefinition.manyArguments, [.integer], length: { $0.count * 4 })
        {
            (arguments, _) in
            var bytes: [UInt8] = []
            for index in 0..<arguments.count {
                guard let number = arguments.integer(at: index) else { continue }
                let code = UInt32(truncatingIfNeeded: number)
                let all = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: code >> UInt32($0)) }
                bytes += all.dropFirst(min(3, code.leadingZeroBitCount / 8))
            }
            return .blob(bytes)
        },
        .string(
            "to_base64", 1...1, [.text], length: { ($0[0].type.textLength * 4 + 2) / 3 * 4 }
        ) { (arguments, context) throws(StatementFailure) in
            guard let bytes = arguments.bytes(at: 0) else { return .null }
            guard bytes.count / 3 * 4 <= context.packetLimit else {
                try context.warnTooLong("to_base64")
                return .null
            }
            return .text(Base64.encode(bytes))
        },
        .binary("from_base64", 1...1, [.text], length: { $0[0].type.textLength / 4 * 3 }) {
            (arguments, _) in
            guard let text = arguments.text(at: 0) else { return .null }
            return Base64.decode(text).map { .blob($0) } ?? .null
        },
    ]

    // MARK: HEX

    /// `HEX` of a number is its digits, of a string those of its bytes.
    private static let hex = FunctionDefinition(name: "hex", arity: 1...1) { arguments in
        let type = arguments[0].type
        let isNumber = type.isExact || type.isReal
        return FunctionCallPlan(
            type: MySQLType.string(isNumber ? 16 : type.textLength * 8).nullable(type.isNullable),
            coercions: [isNumber ? .integer : .text],
            implementation: isNumber ? hexOfNumber : hexOfBytes)
    }

    private static let hexOfNumber = FunctionImplementation("mysql_hex_number") { (arguments, _) in
        arguments.isNull(at: 0)
            ? .null : .text(String(arguments[0].storedBits, radix: 16, uppercase: true))
    }

    private static let hexOfBytes = FunctionImplementation("mysql_hex") {
        (arguments, context) throws(StatementFailure) in
        guard let bytes = arguments.bytes(at: 0) else { return .null }
        guard bytes.count <= context.packetLimit / 2 else {
            try context.warnTooLong("hex")
            return .null
        }
        return .text(hexadecimal(bytes, uppercase: true))
    }

    static func hexadecimal(_ bytes: some Collection<UInt8>, uppercase: Bool) -> String {
        let digits = Array((uppercase ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0xF)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of hexadecimal digits; an odd number of them begins with half a byte.
    static func bytes(ofHexadecimal digits: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var pending: UInt8? = digits.count % 2 == 1 ? 0 : nil
        for byte in digits {
            guard let value = digit(byte), value < 16 else { return nil }
            if let high = pending {
                result.append(high << 4 | value)
                pending = nil
            } else {
                pending = value
            }
        }
        return result
    }

    /// The value of a digit of any base up to 36.
    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x5A: byte - 0x41 + 10
        case 0x61...0x7A: byte - 0x61 + 10
        default: nil
        }
    }

    // MARK: Bases

    /// The digits of a number in another base; a negative base means signed numbers.
    private static func convert(
        _ text: String, from: Int, to: Int, _ context: SessionContext
    ) throws(StatementFailure) -> String {
        var bytes = Array(text.utf8)[...]
        bytes = bytes.drop { NumericText.isSpace($0) }
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
        var magnitude: UInt64 = 0
        var overflows = false
        let base = UInt64(from.magnitude)
        for byte in bytes {
            guard let digit = digit(byte), UInt64(digit) < base else { break }
            let (product, first) = magnitude.multipliedReportingOverflow(by: base)
            let (sum, second) = product.addingReportingOverflow(UInt64(digit))
            overflows = overflows || first || second
            magnitude = sum
        }
        var value = isNegative ? 0 &- magnitude : magnitude
        if from < 0 {
            let bound = isNegative ? UInt64(1) << 63 : UInt64(Int64.max)
            if overflows || magnitude > bound {
                overflows = true
                value = bound
            }
        } else if overflows {
            value = isNegative ? 0 : .max
        }
        if overflows { try context.warnTruncated("DECIMAL", text) }
        return to > 0
            ? String(value, radix: to, uppercase: true)
            : String(Int64(bitPattern: value), radix: -to, uppercase: true)
    }
}
