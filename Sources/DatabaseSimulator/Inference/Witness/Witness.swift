/// The rows that a database may have held before the first statement of a dialogue, such that
/// executing the statements prints what was recorded.
struct Witness: Hashable {
    struct Row: Hashable {
        /// By the column's name in lower case; what is missing is NULL.
        var values: [String: WitnessValue]
        var copies: Int
        /// The observation that it explains.
        var turn: Int
    }

    /// By the table's name.
    var rows: [String: [Row]] = [:]

    /// Takes rows as they are.
    init(rows: [String: [Row]]) {
        self.rows = rows
    }

    /// Takes the rows of a draft, with equal ones treated as the draft's options say.
    init(_ draft: WitnessDraft) {
        draft.fill()
        var order: [String] = []
        var asked: [String: [Set<String>]] = [:]
        for row in draft.rows {
            if rows[row.table] == nil { order.append(row.table) }
            asked[row.table, default: []].append(Set(row.cells.keys))
            let values = row.cells.compactMapValues { draft.store.value($0) }.filter {
                $0.value != .null
            }
            rows[row.table, default: []].append(
                Row(values: values, copies: row.copies, turn: row.turn))
        }
        for table in draft.tables {
            switch draft.options.padding {
            case .nothing: break
            case .numbers, .texts: pad(table, asked[table.name] ?? [], draft.options.padding)
            case .repetition: repeatRows(in: table.name, asked[table.name] ?? [])
            }
        }
        for table in order { makeDates(in: table) }
        if draft.options.reverses {
            for table in order { rows[table]?.reverse() }
        }
        for (index, table) in order.reversed().enumerated() {
            switch draft.options.merging {
            case .none: continue
            case .allBut(index): continue
            case .all, .allBut: break
            }
            var seen: Set<[String: WitnessValue]> = []
            rows[table] = rows[table]?.filter { row in
                row.copies > 1 || seen.insert(row.values).inserted
            }
            if draft.options.merging == .all { dropContained(in: table) }
        }
    }

    /// Gives rows values of their own in columns that nothing is asked of, and what is asked of many
    /// equal rows of one kind to each of them.
    private mutating func pad(
        _ table: DescribedTable, _ asked: [Set<String>], _ padding: WitnessOptions.Padding
    ) {
        guard let known = rows[table.name] else { return }
        var models: [String: WitnessValue] = [:]
        for row in known { models.merge(row.values) { first, _ in first } }
        let columns = Set(models.keys).union(table.columns.map { $0.name.lowercased() })
        var number = 900_001
        var padded: [Row] = []
        for (row, asked) in zip(known, asked) {
            let open = columns.subtracting(asked)
            let copies = open.isEmpty || row.copies > Witness.mostApart ? 1 : row.copies
            for _ in 0..<copies {
                var copy = row
                copy.copies = row.copies / copies
                for column in open {
                    copy.values[column] = padding.value(number, like: models[column])
                }
                number += 1
                padded.append(copy)
            }
        }
        rows[table.name] = padded
    }

    /// More equal rows than these stay equal.
    private static let mostApart = 2_000

    /// Lets rows of which nothing is asked repeat the row before them.
    private mutating func repeatRows(in table: String, _ asked: [Set<String>]) {
        guard var known = rows[table] else { return }
        for index in known.indices.dropFirst() where asked[index].isEmpty {
            known[index].values = known[index - 1].values
        }
        rows[table] = known
    }

    /// In a column that holds dates, texts that are dates become dates.
    private mutating func makeDates(in table: String) {
        guard var rows = rows[table] else { return }
        var columns: Set<String> = []
        for row in rows {
            for case (let column, .date) in row.values { columns.insert(column) }
        }
        guard !columns.isEmpty else { return }
        for index in rows.indices {
            for column in columns {
                guard case .text(let text)? = rows[index].values[column], text.isDate else {
                    continue
                }
                rows[index].values[column] = .date(text)
            }
        }
        self.rows[table] = rows
    }

    /// Takes out rows that say nothing which another does not say.
    private mutating func dropContained(in table: String) {
        guard let all = rows[table], all.count < 200 else { return }
        rows[table] = all.enumerated().filter { index, row in
            !all.enumerated().contains { other, candidate in
                other != index && candidate.values.count > row.values.count
                    && row.values.allSatisfy { candidate.values[$0.key] == $0.value }
            }
        }.map(\.element)
    }

    /// How many rows there are in all.
    var rowCount: Int { rows.values.joined().reduce(0) { $0 + $1.copies } }

    /// The type of a column by the values in it; `nil` if it has none.
    func type(of column: String, in table: String, engine: RecordingEngine) -> ColumnKind? {
        let key = column.lowercased()
        var kind: ColumnKind?
        for row in rows[table] ?? [] {
            guard let value = row.values[key] else { continue }
            kind = ColumnKind(value).joined(with: kind, engine: engine)
        }
        return kind
    }

    /// The statements that put the rows into the tables.
    func statements(for tables: [DescribedTable], engine: RecordingEngine) -> [String] {
        var statements: [String] = []
        for table in tables {
            guard let rows = rows[table.name], !rows.isEmpty else { continue }
            let columns = table.columns.filter { column in
                rows.contains { $0.values[column.name.lowercased()] != nil }
            }
            let names = (columns.isEmpty ? Array(table.columns.prefix(1)) : columns).map(\.name)
            guard !names.isEmpty else { continue }
            let head =
                "INSERT INTO \(table.name.backquoted) "
                + "(\(names.map(\.backquoted).joined(separator: ", "))) VALUES "
            var pending: [String] = []
            func flush() {
                guard !pending.isEmpty else { return }
                statements.append(head + pending.joined(separator: ", "))
                pending = []
            }
            for row in rows {
                let values = names.map { (row.values[$0.lowercased()] ?? .null).sql(engine) }
                let text = "(\(values.joined(separator: ", ")))"
                for _ in 0..<row.copies {
                    pending.append(text)
                    if pending.count == 1000 { flush() }
                }
            }
            flush()
        }
        return statements
    }
}

/// What a column must be able to hold.
enum ColumnKind: Hashable {
    case integer
    case real
    case decimal(whole: Int, scale: Int)
    case text
    case date
    case dateTime
    /// Values of several kinds, which only SQLite can hold in one column.
    case mixed

    init(_ value: WitnessValue) {
        switch value {
        case .null, .integer: self = .integer
        case .real: self = .real
        case .decimal(let digits):
            let parts = digits.split(separator: ".")
            self = .decimal(
                whole: parts.first?.utf8.count ?? 1,
                scale: parts.count > 1 ? parts[1].utf8.count : 0)
        case .text: self = .text
        case .date(let text): self = text.utf8.count > 10 ? .dateTime : .date
        }
    }

    func joined(with other: ColumnKind?, engine: RecordingEngine) -> ColumnKind {
        guard let other, other != self else { return self }
        switch (self, other) {
        case (.decimal(let whole, let scale), .decimal(let otherWhole, let otherScale)):
            return .decimal(whole: max(whole, otherWhole), scale: max(scale, otherScale))
        case (.decimal(let whole, let scale), .integer), (.integer, .decimal(let whole, let scale)):
            return .decimal(whole: max(whole, 19), scale: scale)
        default: break
        }
        if engine == .sqlite { return .mixed }
        switch (self, other) {
        case (.integer, .real), (.real, .integer), (.real, .decimal), (.decimal, .real):
            return .real
        case (.date, .dateTime), (.dateTime, .date): return .dateTime
        default: return .text
        }
    }

    /// The type in a definition.
    func declaration(_ engine: RecordingEngine) -> String {
        switch self {
        case .integer: engine == .sqlite ? "INTEGER" : "BIGINT"
        case .real: engine == .sqlite ? "REAL" : "DOUBLE"
        case .decimal(let whole, let scale):
            engine == .sqlite ? "NUMERIC" : "DECIMAL(\(min(65, whole + scale)),\(min(30, scale)))"
        case .text: "TEXT"
        case .date: engine == .sqlite ? "TEXT" : "DATE"
        case .dateTime: engine == .sqlite ? "TEXT" : "DATETIME"
        case .mixed: engine == .sqlite ? "" : "TEXT"
        }
    }
}

extension String {
    /// Whether it is written `YYYY-MM-DD` or `YYYY-MM-DD hh:mm:ss`.
    fileprivate var isDate: Bool {
        let shape = utf8.map { (48...57).contains($0) ? UInt8(ascii: "0") : $0 }
        return shape.elementsEqual("0000-00-00".utf8)
            || shape.elementsEqual("0000-00-00 00:00:00".utf8)
    }
}
