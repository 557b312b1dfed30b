import SQLiteKit

extension Translator {
    /// Translates a query, with its common tables, set operations, order and limit.
    ///
    /// - Parameter outer: the names of the query around it, which a correlated one can use.
    mutating func query(
        _ query: Query, outer: Scope?
    ) throws(StatementFailure) -> TranslatedQuery {
        depth += 1
        defer { depth -= 1 }
        guard depth < Translator.depthLimit else {
            throw .unsupported("queries nested deeper than \(Translator.depthLimit) levels")
        }
        let bindings = commonTables.count
        defer { commonTables.removeSubrange(bindings...) }
        let defers = defersSorting
        defersSorting = false
        var prefix = ""
        if let with = query.with { prefix = try commonTableClause(with, outer: outer) }
        var translated: TranslatedQuery
        switch query.body {
        case .select(let select):
            translated = try self.select(
                select, order: query.order, limit: query.limit, outer: outer, defersSorting: defers)
        case .nested(let inner) where query.order.isEmpty && query.limit == nil:
            translated = try self.query(inner, outer: outer)
        case .values(let rows) where query.order.isEmpty && query.limit == nil:
            translated = try valuesStatement(rows, outer: outer)
        case .table(let name):
            translated = try self.select(
                Select(items: [.all], from: name), order: query.order, limit: query.limit,
                outer: outer)
        default:
            translated = try ordered(query, outer: outer)
        }
        translated.sql = prefix + translated.sql
        return translated
    }

    // MARK: Set operations

    /// A set operation (or a query in parentheses) with its own order and limit.
    private mutating func ordered(
        _ query: Query, outer: Scope?
    ) throws(StatementFailure) -> TranslatedQuery {
        let inner =
            switch query.body {
            case .setOperation(.union, _, _, _): try union(query, outer: outer)
            case .setOperation(let symbol, let distinct, let left, let right):
                try setOperation(
                    keepsCommon: symbol == .intersect, distinct: distinct, left, right,
                    outer: outer)
            case .nested(let nested): try self.query(nested, outer: outer)
            case .values(let rows): try valuesStatement(rows, outer: outer)
            case .select, .table: try self.query(Query(query.body), outer: outer)
            }
        guard !query.order.isEmpty || query.limit != nil else { return inner }
        let alias = makeAlias()
        let rows = Scope(parent: outer)
        rows.sources = [
            Scope.Source(
                name: "", schema: nil,
                columns: inner.columns.enumerated().map {
                    Scope.SourceColumn(
                        name: $1.name, sql: "\(alias).c\($0)", type: $1.type)
                }, rowKey: [])
        ]
        let order = try with(\.scope, rows) { translator throws(StatementFailure) in
            try translator.with(\.clause, "order clause") { translator throws(StatementFailure) in
                try translator.orderOfSetOperation(query.order, alias, inner)
            }
        }
        var result = inner
        result.sql = "SELECT * FROM (\(inner.sql)) AS \(alias)"
        if !order.isEmpty { result.sql += " ORDER BY " + order.joined(separator: ", ") }
        if let limit = query.limit {
            result.sql += try limitClause(limit)
            result.hasAtMostOneRow = limit.count == .literal(.integer("1"))
        }
        return result
    }

    private mutating func orderOfSetOperation(
        _ items: [OrderItem], _ alias: String, _ inner: TranslatedQuery
    ) throws(StatementFailure) -> [String] {
        var terms: [String] = []
        for item in items {
            if let table = item.expression.namedTable {
                throw .mysql(
                    MySQLError(
                        1250, "42000",
                        "Table '\(table)' from one of the SELECTs cannot be used in global ORDER "
                            + "clause"))
            }
            let typed: TypedExpression
            if case .literal(.integer(let digits)) = item.expression {
                guard let position = Int(digits), inner.columns.indices.contains(position - 1)
                else { throw .mysql(.unknownColumn(digits, in: "order clause")) }
                typed = scope.expression(source: 0, column: position - 1)
            } else {
                typed = try scalar(item.expression)
            }
            terms.append(sortTerm(typed) + (item.isDescending ? " DESC" : ""))
        }
        return terms
    }

    /// A chain of unions, whose arms are all brought into one type.
    ///
    /// The last UNION that drops equal rows drops them from all before it.
    private mutating func union(
        _ query: Query, outer: Scope?
    ) throws(StatementFailure) -> TranslatedQuery {
        let arms = query.unionArms
        var translated: [TranslatedQuery] = []
        for arm in arms { translated.append(try self.query(arm.query, outer: outer)) }
        var columns = translated[0].columns
        for arm in translated.dropFirst() {
            guard arm.columns.count == columns.count else {
                throw .mysql(.differentColumnCounts)
            }
            for index in columns.indices {
                columns[index].expression.type = MySQLType.aggregate([
                    columns[index].type, arm.columns[index].type,
                ])
                columns[index].expression.constant = nil
            }
        }
        var rows: [String] = []
        for arm in translated { rows.append(converted(arm, to: columns)) }
        var result = TranslatedQuery(sql: "", columns: columns)
        result.outerColumns = translated.flatMap(\.outerColumns)
        if let last = arms.lastIndex(where: \.distinct) {
            let keys = columns.enumerated().map {
                "\(groupTerm(TypedExpression("c\($0)", $1.type))) AS c\($0)"
            }
            let distinct =
                "SELECT DISTINCT \(keys.joined(separator: ", ")) FROM (\(Self.all(rows[...last])))"
            rows.replaceSubrange(...last, with: [distinct])
        }
        result.sql = Self.all(rows[...])
        return result
    }

    /// The rows of all queries: SQLite bounds how many it takes at once.
    private static func all(_ queries: ArraySlice<String>) -> String {
        guard queries.count > 200 else { return queries.joined(separator: " UNION ALL ") }
        let middle = queries.startIndex + queries.count / 2
        return "SELECT * FROM (\(all(queries[..<middle]))) UNION ALL "
            + "SELECT * FROM (\(all(queries[middle...])))"
    }

    /// INTERSECT and EXCEPT; duplicates go, the first met stay, and order stays as met.
    private mutating func setOperation(
        keepsCommon: Bool, distinct: Bool, _ left: Query, _ right: Query, outer: Scope?
    ) throws(StatementFailure) -> TranslatedQuery {
        let first = try query(left, outer: outer)
        let second = try query(right, outer: outer)
        guard first.columns.count == second.columns.count else {
            throw .mysql(.differentColumnCounts)
        }
        var columns: [OutputColumn] = []
        for (left, right) in zip(first.columns, second.columns) {
            var column = left
            column.expression.type = MySQLType.aggregate([left.type, right.type])
            column.expression.constant = nil
            columns.append(column)
        }
        let leftRows = converted(first, to: columns)
        let rightRows = converted(second, to: columns)
        let names = columns.indices.map { "c\($0)" }
        var result = TranslatedQuery(sql: "", columns: columns)
        result.outerColumns = first.outerColumns + second.outerColumns
        let alias = makeAlias()
        let other = makeAlias()
        let same = zip(names, columns).map { name, column in
            let left = groupTerm(TypedExpression("\(alias).\(name)", column.type))
            return "\(left) IS \(other).\(name)"
        }.joined(separator: " AND ")
        let own = zip(names, columns).map {
            "\(groupTerm(TypedExpression("\(alias).\($0)", $1.type))) AS \($0)"
        }.joined(separator: ", ")
        let matches = "FROM (\(rightRows)) AS \(other) WHERE \(same)"
        if distinct {
            result.sql =
                "SELECT DISTINCT \(own) FROM (\(leftRows)) AS \(alias) "
                + "WHERE \(keepsCommon ? "EXISTS" : "NOT EXISTS") (SELECT 1 \(matches))"
        } else {
            // The first of equal rows have a partner each among the rows of the other side.
            let equal = zip(names, columns).map { groupTerm(TypedExpression($0, $1.type)) }
                .joined(separator: ", ")
            let numbered =
                "SELECT *, row_number() OVER (PARTITION BY \(equal) ORDER BY n) AS k, "
                + "min(n) OVER (PARTITION BY \(equal)) AS f FROM "
                + "(SELECT *, row_number() OVER () AS n FROM (\(leftRows)))"
            result.sql =
                "SELECT \(own) FROM (\(numbered)) AS \(alias) "
                + "WHERE \(alias).k \(keepsCommon ? "<=" : ">") "
                + "(SELECT count(*) \(matches)) ORDER BY \(alias).f"
        }
        return result
    }

    /// The rows of one arm, each column brought into the common type.
    private mutating func converted(_ arm: TranslatedQuery, to columns: [OutputColumn]) -> String {
        let names = columns.indices.map { "c\($0)" }
        var terms: [String] = []
        for (index, column) in columns.enumerated() {
            let own = TypedExpression(names[index], arm.columns[index].type)
            terms.append("\(stored(own, as: column.type)) AS \(names[index])")
        }
        return "SELECT \(terms.joined(separator: ", ")) FROM (\(arm.sql))"
    }

    /// A value as a temporary table of MySQL's holds it: a decimal with exactly the digits of its
    /// column.
    mutating func stored(_ expression: TypedExpression, as type: MySQLType) -> String {
        let sql = convert(expression, to: type)
        guard type.isDecimal, !expression.type.isNull else { return sql }
        return call(DecimalArithmetic.settle, [sql, "\(type.scale)"])
    }

    /// `VALUES ROW(…), …`: columns named `column_0`, `column_1`, ….
    private mutating func valuesStatement(
        _ rows: [[Expression]], outer: Scope?
    ) throws(StatementFailure) -> TranslatedQuery {
        let queries = rows.map { row in
            Query(
                .select(
                    Select(
                        items: row.enumerated().map {
                            .expression($1, alias: "column_\($0)", text: "")
                        })))
        }
        guard var result = queries.first else { throw .unsupported("VALUES without rows") }
        for query in queries.dropFirst() {
            result = Query(.setOperation(.union, distinct: false, result, query))
        }
        return try query(result, outer: outer)
    }

    // MARK: Common tables

    mutating func commonTableClause(
        _ clause: WithClause, outer: Scope?
    ) throws(StatementFailure) -> String {
        var parts: [String] = []
        var recursive = false
        for (index, table) in clause.tables.enumerated() {
            guard !clause.tables[..<index].contains(where: { $0.name == table.name }) else {
                throw .mysql(.notUniqueTable(table.name))
            }
            let storage = makeAlias()
            let sql: String
            let translated: TranslatedQuery
            let arms = clause.isRecursive ? try table.recursiveArms() : nil
            if let arms {
                recursive = true
                (sql, translated) = try recursiveTable(table, arms, storage: storage, outer: outer)
            } else {
                translated = try query(table.query, outer: outer)
                sql = translated.sql
            }
            let columns = try sourceColumns(
                of: translated, named: table.columns, alias: nil, relation: table.name)
            var names = columns.indices.map { "c\($0)" }
            if arms?.distinct == false { names.append("n") }
            parts.append("\(storage)(\(names.joined(separator: ", "))) AS (\(sql))")
            commonTables.append(
                CommonTableBinding(name: table.name, storage: storage, columns: columns))
        }
        return "WITH \(recursive ? "RECURSIVE " : "")\(parts.joined(separator: ", ")) "
    }

    // MARK: Limit

    /// LIMIT takes literals and parameters only.
    mutating func limitClause(_ limit: Limit) throws(StatementFailure) -> String {
        let count = try bound(limit.count)
        guard let offset = limit.offset else { return " LIMIT \(count)" }
        return " LIMIT \(count) OFFSET \(try bound(offset))"
    }

    /// A number of rows; what is beyond signed integers is as good as all.
    private mutating func bound(_ expression: Expression) throws(StatementFailure) -> String {
        let typed = try scalar(expression)
        if typed.type.isInteger, case .text? = typed.constant { return parameter(.integer(.max)) }
        return typed.sql
    }
}

extension Select {
    /// `SELECT items FROM table`.
    fileprivate init(items: [SelectItem], from name: TableName) {
        self.init(items: items)
        from = [.table(name, alias: nil)]
    }
}

extension Query {
    /// The arms of a chain of unions, each with whether the union before it drops equal rows.
    var unionArms: [(query: Query, distinct: Bool)] {
        var arms: [(query: Query, distinct: Bool)] = []
        var first = self
        // Chains lean to the left; long ones are balanced trees.
        while case .setOperation(.union, let distinct, let left, let right) = first.body,
            arms.isEmpty || first.isBare
        {
            let others = right.isBare ? right.unionArms : [(right, false)]
            if others.dropFirst().allSatisfy({ $0.distinct == distinct }) {
                arms += others.dropFirst().reversed()
                arms.append((others[0].query, distinct))
            } else {
                arms.append((right, distinct))
            }
            first = left
        }
        arms.append((first, false))
        return arms.reversed()
    }

    /// Whether the query is nothing but its operands.
    private var isBare: Bool {
        with == nil && order.isEmpty && limit == nil && into == nil
    }
}

extension Expression {
    /// The first table by which a column in it is called, outside of subqueries.
    fileprivate var namedTable: String? {
        if case .column(let reference) = self { return reference.table }
        return children.lazy.compactMap(\.namedTable).first
    }
}
