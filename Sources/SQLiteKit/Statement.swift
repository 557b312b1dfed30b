internal import CSQLite

/// A prepared statement; it is finalised when it goes out of scope.
public struct Statement: ~Copyable {
    let handle: OpaquePointer
    private let connection: OpaquePointer

    init(handle: OpaquePointer, connection: OpaquePointer) {
        self.handle = handle
        self.connection = connection
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// The number of columns of the result.
    public var columnCount: Int { Int(sqlite3_column_count(handle)) }

    /// The names of the columns of the result.
    public var columnNames: [String] {
        var names: [String] = []
        for column in 0..<Int32(columnCount) {
            names.append(sqlite3_column_name(handle, column).map { String(cString: $0) } ?? "")
        }
        return names
    }

    /// The highest number of a parameter in the statement.
    public var parameterCount: Int { Int(sqlite3_bind_parameter_count(handle)) }

    /// Whether the statement leaves the database as it is.
    public var isReadOnly: Bool { sqlite3_stmt_readonly(handle) != 0 }

    /// Binds a value to a parameter; the first has index 1.
    public func bind(_ value: SQLiteValue, at index: Int) throws(SQLiteError) {
        let index = Int32(index)
        let code: Int32
        switch value {
        case .null: code = sqlite3_bind_null(handle, index)
        case .integer(let number): code = sqlite3_bind_int64(handle, index, number)
        case .real(let number): code = sqlite3_bind_double(handle, index, number)
        case .text(var text):
            code = text.withUTF8 { buffer in
                buffer.withMemoryRebound(to: CChar.self) {
                    csqlite_bind_text(handle, index, $0.baseAddress, Int32(clamping: $0.count))
                }
            }
        case .blob(let bytes):
            code = bytes.withUnsafeBytes {
                csqlite_bind_blob(handle, index, $0.baseAddress, Int32(clamping: $0.count))
            }
        }
        guard code == SQLITE_OK else { throw Connection.error(code, connection) }
    }

    /// Runs to the next row; false at the end.
    public func step() throws(SQLiteError) -> Bool {
        let code = sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            // The message belongs to the connection and is lost with the reset.
            let error = Connection.error(code, connection)
            sqlite3_reset(handle)
            throw error
        }
    }

    /// Makes the statement ready to run again; its bindings stay.
    public func reset() {
        sqlite3_reset(handle)
    }

    /// The value of a column of the current row; the first has index 0.
    public func value(at column: Int) -> SQLiteValue {
        let column = Int32(column)
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, column))
        case SQLITE_TEXT:
            let pointer = sqlite3_column_text(handle, column)
            return SQLiteValue(text: pointer, count: sqlite3_column_bytes(handle, column))
        case SQLITE_BLOB:
            let pointer = sqlite3_column_blob(handle, column)
            return SQLiteValue(blob: pointer, count: sqlite3_column_bytes(handle, column))
        default: return .null
        }
    }

    /// All values of the current row.
    public func row() -> [SQLiteValue] {
        var values: [SQLiteValue] = []
        values.reserveCapacity(columnCount)
        for column in 0..<columnCount { values.append(value(at: column)) }
        return values
    }
}
