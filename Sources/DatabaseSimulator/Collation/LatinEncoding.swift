import SQLiteKit

/// MySQL's latin1, and which texts fit which character set.
enum LatinEncoding {
    /// What the bytes from 0x80 to 0x9F stand for; the five without a meaning stand for themselves.
    private static let upper: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039,
        0x152, 0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
    ]

    /// The byte of a character; nil for one that latin1 has not.
    static func byte(of codePoint: UInt32) -> UInt8? {
        if codePoint < 0x80 || 0xA0...0xFF ~= codePoint { return UInt8(codePoint) }
        return upper.firstIndex(of: codePoint).map { UInt8($0 + 0x80) }
    }

    /// The bytes of a text; what latin1 has not is a question mark.
    static func bytes(of text: String) -> [UInt8] {
        text.unicodeScalars.map { byte(of: $0.value) ?? 0x3F }
    }

    /// Whether a character set has a character.
    static func fits(_ scalar: Unicode.Scalar, _ collation: CollationName) -> Bool {
        switch collation.characterSet {
        case "latin1": byte(of: scalar.value) != nil
        case "ascii": scalar.isASCII
        case "utf8mb3": scalar.value < 0x1_0000
        default: true
        }
    }

    /// A text with a question mark for each character that the set of a collation has not.
    static func fitted(_ text: String, _ collation: CollationName) -> String {
        guard text.unicodeScalars.contains(where: { !fits($0, collation) }) else { return text }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { fits($0, collation) ? $0 : "?" }))
    }

    /// ``fitted(_:_:)`` for SQLite.
    static func fitting(_ collation: CollationName) -> FunctionImplementation {
        FunctionImplementation("mysql_fit_\(collation.characterSet)") { (arguments, _) in
            arguments.text(at: 0).map { .text(fitted($0, collation)) } ?? .null
        }
    }

    /// A text as its bytes, for the functions that see those.
    static let bytes = FunctionImplementation("mysql_latin1_bytes") { (arguments, _) in
        arguments.text(at: 0).map { .blob(bytes(of: $0)) } ?? .null
    }
}
