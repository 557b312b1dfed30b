extension JSONParser {
    /// Reads a string, from its opening quote to behind its closing one.
    mutating func string() throws(JSONError) -> String {
        let opening = position
        position += 1
        let start = position
        skipPlainCharacters()
        if next == UInt8(ascii: "\"") {
            let text = try text(from: start, to: position)
            position += 1
            return text
        }
        return try stringWithEscapes(from: start, opening: opening)
    }

    /// Reads the rest of a string that is not plain, into ``scratch``.
    private mutating func stringWithEscapes(
        from first: Int, opening: Int
    ) throws(JSONError) -> String {
        scratch.removeAll(keepingCapacity: true)
        var start = first
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                append(from: start)
                position += 1
                return try scratchText(opening: opening)
            case UInt8(ascii: "\\"):
                append(from: start)
                try escape()
                start = position
            default:
                throw JSONError("a raw control character in a string", at: position)
            }
            skipPlainCharacters()
        }
        throw truncated("a string does not end", at: opening)
    }

    /// Moves to the next quote, backslash or control character, or to the end.
    @inline(__always)
    private mutating func skipPlainCharacters() {
        var index = position
        let count = bytes.count
        while index + 8 <= count {
            let word = ByteWord(bytes, at: index)
            let marks =
                word.equal(to: UInt8(ascii: "\"")) | word.equal(to: UInt8(ascii: "\\"))
                | word.controls
            if marks != 0 {
                position = index + ByteWord.first(of: marks)
                return
            }
            index += 8
        }
        while index < count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            index += 1
        }
        position = index
    }

    private mutating func append(from start: Int) {
        guard start < position else { return }
        scratch.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<position]))
    }

    private func scratchText(opening: Int) throws(JSONError) -> String {
        if let text = String(validating: scratch, as: UTF8.self) { return text }
        // Escapes are valid by themselves, so the fault is in the raw bytes of the string.
        let raw = UnsafeBufferPointer(rebasing: bytes[(opening + 1)..<(position - 1)])
        throw notUTF8(at: opening + 1 + raw.offsetOfInvalidUTF8)
    }

    func text(from start: Int, to end: Int) throws(JSONError) -> String {
        let part = UnsafeBufferPointer(rebasing: bytes[start..<end])
        // Keys and most other short texts: for them the check as such is cheaper.
        if part.count < 16, part.allSatisfy({ $0 < 0x80 }) {
            return String(decoding: part, as: UTF8.self)
        }
        if let text = String(validating: part, as: UTF8.self) { return text }
        throw notUTF8(at: start + part.offsetOfInvalidUTF8)
    }

    private func notUTF8(at offset: Int) -> JSONError {
        JSONError("a string is not valid UTF-8", at: offset, kind: .encoding)
    }

    /// Reads one escape, from its backslash, and appends its character to ``scratch``.
    private mutating func escape() throws(JSONError) {
        let start = position
        position += 1
        guard let byte = next else { throw truncated("a string does not end", at: start) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(byte)
        case UInt8(ascii: "n"): scratch.append(0x0A)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "r"): scratch.append(0x0D)
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "u"):
            for unit in UTF8.encode(try unicodeEscape(start: start))
                ?? UTF8.encodedReplacementCharacter
            {
                scratch.append(unit)
            }
        default: throw JSONError("an unknown escape in a string", at: start)
        }
    }

    private mutating func unicodeEscape(start: Int) throws(JSONError) -> Unicode.Scalar {
        let first = try hexQuad(start: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw unpaired(at: start) }
        position += 2
        let second = try hexQuad(start: start)
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw unpaired(at: start) }
        return scalar
    }

    private func unpaired(at offset: Int) -> JSONError {
        JSONError("an unpaired surrogate escape", at: offset, kind: .surrogate)
    }

    private mutating func hexQuad(start: Int) throws(JSONError) -> UInt32 {
        guard position + 4 <= bytes.count else {
            throw truncated("a malformed \\u escape", at: start)
        }
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = bytes[position]
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x37
            case 0x61...0x66: digit = byte - 0x57
            default: throw JSONError("a malformed \\u escape", at: start)
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The offset of the first byte that is not part of a well-formed character; `count` if all are.
    fileprivate var offsetOfInvalidUTF8: Int {
        var decoder = UTF8()
        var iterator = makeIterator()
        var offset = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            offset += UTF8.width(scalar)
        }
        return Swift.min(offset, count)
    }
}
