extension JSON {
    /// Reads exactly one JSON value; only white space may surround it.
    ///
    /// Strict RFC 8259, with two limits that keep hostile input harmless: nesting deeper than
    /// `depthLimit` and unpaired surrogate escapes are errors. Like Python's reader, and because
    /// datasets hold them, `NaN`, `Infinity` and `-Infinity` are accepted as numbers.
    ///
    /// - Throws: ``JSONError`` with the byte offset of the fault.
    public static func parse(_ text: String, depthLimit: Int = 512) throws(JSONError) -> JSON {
        try parse(bytes: Array(text.utf8), depthLimit: depthLimit)
    }

    /// Reads exactly one JSON value from UTF-8 bytes.
    ///
    /// - Throws: ``JSONError`` with the byte offset of the fault; invalid UTF-8 inside a string is
    ///   one.
    public static func parse(bytes: [UInt8], depthLimit: Int = 512) throws(JSONError) -> JSON {
        try parse(bytes: bytes[...], depthLimit: depthLimit)
    }

    /// Reads exactly one JSON value from a part of a buffer, without copying it.
    ///
    /// - Throws: ``JSONError``; the offset counts from the start of the slice.
    public static func parse(
        bytes: ArraySlice<UInt8>, depthLimit: Int = 512
    ) throws(JSONError) -> JSON {
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(JSONError) in
                var parser = JSONParser(bytes: buffer, depthLimit: depthLimit)
                let value = try parser.value(depth: 0)
                parser.skipSpace()
                guard parser.position == buffer.count else {
                    throw JSONError("there is more text after the value", at: parser.position)
                }
                return value
            }
        }
        return try result.get()
    }
}

/// A recursive-descent reader over bytes, which must outlive it.
private struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    let depthLimit: Int
    var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    private var next: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    mutating func value(depth: Int) throws(JSONError) -> JSON {
        guard depth < depthLimit else {
            throw JSONError("nested deeper than \(depthLimit) levels", at: position)
        }
        skipSpace()
        switch next {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "N"): return try literal("NaN", .number(literal: "NaN"))
        case UInt8(ascii: "I"): return try literal("Infinity", .number(literal: "Infinity"))
        case nil: throw JSONError("the text ends where a value is expected", at: position)
        case let byte? where byte == UInt8(ascii: "-") || byte &- 0x30 < 10: return try number()
        default: throw JSONError("a value is expected here", at: position)
        }
    }

    private mutating func literal(
        _ word: StaticString, _ value: JSON
    ) throws(JSONError) -> JSON {
        guard position + word.utf8CodeUnitCount <= bytes.count else {
            throw JSONError("a value is expected here", at: position)
        }
        for index in 0..<word.utf8CodeUnitCount
        where bytes[position + index] != word.utf8Start[index] {
            throw JSONError("a value is expected here", at: position)
        }
        position += word.utf8CodeUnitCount
        return value
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = position
        if next == UInt8(ascii: "-") { position += 1 }
        if next == UInt8(ascii: "I") {
            return try literal("Infinity", .number(literal: "-Infinity"))
        }
        let leadingZero = next == UInt8(ascii: "0")
        let whole = skipDigits()
        guard whole > 0, !(leadingZero && whole > 1) else {
            throw JSONError("a malformed number", at: start)
        }
        if next == UInt8(ascii: ".") {
            position += 1
            guard skipDigits() > 0 else { throw JSONError("a malformed number", at: start) }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            guard skipDigits() > 0 else { throw JSONError("a malformed number", at: start) }
        }
        return .number(literal: try text(from: start, to: position))
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while let byte = next, byte &- 0x30 < 10 { position += 1 }
        return position - start
    }

    private func text(from start: Int, to end: Int) throws(JSONError) -> String {
        guard let text = String(validating: bytes[start..<end], as: UTF8.self) else {
            throw JSONError("a string is not valid UTF-8", at: start)
        }
        return text
    }

    private mutating func string() throws(JSONError) -> String {
        let opening = position
        position += 1
        var start = position
        var result: String?
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                let tail = try text(from: start, to: position)
                position += 1
                guard var result else { return tail }
                result += tail
                return result
            case UInt8(ascii: "\\"):
                result = (result ?? "") + (try text(from: start, to: position))
                result?.unicodeScalars.append(try escape())
                start = position
            case 0..<0x20:
                throw JSONError("a raw control character in a string", at: position)
            default:
                position += 1
            }
        }
        throw JSONError("a string does not end", at: opening)
    }

    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        let start = position
        position += 1
        guard let byte = next else { throw JSONError("a string does not end", at: start) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape(start: start)
        default: throw JSONError("an unknown escape in a string", at: start)
        }
    }

    private mutating func unicodeEscape(start: Int) throws(JSONError) -> Unicode.Scalar {
        let first = try hexQuad(start: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw JSONError("an unpaired surrogate escape", at: start) }
        position += 2
        let second = try hexQuad(start: start)
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw JSONError("an unpaired surrogate escape", at: start) }
        return scalar
    }

    private mutating func hexQuad(start: Int) throws(JSONError) -> UInt32 {
        guard position + 4 <= bytes.count else {
            throw JSONError("a malformed \\u escape", at: start)
        }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
                throw JSONError("a malformed \\u escape", at: start)
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSON] {
        position += 1
        var elements: [JSON] = []
        skipSpace()
        if next == UInt8(ascii: "]") {
            position += 1
            return elements
        }
        while true {
            elements.append(try value(depth: depth + 1))
            if try endOfList(UInt8(ascii: "]"), "an array does not end") { return elements }
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        position += 1
        var members = JSONObject()
        skipSpace()
        if next == UInt8(ascii: "}") {
            position += 1
            return members
        }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else {
                throw JSONError("a key in double quotes is expected here", at: position)
            }
            let key = try string()
            skipSpace()
            guard next == UInt8(ascii: ":") else {
                throw JSONError("a colon is expected after the key", at: position)
            }
            position += 1
            members.append(key, try value(depth: depth + 1))
            if try endOfList(UInt8(ascii: "}"), "an object does not end") { return members }
        }
    }

    /// Steps over a comma (false) or the closing bracket (true).
    private mutating func endOfList(
        _ closing: UInt8, _ truncated: String
    ) throws(JSONError) -> Bool {
        skipSpace()
        switch next {
        case UInt8(ascii: ","):
            position += 1
            return false
        case closing:
            position += 1
            return true
        case nil: throw JSONError(truncated, at: position)
        default: throw JSONError("a comma or the closing bracket is expected here", at: position)
        }
    }
}
