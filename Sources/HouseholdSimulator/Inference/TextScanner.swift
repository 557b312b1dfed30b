/// Reads a sentence of the game from left to right.
struct TextScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    var isAtEnd: Bool { position == bytes.count }

    /// What has not been read yet.
    var rest: String { String(decoding: bytes[position...], as: UTF8.self) }

    /// Steps over a text if it comes next.
    mutating func skip(_ text: String) -> Bool {
        guard bytes[position...].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    /// A number without leading zeros.
    mutating func number() -> Int? {
        let digits = bytes[position...].prefix { $0 &- 0x30 < 10 }
        guard let first = digits.first, first != 0x30, digits.count < 4 else { return nil }
        position += digits.count
        return digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
    }

    /// A word in lower case.
    mutating func word() -> String? {
        let letters = bytes[position...].prefix { $0 &- 0x61 < 26 }
        position += letters.count
        return letters.isEmpty ? nil : String(decoding: letters, as: UTF8.self)
    }

    /// A displayed name: a class in lower case and a number.
    mutating func name() -> String? {
        let start = position
        let letters = bytes[position...].prefix { $0 &- 0x61 < 26 }
        guard !letters.isEmpty else { return nil }
        position += letters.count
        guard skip(" "), number() != nil else {
            position = start
            return nil
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Names joined as the game joins them; `nothing` is none.
    mutating func list(article: Bool) -> [String]? {
        if skip("nothing") { return [] }
        var names: [String] = []
        var isLast = false
        repeat {
            if article, !skip("a ") { return nil }
            guard let name = name() else { return nil }
            names.append(name)
            if isLast { return names }
            if skip(", and ") {
                isLast = true
            } else if !skip(", ") {
                return names.count == 1 ? names : nil
            }
        } while true
    }
}
