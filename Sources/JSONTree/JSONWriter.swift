extension JSON {
    /// The text of this value in a style; the same value and style always give the same bytes.
    public func text(_ style: JSONStyle = .python) -> String {
        var bytes: [UInt8] = []
        write(to: &bytes, style: style)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the text of this value, as UTF-8, to `bytes`.
    public func write(to bytes: inout [UInt8], style: JSONStyle = .python) {
        write(to: &bytes, style: style, level: 0)
    }

    private func write(to bytes: inout [UInt8], style: JSONStyle, level: Int) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += (flag ? "true" : "false").utf8
        case .number(let literal): bytes += literal.utf8
        case .string(let text): JSON.write(string: text, to: &bytes, style: style)
        case .array(let elements):
            JSON.writeList("[", "]", elements, to: &bytes, style: style, level: level) {
                $0.write(to: &$1, style: style, level: level + 1)
            }
        case .object(let members):
            JSON.writeList("{", "}", members, to: &bytes, style: style, level: level) {
                JSON.write(string: $0.key, to: &$1, style: style)
                $1 += style.keySeparator.utf8
                $0.value.write(to: &$1, style: style, level: level + 1)
            }
        }
    }

    private static func writeList<List: Collection>(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ list: List, to bytes: inout [UInt8],
        style: JSONStyle, level: Int, item: (List.Element, inout [UInt8]) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        var first = true
        for element in list {
            if !first { bytes += style.itemSeparator.utf8 }
            first = false
            breakLine(style, level + 1, &bytes)
            item(element, &bytes)
        }
        if !first { breakLine(style, level, &bytes) }
        bytes.append(UInt8(ascii: close))
    }

    private static func breakLine(_ style: JSONStyle, _ level: Int, _ bytes: inout [UInt8]) {
        guard let indentation = style.indentation else { return }
        bytes.append(0x0A)
        bytes += repeatElement(0x20, count: indentation * level)
    }

    private static func write(string: String, to bytes: inout [UInt8], style: JSONStyle) {
        bytes.append(UInt8(ascii: "\""))
        if style.escapesNonASCII {
            for unit in string.utf16 {
                if unit < 0x7F {
                    write(ascii: UInt8(unit), to: &bytes, style: style)
                } else {
                    writeEscape(unit, to: &bytes)
                }
            }
        } else {
            for byte in string.utf8 { write(ascii: byte, to: &bytes, style: style) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes one byte of a string; bytes of multi-byte characters pass through.
    private static func write(ascii byte: UInt8, to bytes: inout [UInt8], style: JSONStyle) {
        switch byte {
        case UInt8(ascii: "\""): bytes += #"\""#.utf8
        case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
        case 0x0A: bytes += #"\n"#.utf8
        case 0x0D: bytes += #"\r"#.utf8
        case 0x09: bytes += #"\t"#.utf8
        case 0x08: bytes += #"\b"#.utf8
        case 0x0C: bytes += #"\f"#.utf8
        case 0..<0x20: writeEscape(UInt16(byte), to: &bytes)
        case UInt8(ascii: "/") where style.escapesSlashes: bytes += #"\/"#.utf8
        default: bytes.append(byte)
        }
    }

    private static func writeEscape(_ unit: UInt16, to bytes: inout [UInt8]) {
        bytes += #"\u"#.utf8
        for shift in [12, 8, 4, 0] {
            let digit = UInt8(unit >> UInt16(shift) & 0xF)
            bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }
}
