extension JSON {
    /// The text of this value in a style; the same value and style always give the same bytes.
    public func text(_ style: JSONStyle = .python) -> String {
        var bytes: [UInt8] = []
        write(to: &bytes, style: style)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the text of this value, as UTF-8, to `bytes`.
    ///
    /// - Parameter level: how many levels of an indented text are around this value.
    public func write(to bytes: inout [UInt8], style: JSONStyle = .python, level: Int = 0) {
        JSONWriter(style: style).write(self, level: level, to: &bytes)
    }
}

/// Writes values in one style.
private struct JSONWriter {
    let style: JSONStyle
    let itemSeparator: [UInt8]
    let keySeparator: [UInt8]
    let newline: [UInt8]
    let indentationByte: UInt8

    init(style: JSONStyle) {
        self.style = style
        itemSeparator = Array(style.itemSeparator.utf8)
        keySeparator = Array(style.keySeparator.utf8)
        newline = Array(style.newline.utf8)
        indentationByte = style.indentsWithTabs ? 0x09 : 0x20
    }

    func write(_ value: JSON, level: Int, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes.append(ascii: "null")
        case .bool(let flag): bytes.append(ascii: flag ? "true" : "false")
        case .number(let literal): bytes.append(contentsOf: literal.utf8)
        case .string(let text): write(text, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for index in elements.indices {
                beginItem(first: index == 0, level: level, to: &bytes)
                write(elements[index], level: level + 1, to: &bytes)
            }
            if !elements.isEmpty { breakLine(level, to: &bytes) }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for index in members.indices {
                beginItem(first: index == 0, level: level, to: &bytes)
                write(members[index].key, to: &bytes)
                bytes.append(contentsOf: keySeparator)
                write(members[index].value, level: level + 1, to: &bytes)
            }
            if !members.isEmpty { breakLine(level, to: &bytes) }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private func beginItem(first: Bool, level: Int, to bytes: inout [UInt8]) {
        if !first { bytes.append(contentsOf: itemSeparator) }
        breakLine(level + 1, to: &bytes)
    }

    private func breakLine(_ level: Int, to bytes: inout [UInt8]) {
        guard let indentation = style.indentation else { return }
        bytes.append(contentsOf: newline)
        bytes.append(contentsOf: repeatElement(indentationByte, count: indentation * level))
    }

    private func write(_ string: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        var string = string
        string.withUTF8 { text in
            var index = 0
            while true {
                let plain = plainEnd(of: text, from: index)
                if plain > index {
                    bytes.append(
                        contentsOf: UnsafeBufferPointer(rebasing: text[index..<plain]))
                }
                guard plain < text.count else { break }
                index = writeSpecial(text, at: plain, to: &bytes)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The index of the next byte, from `start`, that is not written as it is.
    @inline(__always)
    private func plainEnd(of text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        while index + 8 <= text.count {
            let word = ByteWord(text, at: index)
            var marks =
                word.equal(to: UInt8(ascii: "\"")) | word.equal(to: UInt8(ascii: "\\"))
                | word.controls
            if style.escapesNonASCII { marks |= word.nonASCII | word.equal(to: 0x7F) }
            if style.escapesSlashes { marks |= word.equal(to: UInt8(ascii: "/")) }
            if marks != 0 { return index + ByteWord.first(of: marks) }
            index += 8
        }
        while index < text.count, !isSpecial(text[index]) { index += 1 }
        return index
    }

    private func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"): true
        case UInt8(ascii: "/"): style.escapesSlashes
        case 0x7F...: style.escapesNonASCII
        default: false
        }
    }

    /// Writes the escape of the character at `index` and returns the index behind it.
    private func writeSpecial(
        _ text: UnsafeBufferPointer<UInt8>, at index: Int, to bytes: inout [UInt8]
    ) -> Int {
        let byte = text[index]
        switch byte {
        case UInt8(ascii: "\""): bytes.append(ascii: #"\""#)
        case UInt8(ascii: "\\"): bytes.append(ascii: #"\\"#)
        case 0x0A: bytes.append(ascii: #"\n"#)
        case 0x0D: bytes.append(ascii: #"\r"#)
        case 0x09: bytes.append(ascii: #"\t"#)
        case 0x08: bytes.append(ascii: #"\b"#)
        case 0x0C: bytes.append(ascii: #"\f"#)
        case UInt8(ascii: "/"): bytes.append(ascii: #"\/"#)
        case 0..<0x80: writeEscape(UInt16(byte), to: &bytes)
        default: return writeNonASCII(text, at: index, to: &bytes)
        }
        return index + 1
    }

    private func writeNonASCII(
        _ text: UnsafeBufferPointer<UInt8>, at index: Int, to bytes: inout [UInt8]
    ) -> Int {
        // The bytes are those of a String, so they are well-formed; the lead byte tells the width.
        let lead = text[index]
        let width = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        let end = min(index + width, text.count)
        var scalar = UInt32(lead) & (0x7F >> UInt32(width))
        for continuation in text[(index + 1)..<end] {
            scalar = scalar << 6 | UInt32(continuation & 0x3F)
        }
        if scalar > 0xFFFF {
            writeEscape(UInt16(truncatingIfNeeded: 0xD7C0 + scalar >> 10), to: &bytes)
            writeEscape(UInt16(truncatingIfNeeded: 0xDC00 | scalar & 0x3FF), to: &bytes)
        } else {
            writeEscape(UInt16(truncatingIfNeeded: scalar), to: &bytes)
        }
        return end
    }

    private func writeEscape(_ unit: UInt16, to bytes: inout [UInt8]) {
        bytes.append(ascii: #"\u"#)
        let letters: UInt8 = style.escapesInCapitals ? 0x37 : 0x57
        for shift: UInt16 in [12, 8, 4, 0] {
            let digit = UInt8(truncatingIfNeeded: unit >> shift & 0xF)
            bytes.append(digit < 10 ? 0x30 + digit : letters + digit)
        }
    }
}

extension [UInt8] {
    /// Appends the bytes of a literal.
    fileprivate mutating func append(ascii text: StaticString) {
        append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
