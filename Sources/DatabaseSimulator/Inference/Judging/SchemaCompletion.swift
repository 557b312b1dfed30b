/// The columns of tables that a statement uses and the text does not list.
///
/// Only a statement that succeeded may complete a description: what it used was there.
struct SchemaCompletion {
    /// New or longer tables, each with the columns to add.
    private(set) var additions: [(table: String, columns: [String])] = []

    /// - Parameter distrustsProse: completes tables that were described in free words even where
    ///   the words listed all columns; the list may have been misread.
    init(_ statement: SyntaxStatement, tables: [DescribedTable], distrustsProse: Bool) {
        var sources: [(name: String, table: String)] = []
        var columns: [ColumnReference] = []
        switch statement {
        case .insert(let insert):
            sources = [(insert.table.name.lowercased(), insert.table.name)]
            columns = insert.columns ?? []
        case .update(let update):
            update.tables.forEach { Self.collect($0, &sources, &columns) }
            for assignment in update.assignments {
                columns.append(assignment.column)
                columns += assignment.value.columns
            }
            columns += update.filter?.columns ?? []
        case .delete(let delete):
            delete.from.forEach { Self.collect($0, &sources, &columns) }
            columns += delete.filter?.columns ?? []
        default: break
        }
        add(columns, of: sources, to: tables, distrustsProse)
        for select in StatementContents(statement).selects {
            var sources: [(name: String, table: String)] = []
            var columns: [ColumnReference] = []
            select.from.forEach { Self.collect($0, &sources, &columns) }
            for case .expression(let expression, _, _) in select.items {
                columns += expression.columns
            }
            columns += (select.filter?.columns ?? []) + select.groups.flatMap(\.columns)
            add(columns, of: sources, to: tables, distrustsProse)
        }
    }

    private mutating func add(
        _ columns: [ColumnReference], of sources: [(name: String, table: String)],
        to tables: [DescribedTable], _ distrustsProse: Bool
    ) {
        func described(_ name: String) -> DescribedTable? { tables.first { $0.name == name } }
        let open = sources.filter { source in
            guard let table = described(source.table) else { return true }
            return !table.isComplete || distrustsProse && !table.isVerbatim
        }
        for source in open where described(source.table) == nil { append(source.table, nil) }
        for column in columns where column.column != "*" {
            let owner: String?
            if let table = column.table?.lowercased() {
                owner = open.first { $0.name == table }?.table
            } else {
                let isListed = sources.contains { source in
                    described(source.table)?.hasColumn(column.column) == true
                }
                owner = isListed || open.count != 1 ? nil : open.first?.table
            }
            guard let owner, described(owner)?.hasColumn(column.column) != true else { continue }
            append(owner, column.column)
        }
    }

    private mutating func append(_ table: String, _ column: String?) {
        let index: Int
        if let known = additions.firstIndex(where: { $0.table == table }) {
            index = known
        } else {
            additions.append((table, []))
            index = additions.count - 1
        }
        guard let column else { return }
        let isKnown = additions[index].columns.contains { $0.lowercased() == column.lowercased() }
        if !isKnown { additions[index].columns.append(column) }
    }

    private static func collect(
        _ reference: TableReference, _ sources: inout [(name: String, table: String)],
        _ columns: inout [ColumnReference]
    ) {
        switch reference {
        case .table(let name, let alias):
            sources.append(((alias ?? name.name).lowercased(), name.name))
        case .join(let left, _, let right, let condition):
            collect(left, &sources, &columns)
            collect(right, &sources, &columns)
            if case .on(let expression) = condition { columns += expression.columns }
        case .hinted(let table, _): collect(table, &sources, &columns)
        case .derived, .jsonTable: break
        }
    }
}

extension DescribedTable {
    func hasColumn(_ name: String) -> Bool {
        let lowered = name.lowercased()
        return columns.contains { $0.name.lowercased() == lowered }
    }
}

extension Expression {
    /// The columns that it refers to, but for those of queries inside it.
    var columns: [ColumnReference] {
        if case .column(let column) = self { [column] } else { children.flatMap(\.columns) }
    }
}
