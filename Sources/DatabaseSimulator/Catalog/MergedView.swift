/// A view through which statements can write: the columns and the condition that it stands for, over
/// the one table behind it.
struct MergedView {
    /// A condition that new and changed rows must meet.
    struct Check {
        var condition: Expression
        /// `database.view`.
        var view: String
    }

    var table: Table
    /// The columns, in terms of the table's own, which are called by their bare names.
    var columns: [(name: String, expression: Expression)]
    var filters: [Expression] = []
    var checks: [Check] = []

    /// The position in the table of a column of the view; nil for one that is computed.
    func baseColumn(_ index: Int) -> Int? {
        guard case .column(let reference) = columns[index].expression else { return nil }
        return table.columnIndex(reference.column)
    }

    /// Whether each of its columns is another one of the table, so that rows can be added to it.
    var isInsertable: Bool {
        let positions = columns.indices.map(baseColumn)
        return !positions.contains(nil) && Set(positions).count == positions.count
    }

    /// An expression over the view's columns as one over the table's.
    func resolved(_ expression: Expression) -> Expression {
        expression.mapped { part in
            switch part {
            case .column(let reference): return self[reference.column]
            case .insertedValue(let reference):
                guard case .column(let own)? = self[reference.column] else { return nil }
                return .insertedValue(own)
            case .jsonPath(let reference, let path, let unquotes):
                guard case .column(let own)? = self[reference.column] else { return nil }
                return .jsonPath(own, path: path, unquotes: unquotes)
            default: return nil
            }
        }
    }

    private subscript(name: String) -> Expression? {
        columns.first { $0.name.equalsName(name) }?.expression
    }
}

extension View {
    /// What the view stands for, if MySQL lets statements write through it; nil if it does not.
    func merged(in catalog: Catalog) throws(StatementFailure) -> MergedView? {
        guard case .select(let select) = query.body, query.with == nil, query.limit == nil,
            !isMaterialised, select.isMergeable, let base = select.onlyTable
        else { return nil }
        let name = TableName(base.name, schema: base.schema ?? schema)
        let inner: MergedView
        switch try catalog.relation(name) {
        case .table(let table)?:
            inner = MergedView(
                table: table,
                columns: table.visibleColumns.map { ($0.name, .column(ColumnReference($0.name))) })
        case .view(let view)?:
            guard let merged = try view.merged(in: catalog) else { return nil }
            inner = merged
        case nil: throw .mysql(.noSuchTable(name, in: catalog))
        }
        var result = inner
        result.columns = []
        for item in select.items {
            switch item {
            case .all, .allOf: result.columns += inner.columns
            case .expression(let expression, let alias, let text):
                try Self.forbidQueries(in: expression)
                var name = alias ?? text
                if alias == nil, case .column(let reference) = expression {
                    name = reference.column
                }
                result.columns.append((name, inner.resolved(expression)))
            }
        }
        if !columns.isEmpty {
            result.columns = zip(columns, result.columns).map { ($0, $1.expression) }
        }
        var own: [Expression] = []
        if let filter = select.filter {
            try Self.forbidQueries(in: filter)
            own = [inner.resolved(filter)]
        }
        result.filters += own
        result.checks = checks(own: own, over: inner)
        return result
    }

    private func checks(own: [Expression], over inner: MergedView) -> [MergedView.Check] {
        let view = "\(schema).\(name)"
        func checks(_ conditions: [Expression]) -> [MergedView.Check] {
            conditions.map { MergedView.Check(condition: $0, view: view) }
        }
        return switch checkOption {
        case nil: inner.checks
        case .local: inner.checks + checks(own)
        case .cascaded: checks(inner.filters + own)
        }
    }

    private static func forbidQueries(in expression: Expression) throws(StatementFailure) {
        guard !expression.containsQuery else {
            throw .unsupported("writing to a view with subqueries")
        }
    }
}

extension Select {
    /// Whether each of its rows is one of the table's.
    fileprivate var isMergeable: Bool {
        !isDistinct && groups.isEmpty && having == nil && windows.isEmpty
            && items.allSatisfy { item in
                guard case .expression(let expression, _, _) = item else { return true }
                return !expression.containsAggregate && !expression.containsWindow
            }
    }

    fileprivate var onlyTable: TableName? {
        guard from.count == 1 else { return nil }
        switch from[0] {
        case .table(let name, _), .hinted(.table(let name, _), _): return name
        default: return nil
        }
    }
}

extension Expression {
    /// Whether a query is part of it.
    fileprivate var containsQuery: Bool {
        switch self {
        case .subquery, .exists, .inQuery, .quantified: true
        default: children.contains(where: \.containsQuery)
        }
    }
}
