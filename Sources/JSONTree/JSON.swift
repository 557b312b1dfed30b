/// A JSON value that keeps what the text said: the order of keys, and the digits of numbers.
///
/// Foundation's coders lose key order and rewrite numbers; datasets are compared byte by byte, so
/// Diorama reads and writes JSON through this type alone.
public enum JSON: Hashable, Sendable {
    /// The literal `null`.
    case null
    /// The literal `true` or `false`.
    case bool(Bool)
    /// A number, as the text wrote it: `1`, `1.0` and `1e0` are different values here.
    case number(literal: String)
    /// A string, with its escapes undone.
    case string(String)
    /// An array.
    case array([JSON])
    /// An object: its members in the order of the text.
    case object(JSONObject)
}

extension JSON {
    /// The string, if this is one.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The Boolean, if this is one.
    public var bool: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    /// The elements, if this is an array.
    public var array: [JSON]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members, if this is an object.
    public var object: JSONObject? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The number as an integer, if it is written as one and fits.
    public var int: Int? {
        if case .number(let literal) = self { Int(literal) } else { nil }
    }

    /// The number as a double, if this is a number.
    public var double: Double? {
        if case .number(let literal) = self { Double(literal) } else { nil }
    }

    /// Whether this is `null`.
    public var isNull: Bool { self == .null }

    /// The value under `key`, if this is an object that has it.
    public subscript(key: String) -> JSON? {
        object?[key]
    }

    /// A word for messages: what kind of value this is.
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a Boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByNilLiteral
{
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// An integer.
    public init(integerLiteral value: Int) { self = .number(literal: String(value)) }
    /// `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// An array.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    /// An object, its members in the order of the literal.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(JSONObject(elements))
    }
    /// `null`.
    public init(nilLiteral: ()) { self = .null }

    /// An integer.
    public init(_ value: Int) { self = .number(literal: String(value)) }

    /// A finite double in its shortest form that reads back the same; `null` if it is not finite.
    public init(_ value: Double) {
        self = value.isFinite ? .number(literal: "\(value)") : .null
    }

    /// A string, or `null`.
    public init(_ value: String?) { self = value.map(JSON.string) ?? .null }
}
