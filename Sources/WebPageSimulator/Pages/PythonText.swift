/// The rules of Python's strings where they differ from Swift's: the original is Python.
enum PythonText {
    /// Whether `str.split` and `\s` take a character for white space.
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
            0x205F, 0x3000:
            true
        default: false
        }
    }

    /// How many bytes of white space begin at an index; 0 if none does.
    ///
    /// In UTF-8 all white space beyond ASCII begins with one of four bytes.
    @inline(__always)
    static func spaceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let byte = bytes[index]
        if byte < 0x80 { return byte == 0x20 || 0x09...0x0D ~= byte || 0x1C...0x1F ~= byte ? 1 : 0 }
        guard byte == 0xC2 || byte == 0xE1 || byte == 0xE2 || byte == 0xE3 else { return 0 }
        return wideSpaceLength(bytes, at: index)
    }

    private static func wideSpaceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let length = bytes[index] == 0xC2 ? 2 : 3
        guard index + length <= bytes.count else { return 0 }
        var value = UInt32(bytes[index] & (length == 2 ? 0x1F : 0x0F))
        for offset in 1..<length { value = value << 6 | UInt32(bytes[index + offset] & 0x3F) }
        return Unicode.Scalar(value).map(isSpace) == true ? length : 0
    }

    /// The words of a text: `text.split()`.
    static func words(_ text: String) -> [String] {
        var text = text
        return text.withUTF8 { bytes in
            var words: [String] = []
            var start = 0
            var index = 0
            while index < bytes.count {
                let space = spaceLength(bytes, at: index)
                if space == 0 {
                    index += 1
                    continue
                }
                if index > start {
                    words.append(
                        String(
                            decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]),
                            as: UTF8.self))
                }
                index += space
                start = index
            }
            if bytes.count > start {
                words.append(
                    String(
                        decoding: UnsafeBufferPointer(rebasing: bytes[start...]),
                        as: UTF8.self))
            }
            return words
        }
    }

    /// A text without white space around it: `text.strip()`.
    static func stripped(_ text: some StringProtocol) -> String {
        let scalars = text.unicodeScalars
        guard let start = scalars.firstIndex(where: { !isSpace($0) }),
            let end = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(text[start...end])
    }

    /// A text in small letters: `text.lower()`, in which a sigma at a word's end is a final one.
    static func lowercased(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        let scalars = Array(text.unicodeScalars)
        var result = ""
        for (index, scalar) in scalars.enumerated() {
            if scalar.value == 0x3A3, isFinalSigma(in: scalars, at: index) {
                result.unicodeScalars.append("\u{3C2}")
            } else {
                result += scalar.properties.lowercaseMapping
            }
        }
        return result
    }

    private static func isFinalSigma(in scalars: [Unicode.Scalar], at index: Int) -> Bool {
        let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
        let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
        return before?.properties.isCased == true && after?.properties.isCased != true
    }
}
