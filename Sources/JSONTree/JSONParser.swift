/// A recursive-descent reader over bytes, which must outlive it.
///
/// Every read is behind a check against the end: the bytes may be anything.
struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    let depthLimit: Int
    var position = 0
    /// Where strings with escapes are put together; kept, so that its memory is used again.
    var scratch: [UInt8] = []

    init(bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    @inline(__always)
    var next: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    @inline(__always)
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
            throw JSONError("nested deeper than \(depthLimit) levels", at: position, kind: .depth)
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
        case nil: throw truncated("the text ends where a value is expected", at: position)
        case let byte? where byte == UInt8(ascii: "-") || byte &- 0x30 < 10: return try number()
        default: throw JSONError("a value is expected here", at: position)
        }
    }

    func truncated(_ message: String, at offset: Int) -> JSONError {
        JSONError(message, at: offset, kind: .truncated)
    }

    private mutating func literal(
        _ word: StaticString, _ value: JSON
    ) throws(JSONError) -> JSON {
        for index in 0..<word.utf8CodeUnitCount {
            guard position + index < bytes.count else {
                throw truncated("the text ends within a word", at: position)
            }
            guard bytes[position + index] == word.utf8Start[index] else {
                throw JSONError("a value is expected here", at: position)
            }
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
        guard whole > 0, !(leadingZero && whole > 1) else { throw malformedNumber(from: start) }
        if next == UInt8(ascii: ".") {
            position += 1
            guard skipDigits() > 0 else { throw malformedNumber(from: start) }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            guard skipDigits() > 0 else { throw malformedNumber(from: start) }
        }
        return .number(literal: try text(from: start, to: position))
    }

    private func malformedNumber(from start: Int) -> JSONError {
        let kind: JSONError.Kind = position == bytes.count ? .truncated : .syntax
        return JSONError("a malformed number", at: start, kind: kind)
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while let byte = next, byte &- 0x30 < 10 { position += 1 }
        return position - start
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSON] {
        position += 1
        var elements: [JSON] = []
        skipSpace()
        if next == UInt8(ascii: "]") {
            position += 1
            return elements
        }
        elements.reserveCapacity(4)
        while true {
            elements.append(try value(depth: depth + 1))
            if try endOfList(UInt8(ascii: "]"), "an array does not end") { return elements }
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        position += 1
        skipSpace()
        if next == UInt8(ascii: "}") {
            position += 1
            return JSONObject()
        }
        var members: [JSONObject.Member] = []
        members.reserveCapacity(4)
        while true {
            skipSpace()
            guard let byte = next else { throw truncated("an object does not end", at: position) }
            guard byte == UInt8(ascii: "\"") else {
                throw JSONError("a key in double quotes is expected here", at: position)
            }
            let key = try string()
            skipSpace()
            guard let byte = next else { throw truncated("an object does not end", at: position) }
            guard byte == UInt8(ascii: ":") else {
                throw JSONError("a colon is expected after the key", at: position)
            }
            position += 1
            members.append(JSONObject.Member(key, try value(depth: depth + 1)))
            if try endOfList(UInt8(ascii: "}"), "an object does not end") {
                return JSONObject(members: members)
            }
        }
    }

    /// Steps over a comma (false) or the closing bracket (true).
    private mutating func endOfList(
        _ closing: UInt8, _ whenTruncated: String
    ) throws(JSONError) -> Bool {
        skipSpace()
        switch next {
        case UInt8(ascii: ","):
            position += 1
            return false
        case closing:
            position += 1
            return true
        case nil: throw truncated(whenTruncated, at: position)
        default: throw JSONError("a comma or the closing bracket is expected here", at: position)
        }
    }
}
