/// How Python prints values: `repr`, `str` of a float, and `json.dumps`.
enum PythonRepresentation {
    /// A string in quotes, double ones if it holds single ones alone.
    static func of(_ text: String) -> String {
        let quote: Unicode.Scalar =
            text.unicodeScalars.contains("'") && !text.unicodeScalars.contains("\"") ? "\"" : "'"
        var result = String.UnicodeScalarView()
        result.append(quote)
        for scalar in text.unicodeScalars {
            switch scalar {
            case quote, "\\":
                result.append("\\")
                result.append(scalar)
            case "\n": result.append(contentsOf: "\\n".unicodeScalars)
            case "\r": result.append(contentsOf: "\\r".unicodeScalars)
            case "\t": result.append(contentsOf: "\\t".unicodeScalars)
            default:
                if scalar.isPythonPrintable {
                    result.append(scalar)
                } else {
                    result.append(contentsOf: escape(scalar).unicodeScalars)
                }
            }
        }
        result.append(quote)
        return String(result)
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case ..<0x100: "\\x" + hexadecimal(scalar.value, digits: 2)
        case ..<0x10000: "\\u" + hexadecimal(scalar.value, digits: 4)
        default: "\\U" + hexadecimal(scalar.value, digits: 8)
        }
    }

    static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// A list of strings.
    static func of(_ texts: [String]) -> String {
        "[" + texts.map { of($0) }.joined(separator: ", ") + "]"
    }

    /// A dictionary of strings, in its order.
    static func of(_ choices: [OptionChoice]) -> String {
        "{" + choices.map { of($0.name) + ": " + of($0.value) }.joined(separator: ", ") + "}"
    }

    /// A float: the shortest digits that read back the same, with at least one decimal.
    static func of(_ number: Double) -> String {
        let text = "\(number)"
        let size = number.magnitude
        // Swift writes whole numbers beyond 2^54 with an exponent, Python from 10^16 on.
        guard size >= 9_007_199_254_740_992, size < 1e16 else { return text }
        return "\(Int64(number)).0"
    }

    /// A price cap: two decimals.
    static func cents(_ number: Double) -> String {
        let cents = Int64((number * 100).rounded())
        let rest = cents % 100
        return "\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// `json.dumps` of a dictionary of strings, in its order.
    static func json(_ choices: [OptionChoice], forHTML: Bool = false) -> String {
        "{"
            + choices.map {
                json($0.name, forHTML: forHTML) + ": " + json($0.value, forHTML: forHTML)
            }.joined(separator: ", ") + "}"
    }

    /// `json.dumps` of a string; for HTML with the escapes of Flask's `tojson`.
    static func json(_ text: String, forHTML: Bool) -> String {
        var result = "\""
        for unit in text.utf16 {
            switch unit {
            case 0x22: result += "\\\""
            case 0x5C: result += "\\\\"
            case 0x0A: result += "\\n"
            case 0x0D: result += "\\r"
            case 0x09: result += "\\t"
            case 0x08: result += "\\b"
            case 0x0C: result += "\\f"
            case 0x26 where forHTML, 0x27 where forHTML, 0x3C where forHTML, 0x3E where forHTML:
                result += "\\u" + hexadecimal(UInt32(unit), digits: 4)
            case 0x20..<0x7F: result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            case 0x7F: result.unicodeScalars.append("\u{7F}")
            default: result += "\\u" + hexadecimal(UInt32(unit), digits: 4)
            }
        }
        return result + "\""
    }
}
