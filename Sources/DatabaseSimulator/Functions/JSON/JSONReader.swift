import JSONTree

/// Why MySQL does not take a text for JSON: the message and the place that its errors quote.
struct JSONFault: Error, Hashable {
    var message: String
    var position: Int
    /// Nested too deeply, which is an error of its own.
    var isTooDeep = false
}

/// Reads JSON as MySQL does: with its messages, and into its normal form.
///
/// In normal form an object's keys are ordered by length and then by bytes, of equal keys the last
/// one stands, and a number is either an integer of 64 bits or a double as MySQL prints it.
struct JSONReader {
    /// MySQL's limit of nesting.
    static let depthLimit = 100

    private let bytes: UnsafeBufferPointer<UInt8>
    /// Whether numbers are in normal form already and stay as written; a decimal is only told from
    /// a double by its digits.
    private let isStored: Bool
    private var position = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>, isStored: Bool) {
        self.bytes = bytes
        self.isStored = isStored
    }

    /// Reads a text that may be anything.
    static func read(_ text: String) throws(JSONFault) -> JSON {
        try read(text, isStored: false)
    }

    /// Reads a document that is stored in normal form.
    static func stored(_ text: String) -> JSON {
        (try? read(text, isStored: true)) ?? .null
    }

    private static func read(_ text: String, isStored: Bool) throws(JSONFault) -> JSON {
        var text = text
        let result = text.withUTF8 { bytes in
            Result { () throws(JSONFault) in
                var reader = JSONReader(bytes, isStored: isStored)
                return try reader.document()
            }
        }
        return try result.get()
    }

    private mutating func document() throws(JSONFault) -> JSON {
        skipSpace()
        guard position < bytes.count else { throw fault("The document is empty.") }
        let value = try value(depth: 1)
        skipSpace()
        guard position == bytes.count else {
            throw fault("The document root must not be followed by other values.")
        }
        return value
    }

    private func fault(_ message: String, at place: Int? = nil) -> JSONFault {
        JSONFault(message: message, position: place ?? position)
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func consume(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSON {
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONFault) -> JSON {
        for index in 0..<word.utf8CodeUnitCount where !consume(word.utf8Start[index]) {
            throw fault("Invalid value.")
        }
        return value
    }

    private func checkDepth(_ depth: Int) throws(JSONFault) {
        guard depth <= JSONReader.depthLimit else {
            throw JSONFault(message: "", position: position, isTooDeep: true)
        }
    }

    private mutating func object(depth: Int) throws(JSONFault) -> JSON {
        try checkDepth(depth)
        position += 1
        skipSpace()
        var members: [(key: String, value: JSON)] = []
        if consume(UInt8(ascii: "}")) { return .object(JSONObject()) }
        while true {
            guard next == UInt8(ascii: "\"") else {
                throw fault("Missing a name for object member.")
            }
            let key = try string()
            skipSpace()
            guard consume(UInt8(ascii: ":")) else {
                throw fault("Missing a colon after a name of object member.")
            }
            skipSpace()
            members.append((key, try value(depth: depth + 1)))
            skipSpace()
            if consume(UInt8(ascii: ",")) {
                skipSpace()
            } else if consume(UInt8(ascii: "}")) {
                return .object(
                    isStored ? JSONObject(members.map { ($0.key, $0.value) }) : .normal(members))
            } else {
                throw fault("Missing a comma or } after an object member.")
            }
        }
    }

    private mutating func array(depth: Int) throws(JSONFault) -> JSON {
        try checkDepth(depth)
        position += 1
        skipSpace()
        var elements: [JSON] = []
        if consume(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if consume(UInt8(ascii: ",")) {
                skipSpace()
            } else if consume(UInt8(ascii: "]")) {
                return .array(elements)
            } else {
                throw fault("Missing a comma or ] after an array element.")
            }
        }
    }

    // MARK: Numbers

    private mutating func number() throws(JSONFault) -> JSON {
        let start = position
        _ = consume(UInt8(ascii: "-"))
        if !consume(UInt8(ascii: "0")) {
            guard skipDigits() > 0 else { throw fault("Invalid value.") }
        }
        var isInteger = true
        if consume(UInt8(ascii: ".")) {
            isInteger = false
            guard skipDigits() > 0 else { throw fault("Miss fraction part in number.") }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            isInteger = false
            position += 1
            if !consume(UInt8(ascii: "-")) { _ = consume(UInt8(ascii: "+")) }
            guard skipDigits() > 0 else { throw fault("Miss exponent in number.") }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isStored { return .number(literal: text) }
        if isInteger {
            if let number = Int64(text) { return .number(literal: String(number)) }
            if UInt64(text) != nil { return .number(literal: text) }
        }
        guard let number = Double(text), number.isFinite else {
            throw fault("Number too big to be stored in double.", at: start)
        }
        return JSON(mysql: number)
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while let byte = next, byte &- 0x30 < 10 { position += 1 }
        return position - start
    }

    // MARK: Strings

    private mutating func string() throws(JSONFault) -> String {
        position += 1
        var start = position
        var unescaped: [UInt8]?
        while let byte = next {
            if byte == UInt8(ascii: "\"") {
                defer { position += 1 }
                guard var result = unescaped else {
                    return String(decoding: bytes[start..<position], as: UTF8.self)
                }
                result += bytes[start..<position]
                return String(decoding: result, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\") {
                var result = unescaped ?? []
                result += bytes[start..<position]
                result += try escape()
                unescaped = result
                start = position
            } else if byte < 0x20 {
                throw fault(
                    byte == 0
                        ? "Missing a closing quotation mark in string."
                        : "Invalid encoding in string.")
            } else {
                position += 1
            }
        }
        throw fault("Missing a closing quotation mark in string.")
    }

    /// The UTF-8 that an escape stands for.
    private mutating func escape() throws(JSONFault) -> [UInt8] {
        let place = position
        position += 1
        guard let byte = next else { throw fault("Invalid escape character in string.", at: place) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): break
        default: throw fault("Invalid escape character in string.", at: place)
        }
        var code = try hexadecimal(place)
        if (0xD800..<0xDC00).contains(code) {
            guard consume(UInt8(ascii: "\\")), consume(UInt8(ascii: "u")) else {
                throw fault("The surrogate pair in string is invalid.", at: place)
            }
            let low = try hexadecimal(place)
            guard (0xDC00..<0xE000).contains(low) else {
                throw fault("The surrogate pair in string is invalid.", at: place)
            }
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else {
            throw fault("The surrogate pair in string is invalid.", at: place)
        }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func hexadecimal(_ place: Int) throws(JSONFault) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw fault("Incorrect hex digit after \\u escape in string.", at: place)
            }
            code = code << 4 | UInt32(digit)
            position += 1
        }
        return code
    }
}

extension JSONObject {
    /// The members in MySQL's order, of equal keys the last.
    static func normal(_ members: [(key: String, value: JSON)]) -> JSONObject {
        guard members.count > 1 else { return JSONObject(members.map { ($0.key, $0.value) }) }
        let ordered = members.enumerated().sorted {
            if $0.element.key.precedes($1.element.key) { return true }
            return $0.element.key == $1.element.key && $0.offset < $1.offset
        }
        var result = JSONObject()
        for (index, member) in ordered.enumerated() {
            let isLast =
                index + 1 == ordered.count || ordered[index + 1].element.key != member.element.key
            if isLast { result.append(member.element.key, member.element.value) }
        }
        return result
    }

    /// The object with a member set or added, in MySQL's order.
    func setting(_ key: String, _ value: JSON) -> JSONObject {
        .normal(map { ($0.key, $0.value) } + [(key, value)])
    }
}

extension String {
    /// Whether this key stands before another in MySQL's objects.
    fileprivate func precedes(_ other: String) -> Bool {
        let (count, otherCount) = (utf8.count, other.utf8.count)
        if count != otherCount { return count < otherCount }
        return utf8.lexicographicallyPrecedes(other.utf8)
    }
}

extension JSON {
    /// A double as MySQL prints it in JSON: never without a point or an exponent.
    init(mysql number: Double) {
        let text = number.mysqlText
        let isPlain = !text.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") }
        self = .number(literal: isPlain ? text + ".0" : text)
    }
}
