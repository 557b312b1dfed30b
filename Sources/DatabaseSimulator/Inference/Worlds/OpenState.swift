/// What is known of an inferred database's tables after some writes.
struct OpenState {
    /// Rows that a recorded SELECT listed: all of a table that meet some conditions.
    private struct Listing {
        var table: String
        var conditions: Set<Expression>
        /// The columns that it printed, in lower case; `nil` for all.
        var columns: Set<String>?
    }

    private let database: OpenDatabase
    private var columnsKnown: Set<String> = []
    private var rowsKnown: Set<String> = []
    private var named: Set<String> = []
    private var listings: [Listing] = []

    init(_ database: OpenDatabase, _ history: [String]) {
        self.database = database
        for table in database.tables {
            named.insert(key(table.name))
            if table.isComplete { columnsKnown.insert(key(table.name)) }
        }
        let writes = history.map { text in
            RecordedStatement(text, tables: database.tables, engine: database.engine)
        }
        for write in writes { apply(write) }
        collectListings(history, writes)
    }

    private func key(_ table: String) -> String {
        database.engine == .sqlite ? table.lowercased() : table
    }

    /// Whether it is known if there is such a table.
    func knows(_ table: String) -> Bool { named.contains(key(table)) }

    /// Whether all columns of a table are known.
    func knowsColumns(of table: String) -> Bool { columnsKnown.contains(key(table)) }

    /// Whether all rows of a table are known.
    func knowsRows(of table: String) -> Bool { rowsKnown.contains(key(table)) }

    // MARK: Writes

    private mutating func apply(_ write: RecordedStatement) {
        guard let syntax = write.syntax else { return }
        let contents = StatementContents(syntax)
        let readsOpenRows = !contents.tables.allSatisfy { knowsRows(of: $0) }
        switch syntax {
        case .createTable(let definition):
            let name = key(definition.table.name)
            guard !named.contains(name) else { return }
            named.insert(name)
            let sources = contents.tables.subtracting([definition.table.name])
            if sources.allSatisfy({ knowsColumns(of: $0) }) { columnsKnown.insert(name) }
            if definition.query == nil || sources.allSatisfy({ knowsRows(of: $0) }) {
                rowsKnown.insert(name)
            }
        case .truncate(let table): rowsKnown.insert(key(table.name))
        case .delete(let delete)
        where delete.filter == nil && delete.limit == nil && !delete.isMultiTable:
            rowsKnown.formUnion(delete.targets.map { key($0.name) })
        case .dropTables(let names, _, _):
            // That it is gone is known of it.
            for name in names {
                rowsKnown.insert(key(name.name))
                columnsKnown.insert(key(name.name))
            }
        case .renameTables(let renamings):
            for renaming in renamings {
                let (from, to) = (key(renaming.from.name), key(renaming.to.name))
                named.insert(to)
                if rowsKnown.contains(from) { rowsKnown.insert(to) }
                if columnsKnown.contains(from) { columnsKnown.insert(to) }
            }
        case .insert, .update, .delete:
            if readsOpenRows || contents.isVolatile {
                for table in contents.tables { rowsKnown.remove(key(table)) }
            }
        default: break
        }
    }

    // MARK: Listed rows

    private mutating func collectListings(_ history: [String], _ writes: [RecordedStatement]) {
        for entries in database.runs {
            var before: [OpenDatabase.Entry] = []
            for entry in entries {
                guard !entry.isWrite else {
                    before.append(entry)
                    continue
                }
                guard entry.isWhole, before.count <= history.count,
                    before.match(history[..<before.count]), let listing = listing(entry),
                    writes[before.count...].allSatisfy({ keeps(listing, after: $0) })
                else { continue }
                listings.append(listing)
            }
        }
    }

    /// What a recorded statement lists, if it lists whole rows of one table.
    private func listing(_ entry: OpenDatabase.Entry) -> Listing? {
        for form in entry.forms {
            let statement = RecordedStatement(
                form, tables: database.tables, engine: database.engine)
            guard let single = statement.query?.single, single.limit == nil,
                let table = single.select.onlyTable, single.select.isPlain,
                let syntax = statement.syntax, StatementContents(syntax).selects.count == 1
            else { continue }
            var columns: Set<String>? = []
            for item in single.select.items {
                switch item {
                case .all, .allOf: columns = nil
                case .expression(.column(let column), _, _):
                    columns?.insert(column.column.lowercased())
                case .expression: break
                }
            }
            return Listing(
                table: key(table), conditions: single.select.conditions, columns: columns)
        }
        return nil
    }

    /// Whether the listed rows and those that a later write inserts are all that meet the
    /// conditions.
    private func keeps(_ listing: Listing, after write: RecordedStatement) -> Bool {
        guard let syntax = write.syntax else { return false }
        let contents = StatementContents(syntax)
        guard contents.tables.contains(where: { key($0) == listing.table }) else { return true }
        guard case .insert(let insert) = syntax, case .rows = insert.source,
            insert.onDuplicate.isEmpty, !insert.isReplace, !contents.isVolatile,
            let table = database.tables.first(where: { key($0.name) == listing.table })
        else { return false }
        let all = Set(table.columns.map { $0.name.lowercased() })
        let given = insert.columns.map { Set($0.map { $0.column.lowercased() }) } ?? all
        return given.isSuperset(of: listing.columns ?? all)
    }

    /// Whether every row that a query may touch is known.
    func covers(_ syntax: SyntaxStatement, _ contents: StatementContents) -> Bool {
        guard case .query(let query) = syntax else { return false }
        if contents.selects.count == 1, let single = query.single,
            let table = single.select.onlyTable
        {
            let conditions = single.select.conditions
            return listings.contains { listing in
                guard listing.table == key(table), listing.conditions.isSubset(of: conditions)
                else { return false }
                guard let columns = listing.columns else { return true }
                // What the listing asked too is met by all of its rows.
                let used = single.select.usedColumns(
                    and: single.order, besides: listing.conditions)
                return used.map { columns.isSuperset(of: $0) } ?? false
            }
        }
        return contents.tables.allSatisfy { table in
            knowsRows(of: table)
                || listings.contains {
                    $0.table == key(table) && $0.conditions.isEmpty && $0.columns == nil
                }
        }
    }
}

extension Select {
    /// The table that it reads, if it is one and nothing else.
    fileprivate var onlyTable: String? {
        guard from.count == 1, case .table(let name, _) = from[0] else { return nil }
        return name.name
    }

    /// Whether it answers a row for each row that it reads.
    fileprivate var isPlain: Bool {
        !isDistinct && groups.isEmpty && having == nil
            && items.allSatisfy { item in
                guard case .expression(let expression, _, _) = item else { return true }
                return !expression.containsAggregate && !expression.containsWindow
            }
    }

    /// What it asks of rows, with columns named alike.
    fileprivate var conditions: Set<Expression> {
        Set(
            (filter?.conjuncts ?? []).map { condition in
                condition.replacingColumns { ColumnReference($0.column.lowercased()) }
            })
    }

    /// The columns that it reads, in lower case; `nil` for all.
    fileprivate func usedColumns(
        and order: [OrderItem], besides known: Set<Expression>
    ) -> Set<String>? {
        var used: [ColumnReference] = []
        for item in items {
            guard case .expression(let expression, _, _) = item else { return nil }
            used += expression.columns
        }
        for expression in conditions.subtracting(known) + groups + order.map(\.expression) {
            used += expression.columns
        }
        used += having?.columns ?? []
        var aliases: Set<String> = []
        for case .expression(_, let alias?, _) in items { aliases.insert(alias.lowercased()) }
        return Set(used.map { $0.column.lowercased() }.filter { $0 != "*" }).subtracting(aliases)
    }
}

extension Expression {
    var containsWindow: Bool {
        if case .function(let call) = self, call.window != nil { return true }
        return children.contains(where: \.containsWindow)
    }
}
