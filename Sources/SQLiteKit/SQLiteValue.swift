internal import CSQLite

/// A value as SQLite stores it.
public enum SQLiteValue: Hashable, Sendable {
    /// NULL.
    case null
    /// A 64-bit integer.
    case integer(Int64)
    /// A double.
    case real(Double)
    /// Text.
    case text(String)
    /// Bytes.
    case blob([UInt8])

    /// Whether this is NULL.
    public var isNull: Bool { self == .null }
}

extension SQLiteValue {
    /// Reads the bytes that SQLite holds for a value; the pointer may be nil for an empty blob.
    init(text pointer: UnsafePointer<UInt8>?, count: Int32) {
        let buffer = UnsafeBufferPointer(start: pointer, count: Int(count))
        self = .text(String(decoding: buffer, as: UTF8.self))
    }

    /// Copies a blob out of SQLite.
    init(blob pointer: UnsafeRawPointer?, count: Int32) {
        self = .blob([UInt8](UnsafeRawBufferPointer(start: pointer, count: Int(count))))
    }

    /// Copies an argument of a registered function.
    init(argument value: OpaquePointer?) {
        switch sqlite3_value_type(value) {
        case SQLITE_INTEGER: self = .integer(sqlite3_value_int64(value))
        case SQLITE_FLOAT: self = .real(sqlite3_value_double(value))
        case SQLITE_TEXT:
            let pointer = sqlite3_value_text(value)
            self.init(text: pointer, count: sqlite3_value_bytes(value))
        case SQLITE_BLOB:
            let pointer = sqlite3_value_blob(value)
            self.init(blob: pointer, count: sqlite3_value_bytes(value))
        default: self = .null
        }
    }
}
