/// A Python literal, as an agent writes it after `Final Answer:`.
///
/// AgentBench evaluates that text as Python; this reads literals only, which is what an honest
/// answer can be, and never runs anything.
indirect enum PythonLiteral: Hashable, Sendable {
    case none
    case boolean(Bool)
    case integer(String)
    case float(Double)
    case string(String)
    case list([PythonLiteral])
    case tuple([PythonLiteral])
    case set([PythonLiteral])
    case dictionary([PythonLiteral])

    /// Reads a whole text; nil if it is no literal.
    init?(_ text: String) {
        var reader = PythonLiteralReader(text)
        guard let value = reader.value(depth: 0), reader.isAtEnd else { return nil }
        self = value
    }

    /// `list(value)`; nil where Python raises a TypeError.
    var elements: [PythonLiteral]? {
        switch self {
        case .list(let members), .tuple(let members), .set(let members),
            .dictionary(let members):
            members
        case .string(let text): text.unicodeScalars.map { .string(String($0)) }
        case .none, .boolean, .integer, .float: nil
        }
    }

    /// `float(value)`; nil where Python raises an error.
    var float: Double? {
        switch self {
        case .boolean(let flag): flag ? 1 : 0
        case .integer(let digits): Double(digits)
        case .float(let number): number
        case .string(let text): PythonLiteral.float(text)
        case .none, .list, .tuple, .set, .dictionary: nil
        }
    }

    /// `float(text)`: blanks around and underscores between digits are allowed.
    static func float(_ text: String) -> Double? {
        let trimmed = text.split(whereSeparator: \.isWhitespace)
        guard trimmed.count == 1, let word = trimmed.first else { return nil }
        switch word.lowercased() {
        case "inf", "+inf", "infinity", "+infinity": return .infinity
        case "-inf", "-infinity": return -.infinity
        case "nan", "+nan", "-nan": return .nan
        default: break
        }
        guard word.utf8.allSatisfy({ $0 < 0x80 }), !word.lowercased().contains("x") else {
            return nil
        }
        return Double(word.replacing("_", with: ""))
    }
}

/// Reads Python literals; every failure is nil.
private struct PythonLiteralReader {
    private let scalars: [Unicode.Scalar]
    private var index = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    var isAtEnd: Bool {
        scalars[index...].allSatisfy(\.properties.isWhitespace)
    }

    private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func skipSpace() {
        while let scalar = next, scalar.properties.isWhitespace { index += 1 }
    }

    mutating func value(depth: Int) -> PythonLiteral? {
        guard depth < 64 else { return nil }
        skipSpace()
        switch next {
        case "[": return members(until: "]", depth: depth).map { .list($0.values) }
        case "(":
            guard let (values, hasComma) = members(until: ")", depth: depth) else { return nil }
            return values.count == 1 && !hasComma ? values[0] : .tuple(values)
        case "{": return braces(depth: depth)
        case "'", "\"": return string().map { .string($0) }
        case nil: return nil
        default: return word()
        }
    }

    private mutating func members(
        until closing: Unicode.Scalar, depth: Int
    ) -> (values: [PythonLiteral], hasComma: Bool)? {
        index += 1
        var values: [PythonLiteral] = []
        var hasComma = false
        while true {
            skipSpace()
            if next == closing {
                index += 1
                return (values, hasComma)
            }
            guard let value = value(depth: depth + 1) else { return nil }
            values.append(value)
            skipSpace()
            if next == "," {
                hasComma = true
                index += 1
            } else if next != closing {
                return nil
            }
        }
    }

    /// A set, or a dictionary, of which only the keys matter.
    private mutating func braces(depth: Int) -> PythonLiteral? {
        index += 1
        var keys: [PythonLiteral] = []
        var isDictionary: Bool?
        while true {
            skipSpace()
            if next == "}" {
                index += 1
                return isDictionary ?? true ? .dictionary(keys) : .set(keys)
            }
            guard let key = value(depth: depth + 1) else { return nil }
            keys.append(key)
            skipSpace()
            let hasValue = next == ":"
            guard isDictionary ?? hasValue == hasValue else { return nil }
            isDictionary = hasValue
            if hasValue {
                index += 1
                guard value(depth: depth + 1) != nil else { return nil }
                skipSpace()
            }
            if next == "," { index += 1 } else if next != "}" { return nil }
        }
    }

    private mutating func string() -> String? {
        guard let quote = next else { return nil }
        index += 1
        var text = String.UnicodeScalarView()
        while let scalar = next {
            index += 1
            switch scalar {
            case quote:
                skipSpace()
                // Adjacent literals are one.
                if next == "'" || next == "\"" {
                    guard let rest = string() else { return nil }
                    return String(text) + rest
                }
                return String(text)
            case "\n": return nil
            case "\\":
                guard let escaped = escape() else { return nil }
                text.append(contentsOf: escaped.unicodeScalars)
            default: text.append(scalar)
            }
        }
        return nil
    }

    private mutating func escape() -> String? {
        guard let scalar = next else { return nil }
        index += 1
        switch scalar {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "\\", "'", "\"": return String(scalar)
        case "\n": return ""
        case "x": return code(digits: 2)
        case "u": return code(digits: 4)
        case "U": return code(digits: 8)
        default: return "\\" + String(scalar)
        }
    }

    private mutating func code(digits: Int) -> String? {
        guard index + digits <= scalars.count,
            let value = UInt32(
                String(String.UnicodeScalarView(scalars[index..<index + digits])), radix: 16),
            let scalar = Unicode.Scalar(value)
        else { return nil }
        index += digits
        return String(scalar)
    }

    private mutating func word() -> PythonLiteral? {
        let start = index
        while let scalar = next,
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || "+-._".unicodeScalars.contains(scalar)
        {
            index += 1
        }
        let word = String(String.UnicodeScalarView(scalars[start..<index]))
        switch word {
        case "None": return PythonLiteral.none
        case "True": return .boolean(true)
        case "False": return .boolean(false)
        default: break
        }
        let digits = word.drop { $0 == "-" || $0 == "+" }
        guard word.count - digits.count <= 1,
            digits.utf8.first.map({ $0 &- 0x30 < 10 || $0 == 0x2E }) == true
        else { return nil }
        if digits.utf8.allSatisfy({ $0 &- 0x30 < 10 }) {
            guard digits == "0" || digits.first != "0" || digits.allSatisfy({ $0 == "0" }) else {
                return nil
            }
            return .integer(word.first == "+" ? String(digits) : word)
        }
        return PythonLiteral.float(word).map { .float($0) }
    }
}
