/// What an inferred database fixes, and what it leaves open.
///
/// Its rows are some rows that print the record; other rows would print it too. An answer is fixed
/// where it is the same for all of them, as far as these rules can tell:
///
/// - a statement of the record, after the same writes as there, answers as there;
/// - a write answers `[]`, and a statement that fails for its words or names fails, whatever the
///   rows are;
/// - a read is fixed if every row it may touch is known: the rows of a table that the episode
///   itself made or emptied, and those that a recorded SELECT listed (all of a table, or all that
///   meet a condition that the read repeats), as long as only whole rows were inserted since.
///
/// Everything else depends on rows, columns or tables that nobody has seen.
struct OpenDatabase: Hashable, Sendable {
    /// A statement of the record.
    struct Entry: Hashable, Sendable {
        /// Its text as recorded, and as it may have run.
        var forms: [String]
        /// Whether it ran and changed something.
        var isWrite: Bool
        /// Whether the record shows all rows that it answered.
        var isWhole: Bool
    }

    /// The statements of each dialogue that the world was made of, in order.
    var runs: [[Entry]]
    /// The tables that the record names.
    var tables: [DescribedTable]
    var engine: RecordingEngine

    /// The fact that decides a statement's answer and is missing; `nil` if the answer is fixed.
    ///
    /// - Parameter history: the writes of the episode so far.
    func missingFact(for text: String, after history: [String]) -> String? {
        if isRecorded(text, after: history) { return nil }
        let statement = RecordedStatement(text, tables: tables, engine: engine)
        guard let syntax = statement.syntax else {
            // MySQL refuses it; SQLite may know more than this parser.
            return engine == .sqlite ? "what SQLite makes of this statement" : nil
        }
        let contents = StatementContents(syntax)
        if contents.asksServer { return "what the server says of itself beyond the record" }
        if contents.isVolatile { return "the server's clock or chance" }
        let state = OpenState(self, history)
        if let missing = missingName(syntax, contents, state) { return missing }
        guard statement.effect == .reads else { return nil }
        let open = contents.tables.sorted().filter { !state.knowsRows(of: $0) }
        guard let first = open.first, !state.covers(syntax, contents) else { return nil }
        if let select = statement.query?.single?.select, select.filter == nil,
            select.groups.isEmpty, select.items.allSatisfy(\.isRowCount)
        {
            return "how many rows \(first.backquoted) has"
        }
        let names = open.map(\.backquoted).joined(separator: ", ")
        return "the rows of \(names) beyond those that the record shows"
    }

    /// Whether an answer is an error that a statement meets whatever the rows are.
    func fixes(_ answer: String, to text: String, after history: [String]) -> Bool {
        guard !answer.hasPrefix("[") else { return false }
        if let error = RecordedError(answer), error.dependsOnRows { return false }
        let statement = RecordedStatement(text, tables: tables, engine: engine)
        guard let syntax = statement.syntax else { return false }
        let contents = StatementContents(syntax)
        return missingName(syntax, contents, OpenState(self, history)) == nil
    }

    /// Whether a statement changes data or definitions.
    func isWrite(_ text: String) -> Bool {
        RecordedStatement(text, tables: tables, engine: engine).effect == .writes
    }

    /// Whether a dialogue ran this statement after the same writes.
    private func isRecorded(_ text: String, after history: [String]) -> Bool {
        runs.contains { entries in
            var writes: [Entry] = []
            for entry in entries {
                if entry.forms.contains(text), writes.match(history[...]) { return true }
                if entry.isWrite { writes.append(entry) }
            }
            return false
        }
    }

    /// A table or column of which nobody knows whether it exists.
    private func missingName(
        _ syntax: SyntaxStatement, _ contents: StatementContents, _ state: OpenState
    ) -> String? {
        if case .createTable = syntax { return nil }
        for name in contents.tables.sorted() where !state.knows(name) {
            return "whether there is a table \(name.backquoted)"
        }
        let open = contents.tables.sorted().filter { !state.knowsColumns(of: $0) }
        guard !open.isEmpty else { return nil }
        let completion = SchemaCompletion(syntax, tables: tables, distrustsProse: false)
        for (table, columns) in completion.additions where open.contains(table) {
            guard let column = columns.first else { continue }
            return "whether \(table.backquoted) has a column \(column.backquoted)"
        }
        var needsAll = contents.selects.contains { select in
            select.items.contains { if case .expression = $0 { false } else { true } }
        }
        if case .insert(let insert) = syntax, insert.columns?.isEmpty ?? true { needsAll = true }
        return needsAll ? "the columns of \(open[0].backquoted)" : nil
    }
}

extension [OpenDatabase.Entry] {
    /// Whether these writes are the ones of an episode, in order.
    func match(_ history: ArraySlice<String>) -> Bool {
        count == history.count && zip(self, history).allSatisfy { $0.forms.contains($1) }
    }
}

extension SelectItem {
    /// `COUNT(*)`.
    fileprivate var isRowCount: Bool {
        guard case .expression(let expression, _, _) = self, let call = expression.aggregate else {
            return false
        }
        return call.name.lowercased() == "count" && (call.isStar || call.arguments.isEmpty)
    }
}
