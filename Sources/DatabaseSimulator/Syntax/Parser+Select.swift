// One SELECT.

extension Parser {
    /// A SELECT up to its WINDOW clause; ORDER BY and LIMIT are left to the caller.
    mutating func select() throws(Refusal) -> Query {
        advance()
        var select = Select(items: [])
        try selectOptions(&select)
        select.items = try selectItems()
        let into = at(.into) ? try intoClause() : nil
        if take(.from) {
            if !take(.dual) { select.from = try tableReferences() }
        }
        if take(.where) { select.filter = try expression() }
        if take(.group) { try groupClause(&select) }
        if take(.having) { select.having = try expression() }
        if take(.window) {
            select.windows = try list { parser throws(Refusal) in
                let name = try parser.identifier()
                try parser.expect(.as)
                return NamedWindow(name: name, definition: try parser.windowDefinition())
            }
        }
        var query = Query(.select(select))
        query.into = into
        return query
    }

    private mutating func selectOptions(_ select: inout Select) throws(Refusal) {
        var hasAll = false
        while true {
            switch token.kind {
            case .all: hasAll = true
            case .distinct: select.isDistinct = true
            case .sqlCalcFoundRows: select.countsFoundRows = true
            case .highPriority, .straightJoin, .sqlSmallResult, .sqlBigResult, .sqlBufferResult,
                .sqlNoCache:
                break
            default: return
            }
            advance()
            if hasAll, select.isDistinct {
                throw refusal(MySQLError(1221, "HY000", "Incorrect usage of ALL and DISTINCT"))
            }
        }
    }

    private mutating func groupClause(_ select: inout Select) throws(Refusal) {
        try expect(.by)
        select.groups = try list { parser throws(Refusal) in try parser.expression() }
        if at(.with), peek() == .rollup {
            advance()
            advance()
            select.withRollup = true
        }
    }

    mutating func selectItems() throws(Refusal) -> [SelectItem] {
        var items: [SelectItem] = []
        if take(.times) {
            items.append(.all)
        } else {
            items.append(try selectItem())
        }
        while take(.comma) {
            let item = try selectItem()
            // No query may have so many; the rest is only read.
            if items.count <= Self.maximumColumns { items.append(item) }
        }
        return items
    }

    /// How many columns a result may have.
    static let maximumColumns = 4_096

    private mutating func selectItem() throws(Refusal) -> SelectItem {
        let start = token.start
        if isAtIdentifier, peek() == .dot, let wild = try qualifiedAll() { return wild }
        let expression = try expression()
        let text: String
        if case .literal(.string(let value, introducer: _)) = expression {
            text = value
        } else {
            text = source(from: start)
        }
        return .expression(expression, alias: try selectAlias(), text: text)
    }

    /// `table.*` or `schema.table.*`, or nil if it is something else.
    private mutating func qualifiedAll() throws(Refusal) -> SelectItem? {
        let start = mark
        let first = try identifier()
        advance()
        if take(.times) { return .allOf(schema: nil, table: first) }
        if isAtIdentifier, peek() == .dot {
            let second = try identifier()
            advance()
            if take(.times) { return .allOf(schema: first, table: second) }
        }
        reset(to: start)
        return nil
    }

    /// `[AS] name`, also in quotes.
    mutating func selectAlias() throws(Refusal) -> String? {
        if take(.as) {
            return at(.stringLiteral) ? try string() : try identifier()
        }
        if at(.stringLiteral) { return try string() }
        return isAtIdentifier ? try identifier() : nil
    }
}
