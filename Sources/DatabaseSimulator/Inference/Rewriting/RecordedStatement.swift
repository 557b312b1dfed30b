/// A recorded statement: its texts, and what it says as far as it can be parsed.
struct RecordedStatement {
    /// The text as recorded.
    let recorded: String
    /// The text with what was rewritten undone, where that changes it.
    let repaired: String?
    /// The text without backticks, which is what an error message quotes.
    let withoutBackticks: String?
    /// What MySQL's parser makes of it; `nil` if it makes nothing of any of its texts.
    let syntax: SyntaxStatement?

    init(_ recorded: String, tables: [DescribedTable], engine: RecordingEngine = .mysql) {
        self.recorded = recorded
        let rewritten = RewrittenSQL(recorded)
        repaired = rewritten.repaired(for: tables)
        withoutBackticks = rewritten.withoutBackticks
        let readable = repaired.map { RewrittenSQL($0) } ?? rewritten
        // SQLite joins texts with `||`, and a derived table needs no name there.
        let mode: SyntaxMode = engine == .sqlite ? [.pipesAsConcat, .namelessDerivedTables] : []
        let text =
            engine == .sqlite ? readable.withGreatestAndLeast : readable
        syntax = (try? Parser.parse(text.withMySQLCasts, mode: mode))?.statement
    }

    /// The query that it is, if it is one.
    var query: Query? {
        if case .query(let query)? = syntax { query } else { nil }
    }

    /// What it does to the data; what cannot be parsed is known by its first word.
    var effect: StatementEffect {
        if let syntax { return StatementEffect(syntax) }
        let words = StatementWord.words(of: recorded)
        let first = words.first { $0.name != nil }?.name?.lowercased()
        switch first {
        case "insert", "update", "delete", "replace", "create", "drop", "alter", "truncate":
            return .writes
        case "select", "with", "table", "values": return .reads
        default: return .other
        }
    }
}

/// Whether a statement reads or changes data.
enum StatementEffect: Hashable, Sendable {
    /// It answers rows and changes nothing.
    case reads
    /// It changes data or definitions and never answers rows.
    case writes
    /// It answers nothing and leaves no trace, since each statement has a connection of its own.
    case nothing
    /// It may answer rows, or may change data, or both.
    case other

    init(_ statement: SyntaxStatement) {
        switch statement {
        case .query(let query): self = query.into == nil ? .reads : .other
        case .insert, .update, .delete, .createTable, .alterTable, .dropTables, .renameTables,
            .truncate, .createIndex, .dropIndex, .createView, .dropViews, .createDatabase,
            .alterDatabase, .dropDatabase, .dropRoutine:
            self = .writes
        case .show, .describe, .help: self = .reads
        case .explain: self = .reads
        case .set, .use, .transaction, .deallocate, .evaluate, .lock, .nothing: self = .nothing
        case .prepare, .execute, .call, .maintain, .handler, .unsupported: self = .other
        }
    }
}
