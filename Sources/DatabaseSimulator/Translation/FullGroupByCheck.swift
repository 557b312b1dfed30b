/// The rule of `ONLY_FULL_GROUP_BY`: in a grouped query every column outside of aggregates must be
/// one of the grouping columns or functionally dependent on them.
///
/// A column depends on others if it is equal to one of them or to a constant, or if they hold a
/// whole key of its table. Dependences through derived tables are not followed.
struct FullGroupByCheck {
    let scope: Scope
    let groups: [TypedExpression]
    let filter: Expression?
    let joins: [TableReference]
    /// Aggregates without GROUP BY: the whole is one group.
    let isImplicit: Bool
    let settings: SessionSettings

    /// Checks the clauses in MySQL's order.
    ///
    /// - Throws: 1055, or 1140 without a GROUP BY.
    func check(
        columns: [OutputColumn], having: TypedExpression?, order: [TypedExpression]
    ) throws(StatementFailure) {
        guard settings.requiresFullGroupBy else { return }
        let determined = determinedColumns()
        for (index, column) in columns.enumerated() {
            try check(column.expression, index + 1, "SELECT list", determined)
        }
        if let having { try check(having, 1, "HAVING clause", determined) }
        guard !isImplicit else { return }
        for (index, term) in order.enumerated() {
            try check(term, index + 1, "ORDER BY clause", determined)
        }
    }

    private func check(
        _ expression: TypedExpression, _ number: Int, _ place: String,
        _ determined: Set<ColumnKey>
    ) throws(StatementFailure) {
        let free = expression.columns.first {
            $0.level == scope.level && !determined.contains(ColumnKey($0))
        }
        guard let free else { return }
        if isImplicit {
            throw .mysql(
                MySQLError(
                    1140, "42000",
                    "In aggregated query without GROUP BY, expression #\(number) of \(place) "
                        + "contains nonaggregated column '\(free.name)'; this is incompatible "
                        + "with sql_mode=only_full_group_by"))
        }
        throw .mysql(
            MySQLError(
                1055, "42000",
                "Expression #\(number) of \(place) is not in GROUP BY clause and contains "
                    + "nonaggregated column '\(free.name)' which is not functionally dependent on "
                    + "columns in GROUP BY clause; this is incompatible with "
                    + "sql_mode=only_full_group_by"))
    }

    // MARK: Dependences

    private struct ColumnKey: Hashable {
        var source: Int
        var column: Int

        init(source: Int, column: Int) {
            self.source = source
            self.column = column
        }

        init(_ use: ColumnUse) {
            self.init(source: use.source, column: use.column)
        }
    }

    private func determinedColumns() -> Set<ColumnKey> {
        var determined: Set<ColumnKey> = []
        for group in groups {
            if group.columns.count == 1, let use = group.columns.first, use.level == scope.level,
                scope.expression(source: use.source, column: use.column).sql == group.sql
            {
                determined.insert(ColumnKey(use))
            }
        }
        var equalities: [(ColumnKey, ColumnKey?)] = []
        collect(filter, &equalities)
        for join in joins { collect(join, &equalities) }
        var before = -1
        while determined.count != before {
            before = determined.count
            for (left, right) in equalities {
                guard let right else {
                    determined.insert(left)
                    continue
                }
                if determined.contains(left) { determined.insert(right) }
                if determined.contains(right) { determined.insert(left) }
            }
            addKeyed(&determined)
        }
        return determined
    }

    /// Whoever has a whole key of a table has the row.
    private func addKeyed(_ determined: inout Set<ColumnKey>) {
        for (index, source) in scope.sources.enumerated() {
            guard let table = source.table else { continue }
            let hasKey = table.indexes.contains { key in
                key.isUnique
                    && key.parts.allSatisfy { part in
                        determined.contains(ColumnKey(source: index, column: part.column))
                            && !table.columns[part.column].type.isNullable
                    }
            }
            if hasKey {
                for column in source.columns.indices {
                    determined.insert(ColumnKey(source: index, column: column))
                }
            }
        }
    }

    private func collect(_ expression: Expression?, _ equalities: inout [(ColumnKey, ColumnKey?)]) {
        switch expression {
        case .binary(.and, let left, let right):
            collect(left, &equalities)
            collect(right, &equalities)
        case .binary(.equal, let left, let right):
            switch (key(left), key(right)) {
            case (let left?, let right?): equalities.append((left, right))
            case (let column?, nil) where right.isConstantLiteral:
                equalities.append((column, nil))
            case (nil, let column?) where left.isConstantLiteral:
                equalities.append((column, nil))
            default: break
            }
        default: break
        }
    }

    private func collect(_ join: TableReference, _ equalities: inout [(ColumnKey, ColumnKey?)]) {
        guard case .join(let left, _, let right, let condition) = join else { return }
        collect(left, &equalities)
        collect(right, &equalities)
        switch condition {
        case .on(let expression): collect(expression, &equalities)
        case .using(let names):
            for name in names {
                let keys = scope.sources.enumerated().flatMap { index, source in
                    source.columns.indices.filter { source.columns[$0].name.equalsName(name) }
                        .map { ColumnKey(source: index, column: $0) }
                }
                for (first, second) in zip(keys, keys.dropFirst()) {
                    equalities.append((first, second))
                }
            }
        case .none, .natural: break
        }
    }

    private func key(_ expression: Expression) -> ColumnKey? {
        guard case .column(let reference) = expression,
            let use = try? scope.find(reference, in: "")?.columns.first
        else { return nil }
        return ColumnKey(use)
    }
}

extension Expression {
    /// A literal, perhaps with a sign.
    fileprivate var isConstantLiteral: Bool {
        switch self {
        case .literal: true
        case .unary(.minus, let operand), .unary(.plus, let operand): operand.isConstantLiteral
        default: false
        }
    }
}
