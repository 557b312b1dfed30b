/// The tables that a SELECT reads, as far as a described schema knows them: which column a name
/// means, and how many columns `*` stands for.
struct SelectScope {
    struct Source: Hashable {
        /// The name by which columns are qualified, in lower case.
        var name: String
        /// In order; `nil` where they are not all known.
        var columns: [String]?
    }

    private(set) var sources: [Source] = []
    /// Columns that a join merges into one, in lower case.
    private(set) var mergedColumns: Set<String> = []
    /// Whether the width of `*` can be told.
    private(set) var hasPlainStar = true
    private let tables: [DescribedTable]

    init(_ select: Select, tables: [DescribedTable]) {
        self.tables = tables
        for reference in select.from { add(reference) }
    }

    private mutating func add(_ reference: TableReference) {
        switch reference {
        case .table(let name, let alias):
            let table =
                tables.first { $0.name == name.name }
                ?? tables.first { $0.name.lowercased() == name.name.lowercased() }
            // What a person wrote may be read wrongly, so that it proves nothing.
            let isKnown =
                table?.isComplete == true && table?.isVerbatim == true
                && table?.columns.isEmpty == false
            sources.append(
                Source(
                    name: (alias ?? name.name).lowercased(),
                    columns: isKnown ? table?.columns.map(\.name) : nil))
        case .derived(let query, let alias, let columns, _):
            sources.append(
                Source(
                    name: alias?.lowercased() ?? "",
                    columns: columns.isEmpty ? query.columnNames : columns))
        case .hinted(let table, _): add(table)
        case .jsonTable(let table):
            sources.append(Source(name: table.alias.lowercased(), columns: nil))
        case .join(let left, _, let right, let condition):
            add(left)
            add(right)
            switch condition {
            case .using(let columns):
                mergedColumns.formUnion(columns.map { $0.lowercased() })
                hasPlainStar = false
            case .natural: hasPlainStar = false
            case .none, .on: break
            }
        }
    }

    /// How many columns a select list has; `nil` if `*` hides it.
    func width(of items: [SelectItem]) -> Int? {
        var width = 0
        for item in items {
            switch item {
            case .expression: width += 1
            case .all:
                guard hasPlainStar, !sources.isEmpty else { return nil }
                for source in sources {
                    guard let columns = source.columns else { return nil }
                    width += columns.count
                }
            case .allOf(_, let table):
                let source = sources.first { $0.name == table.lowercased() }
                guard let columns = source?.columns else { return nil }
                width += columns.count
            }
        }
        return width
    }

    /// The expressions of the printed columns, with names resolved; `nil` for what `*` hides.
    func printedExpressions(of items: [SelectItem]) -> [Expression?]? {
        guard width(of: items) != nil else { return nil }
        return items.flatMap { item -> [Expression?] in
            switch item {
            case .expression(let expression, _, _): return [resolved(expression)]
            case .all: return sources.flatMap(starColumns)
            case .allOf(_, let table):
                return sources.first { $0.name == table.lowercased() }.map(starColumns) ?? []
            }
        }
    }

    private func starColumns(_ source: Source) -> [Expression?] {
        (source.columns ?? []).map { column in
            .column(ColumnReference(column.lowercased(), table: source.name))
        }
    }

    /// The same expression for the same thing: names in lower case, qualified by their table where
    /// that is certain.
    func resolved(_ expression: Expression) -> Expression {
        expression.replacingColumns(resolved)
    }

    private func resolved(_ column: ColumnReference) -> ColumnReference {
        let name = column.column.lowercased()
        if let table = column.table { return ColumnReference(name, table: table.lowercased()) }
        if mergedColumns.contains(name) || !hasPlainStar { return ColumnReference(name) }
        if sources.count == 1 { return ColumnReference(name, table: sources[0].name) }
        guard sources.allSatisfy({ $0.columns != nil }) else { return ColumnReference(name) }
        let owners = sources.filter { source in
            source.columns?.contains { $0.lowercased() == name } == true
        }
        return ColumnReference(name, table: owners.count == 1 ? owners[0].name : nil)
    }
}

extension Query {
    /// The SELECT that this is, if it is a single one, with the ORDER BY and LIMIT that count.
    var single: (select: Select, order: [OrderItem], limit: Limit?)? {
        switch body {
        case .select(let select): return (select, order, limit)
        case .nested(let inner):
            guard order.isEmpty, limit == nil else { return nil }
            return inner.single
        case .setOperation, .values, .table: return nil
        }
    }

    /// The names of the columns, where each is an alias or a plain column.
    var columnNames: [String]? {
        guard let select = single?.select else { return nil }
        var names: [String] = []
        for item in select.items {
            guard case .expression(let expression, let alias, _) = item else { return nil }
            if let alias {
                names.append(alias)
            } else if case .column(let column) = expression {
                names.append(column.column)
            } else {
                return nil
            }
        }
        return names
    }
}
