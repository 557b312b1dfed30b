extension JSONStyle {
    /// This style, changed in every respect in which a JSON text shows that it was written otherwise.
    ///
    /// What a text gives no sign of (it has no list, no slash, nothing beyond ASCII) stays as it is
    /// here. Whether the result reproduces the text is for the caller to try: a text may be written
    /// in no style at all.
    ///
    /// - Returns: the style, and how many levels the text as a whole is indented by, if it shows.
    public func adapted(to text: ArraySlice<UInt8>) -> (style: JSONStyle, level: Int?) {
        text.withUnsafeBufferPointer { bytes in
            var scanner = JSONStyleScanner(bytes: bytes)
            scanner.scan()
            return scanner.applied(to: self)
        }
    }
}

/// Reads the marks of a style off a text, each where it is seen first.
private struct JSONStyleScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    private var itemSeparator: String?
    private var keySeparator: String?
    private var escapesNonASCII: Bool?
    private var escapesInCapitals: Bool?
    private var escapesSlashes: Bool?
    /// What stands behind the first opening bracket of a list that is not empty.
    private var beforeFirstItem: [UInt8]?
    /// What stands before the last closing bracket.
    private var beforeLastBracket: [UInt8] = []

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func scan() {
        var gapStart = 0
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D:
                position += 1
                continue
            case UInt8(ascii: "\""): scanString()
            case UInt8(ascii: ","):
                let before = bytes[gapStart..<position]
                position += 1
                let after = skipSpace()
                if itemSeparator == nil {
                    itemSeparator = text(Array(before)) + "," + onOneLine(after)
                }
            case UInt8(ascii: ":"):
                let before = bytes[gapStart..<position]
                position += 1
                let after = skipSpace()
                if keySeparator == nil {
                    keySeparator = text(Array(before)) + ":" + text(after)
                }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                position += 1
                let space = skipSpace()
                if beforeFirstItem == nil, position < bytes.count, bytes[position] != 0x5D,
                    bytes[position] != 0x7D
                {
                    beforeFirstItem = space
                }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                beforeLastBracket = Array(bytes[gapStart..<position])
                position += 1
            default: position += 1
            }
            gapStart = position
        }
    }

    private mutating func skipSpace() -> [UInt8] {
        let start = position
        while position < bytes.count,
            [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position])
        {
            position += 1
        }
        return Array(bytes[start..<position])
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// The part of white space that belongs to a separator; a line break belongs to the indentation.
    private func onOneLine(_ space: [UInt8]) -> String {
        text(Array(space.prefix { $0 == 0x20 || $0 == 0x09 }))
    }

    private mutating func scanString() {
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return
            case UInt8(ascii: "\\"): scanEscape()
            case UInt8(ascii: "/"): escapesSlashes = escapesSlashes ?? false
            case 0x80...: escapesNonASCII = escapesNonASCII ?? false
            default: break
            }
        }
    }

    private mutating func scanEscape() {
        guard position < bytes.count else { return }
        let byte = bytes[position]
        position += 1
        if byte == UInt8(ascii: "/") { escapesSlashes = escapesSlashes ?? true }
        guard byte == UInt8(ascii: "u"), position + 4 <= bytes.count else { return }
        let digits = bytes[position..<(position + 4)]
        position += 4
        if digits.prefix(2).contains(where: { $0 != 0x30 })
            || digits[digits.startIndex + 2] >= UInt8(ascii: "8")
        {
            escapesNonASCII = escapesNonASCII ?? true
        }
        guard let letter = digits.first(where: { $0 >= 0x41 }) else { return }
        escapesInCapitals = escapesInCapitals ?? (letter < 0x61)
    }

    func applied(to base: JSONStyle) -> (style: JSONStyle, level: Int?) {
        var style = base
        if let itemSeparator { style.itemSeparator = itemSeparator }
        if let keySeparator { style.keySeparator = keySeparator }
        if let escapesNonASCII { style.escapesNonASCII = escapesNonASCII }
        if let escapesInCapitals { style.escapesInCapitals = escapesInCapitals }
        if let escapesSlashes { style.escapesSlashes = escapesSlashes }
        guard let beforeFirstItem else { return (style, nil) }
        guard let lineEnd = beforeFirstItem.lastIndex(of: 0x0A) else {
            style.indentation = nil
            return (style, nil)
        }
        let indent = beforeFirstItem[(lineEnd + 1)...]
        let outer = beforeLastBracket.drop { $0 == 0x0D || $0 == 0x0A }.count
        let unit = indent.count - outer
        style.newline = beforeFirstItem.starts(with: [0x0D]) ? "\r\n" : "\n"
        style.indentsWithTabs = indent.first == 0x09
        style.indentation = max(unit, 0)
        return (style, unit > 0 ? outer / unit : 0)
    }
}
