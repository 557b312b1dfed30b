extension Translator {
    /// Translates one SELECT, with the ORDER BY and LIMIT that belong to it.
    mutating func select(
        _ select: Select, order: [OrderItem], limit: Limit?, outer: Scope?,
        defersSorting: Bool = false
    ) throws(StatementFailure) -> TranslatedQuery {
        let recursion = recursion
        self.recursion = nil
        return try isolated { translator throws(StatementFailure) in
            translator.scope = Scope(parent: outer)
            translator.windows = select.windows
            var reader = SelectReader(
                select: select, order: order, limit: limit, defersSorting: defersSorting)
            return try reader.read(&translator, recursion: recursion)
        }
    }

    /// Translates with the state of a new query, and puts the old one back.
    mutating func isolated<Result>(
        _ body: (inout Translator) throws(StatementFailure) -> Result
    ) throws(StatementFailure) -> Result {
        let outer = (
            scope, clause, aggregation, selectAliases, aliasPreference, groupKeys, windows,
            windowOrders, isRollup, rolledUp, sortsGroups
        )
        defer {
            (
                scope, clause, aggregation, selectAliases, aliasPreference, groupKeys, windows,
                windowOrders, isRollup, rolledUp, sortsGroups
            ) = outer
        }
        clause = "field list"
        aggregation = .forbidden
        selectAliases = []
        aliasPreference = .none
        groupKeys = []
        windows = []
        windowOrders = []
        isRollup = false
        rolledUp = []
        sortsGroups = false
        return try body(&self)
    }

    // MARK: Terms

    /// SQL by which equal values fall into one group.
    mutating func groupTerm(_ expression: TypedExpression) -> String {
        switch expression.type.kind {
        case .string: collated(expression)
        case .decimal: "\(expression.sql) COLLATE \(MySQLDecimal.collationName)"
        default: expression.sql
        }
    }

    /// SQL by which values sort as in MySQL.
    mutating func sortTerm(_ expression: TypedExpression) -> String {
        expression.type.kind == .json ? jsonSortKey(expression) : groupTerm(expression)
    }

    private func collated(_ expression: TypedExpression) -> String {
        "\(expression.sql) COLLATE \(Collation.sqliteName(expression.type.collation))"
    }
}
