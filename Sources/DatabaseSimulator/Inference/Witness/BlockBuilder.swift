/// Brings a query into the form of a ``QueryBlock``.
struct BlockBuilder {
    /// The query around this one, for a row of it.
    indirect enum Outer {
        case none
        case row(names: [BlockName], cells: [Int], around: Outer)
    }

    let tables: [DescribedTable]
    let outer: Outer
    let realisesExtremes: Bool
    private var common: [String: CommonTable]
    private(set) var block = QueryBlock()
    private(set) var names: [BlockName] = []
    private var aliases: [String: Expression] = [:]
    /// Whether columns of the query around this one are read.
    private(set) var readsOuter = false
    private var depth = 0
    /// What window functions sort by.
    private var windowOrder: [OrderItem] = []

    init(
        tables: [DescribedTable], outer: Outer, common: [String: CommonTable] = [:],
        realisesExtremes: Bool = true
    ) {
        self.tables = tables
        self.outer = outer
        self.common = common
        self.realisesExtremes = realisesExtremes
    }

    /// Takes in the query whose rows are wanted.
    mutating func build(_ query: Query) throws(WitnessFailure) {
        guard let single = query.single else { throw .unsupported("this form of query") }
        for table in query.with?.tables ?? [] { common[table.name.lowercased()] = table }
        try add(single.select, isOutermost: true)
        block.limit = single.limit?.count.naturalNumber
        block.offset = single.limit?.offset?.naturalNumber ?? 0
        for item in single.order + windowOrder {
            var expression = item.expression
            if let number = expression.naturalNumber, block.items.indices.contains(number - 1) {
                expression = block.items[number - 1]
            } else {
                expression = resolvedByAlias(expression)
            }
            block.order.append(
                OrderItem(
                    expression: try resolved(expression), isDescending: item.isDescending))
        }
    }

    // MARK: SELECT

    private mutating func add(_ select: Select, isOutermost: Bool) throws(WitnessFailure) {
        guard depth < 8 else { throw .unsupported("queries nested so deep") }
        depth += 1
        defer { depth -= 1 }
        for reference in select.from { try add(reference, isOptional: false) }
        for case .expression(let expression, let alias?, _) in select.items {
            aliases[alias.lowercased()] = expression
        }
        for condition in select.filter?.conjuncts ?? [] { try addCondition(condition) }
        guard isOutermost else { return }
        block.isDistinct = select.isDistinct
        for item in select.items { block.items += try expressions(of: item).map(\.expression) }
        for group in select.groups {
            if let number = group.naturalNumber, block.items.indices.contains(number - 1) {
                block.groups.append(block.items[number - 1])
            } else {
                block.groups.append(try resolved(resolvedByAlias(group)))
            }
        }
        for condition in select.having?.conjuncts ?? [] {
            block.having.append(try resolved(resolvedByAlias(condition)))
        }
    }

    private mutating func expressions(
        of item: SelectItem
    ) throws(WitnessFailure) -> [(name: String, expression: Expression)] {
        switch item {
        case .expression(let expression, let alias, let text):
            var name = alias ?? text
            if alias == nil, case .column(let column) = expression { name = column.column }
            return [(name.lowercased(), try resolved(expression))]
        case .all: return names.flatMap(\.columns)
        case .allOf(_, let table):
            return names.first { $0.name == table.lowercased() }?.columns ?? []
        }
    }

    private mutating func addCondition(_ condition: Expression) throws(WitnessFailure) {
        let resolved = try resolved(try withFarValues(condition))
        for conjunct in resolved.conjuncts where conjunct != .literal(.boolean(true)) {
            block.conditions.append(conjunct)
        }
    }

    // MARK: FROM

    private mutating func add(
        _ reference: TableReference, isOptional: Bool
    ) throws(WitnessFailure) {
        switch reference {
        case .table(let name, let alias):
            if let shared = common[name.name.lowercased()] {
                try addDerived(shared.query, alias ?? name.name, shared.columns)
                return
            }
            let table =
                tables.first { $0.name == name.name }
                ?? tables.first { $0.name.lowercased() == name.name.lowercased() }
            let source = block.sources.count
            block.sources.append(
                QueryBlock.Source(table: table?.name ?? name.name, isOptional: isOptional))
            var seen: Set<String> = []
            var columns: [(name: String, expression: Expression)] = []
            for column in table?.columns ?? [] {
                let key = column.name.lowercased()
                guard seen.insert(key).inserted else { continue }
                let slot = block.index(of: .column(source: source, name: column.name))
                columns.append((key, .slot(slot)))
            }
            names.append(
                BlockName(
                    name: (alias ?? name.name).lowercased(), columns: columns, openSource: source))
        case .derived(let query, let alias, let columns, _):
            try addDerived(query, alias ?? "", columns)
        case .jsonTable: throw .unsupported("JSON_TABLE")
        case .hinted(let table, _): try add(table, isOptional: isOptional)
        case .join(let left, let kind, let right, let condition):
            try add(left, isOptional: isOptional || kind == .right)
            let start = names.count
            try add(right, isOptional: isOptional || kind == .left)
            switch condition {
            case .none: break
            case .on(let expression):
                for conjunct in expression.conjuncts { try addCondition(conjunct) }
            case .using(let columns): merge(columns.map { $0.lowercased() }, from: start)
            case .natural:
                let common = names[start...].flatMap(\.columns).map(\.name).filter { name in
                    names[..<start].contains { $0.columns.contains { $0.name == name } }
                }
                merge(common, from: start)
            }
        }
    }

    /// `USING (columns)`: the columns of both sides are equal.
    private mutating func merge(_ columns: [String], from start: Int) {
        for column in columns {
            let left = names[..<start].last { $0.columns.contains { $0.name == column } }?
                .columns.first { $0.name == column }?.expression
            let right = names[start...].first { $0.columns.contains { $0.name == column } }?
                .columns.first { $0.name == column }?.expression
            guard let left, let right else { continue }
            block.conditions.append(.binary(.equal, left, right))
        }
    }

    /// A derived table stands for the rows that it is made of: a group becomes one row.
    private mutating func addDerived(
        _ query: Query, _ alias: String, _ columnNames: [String]
    ) throws(WitnessFailure) {
        for table in query.with?.tables ?? [] { common[table.name.lowercased()] = table }
        var body = query
        while case .setOperation(_, _, let left, _) = body.body { body = left }
        guard let select = body.single?.select else { throw .unsupported("this derived table") }
        let isOneRow =
            select.groups.isEmpty
            && select.items.contains { item in
                if case .expression(let expression, _, _) = item {
                    expression.containsAggregate
                } else {
                    false
                }
            }
        let outerNames = names
        let outerAliases = aliases
        names = []
        aliases = [:]
        var columns: [(name: String, expression: Expression)] = []
        if isOneRow {
            // Its one row is the same for every row around it.
            for case .expression(let expression, let alias, let text) in select.items {
                var scalar = select
                scalar.items = [.expression(expression, alias: alias, text: text)]
                let slot = try add(Query(.select(scalar)), use: .scalar)
                columns.append(((alias ?? text).lowercased(), .slot(slot)))
            }
        } else {
            try add(select, isOutermost: false)
            if select.isDistinct || !select.groups.isEmpty { block.hasDistinctSource = true }
            for item in select.items {
                for (name, expression) in try expressions(of: item) {
                    columns.append((name, expression.ofOneRow))
                }
            }
            for condition in select.having?.conjuncts ?? [] {
                let resolved = try resolved(resolvedByAlias(condition)).ofOneRow
                block.conditions += resolved.conjuncts
            }
        }
        for (index, name) in columnNames.enumerated() where columns.indices.contains(index) {
            columns[index].name = name.lowercased()
        }
        names = outerNames
        aliases = outerAliases
        names.append(BlockName(name: alias.lowercased(), columns: columns, openSource: nil))
    }

    // MARK: Names

    /// An alias of the select list, where the name is no column.
    private func resolvedByAlias(_ expression: Expression) -> Expression {
        expression.mapped { part in
            guard case .column(let column) = part, column.table == nil,
                let value = aliases[column.column.lowercased()],
                own(column, opens: false) == nil
            else { return nil }
            return value
        }
    }

    private func own(_ column: ColumnReference, opens: Bool) -> Expression? {
        let key = column.column.lowercased()
        let candidates =
            column.table.map { table in names.filter { $0.name == table.lowercased() } } ?? names
        for name in candidates {
            if let found = name.columns.first(where: { $0.name == key }) { return found.expression }
        }
        return nil
    }

    private mutating func meaning(_ column: ColumnReference) throws(WitnessFailure) -> Expression {
        if column.table == "#" { return .column(column) }
        if let own = own(column, opens: false) { return own }
        let key = column.column.lowercased()
        if column.table == nil, let alias = aliases.removeValue(forKey: key) {
            defer { aliases[key] = alias }
            if alias != .column(column) { return try resolved(alias) }
        }
        if let cell = Self.cell(of: column, in: outer) {
            readsOuter = true
            return .slot(block.index(of: .outer(cell: cell)))
        }
        let open = names.filter { name in
            name.openSource != nil && (column.table.map { $0.lowercased() == name.name } ?? true)
        }
        guard open.count == 1, let source = open[0].openSource else {
            throw .unsupported("the column \(column.written)")
        }
        return .slot(block.index(of: .column(source: source, name: column.column)))
    }

    private static func cell(of column: ColumnReference, in outer: Outer) -> Int? {
        guard case .row(let names, let cells, let around) = outer else { return nil }
        let key = column.column.lowercased()
        for name in names where column.table.map({ $0.lowercased() == name.name }) ?? true {
            if let slot = name.columns.first(where: { $0.name == key })?.expression.slotIndex,
                cells.indices.contains(slot)
            {
                return cells[slot]
            }
        }
        return cell(of: column, in: around)
    }

    private mutating func resolved(
        _ expression: Expression
    ) throws(WitnessFailure) -> Expression {
        var failure: WitnessFailure?
        let result = expression.mapped { part in
            do throws(WitnessFailure) {
                switch part {
                case .column(let column) where column.column == "*": return part
                case .column(let column): return try meaning(column)
                case .subquery(let query): return .slot(try add(query, use: .scalar))
                case .exists(let query):
                    _ = try add(query, use: .exists)
                    return .literal(.boolean(true))
                case .unary(.not, .exists): return .literal(.boolean(true))
                case .inQuery(_, _, true): return .literal(.boolean(true))
                case .inQuery(let value, let query, false):
                    let slot = try add(query, use: .member)
                    return .binary(.equal, try resolved(value), .slot(slot))
                case .quantified(let value, let sign, .any, let query):
                    let slot = try add(query, use: .member)
                    return .binary(sign, try resolved(value), .slot(slot))
                case .quantified: return .literal(.boolean(true))
                case .function(let call) where call.window != nil:
                    // Ranks follow from the rows; they fix none.
                    if case .inline(let window)? = call.window { windowOrder += window.order }
                    return .userVariable("window")
                default: return nil
                }
            } catch {
                failure = failure ?? error
                return part
            }
        }
        if let failure { throw failure }
        return result
    }

    // MARK: Queries inside

    private mutating func add(
        _ query: Query, use: QueryBlock.Subquery.Use
    ) throws(WitnessFailure) -> Int {
        let fakes = Array(repeating: 0, count: block.slots.count)
        var probe = BlockBuilder(
            tables: tables, outer: .row(names: names, cells: fakes, around: outer), common: common)
        probe.depth = depth + 1
        if query.single != nil { try probe.build(query) }
        let isCorrelated = probe.readsOuter
        // A query with one value has no other member.
        if use == .scalar || use == .member, !isCorrelated,
            let known = block.subqueries.firstIndex(where: {
                $0.query == query && ($0.use == .scalar || $0.use == .member)
            }), use == .scalar || block.subqueries[known].use == .scalar
        {
            block.subqueries[known].use = .scalar
            return block.index(of: .subquery(known))
        }
        var query = query
        if query.with == nil, !common.isEmpty {
            query.with = WithClause(
                isRecursive: false,
                tables: common.keys.sorted().compactMap { common[$0] })
        }
        block.subqueries.append(
            QueryBlock.Subquery(
                query: query, use: use, isCorrelated: isCorrelated, names: names))
        return block.index(of: .subquery(block.subqueries.count - 1))
    }

    /// `x > (SELECT AVG(x) …)`: a row far below makes it true, whatever `x` is.
    private mutating func withFarValues(
        _ condition: Expression
    ) throws(WitnessFailure) -> Expression {
        guard case .binary(let sign, let left, let right) = condition else { return condition }
        let isFlipped: Bool
        let value: Expression
        let query: Query
        if let inner = right.aggregatedSubquery {
            (value, query, isFlipped) = (left, inner, false)
        } else if let inner = left.aggregatedSubquery {
            (value, query, isFlipped) = (right, inner, true)
        } else {
            return condition
        }
        let far: WitnessValue
        switch sign {
        case .greater, .greaterOrEqual:
            far = .integer(isFlipped ? Self.farAway : -Self.farAway)
        case .less, .lessOrEqual: far = .integer(isFlipped ? -Self.farAway : Self.farAway)
        case .notEqual: far = .integer(Self.farAway)
        default: return condition
        }
        _ = try add(query, use: .far(far))
        return .isTest(value, .null, negated: true)
    }

    private static let farAway: Int64 = 1_000_000_000
}

extension Expression {
    /// The number of a LIMIT or of an ordinal in ORDER BY.
    var naturalNumber: Int? {
        if case .literal(.integer(let digits)) = self { Int(digits) } else { nil }
    }

    /// The query whose AVG, SUM, MIN or MAX this is made of, with numbers around it.
    fileprivate var aggregatedSubquery: Query? {
        switch self {
        case .subquery(let query):
            guard case .expression(let item, _, _)? = query.single?.select.items.first,
                query.single?.select.groups.isEmpty == true, let inner = item.innermostAggregate,
                ["avg", "sum", "min", "max"].contains(inner)
            else { return nil }
            return query
        case .binary(.times, let left, let right), .binary(.divide, let left, let right):
            if Constant(right)?.number ?? -1 > 0 { return left.aggregatedSubquery }
            if Constant(left)?.number ?? -1 > 0 { return right.aggregatedSubquery }
            return nil
        default: return nil
        }
    }

    private var innermostAggregate: String? {
        if let aggregate { return aggregate.name.lowercased() }
        switch self {
        case .binary(.times, let left, let right), .binary(.divide, let left, let right):
            if Constant(right)?.number ?? -1 > 0 { return left.innermostAggregate }
            if Constant(left)?.number ?? -1 > 0 { return right.innermostAggregate }
            return nil
        default: return nil
        }
    }
}
