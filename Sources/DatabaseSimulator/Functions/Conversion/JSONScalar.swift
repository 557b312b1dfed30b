import SQLiteKit

/// JSON documents in numeric contexts.
enum JSONScalar {
    /// The text to read a number from; `nil` for SQL's NULL.
    ///
    /// That is a number itself, what a string holds, 1 and 0 for Booleans; an array or object counts
    /// as 0.
    static func number(_ value: SQLiteValue) -> String? {
        guard case .text(let text) = value else { return nil }
        switch text.utf8.first {
        case UInt8(ascii: "\"")?: return String(text.dropFirst().dropLast())
        case UInt8(ascii: "t")?: return "1"
        case UInt8(ascii: "f")?, UInt8(ascii: "n")?, UInt8(ascii: "[")?, UInt8(ascii: "{")?, nil:
            return "0"
        default: return text
        }
    }
}
