import SQLiteKit

extension Translator {
    /// A recursive common table: the types of its first arms are those of the whole.
    mutating func recursiveTable(
        _ table: CommonTable, _ arms: RecursiveArms, storage: String, outer: Scope?
    ) throws(StatementFailure) -> (String, TranslatedQuery) {
        var seed = try query(arms.seed, outer: outer)
        let widths = seed.columns.map(\.expression.width)
        for index in seed.columns.indices {
            seed.columns[index].expression.type.isNullable = true
            seed.columns[index].expression.constant = nil
        }
        let columns = try sourceColumns(
            of: seed, named: table.columns, alias: nil, relation: table.name)
        commonTables.append(
            CommonTableBinding(
                name: table.name, storage: storage, columns: columns, isBeingMade: true))
        defer { commonTables.removeLast() }
        let site = makeSiteNumber()
        var sql = arms.distinct ? seed.sql : "SELECT *, 0 FROM (\(seed.sql))"
        for arm in arms.steps {
            // The recursive arm must name its own table directly in FROM, so it converts in place.
            recursion = Recursion(
                types: seed.columns.map(\.type),
                widths: zip(columns, widths).map { column, width in
                    width.map { (name: column.name, width: $0) }
                },
                site: arms.distinct ? site : nil)
            defer { recursion = nil }
            let step = try query(arm, outer: outer)
            guard step.columns.count == seed.columns.count else {
                throw .mysql(.differentColumnCounts)
            }
            guard !step.columns.contains(where: { $0.expression.hasAggregate }),
                !step.columns.contains(where: { $0.expression.hasWindow }), !arm.isGrouped
            else {
                throw .mysql(
                    MySQLError(
                        3575, "HY000",
                        "Recursive Common Table Expression '\(table.name)' can contain neither "
                            + "aggregation nor window functions in recursive query block"))
            }
            sql += " \(arms.distinct ? "UNION" : "UNION ALL") \(step.sql)"
        }
        if let limit = table.query.limit { sql += try limitClause(limit) }
        return (sql, seed)
    }

    /// An item of a recursive arm, as its column takes it.
    mutating func recursive(
        _ item: TypedExpression, at index: Int, in recursion: Recursion
    ) -> String {
        guard recursion.types.indices.contains(index) else { return item.sql }
        let sql = stored(item, as: recursion.types[index])
        guard recursion.widths.indices.contains(index), settings.isStrict,
            let (name, width) = recursion.widths[index]
        else { return sql }
        return call(RecursionLimit.width, [sql, parameter(.text(name)), "\(width)"])
    }
}

extension Translator {
    /// Makes the items of a recursive arm count the iterations.
    mutating func countIterations(of items: inout [String], in recursion: Recursion) {
        guard let source = recursiveSource else { return }
        recursiveSource = nil
        guard let site = recursion.site else {
            items.append(call(RecursionLimit.implementation, ["\(source).n"]))
            return
        }
        let parents = items.indices.map { "\(source).c\($0)" }
        items[0] = call(RecursionLimit.distinct, ["\(site)", "\(items.count)"] + parents + items)
    }
}

/// What the next SELECT is told when it is the recursive arm of a common table.
struct Recursion {
    /// The types that it must give its columns.
    var types: [MySQLType]
    /// The columns that hold no longer texts than their first arm gave them, with their names.
    var widths: [(name: String, width: Int)?]
    /// Numbers the table in the statement if equal rows are dropped from it: SQLite cannot count
    /// the iterations then.
    var site: Int?
}

/// The arms of a recursive table: those to begin with, and those that refer to the table.
struct RecursiveArms {
    var seed: Query
    var steps: [Query]
    var distinct: Bool
}

extension TypedExpression {
    /// How many characters the column of a recursive table holds that begins with this; nil for
    /// what MySQL does not bound, or the emulator does not know exactly.
    fileprivate var width: Int? {
        guard constant != nil || isColumn || coercibility == .implicit else { return nil }
        switch type.kind {
        case .string(.varchar(let length)), .string(.char(let length)):
            return constant != nil || isColumn ? length : nil
        default: return nil
        }
    }
}

extension CommonTable {
    /// The arms of a recursive table; nil for one that does not refer to itself.
    ///
    /// - Throws: 3573, 3574 and 3577 for tables that refer to themselves as none may.
    func recursiveArms() throws(StatementFailure) -> RecursiveArms? {
        let arms = query.with == nil ? query.unionArms : [(query, false)]
        let mentions = arms.map { $0.query.mentions(of: name) }
        guard mentions.contains(where: { $0 > 0 }) else { return nil }
        guard arms.count > 1 else {
            throw .mysql(
                MySQLError(
                    3573, "HY000",
                    "Recursive Common Table Expression '\(name)' should contain a UNION"))
        }
        let first = mentions.firstIndex { $0 > 0 } ?? 0
        guard first > 0, mentions[first...].allSatisfy({ $0 > 0 }) else {
            throw .mysql(
                MySQLError(
                    3574, "HY000",
                    "Recursive Common Table Expression '\(name)' should have one or more "
                        + "non-recursive query blocks followed by one or more recursive ones"))
        }
        let isAsked = arms[first...].contains { $0.query.asks(name) }
        guard mentions.allSatisfy({ $0 < 2 }), !isAsked else {
            throw .mysql(
                MySQLError(
                    3577, "HY000",
                    "In recursive query block of Recursive Common Table Expression '\(name)', the "
                        + "recursive table must be referenced only once, and not in any subquery"))
        }
        guard query.order.isEmpty else {
            throw .mysql(
                MySQLError(
                    1235, "42000",
                    "This version of MySQL doesn't yet support 'ORDER BY over UNION in recursive "
                        + "Common Table Expression'"))
        }
        let distinct = arms[first].distinct
        guard arms[first...].allSatisfy({ $0.distinct == distinct }) else {
            throw .unsupported("UNION and UNION ALL between the recursive parts of a common table")
        }
        var seed = arms[0].query
        for arm in arms[1..<first] {
            seed = Query(.setOperation(.union, distinct: arm.distinct, seed, arm.query))
        }
        return RecursiveArms(seed: seed, steps: arms[first...].map(\.query), distinct: distinct)
    }
}

extension Query {
    fileprivate var isGrouped: Bool {
        switch body {
        case .select(let select): !select.groups.isEmpty
        case .nested(let query): query.isGrouped
        default: false
        }
    }

    /// How often FROM clauses on the top level name a table.
    fileprivate func mentions(of name: String) -> Int {
        switch body {
        case .select(let select): select.from.map { $0.mentions(of: name) }.reduce(0, +)
        case .setOperation(_, _, let left, let right):
            left.mentions(of: name) + right.mentions(of: name)
        case .nested(let query): query.mentions(of: name)
        case .table(let table): table.schema == nil && table.name == name ? 1 : 0
        case .values: 0
        }
    }
}

extension Query {
    /// Whether a subquery in its expressions reads a table.
    fileprivate func asks(_ name: String) -> Bool {
        guard case .select(let select) = body else { return false }
        let items = select.items.compactMap { item in
            if case .expression(let expression, _, _) = item { expression } else { nil }
        }
        return (items + [select.filter, select.having].compactMap(\.self) + select.groups)
            .contains { $0.reads(TableName(name), default: nil) }
    }
}

extension TableReference {
    fileprivate func mentions(of name: String) -> Int {
        switch self {
        case .table(let table, _): table.schema == nil && table.name == name ? 1 : 0
        case .join(let left, _, let right, _): left.mentions(of: name) + right.mentions(of: name)
        case .derived(let query, _, _, _): query.mentions(of: name)
        case .hinted(let table, _): table.mentions(of: name)
        case .jsonTable: 0
        }
    }
}
