/// A view as SHOW CREATE VIEW prints it: its query with every name written out, as MySQL stores it.
///
/// Refused by name are the shapes of which MySQL's text is not known for certain.
struct ViewDefinitionText {
    let view: View
    let catalog: Catalog
    /// The database whose name is left away; nil to write out that of every table.
    var current: String?

    init(view: View, catalog: Catalog) {
        self.view = view
        self.catalog = catalog
        current = catalog.current
    }

    /// `CREATE … VIEW … AS …`.
    var statement: String {
        get throws(StatementFailure) {
            let definer = view.attributes.definer ?? "root@localhost"
            let account = definer.filter { !"`'\" ".contains($0) }
                .split(separator: "@", maxSplits: 1).map { "`\($0)`" }.joined(separator: "@")
            let name =
                (view.schema == current ? "" : quoted(view.schema) + ".") + quoted(view.name)
            let columns =
                view.columns.isEmpty
                ? "" : " (" + view.columns.map(quoted).joined(separator: ",") + ")"
            return "CREATE ALGORITHM=\(view.attributes.algorithm) DEFINER=\(account) "
                + "SQL SECURITY \(view.attributes.isInvokers ? "INVOKER" : "DEFINER") VIEW "
                + "\(name)\(columns) AS \(try query)"
                + (view.checkOption.map { " WITH \($0.rawValue) CHECK OPTION" } ?? "")
        }
    }

    /// The query alone.
    var query: String {
        get throws(StatementFailure) { try text(of: view.query) }
    }

    // MARK: Queries

    private func text(of query: Query) throws(StatementFailure) -> String {
        guard query.with == nil else { throw refusal("WITH") }
        switch query.body {
        case .select(let select):
            return try text(of: select, order: query.order, limit: query.limit)
        case .setOperation(.union, let distinct, let left, let right):
            guard query.order.isEmpty, query.limit == nil else {
                throw refusal("a UNION with ORDER BY or LIMIT")
            }
            return try text(of: left) + (distinct ? " union " : " union all ")
                + (try text(of: right))
        default: throw refusal("this set operation")
        }
    }

    private func text(
        of select: Select, order: [OrderItem], limit: Limit?
    ) throws(StatementFailure) -> String {
        guard select.windows.isEmpty, !select.withRollup else {
            throw refusal("windows or ROLLUP")
        }
        var sources: [ViewSource] = []
        var from = ""
        for reference in select.from {
            let next = try text(of: reference, &sources)
            from = from.isEmpty ? next : "(\(from) join \(next))"
        }
        // The conditions of joins may name tables that stand further right.
        let printer = ViewExpressionText(sources: sources, current: current)
        var text = "select " + (select.isDistinct ? "distinct " : "")
        text += try items(of: select, printer, sources).joined(separator: ",")
        if !from.isEmpty { text += " from \(from)" }
        if let filter = select.filter { text += " where \(try printer.condition(filter))" }
        if !select.groups.isEmpty {
            var groups: [String] = []
            for group in select.groups { groups.append(try sortKey(group, select, printer)) }
            text += " group by " + groups.joined(separator: ",")
        }
        if let having = select.having { text += " having \(try printer.condition(having))" }
        if !order.isEmpty {
            var keys: [String] = []
            for item in order {
                keys.append(
                    try sortKey(item.expression, select, printer)
                        + (item.isDescending ? " desc" : ""))
            }
            text += " order by " + keys.joined(separator: ",")
        }
        if let limit {
            text += " limit "
            if let offset = limit.offset { text += try printer.text(of: offset) + "," }
            text += try printer.text(of: limit.count)
        }
        return text
    }

    private func items(
        of select: Select, _ printer: ViewExpressionText, _ sources: [ViewSource]
    ) throws(StatementFailure) -> [String] {
        var items: [String] = []
        func add(_ source: ViewSource) {
            items += source.columns.map {
                "\(source.prefix(current)).\(quoted($0)) AS \(quoted($0))"
            }
        }
        for item in select.items {
            switch item {
            case .all:
                guard !select.from.contains(where: \.mergesColumns) else {
                    throw refusal("* over merged columns")
                }
                sources.forEach(add)
            case .allOf(_, let table):
                sources.filter { $0.name == table }.forEach(add)
            case .expression(let expression, let alias, let text):
                var name = alias ?? text
                if alias == nil, case .column(let reference) = expression {
                    name = reference.column
                }
                items.append("\(try printer.text(of: expression)) AS \(quoted(name))")
            }
        }
        return items
    }

    /// A key of GROUP BY or ORDER BY: an alias stays, a position becomes what it stands for.
    private func sortKey(
        _ expression: Expression, _ select: Select, _ printer: ViewExpressionText
    ) throws(StatementFailure) -> String {
        if case .literal(.integer(let digits)) = expression, let position = Int(digits) {
            guard select.items.indices.contains(position - 1),
                select.items.prefix(position).allSatisfy({
                    if case .expression = $0 { true } else { false }
                }), case .expression(let item, _, _) = select.items[position - 1]
            else { throw refusal("a position behind *") }
            return try printer.text(of: item)
        }
        if case .column(let reference) = expression, reference.table == nil {
            let isAlias = select.items.contains { item in
                guard case .expression(let aliased, let alias?, _) = item,
                    alias.equalsName(reference.column)
                else { return false }
                if case .column(let own) = aliased, own.column.equalsName(alias) { return false }
                return true
            }
            if isAlias { return quoted(reference.column) }
        }
        return try printer.text(of: expression)
    }

    // MARK: FROM

    private func text(
        of reference: TableReference, _ sources: inout [ViewSource]
    ) throws(StatementFailure) -> String {
        switch reference {
        case .table(let name, let alias):
            let schema = try catalog.databaseName(of: name, in: view.schema)
            guard let relation = catalog[database: schema]?.relations[name.name] else {
                throw .mysql(.noSuchTable(name, in: catalog))
            }
            sources.append(
                ViewSource(
                    name: alias ?? name.name, schema: alias == nil ? schema : nil,
                    columns: try columns(of: relation)))
            let table = (schema == current ? "" : quoted(schema) + ".") + quoted(name.name)
            return alias.map { "\(table) \(quoted($0))" } ?? table
        case .derived(let query, let alias?, let columns, isLateral: false):
            guard columns.isEmpty else { throw refusal("a derived table with names of columns") }
            sources.append(ViewSource(name: alias, schema: nil, columns: try names(of: query)))
            return "(\(try text(of: query))) \(quoted(alias))"
        case .join(let left, let kind, let right, let condition):
            return try join(left, kind, right, condition, &sources)
        case .hinted, .derived, .jsonTable: throw refusal("this table reference")
        }
    }

    private func join(
        _ left: TableReference, _ kind: JoinKind, _ right: TableReference,
        _ condition: JoinCondition, _ sources: inout [ViewSource]
    ) throws(StatementFailure) -> String {
        let start = sources.count
        let leftText = try text(of: left, &sources)
        let middle = sources.count
        let rightText = try text(of: right, &sources)
        var on = ""
        switch condition {
        case .none: break
        case .on(let expression):
            let printer = ViewExpressionText(sources: Array(sources[start...]), current: current)
            on = " on(\(try printer.condition(expression)))"
        case .using(let names):
            guard kind != .right else { throw refusal("RIGHT JOIN … USING") }
            var tests: [String] = []
            for name in names {
                let first = ViewExpressionText(
                    sources: Array(sources[start..<middle]), current: current)
                let second = ViewExpressionText(
                    sources: Array(sources[middle...]), current: current)
                let column = Expression.column(ColumnReference(name))
                tests.append("(\(try first.text(of: column)) = \(try second.text(of: column)))")
            }
            on =
                " on(" + (tests.count == 1 ? tests[0] : "(\(tests.joined(separator: " and ")))")
                + ")"
        case .natural: throw refusal("NATURAL JOIN")
        }
        return switch kind {
        case .inner: "(\(leftText) join \(rightText)\(on))"
        case .left: "(\(leftText) left join \(rightText)\(on))"
        case .right: "(\(rightText) left join \(leftText)\(on))"
        }
    }

    private func columns(of relation: Relation) throws(StatementFailure) -> [String] {
        switch relation {
        case .table(let table): table.visibleColumns.map(\.name)
        case .view(let view): view.columns.isEmpty ? try names(of: view.query) : view.columns
        }
    }

    /// The names of the columns of a query.
    private func names(of query: Query) throws(StatementFailure) -> [String] {
        switch query.body {
        case .setOperation(_, _, let left, _): return try names(of: left)
        case .nested(let inner): return try names(of: inner)
        case .select(let select):
            var sources: [ViewSource] = []
            for reference in select.from { _ = try text(of: reference, &sources) }
            var names: [String] = []
            for item in select.items {
                switch item {
                case .all: names += sources.flatMap(\.columns)
                case .allOf(_, let table):
                    names += sources.filter { $0.name == table }.flatMap(\.columns)
                case .expression(let expression, let alias, let text):
                    if alias == nil, case .column(let reference) = expression {
                        names.append(reference.column)
                    } else {
                        names.append(alias ?? text)
                    }
                }
            }
            return names
        case .table, .values: throw refusal("TABLE or VALUES")
        }
    }

    private func quoted(_ name: String) -> String { ViewExpressionText.quoted(name) }

    private func refusal(_ what: String) -> StatementFailure {
        .unsupported("SHOW CREATE VIEW of a view with \(what)")
    }
}

/// One table of a FROM clause of a view.
struct ViewSource {
    var name: String
    /// The database; nil for what has an alias.
    var schema: String?
    var columns: [String]

    /// What stands before its columns.
    func prefix(_ current: String?) -> String {
        let table = ViewExpressionText.quoted(name)
        guard let schema, schema != current else { return table }
        return "\(ViewExpressionText.quoted(schema)).\(table)"
    }
}

extension Catalog {
    /// The database of a name inside a view that lies in another.
    fileprivate func databaseName(
        of name: TableName, in schema: String
    ) throws(StatementFailure) -> String {
        try databaseName(of: TableName(name.name, schema: name.schema ?? schema))
    }
}

extension TableReference {
    /// Whether a join makes one column of two.
    fileprivate var mergesColumns: Bool {
        guard case .join(let left, _, let right, let condition) = self else { return false }
        switch condition {
        case .using, .natural: return true
        case .none, .on: return left.mergesColumns || right.mergesColumns
        }
    }
}
