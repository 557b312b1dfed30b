import SQLiteKit

extension DatabaseSession {
    /// INSERT and REPLACE.
    func insert(_ insert: Insert) throws(StatementFailure) -> StatementResult {
        let (insert, view) = try throughView(insert)
        let table = try catalog.table(insert.table)
        let targets = try targetColumns(insert, table)
        switch insert.source {
        case .rows(let rows):
            for (index, row) in rows.enumerated() {
                guard row.count == targets.count || row.isEmpty && insert.columns?.isEmpty != false
                else { throw .mysql(.columnCount(row: index + 1)) }
            }
            try checkDefaults(table, targets, rows.first ?? [], insert, view)
            var writer = try RowWriter(self, table, insert: insert)
            writer.viewChecks = view?.merged.checks ?? []
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
            try checkDefaults(table, targets, nil, insert, view)
            let types = translated.columns.map(\.type)
            let rows = try rows(translated.sql, for: translator)
            var writer = try RowWriter(self, table, insert: insert)
            writer.viewChecks = view?.merged.checks ?? []
            for (index, row) in rows.enumerated() {
                let values = zip(row, types).map { RowWriter.Incoming.value($0, $1) }
                try writer.insert(values, into: targets, row: index + 1)
            }
            return try writer.finish()
        }
    }

    /// The view that rows are added through.
    private struct ViewTarget {
        var merged: MergedView
        /// `database.view`.
        var name: String
    }

    /// An INSERT into a view as one into the table behind it.
    ///
    /// - Throws: 1471 for a view that takes no rows.
    private func throughView(
        _ insert: Insert
    ) throws(StatementFailure) -> (Insert, ViewTarget?) {
        guard case .view(let view)? = try catalog.relation(insert.table) else {
            return (insert, nil)
        }
        guard let merged = try view.merged(in: catalog), merged.isInsertable else {
            throw .mysql(
                MySQLError(
                    1471, "HY000",
                    "The target table \(view.name) of the INSERT is not insertable-into"))
        }
        guard insert.rowAlias == nil else {
            throw .unsupported("INSERT into a view with an alias for the new row")
        }
        func base(_ reference: ColumnReference) throws(StatementFailure) -> ColumnReference {
            guard case .column(let own) = merged.resolved(.column(reference)),
                merged.columns.contains(where: { $0.name.equalsName(reference.column) })
            else { throw .mysql(.unknownColumn(reference.written, in: "field list")) }
            return own
        }
        var own = insert
        own.table = TableName(merged.table.name, schema: merged.table.schema)
        own.columns = []
        for column in insert.columns ?? merged.columns.map({ ColumnReference($0.name) }) {
            own.columns?.append(try base(column))
        }
        own.onDuplicate = []
        for assignment in insert.onDuplicate {
            own.onDuplicate.append(
                Assignment(
                    column: try base(assignment.column), value: merged.resolved(assignment.value)))
        }
        return (own, ViewTarget(merged: merged, name: "\(view.schema).\(view.name)"))
    }

    private func targetColumns(
        _ insert: Insert, _ table: Table
    ) throws(StatementFailure) -> [Int] {
        guard let columns = insert.columns else { return Array(table.visibleColumns.indices) }
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
    /// - Throws: 1364 and 1423.
    private func checkDefaults(
        _ table: Table, _ targets: [Int], _ firstRow: [Expression]?, _ insert: Insert,
        _ view: ViewTarget?
    ) throws(StatementFailure) {
        guard settings.isStrict, !insert.ignoresErrors else { return }
        let named = firstRow?.isEmpty == true ? [] : targets
        for (index, column) in table.columns.enumerated()
        where !named.contains(index) && column.needsValue {
            if let view {
                throw .mysql(
                    MySQLError(
                        1423, "HY000",
                        "Field of view '\(view.name)' underlying table doesn't have a default "
                            + "value"))
            }
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
