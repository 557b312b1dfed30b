/// The query that finds the rows of an UPDATE or DELETE, and where in its rows things are.
struct WritePlan {
    struct Target {
        var table: TableName
        /// The columns of the result that identify a row.
        var key: Range<Int>
        /// The table's columns to set.
        var columns: [Int] = []
        /// Their new values' columns in the result.
        var values: Range<Int> = 0..<0
        /// The types of the new values.
        var types: [MySQLType] = []
        /// What the view that the rows are written through demands of them.
        var checks: [MergedView.Check] = []
    }
    var sql: String
    var targets: [Target]
}

extension Translator {
    /// The rows of an UPDATE with their new values.
    mutating func update(_ update: Update) throws(StatementFailure) -> WritePlan {
        let bindings = commonTables.count
        defer { commonTables.removeSubrange(bindings...) }
        let prefix = try prefix(update.with)
        let plan = try plan(update.tables, of: "UPDATE")
        if update.tables.count > 1 || update.tables[0].isJoin {
            guard update.order.isEmpty else { throw .mysql(.wrongUsage("UPDATE", "ORDER BY")) }
            guard update.limit == nil else { throw .mysql(.wrongUsage("UPDATE", "LIMIT")) }
        }
        var assignments: [(source: Int, column: Int, value: TypedExpression)] = []
        clause = "field list"
        for assignment in update.assignments {
            guard let use = try scope.find(assignment.column, in: clause)?.columns.first else {
                throw .mysql(.unknownColumn(assignment.column.written, in: clause))
            }
            let source = scope.sources[use.source]
            guard let table = source.table else {
                throw .mysql(.notUpdatable(source.name, "UPDATE"))
            }
            guard let column = source.baseColumn(use.column) else {
                throw .mysql(
                    MySQLError(
                        1348, "HY000",
                        "Column '\(source.columns[use.column].name)' is not updatable"))
            }
            if table.columns[column].generated != nil, assignment.value != .defaultValue(nil) {
                throw .mysql(
                    MySQLError(
                        3105, "HY000",
                        "The value specified for generated column "
                            + "'\(table.columns[column].name)' in table '\(table.name)' is not "
                            + "allowed."))
            }
            let target = scope.expression(source: use.source, column: use.column)
            let value: TypedExpression
            if assignment.value == .defaultValue(nil) {
                value = try defaultValue(of: assignment.column)
            } else {
                value = try scalar(assignment.value)
            }
            assignments.append((use.source, column, value))
            // MySQL assigns from left to right: later values see earlier ones.
            var stored = value
            stored.sql = convert(value, to: target.type)
            stored.type = target.type
            assigned[target.sql] = stored
        }
        assigned = [:]
        try forbidReading(assignments.map(\.source), in: update.filter, update.assignments)
        let sources = assignments.map(\.source).reduce(into: [Int]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        return try finish(
            plan, with: prefix, sources: sources, assignments: assignments,
            filter: update.filter,
            order: update.order, limit: update.limit)
    }

    /// The rows of a DELETE.
    mutating func delete(_ delete: Delete) throws(StatementFailure) -> WritePlan {
        let bindings = commonTables.count
        defer { commonTables.removeSubrange(bindings...) }
        let prefix = try prefix(delete.with)
        let plan = try plan(delete.from, of: "DELETE")
        var sources: [Int] = []
        for target in delete.targets {
            let index = scope.sources.firstIndex {
                ($0.name == target.name || $0.table?.name == target.name && !delete.isMultiTable)
                    && (target.schema == nil || target.schema == $0.schema)
            }
            guard let index else {
                throw .mysql(
                    MySQLError(1109, "42S02", "Unknown table '\(target.name)' in MULTI DELETE"))
            }
            sources.append(index)
        }
        try forbidReading(sources, in: delete.filter, [])
        return try finish(
            plan, with: prefix, sources: sources, assignments: [], filter: delete.filter,
            order: delete.order,
            limit: delete.limit)
    }

    /// The common tables of a statement that writes.
    private mutating func prefix(_ with: WithClause?) throws(StatementFailure) -> String {
        guard let with else { return "" }
        return try commonTableClause(with, outer: nil)
    }

    /// The sources of a statement that writes, through views too.
    private mutating func plan(
        _ tables: [TableReference], of verb: String
    ) throws(StatementFailure) -> JoinPlan {
        let plan = try with(\.opensViews, true) { translator throws(StatementFailure) in
            try translator.from(tables)
        }
        guard let plan else { throw .unsupported("\(verb) without a table") }
        return plan
    }

    private mutating func finish(
        _ plan: JoinPlan, with prefix: String, sources: [Int],
        assignments: [(source: Int, column: Int, value: TypedExpression)], filter: Expression?,
        order: [OrderItem], limit: Expression?
    ) throws(StatementFailure) -> WritePlan {
        let from = try fromClause(plan)
        var items: [String] = []
        var targets: [WritePlan.Target] = []
        for index in sources {
            guard let table = scope.sources[index].table else {
                throw .mysql(.notUpdatable(scope.sources[index].name, "DELETE"))
            }
            let keys = scope.sources[index].rowKey
            var target = WritePlan.Target(
                table: TableName(table.name, schema: table.schema),
                key: items.count..<items.count + keys.count)
            items += keys
            let own = assignments.filter { $0.source == index }
            target.columns = own.map(\.column)
            target.types = own.map(\.value.type)
            target.values = items.count..<items.count + own.count
            items += own.map(\.value.sql)
            target.checks = scope.sources[index].view?.checks ?? []
            targets.append(target)
        }
        var sql = prefix + "SELECT \(items.joined(separator: ", ")) FROM \(from)"
        var conditions = scope.sources.flatMap(\.viewFilters)
        if let filter {
            clause = "where clause"
            conditions.append(truth(try scalar(filter)))
        }
        if !conditions.isEmpty { sql += " WHERE " + conditions.joined(separator: " AND ") }
        var terms: [String] = []
        clause = "order clause"
        for item in order {
            terms.append(
                sortTerm(try scalar(item.expression)) + (item.isDescending ? " DESC" : ""))
        }
        // Rows are changed as they are stored, whatever index SQLite would read.
        if scope.sources.count == 1 { terms += scope.sources[0].rowKey }
        if !terms.isEmpty { sql += " ORDER BY " + terms.joined(separator: ", ") }
        if let limit { sql += try limitClause(Limit(count: limit, offset: nil)) }
        return WritePlan(sql: sql, targets: targets)
    }

    /// A statement may not read, in a subquery, the table that it changes.
    ///
    /// - Throws: 1093.
    private func forbidReading(
        _ sources: [Int], in filter: Expression?, _ assignments: [Assignment]
    ) throws(StatementFailure) {
        let expressions = assignments.map(\.value) + [filter].compactMap(\.self)
        for source in sources {
            guard let table = scope.sources[source].table else { continue }
            let name = TableName(table.name, schema: table.schema)
            if expressions.contains(where: { $0.reads(name, default: catalog.current) }) {
                guard scope.sources[source].view == nil else {
                    throw .unsupported("writing to a view of a table that the statement reads")
                }
                throw .mysql(.updatesTableItReads(scope.sources[source].name))
            }
        }
    }
}

extension TableReference {
    fileprivate var isJoin: Bool { if case .join = self { true } else { false } }
}

extension Scope.Source {
    /// The position in its table of one of its columns; nil for one that a view computes.
    fileprivate func baseColumn(_ index: Int) -> Int? {
        view.map { $0.baseColumn(index) } ?? index
    }
}

extension MySQLError {
    /// Error 1288.
    fileprivate static func notUpdatable(_ table: String, _ verb: String) -> MySQLError {
        MySQLError(
            1288, "HY000", "The target table \(table) of the \(verb) is not updatable")
    }

    /// Error 1221.
    static func wrongUsage(_ first: String, _ second: String) -> MySQLError {
        MySQLError(1221, "HY000", "Incorrect usage of \(first) and \(second)")
    }
}
