/// Reads one SELECT clause by clause, in the order in which MySQL resolves them: which of two
/// errors is reported depends on it.
struct SelectReader {
    let select: Select
    let order: [OrderItem]
    let limit: Limit?
    let defersSorting: Bool
    var columns: [OutputColumn] = []
    var groups: [TypedExpression] = []
    var having: TypedExpression?
    var orderTerms: [(expression: TypedExpression, isDescending: Bool)] = []
    var filter: TypedExpression?

    init(select: Select, order: [OrderItem], limit: Limit?, defersSorting: Bool) {
        self.select = select
        self.order = order
        self.limit = limit
        self.defersSorting = defersSorting
    }

    mutating func read(
        _ translator: inout Translator, recursion: Recursion?
    ) throws(StatementFailure) -> TranslatedQuery {
        let plan = try translator.from(select.from)
        translator.aggregation = .allowed
        translator.isRollup = select.withRollup
        columns = try selectList(&translator)
        let from = try plan.map { plan throws(StatementFailure) in
            try translator.with(\.aggregation, .forbidden) { translator throws(StatementFailure) in
                try translator.fromClause(plan)
            }
        }
        try readFilter(&translator)
        try forbidSystemRows(translator.scope)
        try readGroups(&translator)
        try readHaving(&translator)
        try readOrder(&translator)
        if isGrouped {
            try FullGroupByCheck(
                scope: translator.scope, groups: groups, filter: select.filter,
                joins: select.from, isImplicit: select.groups.isEmpty,
                settings: translator.settings
            ).check(columns: columns, having: having, order: orderTerms.map(\.expression))
        } else if select.isDistinct {
            try checkDistinctOrder(translator.settings)
        }
        if select.withRollup, !groups.isEmpty { return try emitRollup(from, &translator) }
        return try emit(from, &translator, recursion: recursion)
    }

    var isGrouped: Bool {
        !groups.isEmpty || columns.contains { $0.expression.hasAggregate }
            || having?.hasAggregate == true || orderTerms.contains { $0.expression.hasAggregate }
    }

    // MARK: Clauses

    func selectList(
        _ translator: inout Translator
    ) throws(StatementFailure) -> [OutputColumn] {
        guard select.items.count <= Parser.maximumColumns else {
            throw .limit("the result has more than \(Parser.maximumColumns) columns")
        }
        var columns: [OutputColumn] = []
        for item in select.items {
            switch item {
            case .all:
                guard !translator.scope.sources.isEmpty else {
                    throw .mysql(MySQLError(1096, "HY000", "No tables used"))
                }
                let untold = translator.scope.sources.first { source in
                    source.columns.contains(where: \.isUntold)
                }
                if let untold {
                    throw .unsupported("all columns of INFORMATION_SCHEMA.\(untold.name)")
                }
                columns += allColumns(translator.scope)
            case .allOf(let schema, let table):
                columns += try columnsOf(schema, table, translator)
            case .expression(let expression, let alias, let text):
                let typed = try translator.scalar(expression)
                columns.append(
                    OutputColumn(
                        name: alias ?? name(of: expression, text: text), expression: typed,
                        isAliased: alias != nil))
            }
        }
        return columns
    }

    func name(of expression: Expression, text: String) -> String {
        if case .column(let reference) = expression { reference.column } else { text }
    }

    /// `*`: merged columns first, then the rest in the order of the sources.
    func allColumns(_ scope: Scope) -> [OutputColumn] {
        var columns = scope.merged.map { OutputColumn(name: $0.name, expression: $0.expression) }
        for (sourceIndex, source) in scope.sources.enumerated() {
            for (index, column) in source.columns.enumerated() where !column.isMerged {
                columns.append(
                    OutputColumn(
                        name: column.name,
                        expression: scope.expression(source: sourceIndex, column: index)))
            }
        }
        return columns
    }

    func columnsOf(
        _ schema: String?, _ table: String, _ translator: Translator
    ) throws(StatementFailure) -> [OutputColumn] {
        let scope = translator.scope
        guard
            let index = scope.sources.firstIndex(where: {
                $0.matches(table: table, schema: schema)
            })
        else {
            throw .mysql(.unknownTable([schema, table].compactMap(\.self).joined(separator: ".")))
        }
        return scope.sources[index].columns.enumerated().map {
            OutputColumn(name: $1.name, expression: scope.expression(source: index, column: $0))
        }
    }

    mutating func readFilter(_ translator: inout Translator) throws(StatementFailure) {
        guard let condition = select.filter else { return }
        translator.clause = "where clause"
        translator.aggregation = .forbidden
        filter = try translator.scalar(condition)
    }

    /// INFORMATION_SCHEMA holds what MySQL itself is made of, too: a query must say what it is after.
    private func forbidSystemRows(_ scope: Scope) throws(StatementFailure) {
        for (index, source) in scope.sources.enumerated() where source.hasSystemRows {
            let isLimited = filter?.columns.contains { use in
                guard use.level == scope.level, use.source == index else { return false }
                let name = source.columns[use.column].name
                return name.hasSuffix("_SCHEMA") || name.hasSuffix("_NAME")
            }
            guard isLimited == true || scope.sources.count > 1 else {
                throw .unsupported("INFORMATION_SCHEMA.\(source.name) with MySQL's own tables")
            }
        }
    }

    mutating func readGroups(_ translator: inout Translator) throws(StatementFailure) {
        translator.clause = "group statement"
        translator.aggregation = .forbidden
        translator.selectAliases = columns
        translator.aliasPreference = .columnFirst
        for expression in select.groups {
            let typed: TypedExpression
            if let column = try position(expression, in: "group statement") {
                typed = column
            } else {
                typed = try translator.scalar(expression)
            }
            guard !typed.hasAggregate && !typed.hasWindow else {
                throw .mysql(
                    MySQLError(1056, "42000", "Can't group on '\(groupName(of: expression))'"))
            }
            groups.append(typed)
        }
        translator.groupKeys = Set(groups.map(\.sql))
        guard !groups.isEmpty else { return }
        // An item may be built from grouping expressions, which only now are known.
        translator.clause = "field list"
        translator.aliasPreference = .none
        translator.aggregation = .allowed
        columns = try selectList(&translator)
    }

    func groupName(of expression: Expression) -> String {
        if case .literal(.integer(let digits)) = expression, let position = Int(digits),
            columns.indices.contains(position - 1)
        {
            return columns[position - 1].name
        }
        if case .column(let reference) = expression { return reference.column }
        return ""
    }

    /// A number in GROUP BY or ORDER BY stands for a column of the select list.
    func position(
        _ expression: Expression, in clause: String
    ) throws(StatementFailure) -> TypedExpression? {
        guard case .literal(.integer(let digits)) = expression else { return nil }
        guard let position = Int(digits), columns.indices.contains(position - 1) else {
            throw .mysql(.unknownColumn(digits, in: clause))
        }
        return columns[position - 1].expression
    }

    mutating func readHaving(_ translator: inout Translator) throws(StatementFailure) {
        guard let condition = select.having else { return }
        translator.clause = "having clause"
        translator.aggregation = .allowed
        translator.aliasPreference = .having
        translator.selectAliases = columns
        having = try translator.scalar(condition)
    }

    mutating func readOrder(_ translator: inout Translator) throws(StatementFailure) {
        orderTerms = []
        let isPlain = !isGrouped
        translator.clause = "order clause"
        translator.aggregation = .allowed
        translator.aliasPreference = .aliasFirst
        translator.selectAliases = columns
        for item in order {
            let typed: TypedExpression
            if let column = try position(item.expression, in: "order clause") {
                typed = column
            } else {
                typed = try translator.scalar(item.expression)
            }
            guard !isPlain || !typed.hasAggregate else {
                throw .mysql(
                    MySQLError(
                        3029, "HY000",
                        "Expression #\(orderTerms.count + 1) of ORDER BY contains aggregate "
                            + "function and applies to the result of a non-aggregated query"))
            }
            orderTerms.append((typed, item.isDescending))
        }
    }

    /// DISTINCT may only be ordered by what it lists.
    ///
    /// - Throws: 3065.
    func checkDistinctOrder(_ settings: SessionSettings) throws(StatementFailure) {
        guard settings.requiresFullGroupBy else { return }
        let listed = Set(columns.map(\.expression.sql))
        let listedColumns = Set(columns.flatMap(\.expression.columns))
        for (index, term) in orderTerms.enumerated() where !listed.contains(term.expression.sql) {
            if let use = term.expression.columns.first(where: { !listedColumns.contains($0) }) {
                throw .mysql(
                    MySQLError(
                        3065, "HY000",
                        "Expression #\(index + 1) of ORDER BY clause is not in SELECT list, "
                            + "references column '\(use.name)' which is not in SELECT list; "
                            + "this is incompatible with DISTINCT"))
            }
        }
    }

    // MARK: SQL

    func emit(
        _ from: String?, _ translator: inout Translator, recursion: Recursion?
    ) throws(StatementFailure) -> TranslatedQuery {
        var items: [String] = []
        for (index, column) in columns.enumerated() {
            let item = stored(column.expression, &translator)
            var sql = select.isDistinct ? translator.groupTerm(item) : item.sql
            if let recursion {
                sql = translator.recursive(column.expression, at: index, in: recursion)
            }
            items.append(sql)
        }
        if let recursion { translator.countIterations(of: &items, in: recursion) }
        for index in columns.indices { items[index] += " AS c\(index)" }
        let sort = try rowSort(&translator)
        if let sort { items += sort.terms.map(\.sql) }
        var sql = "SELECT \(select.isDistinct ? "DISTINCT " : "")\(items.joined(separator: ", "))"
        if let from { sql += " FROM \(arrivingForWindows(from, &translator))" }
        var conditions = filter.map { [translator.truth($0)] } ?? []
        if let having, !isGrouped { conditions.append(translator.truth(having)) }
        if !conditions.isEmpty { sql += " WHERE " + conditions.joined(separator: " AND ") }
        if !groups.isEmpty {
            let terms = groups.map { translator.groupTerm(stored($0, &translator)) }
            sql += " GROUP BY " + terms.joined(separator: ", ")
        }
        if let having, isGrouped { sql += " HAVING " + translator.truth(having) }
        var terms =
            sort != nil
            ? []
            : orderTerms.map {
                translator.sortTerm($0.expression) + ($0.isDescending ? " DESC" : "")
            }
        terms += indexTies(translator.scope)
        if terms.isEmpty {
            // Rows come as the last window sorted them, and where that leaves them equal, as the
            // windows before did.
            terms = translator.windowOrders.reversed().reduce(into: []) { $0 += $1 }
            if !isGrouped { terms += arrivalOrder(&translator) }
        }
        if translator.sortsGroups, orderTerms.isEmpty || sort != nil {
            terms += groups.map { translator.sortTerm($0) }
        }
        if !groups.isEmpty, let first = firstMet(&translator) { terms.append(first) }
        if !terms.isEmpty { sql += " ORDER BY " + terms.joined(separator: ", ") }
        if let limit, sort == nil { sql += try translator.limitClause(limit) }
        var query = TranslatedQuery(sql: sql, columns: columns)
        query.sort = sort
        query.hasAtMostOneRow =
            isGrouped && groups.isEmpty || limit?.count == .literal(.integer("1"))
            || from == nil
        query.outerColumns = outerColumns(translator.scope.level)
        if translator.describesColumns { describe(&query.columns, translator.scope) }
        return query
    }

    /// What DISTINCT or GROUP BY keeps in a temporary table, where a decimal has the digits of its
    /// type.
    private func stored(
        _ expression: TypedExpression, _ translator: inout Translator
    ) -> TypedExpression {
        let isGroup = groups.contains { $0.sql == expression.sql }
        guard select.isDistinct || isGroup && !translator.sortsGroups, expression.type.isDecimal,
            !expression.isColumn
        else { return expression }
        var stored = expression
        stored.sql = translator.stored(expression, as: expression.type)
        return stored
    }

    /// SQL that orders groups as MySQL's temporary table does: by their first rows.
    ///
    /// A column that is not grouped has the value of that row, too. SQLite takes bare columns from
    /// the row that a sole `min()` picks, so this one term does both.
    func firstMet(_ translator: inout Translator) -> String? {
        var keys = translator.scope.sources.flatMap(\.rowKey)
        if let index = scannedIndex(translator.scope) {
            keys = translator.indexKey(index, of: translator.scope.sources[0]) + keys
        }
        switch keys.count {
        case 0: return nil
        case 1: return "min(\(keys[0]))"
        default: return "min(\(translator.call(RowKey.implementation, keys)))"
        }
    }

    func outerColumns(_ level: Int) -> [ColumnUse] {
        let expressions =
            columns.map(\.expression) + groups + orderTerms.map(\.expression)
            + [filter, having].compactMap(\.self)
        return expressions.flatMap(\.columns).filter { $0.level < level }
    }
}
