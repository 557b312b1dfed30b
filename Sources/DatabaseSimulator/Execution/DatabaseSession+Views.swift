extension DatabaseSession {
    func create(_ view: CreateView) throws(StatementFailure) {
        let schema = try catalog.databaseName(of: view.name)
        if let existing = catalog[database: schema]?.relations[view.name.name] {
            guard view.orReplace else {
                throw .mysql(MySQLError(1050, "42S01", "Table '\(view.name.name)' already exists"))
            }
            guard case .view = existing else {
                throw .mysql(.wrongObject(schema, view.name.name, "VIEW"))
            }
        }
        guard !view.query.usesVariables else {
            throw .mysql(
                MySQLError(1351, "HY000", "View's SELECT contains a variable or parameter"))
        }
        var translator = translator()
        let translated = try translator.query(view.query, outer: nil)
        _ = try translator.sourceColumns(
            of: translated, named: view.columns, alias: nil, relation: view.name.name)
        let made = View(
            schema: schema, name: view.name.name, columns: view.columns, query: view.query,
            text: view.text, checkOption: view.checkOption, attributes: view.attributes)
        if view.checkOption != nil, try made.merged(in: catalog) == nil {
            throw .mysql(
                MySQLError(
                    1368, "HY000",
                    "CHECK OPTION on non-updatable view '\(schema).\(view.name.name)'"))
        }
        catalog[database: schema]?.relations[view.name.name] = .view(made)
    }

    func dropViews(_ names: [TableName], ifExists: Bool) throws(StatementFailure) {
        for name in names {
            let schema = try catalog.databaseName(of: name)
            switch try catalog.relation(name) {
            case .view: catalog.remove(name.name, from: schema)
            case .table:
                throw .mysql(.wrongObject(schema, name.name, "VIEW"))
            case nil where ifExists: continue
            case nil: throw .mysql(.unknownTable("\(schema).\(name.name)"))
            }
        }
    }
}

extension MySQLError {
    /// Error 1347, of a table where a view is asked for, or the other way round.
    static func wrongObject(_ schema: String, _ name: String, _ kind: String) -> MySQLError {
        MySQLError(1347, "HY000", "'\(schema).\(name)' is not \(kind)")
    }
}

extension Query {
    /// Whether the select list or a condition on its top level has a variable.
    fileprivate var usesVariables: Bool {
        switch body {
        case .select(let select):
            let items = select.items.compactMap { item in
                if case .expression(let expression, _, _) = item { expression } else { nil }
            }
            return
                (items + [select.filter, select.having].compactMap(\.self) + select.groups
                + order.map(\.expression)).contains(where: \.usesVariables)
        case .setOperation(_, _, let left, let right):
            return left.usesVariables || right.usesVariables
        case .nested(let query): return query.usesVariables
        case .table, .values: return false
        }
    }
}

extension Expression {
    fileprivate var usesVariables: Bool {
        switch self {
        case .userVariable, .systemVariable, .assignment, .placeholder: true
        default: children.contains(where: \.usesVariables)
        }
    }
}
