internal import CSQLite

/// One SQLite connection, confined to its owner.
///
/// A class because it owns a C handle with identity. It is opened without SQLite's own mutex:
/// whoever holds it keeps calls apart.
public final class Connection {
    let handle: OpaquePointer
    private var progress: ProgressCheck?
    private var isConfined = false
    var statements = StatementCache()

    /// Opens a database of its own in memory.
    public convenience init() throws(SQLiteError) {
        try self.init(path: ":memory:", flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    }

    /// Opens a database file for reading.
    public convenience init(reading path: String) throws(SQLiteError) {
        try self.init(path: path, flags: SQLITE_OPEN_READONLY)
    }

    /// Makes a database file, or opens it for writing if it is there.
    public convenience init(writing path: String) throws(SQLiteError) {
        try self.init(path: path, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    }

    private init(path: String, flags: Int32) throws(SQLiteError) {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            let error =
                opened.map { Connection.error(code, $0) }
                ?? SQLiteError(code: code, message: "SQLite cannot open \(path)")
            sqlite3_close_v2(opened)
            throw error
        }
        handle = opened
        sqlite3_extended_result_codes(handle, 1)
    }

    deinit {
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    static func error(_ code: Int32, _ handle: OpaquePointer) -> SQLiteError {
        SQLiteError(
            code: sqlite3_extended_errcode(handle) & 0xFF == code & 0xFF
                ? sqlite3_extended_errcode(handle) : code,
            message: String(cString: sqlite3_errmsg(handle)))
    }

    /// Prepares the first statement of a text; `nil` if it holds none (white space, a comment).
    public func prepare(_ sql: String) throws(SQLiteError) -> Statement? {
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
        guard code == SQLITE_OK else { throw Connection.error(code, handle) }
        return statement.map { Statement(handle: $0, connection: handle) }
    }

    /// Runs one statement to its end and hands each row to `body`.
    public func run(
        _ sql: String, _ parameters: [SQLiteValue] = [],
        row body: ([SQLiteValue]) -> Void = { _ in }
    ) throws(SQLiteError) {
        guard let statement = try prepare(sql) else { return }
        for (index, parameter) in parameters.enumerated() {
            try statement.bind(parameter, at: index + 1)
        }
        while try statement.step() { body(statement.row()) }
    }

    /// The rows of one statement.
    public func rows(
        _ sql: String, _ parameters: [SQLiteValue] = []
    ) throws(SQLiteError) -> [[SQLiteValue]] {
        var rows: [[SQLiteValue]] = []
        try run(sql, parameters) { rows.append($0) }
        return rows
    }

    /// Runs the first statement of a text and answers with the rest of it.
    ///
    /// - Parameter body: takes a row and says whether to go on.
    public func run(
        first text: String, row body: ([SQLiteValue]) -> Bool
    ) throws(SQLiteError) -> String {
        var handle: OpaquePointer?
        var text = text
        var code = SQLITE_OK
        var used = 0
        text.withUTF8 { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                var tail: UnsafePointer<CChar>?
                code = sqlite3_prepare_v2(
                    self.handle, characters.baseAddress, Int32(clamping: characters.count), &handle,
                    &tail)
                if let tail, let start = characters.baseAddress { used = tail - start }
            }
        }
        guard code == SQLITE_OK else { throw Connection.error(code, self.handle) }
        if let handle {
            let statement = Statement(handle: handle, connection: self.handle)
            while try statement.step(), body(statement.row()) {}
        }
        return String(decoding: text.utf8.dropFirst(used), as: UTF8.self)
    }

    /// Forbids whatever reaches beyond the data: other files, extensions, and PRAGMAs that change
    /// how SQLite works.
    public func confineToData() {
        isConfined = true
        sqlite3_set_authorizer(
            handle,
            { _, action, first, second, _, _ in
                switch action {
                case SQLITE_ATTACH, SQLITE_DETACH: return SQLITE_DENY
                case SQLITE_PRAGMA: return second == nil || first == nil ? SQLITE_OK : pragma(first)
                case SQLITE_FUNCTION:
                    return second.map { String(cString: $0) } == "load_extension"
                        ? SQLITE_DENY : SQLITE_OK
                default: return SQLITE_OK
                }
            }, nil)
    }

    /// How many rows the last INSERT, UPDATE or DELETE changed.
    public var changes: Int { Int(sqlite3_changes64(handle)) }

    /// The rowid of the last INSERT.
    public var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

    /// Sets one of SQLite's run-time limits (`SQLITE_LIMIT_…`).
    public func setLimit(_ limit: Limit, to value: Int) {
        sqlite3_limit(handle, limit.rawValue, Int32(clamping: value))
    }

    /// A run-time limit of SQLite.
    public enum Limit: Int32, Sendable {
        /// The most bytes of a text, blob or row.
        case length = 0
        /// The most bytes of a statement.
        case statementLength = 1
        /// The most columns of a table or result.
        case columns = 2
        /// The deepest expression.
        case expressionDepth = 3
        /// The most terms of a compound SELECT.
        case compoundTerms = 4
        /// The most databases attached; zero forbids ATTACH.
        case attached = 7
    }

    /// Calls `check` every `interval` virtual-machine steps; a statement during which it answers
    /// true is interrupted.
    public func interrupt(every interval: Int, when check: (() -> Bool)?) {
        guard let check else {
            progress = nil
            sqlite3_progress_handler(handle, 0, nil, nil)
            return
        }
        let box = ProgressCheck(check)
        progress = box
        sqlite3_progress_handler(
            handle, Int32(clamping: interval),
            { pointer in
                guard let pointer else { return 0 }
                return Unmanaged<ProgressCheck>.fromOpaque(pointer).takeUnretainedValue().check()
                    ? 1 : 0
            },
            Unmanaged.passUnretained(box).toOpaque())
    }

    /// The whole database as one block of bytes, to be loaded by ``load(image:)``.
    public func image() throws(SQLiteError) -> [UInt8] {
        var count: sqlite3_int64 = 0
        guard let bytes = sqlite3_serialize(handle, "main", &count, 0) else {
            if count == 0 { return [] }
            throw SQLiteError(code: SQLITE_NOMEM, message: "SQLite cannot copy the database")
        }
        defer { sqlite3_free(bytes) }
        return [UInt8](UnsafeBufferPointer(start: bytes, count: Int(count)))
    }

    /// Replaces the whole database by a copy of another connection's.
    ///
    /// The connection must not have used a table-valued function such as `json_each`: SQLite
    /// keeps such a function's table with the schema that goes.
    public func load(from other: Connection) throws(SQLiteError) {
        var count: sqlite3_int64 = 0
        // A database that was loaded lies in memory as one block; any other is put together.
        if let block = sqlite3_serialize(
            other.handle, "main", &count, UInt32(SQLITE_SERIALIZE_NOCOPY)), count > 0
        {
            guard let copy = sqlite3_malloc64(UInt64(count)) else {
                throw SQLiteError(code: SQLITE_NOMEM, message: "SQLite cannot copy the database")
            }
            copy.copyMemory(from: block, byteCount: Int(count))
            return try attach(copy, count)
        }
        guard let block = sqlite3_serialize(other.handle, "main", &count, 0) else {
            if count == 0 { return }
            throw SQLiteError(code: SQLITE_NOMEM, message: "SQLite cannot copy the database")
        }
        try attach(UnsafeMutableRawPointer(block), count)
    }

    /// Replaces the whole database by an image, on a connection as fresh as ``load(from:)`` needs
    /// it; an empty image stands for an empty database.
    public func load(image: [UInt8]) throws(SQLiteError) {
        guard !image.isEmpty else { return }
        guard let copy = sqlite3_malloc64(UInt64(image.count)) else {
            throw SQLiteError(code: SQLITE_NOMEM, message: "SQLite cannot copy the database")
        }
        image.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress {
                copy.copyMemory(from: start, byteCount: bytes.count)
            }
        }
        try attach(copy, Int64(image.count))
    }

    /// Makes an image that SQLite allocated the database, and SQLite its owner.
    private func attach(
        _ image: UnsafeMutableRawPointer, _ count: sqlite3_int64
    ) throws(SQLiteError) {
        statements.removeAll()
        // SQLite attaches the image by a statement of its own, which a confined connection forbids.
        sqlite3_set_authorizer(handle, nil, nil)
        defer { if isConfined { confineToData() } }
        let code = sqlite3_deserialize(
            handle, "main", image.assumingMemoryBound(to: UInt8.self), count, count,
            UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE))
        guard code == SQLITE_OK else { throw Connection.error(code, handle) }
    }
}

/// Keeps a check alive while SQLite holds a pointer to it.
private final class ProgressCheck {
    let check: () -> Bool

    init(_ check: @escaping () -> Bool) {
        self.check = check
    }
}

/// Of the PRAGMAs with an argument, those that only describe the schema are allowed.
private func pragma(_ name: UnsafePointer<CChar>?) -> Int32 {
    let describing = [
        "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo",
        "foreign_key_list",
    ]
    let name = name.map { String(cString: $0) } ?? ""
    return describing.contains(name) ? SQLITE_OK : SQLITE_DENY
}
