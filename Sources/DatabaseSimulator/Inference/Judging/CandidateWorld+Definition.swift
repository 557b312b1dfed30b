extension CandidateWorld {
    /// Changes the described tables as a statement that ran changes the tables.
    ///
    /// - Returns: whether it made a table that was not there.
    mutating func define(_ statement: SyntaxStatement) -> Bool {
        switch statement {
        case .createTable(let definition): return create(definition)
        case .alterTable(let name, let alterations):
            for alteration in alterations { alter(name.name, alteration) }
        case .dropTables(let names, _, _):
            for name in names {
                tables.removeAll { $0.name == name.name }
                missingTables.insert(name.name)
            }
        case .renameTables(let renamings):
            for renaming in renamings { rename(renaming.from.name, to: renaming.to.name) }
        default: break
        }
        return false
    }

    private mutating func create(_ definition: CreateTable) -> Bool {
        let name = definition.table.name
        let isDescribed = tables.contains { $0.name == name }
        guard !isDescribed || missingTables.contains(name) else { return false }
        missingTables.remove(name)
        var columns = definition.columns.map { DescribedColumn($0.name) }
        if let like = definition.like, let model = tables.first(where: { $0.name == like.name }) {
            columns = model.columns
        } else if let names = definition.query?.columnNames {
            for name in names where !columns.contains(where: { $0.name == name }) {
                columns.append(DescribedColumn(name))
            }
        }
        tables.removeAll { $0.name == name }
        tables.append(
            DescribedTable(name: name, columns: columns, isComplete: true, isVerbatim: true))
        return true
    }

    private mutating func rename(_ name: String, to other: String) {
        for index in tables.indices where tables[index].name == name { tables[index].name = other }
        missingTables.insert(name)
        missingTables.remove(other)
    }

    private mutating func alter(_ name: String, _ alteration: TableAlteration) {
        guard let index = tables.firstIndex(where: { $0.name == name }) else { return }
        func position(_ column: String) -> Int? {
            tables[index].columns.firstIndex { $0.name.lowercased() == column.lowercased() }
        }
        switch alteration {
        case .addColumn(let column, let place):
            var target = tables[index].columns.endIndex
            if case .first? = place { target = 0 }
            if case .after(let other)? = place, let after = position(other) { target = after + 1 }
            tables[index].columns.insert(DescribedColumn(column.name), at: target)
        case .dropColumn(let column):
            if let place = position(column) { tables[index].columns.remove(at: place) }
        case .renameColumn(let column, let other):
            if let place = position(column) { tables[index].columns[place].name = other }
        case .changeColumn(let column, let definition, _):
            if let place = position(column) { tables[index].columns[place].name = definition.name }
        case .rename(let other): rename(name, to: other.name)
        default: break
        }
    }
}
