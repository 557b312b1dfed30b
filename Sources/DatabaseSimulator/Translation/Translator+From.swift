/// A FROM clause whose sources are known and whose ON conditions are not read yet: MySQL reads the
/// select list in between, and its errors come first.
indirect enum JoinPlan {
    case source(sql: String, index: Int)
    case join(JoinPlan, JoinKind, JoinPlan, condition: JoinCondition, merged: [TypedExpression])

    /// The indexes of the sources in it.
    var sources: Range<Int> {
        switch self {
        case .source(_, let index): index..<index + 1
        case .join(let left, _, let right, _, _):
            left.sources.lowerBound..<right.sources.upperBound
        }
    }
}

extension Translator {
    /// Opens the sources of a FROM clause in the current scope; a comma is an inner join.
    mutating func from(_ references: [TableReference]) throws(StatementFailure) -> JoinPlan? {
        var plan: JoinPlan?
        for reference in references {
            let next = try source(reference)
            plan = plan.map { .join($0, .inner, next, condition: .none, merged: []) } ?? next
        }
        return plan
    }

    private mutating func source(
        _ reference: TableReference
    ) throws(StatementFailure) -> JoinPlan {
        switch reference {
        case .table(let name, let alias):
            return try add(try namedSource(name, alias: alias))
        case .hinted(let reference, let hints):
            let plan = try source(reference)
            try check(hints, of: plan)
            return plan
        case .derived(let query, let alias, let columns, let isLateral):
            guard let alias else {
                throw .mysql(
                    MySQLError(1248, "42000", "Every derived table must have its own alias"))
            }
            guard !isLateral else {
                return try add(try lateral(query, alias: alias, columns: columns))
            }
            return try add(try derived(query, alias: alias, columns: columns))
        case .jsonTable(let reference): return try add(try jsonTable(reference))
        case .join(let left, let kind, let right, let condition):
            return try join(try source(left), kind, try source(right), condition)
        }
    }

    /// The indexes that hints name must exist, and no table here has partitions.
    ///
    /// - Throws: 1176 and 1747.
    private func check(_ hints: TableHints, of plan: JoinPlan) throws(StatementFailure) {
        guard case .source(_, let index) = plan, let table = scope.sources[index].table else {
            return
        }
        guard !hints.namesPartitions else {
            throw .mysql(
                MySQLError(1747, "HY000", "PARTITION () clause on non partitioned table"))
        }
        for name in hints.indexes
        where !table.indexes.contains(where: { $0.name.equalsName(name) }) {
            throw .mysql(
                MySQLError(
                    1176, "42000",
                    "Key '\(name)' doesn't exist in table '\(scope.sources[index].name)'"))
        }
    }

    /// Puts a source into the scope; two of one name are error 1066.
    private func add(
        _ new: (sql: String, source: Scope.Source)
    ) throws(StatementFailure) -> JoinPlan {
        let clash = scope.sources.contains {
            $0.name == new.source.name && $0.schema == new.source.schema
        }
        guard !clash else { throw .mysql(.notUniqueTable(new.source.name)) }
        guard scope.sources.count < 61 else {
            throw .mysql(
                MySQLError(
                    1116, "HY000", "Too many tables; MySQL can only use 61 tables in a join"))
        }
        scope.sources.append(new.source)
        return .source(sql: new.sql, index: scope.sources.count - 1)
    }

    private mutating func namedSource(
        _ name: TableName, alias: String?
    ) throws(StatementFailure) -> (sql: String, source: Scope.Source) {
        let storage = makeAlias()
        if name.schema == nil, let common = commonTables.last(where: { $0.name == name.name }) {
            if common.isBeingMade { recursiveSource = storage }
            let columns = common.columns.enumerated().map {
                Scope.SourceColumn(name: $1.name, sql: "\(storage).c\($0)", type: $1.type)
            }
            return (
                "\(common.storage) AS \(storage)",
                Scope.Source(name: alias ?? name.name, schema: nil, columns: columns, rowKey: [])
            )
        }
        if let table = informationSchemaTable(name) {
            readsOnlyTables = false
            return try informationSchema(table, name: alias ?? name.name, storage: storage)
        }
        switch try catalog.relation(name) {
        case .table(let table):
            let columns = table.columns.map {
                Scope.SourceColumn(name: $0.name, sql: "\(storage).\($0.storage)", type: $0.type)
            }
            let visible = table.visibleColumns.count
            return (
                "\(table.storage) AS \(storage)",
                Scope.Source(
                    name: alias ?? table.name, schema: table.schema,
                    columns: Array(columns[..<visible]), hiddenColumns: Array(columns[visible...]),
                    rowKey: table.rowKey(alias: storage), table: table)
            )
        case .view(let view):
            if opensViews, let merged = try view.merged(in: catalog) {
                return try open(merged, of: view, alias: alias, storage: storage)
            }
            let translated = try with(\.notesFreeLiterals, false) {
                translator throws(StatementFailure) in
                try translator.with(\.scope, Scope(parent: nil)) {
                    translator throws(StatementFailure) in
                    try translator.query(view.query, outer: nil)
                }
            }
            var source = try derivedSource(
                translated, names: view.columns, alias: alias ?? view.name, storage: storage)
            source.source.schema = view.schema
            return source
        case nil: throw .mysql(.noSuchTable(name, in: catalog))
        }
    }

    /// A view as a source whose rows can be written.
    private mutating func open(
        _ merged: MergedView, of view: View, alias: String?, storage: String
    ) throws(StatementFailure) -> (sql: String, source: Scope.Source) {
        let table = merged.table
        let inner = Scope(parent: nil)
        inner.sources = [
            Scope.Source(
                name: table.name, schema: table.schema,
                columns: table.columns.map {
                    Scope.SourceColumn(
                        name: $0.name, sql: "\(storage).\($0.storage)", type: $0.type)
                }, rowKey: [], table: table)
        ]
        var source = Scope.Source(
            name: alias ?? view.name, schema: view.schema, columns: [],
            rowKey: table.rowKey(alias: storage), table: table)
        source.view = merged
        try isolated { translator throws(StatementFailure) in
            translator.scope = inner
            for (name, expression) in merged.columns {
                let typed = try translator.scalar(expression)
                source.columns.append(
                    Scope.SourceColumn(name: name, sql: typed.sql, type: typed.type))
            }
            translator.clause = "where clause"
            for filter in merged.filters {
                source.viewFilters.append(translator.truth(try translator.scalar(filter)))
            }
        }
        return ("\(table.storage) AS \(storage)", source)
    }

    private mutating func derived(
        _ query: Query, alias: String, columns: [String]
    ) throws(StatementFailure) -> (sql: String, source: Scope.Source) {
        // A derived table does not see its siblings, only what is around the whole query.
        let translated = try isolated { translator throws(StatementFailure) in
            try translator.query(query, outer: translator.scope.parent)
        }
        return try derivedSource(translated, names: columns, alias: alias, storage: makeAlias())
    }

    private func derivedSource(
        _ query: TranslatedQuery, names: [String], alias: String, storage: String
    ) throws(StatementFailure) -> (sql: String, source: Scope.Source) {
        let columns = try sourceColumns(
            of: query, named: names, alias: storage, relation: alias)
        return (
            "(SELECT *, row_number() OVER () AS n FROM (\(query.sql))) AS \(storage)",
            Scope.Source(
                name: alias, schema: nil, columns: columns, rowKey: ["\(storage).n"])
        )
    }

    /// The columns by which other queries know the result of a query.
    ///
    /// - Throws: 1060 for two of one name, 1353 for a list of names of another length.
    func sourceColumns(
        of query: TranslatedQuery, named names: [String], alias: String?, relation: String
    ) throws(StatementFailure) -> [Scope.SourceColumn] {
        guard names.isEmpty || names.count == query.columns.count else {
            throw .mysql(
                MySQLError(
                    1353, "HY000",
                    "In definition of view, derived table or common table expression, "
                        + "SELECT list and column names list have different column counts"))
        }
        var columns: [Scope.SourceColumn] = []
        for (index, column) in query.columns.enumerated() {
            let name = names.isEmpty ? column.name : names[index]
            guard !columns.contains(where: { $0.name.equalsName(name) }) else {
                throw .mysql(.duplicateColumn(name))
            }
            let sql = alias.map { "\($0).c\(index)" } ?? "c\(index)"
            columns.append(Scope.SourceColumn(name: name, sql: sql, type: column.type))
        }
        return columns
    }

    // MARK: Joins

    private func join(
        _ left: JoinPlan, _ kind: JoinKind, _ right: JoinPlan, _ condition: JoinCondition
    ) throws(StatementFailure) -> JoinPlan {
        if kind == .left { markOptional(right) }
        if kind == .right { markOptional(left) }
        let names: [String]
        switch condition {
        case .using(let columns): names = columns
        case .natural: names = commonNames(left, right)
        case .none, .on: names = []
        }
        var merged: [TypedExpression] = []
        for name in names { merged.append(try merge(name, left, right, kind)) }
        return .join(left, kind, right, condition: condition, merged: merged)
    }

    private func markOptional(_ plan: JoinPlan) {
        for index in plan.sources { scope.sources[index].isOptional = true }
    }

    private func commonNames(_ left: JoinPlan, _ right: JoinPlan) -> [String] {
        let rightNames = right.sources.flatMap { scope.sources[$0].columns }
            .filter { !$0.isMerged }.map(\.name)
        return left.sources.flatMap { scope.sources[$0].columns }.filter { !$0.isMerged }
            .map(\.name).filter { name in rightNames.contains { $0.equalsName(name) } }
    }

    /// Makes one column of two of the same name, and the condition that they are equal.
    private func merge(
        _ name: String, _ left: JoinPlan, _ right: JoinPlan, _ kind: JoinKind
    ) throws(StatementFailure) -> TypedExpression {
        let first = try side(name, left)
        let second = try side(name, right)
        let kept = kind == .right ? second : first
        scope.merged.removeAll { $0.name.equalsName(name) && left.sources.contains($0.lastSource) }
        scope.merged.append(
            Scope.MergedColumn(
                name: name, expression: kept, lastSource: right.sources.upperBound - 1))
        for index in left.sources.lowerBound..<right.sources.upperBound {
            for column in scope.sources[index].columns.indices
            where scope.sources[index].columns[column].name.equalsName(name) {
                scope.sources[index].columns[column].isMerged = true
            }
        }
        var pair = TypedExpression("", .boolean)
        pair.row = [first, second]
        return pair
    }

    private func side(_ name: String, _ plan: JoinPlan) throws(StatementFailure) -> TypedExpression
    {
        if let merged = scope.merged.last(where: {
            $0.name.equalsName(name) && plan.sources.contains($0.lastSource)
        }) {
            return merged.expression
        }
        var found: TypedExpression?
        for index in plan.sources {
            for (column, candidate) in scope.sources[index].columns.enumerated()
            where candidate.name.equalsName(name) {
                guard found == nil else {
                    throw .mysql(.ambiguousColumn(name, in: "from clause"))
                }
                found = scope.expression(source: index, column: column)
            }
        }
        guard let found else { throw .mysql(.unknownColumn(name, in: "from clause")) }
        return found
    }

    /// The FROM clause for SQLite; now the ON conditions are read.
    ///
    /// `CROSS JOIN` keeps SQLite from reordering: rows come as the clause is written.
    mutating func fromClause(_ plan: JoinPlan) throws(StatementFailure) -> String {
        switch plan {
        case .source(let sql, _): return sql
        case .join(let left, let kind, let right, let condition, let merged):
            let leftSQL = try fromClause(left)
            let rightSQL = try fromClause(right)
            var tests: [String] = []
            for pair in merged { tests.append(try compare(.equal, pair.row[0], pair.row[1]).sql) }
            if case .on(let expression) = condition {
                let nameable = scope.nameable
                defer { scope.nameable = nameable }
                scope.nameable = plan.sources
                let typed = try with(\.clause, "on clause") { translator throws(StatementFailure) in
                    try translator.scalar(expression)
                }
                tests.append(truth(typed))
            }
            let on = tests.isEmpty ? "" : " ON " + tests.joined(separator: " AND ")
            switch kind {
            case .inner: return "\(leftSQL) CROSS JOIN \(nested(right, rightSQL))\(on)"
            case .left: return "\(leftSQL) LEFT JOIN \(nested(right, rightSQL))\(on)"
            case .right: return "\(rightSQL) LEFT JOIN \(nested(left, leftSQL))\(on)"
            }
        }
    }

    private func nested(_ plan: JoinPlan, _ sql: String) -> String {
        if case .source = plan { sql } else { "(\(sql))" }
    }
}
