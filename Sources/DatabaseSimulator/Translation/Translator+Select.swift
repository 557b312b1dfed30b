import SQLiteKit

extension Translator {
    /// Translates one SELECT, with the ORDER BY and LIMIT that belong to it.
    mutating func select(
        _ select: Select, order: [OrderItem], limit: Limit?, outer: Scope?,
        defersSorting: Bool = false
    ) throws(StatementFailure) -> TranslatedQuery {
        let types = outputTypes
        outputTypes = nil
        return try isolated { translator throws(StatementFailure) in
            translator.scope = Scope(parent: outer)
            translator.windows = select.windows
            var reader = SelectReader(
                select: select, order: order, limit: limit, defersSorting: defersSorting)
            return try reader.read(&translator, outputTypes: types)
        }
    }

    /// Translates with the state of a new query, and puts the old one back.
    mutating func isolated<Result>(
        _ body: (inout Translator) throws(StatementFailure) -> Result
    ) throws(StatementFailure) -> Result {
        let outer = (
            scope, clause, aggregation, selectAliases, aliasPreference, groupKeys, windows,
            windowOrders
        )
        defer {
            (
                scope, clause, aggregation, selectAliases, aliasPreference, groupKeys, windows,
                windowOrders
            ) = outer
        }
        clause = "field list"
        aggregation = .forbidden
        selectAliases = []
        aliasPreference = .none
        groupKeys = []
        windows = []
        windowOrders = []
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

/// Reads one SELECT clause by clause, in the order in which MySQL resolves them: which of two
/// errors is reported depends on it.
private struct SelectReader {
    let select: Select
    let order: [OrderItem]
    let limit: Limit?
    let defersSorting: Bool
    private var columns: [OutputColumn] = []
    private var groups: [TypedExpression] = []
    private var having: TypedExpression?
    private var orderTerms: [(expression: TypedExpression, isDescending: Bool)] = []
    private var filter: TypedExpression?

    init(select: Select, order: [OrderItem], limit: Limit?, defersSorting: Bool) {
        self.select = select
        self.order = order
        self.limit = limit
        self.defersSorting = defersSorting
    }

    mutating func read(
        _ translator: inout Translator, outputTypes: [MySQLType]?
    ) throws(StatementFailure) -> TranslatedQuery {
        let plan = try translator.from(select.from)
        translator.aggregation = .allowed
        columns = try selectList(&translator)
        let from = try plan.map { plan throws(StatementFailure) in
            try translator.with(\.aggregation, .forbidden) { translator throws(StatementFailure) in
                try translator.fromClause(plan)
            }
        }
        try readFilter(&translator)
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
        return try emit(from, &translator, outputTypes: outputTypes)
    }

    private var isGrouped: Bool {
        !groups.isEmpty || columns.contains { $0.expression.hasAggregate }
            || having?.hasAggregate == true || orderTerms.contains { $0.expression.hasAggregate }
    }

    // MARK: Clauses

    private func selectList(
        _ translator: inout Translator
    ) throws(StatementFailure) -> [OutputColumn] {
        var columns: [OutputColumn] = []
        for item in select.items {
            switch item {
            case .all:
                guard !translator.scope.sources.isEmpty else {
                    throw .mysql(MySQLError(1096, "HY000", "No tables used"))
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

    private func name(of expression: Expression, text: String) -> String {
        if case .column(let reference) = expression { reference.column } else { text }
    }

    /// `*`: merged columns first, then the rest in the order of the sources.
    private func allColumns(_ scope: Scope) -> [OutputColumn] {
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

    private func columnsOf(
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

    private mutating func readFilter(_ translator: inout Translator) throws(StatementFailure) {
        guard let condition = select.filter else { return }
        translator.clause = "where clause"
        translator.aggregation = .forbidden
        filter = try translator.scalar(condition)
    }

    private mutating func readGroups(_ translator: inout Translator) throws(StatementFailure) {
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
        if select.withRollup { throw .unsupported("WITH ROLLUP") }
        translator.groupKeys = Set(groups.map(\.sql))
        guard !groups.isEmpty else { return }
        // An item may be built from grouping expressions, which only now are known.
        translator.clause = "field list"
        translator.aliasPreference = .none
        translator.aggregation = .allowed
        columns = try selectList(&translator)
    }

    private func groupName(of expression: Expression) -> String {
        if case .literal(.integer(let digits)) = expression, let position = Int(digits),
            columns.indices.contains(position - 1)
        {
            return columns[position - 1].name
        }
        if case .column(let reference) = expression { return reference.column }
        return ""
    }

    /// A number in GROUP BY or ORDER BY stands for a column of the select list.
    private func position(
        _ expression: Expression, in clause: String
    ) throws(StatementFailure) -> TypedExpression? {
        guard case .literal(.integer(let digits)) = expression else { return nil }
        guard let position = Int(digits), columns.indices.contains(position - 1) else {
            throw .mysql(.unknownColumn(digits, in: clause))
        }
        return columns[position - 1].expression
    }

    private mutating func readHaving(_ translator: inout Translator) throws(StatementFailure) {
        guard let condition = select.having else { return }
        translator.clause = "having clause"
        translator.aggregation = .allowed
        translator.aliasPreference = .having
        translator.selectAliases = columns
        having = try translator.scalar(condition)
    }

    private mutating func readOrder(_ translator: inout Translator) throws(StatementFailure) {
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
            orderTerms.append((typed, item.isDescending))
        }
    }

    /// DISTINCT may only be ordered by what it lists.
    ///
    /// - Throws: 3065.
    private func checkDistinctOrder(_ settings: SessionSettings) throws(StatementFailure) {
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

    private func emit(
        _ from: String?, _ translator: inout Translator, outputTypes: [MySQLType]?
    ) throws(StatementFailure) -> TranslatedQuery {
        var items: [String] = []
        for (index, column) in columns.enumerated() {
            var sql =
                select.isDistinct ? translator.groupTerm(column.expression) : column.expression.sql
            if let outputTypes, outputTypes.indices.contains(index) {
                sql = translator.convert(column.expression, to: outputTypes[index])
            }
            items.append("\(sql) AS c\(index)")
        }
        if outputTypes != nil, let iteration = translator.iteration {
            items.append(translator.call(RecursionLimit.implementation, [iteration]))
            translator.iteration = nil
        }
        let sort = try rowSort(&translator)
        if let sort { items += sort.terms.map(\.sql) }
        var sql = "SELECT \(select.isDistinct ? "DISTINCT " : "")\(items.joined(separator: ", "))"
        if let from { sql += " FROM \(from)" }
        var conditions = filter.map { [translator.truth($0)] } ?? []
        if let having, !isGrouped { conditions.append(translator.truth(having)) }
        if !conditions.isEmpty { sql += " WHERE " + conditions.joined(separator: " AND ") }
        if !groups.isEmpty {
            sql += " GROUP BY " + groups.map { translator.groupTerm($0) }.joined(separator: ", ")
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
        return query
    }

    // MARK: Order of equal rows

    /// How the rows are sorted after they are read; nil where SQLite can do it, because MySQL's sort
    /// leaves no rows that are equal, or reads them from an index.
    private func rowSort(
        _ translator: inout Translator
    ) throws(StatementFailure) -> RowSort? {
        guard defersSorting, !orderTerms.isEmpty, !select.isDistinct,
            !orderTerms.contains(where: { $0.expression.type.kind == .json }),
            !isUniquelyOrdered(translator.scope), !isReadFromIndex(translator.scope)
        else { return nil }
        var sort = RowSort(visibleColumns: columns.count)
        if let limit {
            guard let count = try constant(limit.count, &translator),
                let offset = try constant(
                    limit.offset ?? .literal(.integer("0")), &translator)
            else { return nil }
            sort.count = count
            sort.offset = offset
        }
        for term in orderTerms {
            sort.terms.append(
                RowSort.Term(
                    sql: term.expression.sql, type: term.expression.type,
                    isDescending: term.isDescending))
        }
        sort.hasBoundedRows = !usedColumns.contains { use in
            use.level == translator.scope.level
                && translator.scope.sources[use.source].columns[use.column].type.isUnbounded
        }
        return sort
    }

    private func constant(
        _ expression: Expression, _ translator: inout Translator
    ) throws(StatementFailure) -> Int? {
        guard case .integer(let number)? = try translator.scalar(expression).constant,
            number >= 0
        else { return nil }
        return Int(number)
    }

    private var usedColumns: [ColumnUse] {
        (columns.map(\.expression) + groups + orderTerms.map(\.expression)
            + [filter, having].compactMap(\.self)).flatMap(\.columns)
    }

    /// The columns of the only table by which the query orders; nil if it orders by anything else.
    private func orderedColumns(_ scope: Scope) -> (table: Table, columns: [Int])? {
        guard groups.isEmpty, scope.sources.count == 1, let table = scope.sources[0].table
        else { return nil }
        var positions: [Int] = []
        for term in orderTerms {
            guard term.expression.isColumn, let use = term.expression.columns.first,
                use.level == scope.level
            else { return nil }
            positions.append(use.column)
        }
        return (table, positions)
    }

    /// Whether no two rows can be equal: a unique key is among what they are ordered by.
    private func isUniquelyOrdered(_ scope: Scope) -> Bool {
        guard let (table, positions) = orderedColumns(scope) else { return false }
        return table.indexes.contains { index in
            index.isUnique
                && index.parts.allSatisfy {
                    positions.contains($0.column) && !table.columns[$0.column].type.isNullable
                        && $0.prefixLength == nil
                }
        }
    }

    /// Whether MySQL reads the rows in the order of an index, instead of sorting them: under a
    /// LIMIT, or where the index holds all that is asked for.
    private func isReadFromIndex(_ scope: Scope) -> Bool {
        guard !isGrouped, !columns.contains(where: \.expression.hasWindow),
            let (table, positions) = orderedColumns(scope), !positions.isEmpty,
            Set(orderTerms.map(\.isDescending)).count == 1
        else { return false }
        return table.indexes.contains { index in
            guard index.parts.count >= positions.count,
                zip(index.parts, positions).allSatisfy({
                    $0.column == $1 && $0.prefixLength == nil && !$0.isDescending
                })
            else { return false }
            if limit != nil { return true }
            let held = Set(
                index.parts.map(\.column) + (table.primaryKey?.parts.map(\.column) ?? []))
            return usedColumns.allSatisfy { $0.level != scope.level || held.contains($0.column) }
        }
    }

    /// SQL that orders equal rows of an index as it holds them: by primary key, in the direction in
    /// which it is read.
    private func indexTies(_ scope: Scope) -> [String] {
        guard !orderTerms.isEmpty, isReadFromIndex(scope), let term = orderTerms.first else {
            return []
        }
        return scope.sources[0].rowKey.map { $0 + (term.isDescending ? " DESC" : "") }
    }

    /// SQL that orders groups as MySQL's temporary table does: by their first rows.
    ///
    /// A column that is not grouped has the value of that row, too. SQLite takes bare columns from
    /// the row that a sole `min()` picks, so this one term does both.
    private func firstMet(_ translator: inout Translator) -> String? {
        let keys = translator.scope.sources.flatMap(\.rowKey)
        switch keys.count {
        case 0: return nil
        case 1: return "min(\(keys[0]))"
        default: return "min(\(translator.call(RowKey.implementation, keys)))"
        }
    }

    private func outerColumns(_ level: Int) -> [ColumnUse] {
        let expressions =
            columns.map(\.expression) + groups + orderTerms.map(\.expression)
            + [filter, having].compactMap(\.self)
        return expressions.flatMap(\.columns).filter { $0.level < level }
    }
}
