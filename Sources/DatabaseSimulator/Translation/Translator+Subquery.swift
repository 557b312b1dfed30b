extension Translator {
    /// A subquery in an expression: it sees the names of the query around it.
    private mutating func inner(_ query: Query) throws(StatementFailure) -> TranslatedQuery {
        try self.query(query, outer: scope)
    }

    mutating func exists(_ query: Query) throws(StatementFailure) -> TypedExpression {
        let inner = try inner(query)
        var typed = TypedExpression("EXISTS (\(inner.sql))", .int.notNull)
        typed.columns = inner.outerColumns
        return typed
    }

    /// A subquery used as a value: more than one row is error 1242.
    mutating func scalarSubquery(_ query: Query) throws(StatementFailure) -> TypedExpression {
        let inner = try inner(query)
        var typed: TypedExpression
        if inner.columns.count == 1 {
            var type = inner.columns[0].type
            type.isNullable = true
            typed = TypedExpression(singleRow(inner), type)
            typed.coercibility = inner.columns[0].expression.coercibility
        } else {
            typed = TypedExpression("(\(inner.sql))", .null)
            typed.row = inner.columns.indices.map { index in
                var member = TypedExpression(
                    singleRow(inner, column: index), inner.columns[index].type)
                member.type.isNullable = true
                member.coercibility = inner.columns[index].expression.coercibility
                return member
            }
        }
        typed.columns = inner.outerColumns
        return typed
    }

    /// SQL of one column that fails on a second row, where SQLite would silently take the first.
    private mutating func singleRow(_ inner: TranslatedQuery, column: Int = 0) -> String {
        if inner.hasAtMostOneRow {
            return inner.columns.count == 1
                ? "(\(inner.sql))" : "(SELECT c\(column) FROM (\(inner.sql)))"
        }
        need(SingleRowAggregate.implementation)
        return "(SELECT \(SingleRowAggregate.implementation.name)(c\(column)) FROM "
            + "(SELECT * FROM (\(inner.sql)) LIMIT 2))"
    }

    mutating func inQuery(
        _ operand: Expression, _ query: Query, negated: Bool
    ) throws(StatementFailure) -> TypedExpression {
        let operand = try translate(operand)
        let inner = try inner(query)
        try check(operand, against: inner)
        if query.limit != nil {
            throw .mysql(
                MySQLError(
                    1235, "42000",
                    "This version of MySQL doesn't yet support "
                        + "'LIMIT & IN/ALL/ANY/SOME subquery'"))
        }
        let left = operand.row.isEmpty ? [operand] : operand.row
        var leftSQL: [String] = []
        var rightSQL: [String] = []
        for (index, member) in left.enumerated() {
            var right = TypedExpression("c\(index)", inner.columns[index].type)
            right.coercibility = inner.columns[index].expression.coercibility
            let pair = try comparable(member, right)
            leftSQL.append(pair.left)
            rightSQL.append(pair.right)
        }
        let source = makeAlias()
        let subquery =
            "SELECT \(rightSQL.joined(separator: ", ")) FROM (\(inner.sql)) AS \(source)"
        let leftText = leftSQL.count == 1 ? leftSQL[0] : "(\(leftSQL.joined(separator: ", ")))"
        var typed = TypedExpression(
            "(\(leftText) \(negated ? "NOT IN" : "IN") (\(subquery)))", .int, over: [operand])
        typed.columns += inner.outerColumns
        return typed
    }

    private func check(
        _ operand: TypedExpression, against inner: TranslatedQuery
    ) throws(StatementFailure) {
        guard max(operand.row.count, 1) == inner.columns.count else {
            throw .mysql(.operandColumns(max(operand.row.count, 1)))
        }
    }

    /// `x > ALL (…)` and its like, with SQL's three-valued logic.
    mutating func quantified(
        _ operand: Expression, _ comparison: BinaryOperator, _ quantifier: Quantifier,
        _ query: Query
    ) throws(StatementFailure) -> TypedExpression {
        if comparison == .equal && quantifier == .any {
            return try inQuery(operand, query, negated: false)
        }
        if comparison == .notEqual && quantifier == .all {
            return try inQuery(operand, query, negated: true)
        }
        let left = try scalar(operand)
        let inner = try inner(query)
        try check(left, against: inner)
        var right = TypedExpression("c0", inner.columns[0].type)
        right.coercibility = inner.columns[0].expression.coercibility
        let test = try compare(comparison, left, right).sql
        // ANY is true if one is, ALL false if one is not; otherwise unknown if one is unknown.
        let decided = quantifier == .any ? test : "NOT \(test)"
        let (found, missing) = quantifier == .any ? (1, 0) : (0, 1)
        let rows = inner.sql
        var typed = TypedExpression(
            "CASE WHEN EXISTS (SELECT 1 FROM (\(rows)) WHERE \(decided)) THEN \(found) "
                + "WHEN EXISTS (SELECT 1 FROM (\(rows)) WHERE \(test) IS NULL) THEN NULL "
                + "ELSE \(missing) END", .int, over: [left])
        typed.columns += inner.outerColumns
        return typed
    }
}
