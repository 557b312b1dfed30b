/// GROUP BY … WITH ROLLUP.
extension SelectReader {
    /// A query for each level of subtotals, put together in the order of the groups: every group is
    /// followed by the row of what it is part of.
    mutating func emitRollup(
        _ from: String?, _ translator: inout Translator
    ) throws(StatementFailure) -> TranslatedQuery {
        guard !select.isDistinct else { throw .unsupported("DISTINCT with ROLLUP") }
        guard !columns.contains(where: \.expression.hasWindow) else {
            throw .unsupported("window functions over ROLLUP")
        }
        let full = columns
        var arms: [String] = []
        for level in stride(from: groups.count, through: 0, by: -1) {
            try read(level: level, &translator)
            arms.append(arm(from, level, &translator))
        }
        translator.rolledUp = []
        let visible = full.indices.map { "c\($0)" }.joined(separator: ", ")
        var sql = "SELECT \(visible) FROM (\(arms.joined(separator: " UNION ALL ")))"
        var terms: [String] = []
        for (index, term) in orderTerms.enumerated() {
            let value = TypedExpression("o\(index)", term.expression.type)
            terms.append(translator.sortTerm(value) + (term.isDescending ? " DESC" : ""))
        }
        for (index, group) in groups.enumerated() {
            terms.append("f\(index)")
            terms.append(translator.sortTerm(TypedExpression("g\(index)", group.type)))
        }
        sql += " ORDER BY " + terms.joined(separator: ", ")
        if let limit { sql += try translator.limitClause(limit) }
        columns = full
        for index in columns.indices { columns[index].expression.type.isNullable = true }
        var query = TranslatedQuery(sql: sql, columns: columns)
        query.outerColumns = outerColumns(translator.scope.level)
        return query
    }

    /// Reads the clauses anew, with the grouping expressions beyond a level rolled up.
    private mutating func read(
        level: Int, _ translator: inout Translator
    ) throws(StatementFailure) {
        translator.rolledUp = Set(groups[level...].map(\.sql))
        translator.clause = "field list"
        translator.aliasPreference = .none
        translator.aggregation = .allowed
        columns = try selectList(&translator)
        try readHaving(&translator)
        try readOrder(&translator)
    }

    private func arm(_ from: String?, _ level: Int, _ translator: inout Translator) -> String {
        var items: [String] = []
        for (index, column) in columns.enumerated() {
            items.append("\(column.expression.sql) AS c\(index)")
        }
        for (index, term) in orderTerms.enumerated() {
            items.append("\(term.expression.sql) AS o\(index)")
        }
        for (index, group) in groups.enumerated() {
            items.append("\(index < level ? group.sql : "NULL") AS g\(index)")
            items.append("\(index < level ? 0 : 1) AS f\(index)")
        }
        // An aggregate makes one group of all rows, of no rows too.
        items.append("count(*) AS z")
        var sql = "SELECT \(items.joined(separator: ", "))"
        if let from { sql += " FROM \(from)" }
        if let filter { sql += " WHERE " + translator.truth(filter) }
        if level > 0 {
            let terms = groups[..<level].map { translator.groupTerm($0) }
            sql += " GROUP BY " + terms.joined(separator: ", ")
        }
        if let having { sql += " HAVING " + translator.truth(having) }
        return sql
    }
}

extension Translator {
    /// `GROUPING(…)`: a bit for each argument, set where the row is the sum over it.
    mutating func grouping(_ arguments: [Expression]) throws(StatementFailure) -> TypedExpression {
        guard isRollup else { throw .mysql(.invalidGroupFunction) }
        var bits = 0
        for (number, argument) in arguments.enumerated() {
            let key = try with(\.rolledUp, []) { translator throws(StatementFailure) in
                try translator.scalar(argument).sql
            }
            guard groupKeys.isEmpty || groupKeys.contains(key) else {
                throw .mysql(
                    MySQLError(
                        3602, "HY000",
                        "Argument #\(number + 1) of GROUPING function is not in GROUP BY"))
            }
            bits = bits << 1 | (rolledUp.contains(key) ? 1 : 0)
        }
        return TypedExpression("\(bits)", .bigint.notNull)
    }
}
