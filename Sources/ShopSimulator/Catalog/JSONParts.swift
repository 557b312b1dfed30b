import JSONTree

/// The elements of a large JSON array, or the members of an object, read one at a time.
///
/// A catalog of a million products is several gigabytes of JSON; this holds one element at once.
struct JSONParts {
    /// An element and where it lies in the file.
    struct Part {
        /// The member's name; `nil` in an array.
        var key: String?
        /// Where its text lies.
        var range: Range<Int>
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var closing: UInt8
    private var place = 0
    private var isAtEnd = false

    /// Begins to read; the bytes must outlive this.
    init(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
        closing = 0
        skipSpace()
        guard place < bytes.count else {
            throw JSONError("the file is empty", at: 0, kind: .truncated)
        }
        switch bytes[place] {
        case UInt8(ascii: "["): closing = UInt8(ascii: "]")
        case UInt8(ascii: "{"): closing = UInt8(ascii: "}")
        default: throw JSONError("an array or object is expected", at: place)
        }
        place += 1
        skipSpace()
        if next == closing { finish() }
    }

    /// Whether the parts are members of an object.
    var areMembers: Bool { closing == UInt8(ascii: "}") }

    /// The next part; `nil` behind the last.
    ///
    /// - Throws: where the text ends too early or is none of JSON's.
    mutating func nextPart() throws(JSONError) -> Part? {
        skipSpace()
        if isAtEnd {
            guard next == nil else {
                throw JSONError("there is more text after the end", at: place)
            }
            return nil
        }
        var key: String?
        if areMembers {
            let range = try value()
            guard let name = try? JSON.parse(bytes: Array(bytes[range])), let text = name.string
            else { throw JSONError("a key in double quotes is expected", at: range.lowerBound) }
            key = text
            skipSpace()
            guard next == UInt8(ascii: ":") else { throw unexpected("a colon is expected") }
            place += 1
            skipSpace()
        }
        let range = try value()
        skipSpace()
        switch next {
        case UInt8(ascii: ","): place += 1
        case closing: finish()
        default: throw unexpected("a comma or the closing bracket is expected")
        }
        return Part(key: key, range: range)
    }

    private mutating func finish() {
        place += 1
        isAtEnd = true
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private func unexpected(_ message: String) -> JSONError {
        next == nil
            ? JSONError("the file ends too early", at: place, kind: .truncated)
            : JSONError(message, at: place)
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            place += 1
        }
    }

    /// Steps over a value without reading it; whether it is one shows when it is parsed.
    private mutating func value() throws(JSONError) -> Range<Int> {
        let start = place
        var depth = 0
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""): try string()
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                place += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if depth == 0 { return try checked(start) }
                depth -= 1
                place += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                if depth == 0 { return try checked(start) }
                place += 1
                continue
            default:
                place += 1
                continue
            }
            if depth == 0 { return try checked(start) }
        }
        throw JSONError("the file ends too early", at: start, kind: .truncated)
    }

    private func checked(_ start: Int) throws(JSONError) -> Range<Int> {
        guard place > start else { throw JSONError("a value is expected", at: start) }
        return start..<place
    }

    private mutating func string() throws(JSONError) {
        let start = place
        place += 1
        while let byte = next {
            place += byte == UInt8(ascii: "\\") ? 2 : 1
            if byte == UInt8(ascii: "\"") { return }
        }
        throw JSONError("the file ends within a string", at: start, kind: .truncated)
    }
}
