extension SyntaxStatement {
    /// The database that it changes, or whose first table it does.
    func changedSchema(_ current: String?) -> String? {
        let name: TableName?
        switch self {
        case .insert(let insert): name = insert.table
        case .delete(let delete): name = delete.from.first?.onlyName
        case .update(let update): name = update.tables.first?.onlyName
        case .createTable(let definition): name = definition.table
        case .alterTable(let table, _), .truncate(let table), .createIndex(_, let table),
            .dropIndex(_, let table):
            name = table
        case .dropTables(let names, _, _), .dropViews(let names, _): name = names.first
        case .createView(let view): name = view.name
        case .createDatabase(let schema, _, _), .dropDatabase(let schema, _): return schema
        case .alterDatabase(let schema, _): return schema ?? current
        default: return nil
        }
        return name.flatMap { $0.schema ?? current }
    }
}

extension TableReference {
    fileprivate var onlyName: TableName? {
        if case .table(let name, _) = self { name } else { nil }
    }
}
