import SQLiteKit

/// A character string, or a binary string, whose characters are its bytes.
enum MySQLString: Hashable, Sendable {
    case text(String)
    case bytes([UInt8])

    static let empty = MySQLString.text("")

    /// The stored form.
    var stored: SQLiteValue {
        switch self {
        case .text(let text): .text(text)
        case .bytes(let bytes): .blob(bytes)
        }
    }

    var byteCount: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        }
    }

    /// The number of characters.
    var count: Int {
        switch self {
        case .text(let text): text.unicodeScalars.count
        case .bytes(let bytes): bytes.count
        }
    }

    var isEmpty: Bool { byteCount == 0 }

    var utf8: [UInt8] {
        switch self {
        case .text(let text): Array(text.utf8)
        case .bytes(let bytes): bytes
        }
    }

    /// The first characters.
    func prefix(_ count: Int) -> MySQLString {
        if count >= byteCount { return self }
        return switch self {
        case .text(let text): .text(String(text.unicodeScalars.prefix(count)))
        case .bytes(let bytes): .bytes(Array(bytes.prefix(count)))
        }
    }

    /// What follows the first characters.
    func dropFirst(_ count: Int) -> MySQLString {
        switch self {
        case .text(let text):
            count >= text.utf8.count ? .empty : .text(String(text.unicodeScalars.dropFirst(count)))
        case .bytes(let bytes): .bytes(Array(bytes.dropFirst(count)))
        }
    }

    var reversed: MySQLString {
        switch self {
        case .text(let text):
            .text(String(String.UnicodeScalarView(text.unicodeScalars.reversed())))
        case .bytes(let bytes): .bytes(bytes.reversed())
        }
    }

    func repeated(_ count: Int) -> MySQLString {
        switch self {
        case .text(let text): .text(String(repeating: text, count: count))
        case .bytes(let bytes):
            .bytes(Array(repeatElement(bytes, count: count).joined()))
        }
    }

    /// Both, one after the other; binary if one is.
    static func + (left: MySQLString, right: MySQLString) -> MySQLString {
        if case .text(let first) = left, case .text(let second) = right {
            return .text(first + second)
        }
        return .bytes(left.utf8 + right.utf8)
    }

    /// A part of the bytes, in the kind of this string.
    func slice(_ range: Range<Int>) -> MySQLString {
        switch self {
        case .text(let text):
            let utf8 = text.utf8
            let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
            let end = utf8.index(start, offsetBy: range.count)
            return .text(String(text[start..<end]))
        case .bytes(let bytes): return .bytes(Array(bytes[range]))
        }
    }
}

extension FunctionArguments {
    /// A string of either kind; numbers read as their digits.
    func string(at index: Int) -> MySQLString? {
        switch self[index] {
        case .null: nil
        case .text(let text): .text(text)
        case .blob(let bytes): .bytes(bytes)
        case .integer(let number): .text(String(number))
        case .real(let number): .text(number.mysqlText)
        }
    }

    /// The collation whose name a plan passed.
    func collation(at index: Int) -> CollationName {
        text(at: index).flatMap(CollationName.init(rawValue:)) ?? .standard
    }
}
