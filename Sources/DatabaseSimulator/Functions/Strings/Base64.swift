/// The base-64 encoding of MySQL's `TO_BASE64` and `FROM_BASE64`.
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Encodes bytes, with a line break after so many characters.
    static func encode(_ bytes: [UInt8], lineLength: Int? = 76) -> String {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        var column = 0
        for start in stride(from: 0, to: bytes.count, by: 3) {
            if let lineLength, column == lineLength {
                result.append(0x0A)
                column = 0
            }
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits: UInt32 = 0
            for offset in 0..<3 {
                bits = bits << 8 | (offset < group.count ? UInt32(group[start + offset]) : 0)
            }
            for place in 0..<4 {
                result.append(
                    place <= group.count
                        ? alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
            }
            column += 4
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Decodes a text; white space is skipped, anything else that does not belong gives `nil`.
    static func decode(_ text: String) -> [UInt8]? {
        var result: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        var padding = 0
        for byte in text.utf8 where !NumericText.isSpace(byte) {
            if byte == UInt8(ascii: "=") {
                guard count % 4 >= 2, padding < 2 else { return nil }
                padding += 1
                bits <<= 6
            } else {
                guard padding == 0, let value = value(byte) else { return nil }
                bits = bits << 6 | value
            }
            count += 1
            if count % 4 == 0 {
                let group = [UInt8(bits >> 16 & 0xFF), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)]
                result += group.prefix(3 - padding)
                bits = 0
                if padding > 0 { padding = 3 }
            }
        }
        return count % 4 == 0 ? result : nil
    }

    private static func value(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x41...0x5A: UInt32(byte - 0x41)
        case 0x61...0x7A: UInt32(byte - 0x61 + 26)
        case 0x30...0x39: UInt32(byte - 0x30 + 52)
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
