/// Python's `repr` of strings and bytes, by which AgentBench shows MySQL's answers.
enum PythonText {
    /// `repr(str)`: single quotes unless the text holds some and no double ones.
    static func append(repr text: String, to output: inout String) {
        var hasSingle = false
        var hasDouble = false
        var isPlain = true
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "'"): hasSingle = true
            case UInt8(ascii: "\""): hasDouble = true
            case UInt8(ascii: "\\"), 0..<0x20, 0x7F...: isPlain = false
            default: break
            }
        }
        let quote: Character = hasSingle && !hasDouble ? "\"" : "'"
        output.append(quote)
        if isPlain && !(hasSingle && hasDouble) {
            output += text
        } else {
            for scalar in text.unicodeScalars { append(scalar, quote: quote, to: &output) }
        }
        output.append(quote)
    }

    private static func append(
        _ scalar: Unicode.Scalar, quote: Character, to output: inout String
    ) {
        switch scalar {
        case "\\": output += #"\\"#
        case "\n": output += #"\n"#
        case "\r": output += #"\r"#
        case "\t": output += #"\t"#
        case "'" where quote == "'": output += #"\'"#
        case _ where isPrintable(scalar): output.unicodeScalars.append(scalar)
        default:
            let (prefix, digits) =
                switch scalar.value {
                case 0..<0x100: ("\\x", 2)
                case 0..<0x10000: ("\\u", 4)
                default: ("\\U", 8)
                }
            output += prefix + hexadecimal(scalar.value, digits: digits)
        }
    }

    /// `str.isprintable` for one character.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
        return switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator, .spaceSeparator:
            false
        default: true
        }
    }

    /// `repr(bytes)` without a class around it: `b'\x00A'`.
    static func append(repr bytes: [UInt8], to output: inout String) {
        let hasSingle = bytes.contains(UInt8(ascii: "'"))
        let quote: Character =
            hasSingle && !bytes.contains(UInt8(ascii: "\"")) ? "\"" : "'"
        output += "b"
        output.append(quote)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\\"): output += #"\\"#
            case 0x0A: output += #"\n"#
            case 0x0D: output += #"\r"#
            case 0x09: output += #"\t"#
            case UInt8(ascii: "'") where quote == "'": output += #"\'"#
            case 0x20..<0x7F: output.unicodeScalars.append(Unicode.Scalar(byte))
            default: output += "\\x" + hexadecimal(UInt32(byte), digits: 2)
            }
        }
        output.append(quote)
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
