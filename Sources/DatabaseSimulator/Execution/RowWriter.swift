import SQLiteKit

/// Writes rows of one table, one by one, as MySQL does: each value is converted to its column,
/// then keys, checks and foreign keys are tested, then the row is stored.
struct RowWriter {
    /// A value on its way into a column.
    enum Incoming {
        case value(SQLiteValue, MySQLType)
        /// The column's default.
        case standard
    }

    private let session: DatabaseSession
    private var table: Table
    private let insert: Insert?
    private let ignoresErrors: Bool
    private let store: ColumnStore
    private let constraints: Constraints
    /// What the view that the rows are written through demands of them.
    var viewChecks: [MergedView.Check] = []
    private var affected = 0
    private var firstGenerated: Int64?
    private var reservation = CounterReservation(rows: 0)

    /// A writer for UPDATE and DELETE.
    init(_ session: DatabaseSession, _ table: Table, ignoresErrors: Bool) {
        self.session = session
        self.table = table
        insert = nil
        self.ignoresErrors = ignoresErrors
        store = ColumnStore(session: session, ignoresErrors: ignoresErrors)
        constraints = Constraints(session: session, table: table)
    }

    /// A writer for INSERT and REPLACE.
    init(
        _ session: DatabaseSession, _ table: Table, insert: Insert
    ) throws(StatementFailure) {
        self.session = session
        self.table = table
        self.insert = insert
        ignoresErrors = insert.ignoresErrors
        if case .rows(let rows) = insert.source {
            reservation = CounterReservation(rows: rows.count)
        }
        store = ColumnStore(session: session, ignoresErrors: insert.ignoresErrors)
        constraints = Constraints(session: session, table: table)
    }

    // MARK: Insert

    /// Adds a row, or does what the statement says of a duplicate.
    mutating func insert(
        _ values: [Incoming], into targets: [Int], row: Int
    ) throws(StatementFailure) {
        do throws(StatementFailure) {
            try add(values, into: targets, row: row)
        } catch .mysql(let error) where ignoresErrors && error.isIgnorable {
            session.context.warnings.append(
                SessionContext.Warning(
                    level: .warning, number: error.number, message: error.message))
        }
    }

    private mutating func add(
        _ values: [Incoming], into targets: [Int], row: Int
    ) throws(StatementFailure) {
        var stored: [SQLiteValue] = []
        var given: [Int: Incoming] = [:]
        for (target, value) in zip(targets, values) { given[target] = value }
        for (index, column) in table.columns.enumerated() {
            if column.generated != nil {
                if case .value? = given[index] {
                    throw .mysql(
                        MySQLError(
                            3105, "HY000",
                            "The value specified for generated column '\(column.name)' in table "
                                + "'\(table.name)' is not allowed."))
                }
                stored.append(.null)
                continue
            }
            switch given[index] ?? .standard {
            case .value(let value, let type):
                stored.append(try incoming(value, type, column, row: row))
            case .standard: stored.append(try standard(column))
            }
        }
        try constraints.compute(&stored)
        try constraints.check(stored)
        try constraints.check(stored, by: viewChecks)
        // A row that got so far takes a number of the counter, whatever becomes of it.
        if let counted = table.columns.firstIndex(where: \.isAutoIncrement),
            stored[counted].isNull
        {
            stored[counted] = generate()
        }
        if let duplicate = try constraints.duplicate(of: stored) {
            try meet(duplicate, stored, row: row)
            return
        }
        try constraints.checkParents(of: stored)
        try write(stored)
        affected += 1
    }

    private mutating func incoming(
        _ value: SQLiteValue, _ type: MySQLType, _ column: Column, row: Int
    ) throws(StatementFailure) -> SQLiteValue {
        if column.isAutoIncrement, value.isNull { return .null }
        let stored = try store.convert(value, type, to: column, row: row)
        guard column.isAutoIncrement, case .integer(let number) = stored else { return stored }
        if number == 0, !session.settings.modes.contains("NO_AUTO_VALUE_ON_ZERO") {
            return .null
        }
        if number > 0 {
            table.nextAutoIncrement = max(table.nextAutoIncrement, number &+ 1)
            reservation.skip(number)
        }
        return stored
    }

    private mutating func generate() -> SQLiteValue {
        let number = reservation.next(&table.nextAutoIncrement)
        session.takenCounters[table.storage] = table.nextAutoIncrement
        if firstGenerated == nil { firstGenerated = number }
        return .integer(number)
    }

    private mutating func standard(_ column: Column) throws(StatementFailure) -> SQLiteValue {
        if column.isAutoIncrement { return .null }
        guard let expression = column.defaultValue else {
            return column.type.isNullable ? .null : column.type.implicitDefault
        }
        var translator = session.translator()
        let typed = try translator.scalar(expression)
        guard let constant = typed.constant else {
            let value = try session.rows("SELECT \(typed.sql)", for: translator).first?.first
            return try store.convert(value ?? .null, typed.type, to: column, row: 1)
        }
        return try store.convert(constant, typed.type, to: column, row: 1)
    }

    private func write(_ row: [SQLiteValue]) throws(StatementFailure) {
        let columns = table.columns.map(\.storage).joined(separator: ", ")
        let marks = table.columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        try session.store("INSERT INTO \(table.storage) (\(columns)) VALUES (\(marks))", row)
        if table.columns.contains(where: \.isAutoIncrement) {
            session.takenCounters[table.storage] = table.nextAutoIncrement
        }
    }

    /// A row with the same key is there: REPLACE takes it away, ON DUPLICATE KEY changes it,
    /// otherwise it is error 1062.
    private mutating func meet(
        _ duplicate: Constraints.Duplicate, _ row: [SQLiteValue], row number: Int
    ) throws(StatementFailure) {
        if insert?.isReplace == true {
            var next: Constraints.Duplicate? = duplicate
            while let found = next {
                affected += try delete(key: found.key)
                next = try constraints.duplicate(of: row)
            }
            try constraints.checkParents(of: row)
            try write(row)
            affected += 1
            return
        }
        guard let insert, !insert.onDuplicate.isEmpty else { throw .mysql(duplicate.error) }
        var translator = session.translator()
        let changes = try translator.onDuplicate(insert, table, existing: duplicate.key, new: row)
        guard let values = try session.rows(changes.sql, for: translator).first else { return }
        let changed = try update(
            key: duplicate.key,
            zip(changes.columns, zip(values, changes.types)).map { ($0, $1.0, $1.1) }, row: number)
        affected += changed == 1 ? 2 : 0
    }

    /// What the INSERT answers; the table's counter is kept.
    mutating func finish() throws(StatementFailure) -> StatementResult {
        if var current = try? session.catalog.table(TableName(table.name, schema: table.schema)) {
            current.nextAutoIncrement = max(current.nextAutoIncrement, table.nextAutoIncrement)
            session.catalog.store(current)
        }
        if let firstGenerated { session.variables.lastInsertId = firstGenerated }
        return .written(affected)
    }

    // MARK: Update and delete

    /// Sets columns of the row with a key; answers how many rows changed, 0 or 1.
    func update(
        key: [SQLiteValue], _ changes: [(column: Int, value: SQLiteValue, type: MySQLType)],
        row number: Int
    ) throws(StatementFailure) -> Int {
        do throws(StatementFailure) {
            return try change(key: key, changes, row: number)
        } catch .mysql(let error) where ignoresErrors && error.isIgnorable {
            return 0
        }
    }

    private func change(
        key: [SQLiteValue], _ changes: [(column: Int, value: SQLiteValue, type: MySQLType)],
        row number: Int
    ) throws(StatementFailure) -> Int {
        guard let before = try constraints.row(key) else { return 0 }
        var after = before
        for change in changes {
            let column = table.columns[change.column]
            after[change.column] = try store.convert(
                change.value, change.type, to: column, row: number)
        }
        guard after != before else { return 0 }
        for (index, column) in table.columns.enumerated()
        where column.onUpdateNow && !changes.contains(where: { $0.column == index }) {
            after[index] = try store.now(for: column)
        }
        try constraints.compute(&after)
        try constraints.check(after)
        try constraints.check(after, by: viewChecks)
        if let duplicate = try constraints.duplicate(of: after, except: key) {
            throw .mysql(duplicate.error)
        }
        try constraints.checkParents(of: after, changedFrom: before)
        try constraints.forbidChanging(from: before, to: after)
        let assignments = table.columns.enumerated().map { "\($1.storage) = ?\($0 + 1)" }
        try session.store(
            "UPDATE \(table.storage) SET \(assignments.joined(separator: ", ")) "
                + "WHERE \(constraints.keyTest(firstParameter: after.count + 1))",
            after + key)
        try constraints.changeChildren(from: before, to: after)
        // A larger number than the counter's moves the counter on.
        if let counted = table.columns.firstIndex(where: \.isAutoIncrement),
            case .integer(let number) = after[counted], before[counted] != after[counted]
        {
            session.catalog.raiseCounters(to: [table.storage: number &+ 1])
        }
        return 1
    }

    /// Deletes the row with a key; answers how many rows went, 0 or 1.
    func delete(key: [SQLiteValue]) throws(StatementFailure) -> Int {
        do throws(StatementFailure) {
            guard let row = try constraints.row(key) else { return 0 }
            try constraints.forbidChanging(from: row, to: nil)
            try constraints.changeChildren(from: row, to: nil)
            try session.store(
                "DELETE FROM \(table.storage) WHERE \(constraints.keyTest(firstParameter: 1))", key)
            return 1
        } catch .mysql(let error) where ignoresErrors && error.isIgnorable {
            return 0
        }
    }
}

extension MySQLError {
    /// Whether IGNORE turns the error into a warning.
    fileprivate var isIgnorable: Bool {
        [1048, 1062, 1242, 1264, 1265, 1292, 1366, 1406, 1451, 1452, 3819].contains(number)
    }
}
