import JSONTree
import SQLiteKit

/// What a stored value becomes in a JSON document, by its type: one letter, which bodies are given
/// for each argument.
enum JSONArgument: Character {
    case null = "n"
    case integer = "i"
    case boolean = "b"
    case decimal = "d"
    case double = "r"
    case string = "s"
    case json = "j"
    case date = "D"
    case datetime = "T"
    case time = "t"
    case varbinary = "x"
    case binary = "y"
    case blob = "B"
    case bit = "z"

    init(_ argument: FunctionDefinition.Argument) {
        switch argument.type.kind {
        case .null: self = .null
        case .integer: self = argument.isBoolean ? .boolean : .integer
        case .year: self = .integer
        case .decimal: self = .decimal
        case .float, .double: self = .double
        case .string, .enumeration, .set: self = .string
        case .json: self = .json
        case .date: self = .date
        case .datetime, .timestamp: self = .datetime
        case .time: self = .time
        case .bit: self = .bit
        case .binary(let kind):
            switch kind {
            case .varchar: self = .varbinary
            case .char: self = .binary
            case .tiny, .text, .medium, .long: self = .blob
            }
        }
    }

    var code: Character { rawValue }

    /// How the argument is handed over.
    static func coercion(_ argument: FunctionDefinition.Argument) -> Coercion {
        argument.type.isEnumeration ? .text : .stored
    }

    /// A value as part of a document; SQL's NULL is JSON's null.
    func json(_ value: SQLiteValue) -> JSON {
        if value.isNull { return .null }
        switch self {
        case .null: return .null
        case .boolean: return .bool(value != .integer(0))
        case .integer: return .number(literal: value.shown)
        case .decimal: return .number(literal: value.shown)
        case .double: return JSON(mysql: value.storedDouble)
        case .string, .date: return .string(value.shown)
        case .json: return JSONReader.stored(value.shown)
        case .datetime: return .string(JSONArgument.padded(value.shown))
        case .time:
            return .string(
                MySQLTime(microseconds: Int64(clamping: value.storedInteger)).text(digits: 6))
        case .varbinary: return JSONArgument.opaque(15, value)
        case .binary: return JSONArgument.opaque(254, value)
        case .blob: return JSONArgument.opaque(252, value)
        case .bit: return JSONArgument.opaque(16, value)
        }
    }

    /// A moment with all six digits of its fraction.
    private static func padded(_ moment: String) -> String {
        let digits = moment.utf8.firstIndex(of: UInt8(ascii: "."))
            .map { moment.utf8.distance(from: $0, to: moment.utf8.endIndex) - 1 }
        let missing = String(repeating: "0", count: max(0, 6 - (digits ?? 0)))
        return digits == nil ? moment + "." + missing : moment + missing
    }

    private static func opaque(_ type: Int, _ value: SQLiteValue) -> JSON {
        let bytes: [UInt8]
        switch value {
        case .blob(let blob): bytes = blob
        case .integer(let bits):
            let all = (0..<8).reversed().map {
                UInt8(truncatingIfNeeded: UInt64(bitPattern: bits) >> UInt64($0 * 8))
            }
            bytes = Array(all.drop { $0 == 0 })
        default: bytes = Array(value.shown.utf8)
        }
        return .string("base64:type\(type):" + Base64.encode(bytes, lineLength: nil))
    }
}

extension FunctionArguments {
    /// The value of an argument in a document; `codes` are the letters of ``JSONArgument``.
    func json(at index: Int, _ codes: [JSONArgument]) -> JSON {
        (index < codes.count ? codes[index] : .string).json(self[index])
    }

    /// The letters of all arguments, which a plan passed as a text.
    func jsonCodes(at index: Int) -> [JSONArgument] {
        (text(at: index) ?? "").compactMap(JSONArgument.init(rawValue:))
    }
}
