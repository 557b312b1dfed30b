import SQLiteKit

/// The order of equal rows.
extension SelectReader {
    /// How the rows are sorted after they are read; nil where SQLite can do it, because MySQL's sort
    /// leaves no rows that are equal, or reads them from an index.
    func rowSort(
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

    func constant(
        _ expression: Expression, _ translator: inout Translator
    ) throws(StatementFailure) -> Int? {
        guard case .integer(let number)? = try translator.scalar(expression).constant,
            number >= 0
        else { return nil }
        return Int(number)
    }

    var usedColumns: [ColumnUse] {
        (columns.map(\.expression) + groups + orderTerms.map(\.expression)
            + [filter, having].compactMap(\.self)).flatMap(\.columns)
    }

    /// The columns of the only table by which the query orders; nil if it orders by anything else.
    func orderedColumns(_ scope: Scope) -> (table: Table, columns: [Int])? {
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
    func isUniquelyOrdered(_ scope: Scope) -> Bool {
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
    func isReadFromIndex(_ scope: Scope) -> Bool {
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
    func indexTies(_ scope: Scope) -> [String] {
        guard !orderTerms.isEmpty, isReadFromIndex(scope), let term = orderTerms.first else {
            return []
        }
        return scope.sources[0].rowKey.map { $0 + (term.isDescending ? " DESC" : "") }
    }

    // MARK: Order of arrival

    /// The secondary index that MySQL scans in place of the only table, because it holds every
    /// column that is used: of several the one with the shortest keys.
    func scannedIndex(_ scope: Scope) -> Index? {
        guard scope.sources.count == 1, let table = scope.sources[0].table
        else { return nil }
        let used = scope.usedColumns[0] ?? []
        let primary = table.primaryKey?.parts.map(\.column) ?? []
        let covering = table.indexes.filter { index in
            index.kind != .primary && index.kind != .fulltext
                && index.parts.count < table.columns.count
                && index.parts.allSatisfy { $0.prefixLength == nil }
                && used.isSubset(of: index.parts.map(\.column) + primary)
        }
        return covering.min { length(of: $0, table) < length(of: $1, table) }
    }

    private func length(of index: Index, _ table: Table) -> Int {
        index.parts.reduce(0) { $0 + table.columns[$1.column].type.keyBytes }
    }

    /// SQL that orders rows as they are read; nothing where that is the order of the table.
    func arrivalOrder(_ translator: inout Translator) -> [String] {
        guard let index = scannedIndex(translator.scope) else { return [] }
        let source = translator.scope.sources[0]
        var terms: [String] = []
        for part in index.parts {
            let column = source.column(at: part.column)
            if select.isDistinct, !columns.contains(where: { $0.expression.sql == column.sql }) {
                return terms
            }
            terms.append(
                translator.sortTerm(TypedExpression(column.sql, column.type))
                    + (part.isDescending ? " DESC" : ""))
        }
        return select.isDistinct ? terms : terms + source.rowKey
    }
}

extension SelectReader {
    /// The FROM clause of a query with windows: they number the rows as they are read, which is
    /// in the order of the index that MySQL scans in place of the table.
    func arrivingForWindows(_ from: String, _ translator: inout Translator) -> String {
        guard !translator.windowOrders.isEmpty, !isGrouped,
            let index = scannedIndex(translator.scope),
            let table = translator.scope.sources[0].table, from.hasPrefix("\(table.storage) AS ")
        else { return from }
        var terms = index.parts.map { part in
            let column = table.columns[part.column]
            return translator.sortTerm(TypedExpression(column.storage, column.type))
                + (part.isDescending ? " DESC" : "")
        }
        let key = table.isStoredByKey ? "" : "rowid, "
        terms += table.rowKey(alias: table.storage)
        // Without a LIMIT, SQLite would not sort what it need not.
        return "(SELECT \(key)* FROM \(table.storage) ORDER BY \(terms.joined(separator: ", ")) "
            + "LIMIT -1)" + from.dropFirst(table.storage.utf8.count)
    }
}

extension Translator {
    /// SQL of values whose bytes order as the keys of an index do.
    mutating func indexKey(_ index: Index, of source: Scope.Source) -> [String] {
        var keys: [String] = []
        for part in index.parts {
            let column = source.column(at: part.column)
            keys.append(
                column.type.isString && !column.type.isBinary
                    ? call(RowKey.collated(column.type.collation), [column.sql]) : column.sql)
        }
        return keys
    }
}

extension MySQLType {
    /// About how many bytes a value takes in an index.
    fileprivate var keyBytes: Int {
        let null = isNullable ? 1 : 0
        switch kind {
        case .integer(let bytes, _): return bytes + null
        case .year: return 1 + null
        case .date, .time: return 3 + null
        case .timestamp: return 4 + null
        case .datetime: return 5 + null
        case .float: return 4 + null
        case .decimal(let precision, _, _): return precision / 2 + 1 + null
        case .string(.char(let length)): return length * 4 + null
        case .string(.varchar(let length)): return length * 4 + 2 + null
        case .binary(.char(let length)): return length + null
        case .binary(.varchar(let length)): return length + 2 + null
        case .enumeration: return 1 + null
        case .double, .set, .bit: return 8 + null
        case .null, .json, .string, .binary: return 3_072
        }
    }
}
