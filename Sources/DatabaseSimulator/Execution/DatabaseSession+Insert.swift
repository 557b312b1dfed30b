import SQLiteKit

extension DatabaseSession {
    /// INSERT and REPLACE.
    func insert(_ insert: Insert) throws(StatementFailure) -> StatementResult {
        let table = try writableTable(insert.table)
        let targets = try targetColumns(insert, table)
        switch insert.source {
        case .rows(let rows):
            for (index, row) in rows.enumerated() {
                guard row.count == targets.count || row.isEmpty && insert.columns?.isEmpty != false
                else { throw .mysql(.columnCount(row: index + 1)) }
            }
            try checkDefaults(table, targets, rows.first ?? [], ignores: insert.ignoresErrors)
            var writer = try RowWriter(self, table, insert: insert)
            for (index, row) in rows.enumerated() {
                let values = try evaluate(row, for: targets, of: table)
                try writer.insert(values, into: targets, row: index + 1)
            }
            return try writer.finish()
        case .query(let query):
            var translator = translator()
            let translated = try translator.query(query, outer: nil)
            guard translated.columns.count == targets.count else {
                throw .mysql(.columnCount(row: 1))
            }
            try checkDefaults(table, targets, nil, ignores: insert.ignoresErrors)
            let types = translated.columns.map(\.type)
            let rows = try rows(translated.sql, for: translator)
            var writer = try RowWriter(self, table, insert: insert)
            for (index, row) in rows.enumerated() {
                let values = zip(row, types).map { RowWriter.Incoming.value($0, $1) }
                try writer.insert(values, into: targets, row: index + 1)
            }
            return try writer.finish()
        }
    }

    /// The base table that a write names.
    func writableTable(_ name: TableName) throws(StatementFailure) -> Table {
        if case .view? = try catalog.relation(name) { throw .unsupported("writing to a view") }
        return try catalog.table(name)
    }

    private func targetColumns(
        _ insert: Insert, _ table: Table
    ) throws(StatementFailure) -> [Int] {
        guard let columns = insert.columns else { return Array(table.columns.indices) }
        var targets: [Int] = []
        for reference in columns {
            guard let index = table.columnIndex(reference.column),
                reference.table == nil || reference.table == table.name
            else { throw .mysql(.unknownColumn(reference.written, in: "field list")) }
            guard !targets.contains(index) else {
                throw .mysql(
                    MySQLError(1110, "42000", "Column '\(reference.column)' specified twice"))
            }
            targets.append(index)
        }
        return targets
    }

    /// In strict mode every column without a default must be named.
    ///
    /// - Throws: 1364.
    private func checkDefaults(
        _ table: Table, _ targets: [Int], _ firstRow: [Expression]?, ignores: Bool
    ) throws(StatementFailure) {
        guard settings.isStrict, !ignores else { return }
        let named = firstRow?.isEmpty == true ? [] : targets
        for (index, column) in table.columns.enumerated()
        where !named.contains(index) && column.needsValue {
            throw .mysql(
                MySQLError(1364, "HY000", "Field '\(column.name)' doesn't have a default value"))
        }
    }

    /// The values of one VALUES row; literals without asking SQLite.
    private func evaluate(
        _ row: [Expression], for targets: [Int], of table: Table
    ) throws(StatementFailure) -> [RowWriter.Incoming] {
        var values: [RowWriter.Incoming] = []
        for (expression, target) in zip(row, targets) {
            if case .defaultValue(nil) = expression {
                values.append(.standard)
                continue
            }
            values.append(try evaluate(expression, in: table, column: target))
        }
        return values
    }

    private func evaluate(
        _ expression: Expression, in table: Table, column: Int
    ) throws(StatementFailure) -> RowWriter.Incoming {
        var translator = translator()
        translator.defaults = table
        let typed = try translator.scalar(expression)
        if let constant = typed.constant { return .value(constant, typed.type) }
        let rows = try rows("SELECT \(typed.sql)", for: translator)
        return .value(rows.first?.first ?? .null, typed.type)
    }
}

extension Column {
    /// Whether an INSERT that does not name the column fails in strict mode.
    fileprivate var needsValue: Bool {
        !type.isNullable && defaultValue == nil && !isAutoIncrement && generated == nil
    }
}
