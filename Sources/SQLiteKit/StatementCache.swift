/// Prepared statements that were used lately, by their text.
///
/// A statement that is running is not here, so the same text can run within itself.
struct StatementCache {
    /// How many statements are kept; live episodes are many, so they are few.
    private static let capacity = 24

    private var kept: [String: KeptStatement] = [:]

    /// Takes a statement out, to be run.
    mutating func take(_ sql: String) -> KeptStatement? {
        kept.removeValue(forKey: sql)
    }

    /// Puts a statement back that has run.
    mutating func keep(_ statement: KeptStatement, for sql: String) {
        if kept.count >= StatementCache.capacity { kept.removeAll(keepingCapacity: true) }
        kept[sql] = statement
    }

    mutating func removeAll() {
        kept.removeAll()
    }
}

/// A prepared statement with identity, so that it can be kept in a dictionary.
final class KeptStatement {
    let statement: Statement

    init(_ statement: consuming Statement) {
        self.statement = statement
    }
}

extension Connection {
    /// Runs a statement that will be asked for again, with its parameters, and hands it to `body`
    /// to be stepped; prepared once, as long as it stays among the latest.
    ///
    /// - Parameter parameters: those beyond the statement's own are left out.
    public func withStatement(
        _ sql: String, _ parameters: [SQLiteValue],
        _ body: (borrowing Statement) throws(SQLiteError) -> Void
    ) throws(SQLiteError) {
        let kept: KeptStatement
        if let known = statements.take(sql) {
            kept = known
        } else {
            guard let prepared = try prepare(sql) else { return }
            kept = KeptStatement(prepared)
        }
        let count = kept.statement.parameterCount
        for (index, parameter) in parameters.prefix(count).enumerated() {
            try kept.statement.bind(parameter, at: index + 1)
        }
        try body(kept.statement)
        kept.statement.reset()
        statements.keep(kept, for: sql)
    }
}
