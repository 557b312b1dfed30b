// FROM: tables, derived tables and joins.

extension Parser {
    /// References with commas between them.
    mutating func tableReferences() throws(Refusal) -> [TableReference] {
        try list { parser throws(Refusal) in try parser.tableReference() }
    }

    /// One reference with its joins.
    mutating func tableReference() throws(Refusal) -> TableReference {
        guard at(.leftBrace) else { return try joins(after: try tableFactor()) }
        try descend()
        defer { ascend() }
        advance()
        try expect(.oj)
        let reference = try joins(after: try tableFactor())
        try expect(.rightBrace)
        return try joins(after: reference)
    }

    /// Goes on with joins after an operand.
    ///
    /// The right side of a join takes the joins that follow it, so that `a JOIN b JOIN c ON x ON y`
    /// nests; where an inner join then has no condition of its own, its left side moves into the
    /// leftmost place of the right side and the joins read from the left after all.
    private mutating func joins(after first: TableReference) throws(Refusal) -> TableReference {
        try descend()
        defer { ascend() }
        var left = first
        while true {
            switch token.kind {
            case .join, .inner, .cross, .straightJoin:
                if take(.inner) || take(.cross) {
                    try expect(.join)
                } else {
                    advance()
                }
                let right = try tableReference()
                if let condition = try joinCondition() {
                    left = .join(left, .inner, right, condition)
                } else {
                    left = Self.crossJoin(left, right)
                }
            case .left, .right:
                let kind: JoinKind = at(.left) ? .left : .right
                advance()
                _ = take(.outer)
                try expect(.join)
                let right = try tableReference()
                guard let condition = try joinCondition() else { throw unexpected() }
                left = .join(left, kind, right, condition)
            case .natural:
                advance()
                let kind = try naturalKind()
                left = .join(left, kind, try tableFactor(), .natural)
            default: return left
            }
            try growTree()
        }
    }

    private mutating func naturalKind() throws(Refusal) -> JoinKind {
        var kind = JoinKind.inner
        if at(.left, .right) {
            kind = at(.left) ? .left : .right
            advance()
            _ = take(.outer)
        } else {
            _ = take(.inner)
        }
        try expect(.join)
        return kind
    }

    private mutating func joinCondition() throws(Refusal) -> JoinCondition? {
        if take(.on) { return .on(try expression()) }
        if take(.using) { return .using(try nameList()) }
        return nil
    }

    /// Joins without a condition: the left side becomes the neighbour of the right's first table.
    private static func crossJoin(
        _ left: TableReference, _ right: TableReference
    ) -> TableReference {
        guard case .join(let first, let kind, let second, let condition) = right else {
            return .join(left, .inner, right, .none)
        }
        return .join(crossJoin(left, first), kind, second, condition)
    }

    // MARK: Operands

    private mutating func tableFactor() throws(Refusal) -> TableReference {
        switch token.kind {
        case .leftParenthesis:
            switch try parenthesisedTables() {
            case .query(let query): return try derivedTable(query, isLateral: false)
            case .tables(let tables): return tables
            }
        case .lateral:
            advance()
            return try derivedTable(try subquery(), isLateral: true)
        case .jsonTable: return .jsonTable(try jsonTable())
        default: return try singleTable()
        }
    }

    private mutating func singleTable() throws(Refusal) -> TableReference {
        let name = try tableName()
        var hints = TableHints()
        if take(.partition) {
            _ = try nameList()
            hints.namesPartitions = true
        }
        let alias = try tableAlias()
        while let indexes = try indexHint() { hints.indexes += indexes }
        let table = TableReference.table(name, alias: alias)
        return hints == TableHints() ? table : .hinted(table, hints)
    }

    /// `[AS] name`.
    mutating func tableAlias() throws(Refusal) -> String? {
        if take(.as) { return try identifier() }
        return isAtIdentifier ? try identifier() : nil
    }

    /// The names in one hint; nil where none stands.
    private mutating func indexHint() throws(Refusal) -> [String]? {
        let isUse = at(.use)
        guard isUse || at(.force, .ignore) else { return nil }
        advance()
        guard take(.index) || take(.key) else { throw unexpected() }
        if take(.for) {
            if !take(.join) {
                guard take(.order) || take(.group) else { throw unexpected() }
                try expect(.by)
            }
        }
        try expect(.leftParenthesis)
        if isUse, take(.rightParenthesis) { return [] }
        let names = try list { parser throws(Refusal) in
            parser.take(.primary) ? "PRIMARY" : try parser.identifier()
        }
        try expect(.rightParenthesis)
        return names
    }

    private mutating func derivedTable(
        _ query: Query, isLateral: Bool
    ) throws(Refusal) -> TableReference {
        let alias = try tableAlias()
        guard alias != nil || lexer.mode.contains(.namelessDerivedTables) else {
            throw refusal(MySQLError(1248, "42000", "Every derived table must have its own alias"))
        }
        let columns = alias != nil && at(.leftParenthesis) ? try nameList() : []
        return .derived(query, alias: alias, columns: columns, isLateral: isLateral)
    }

    private enum ParenthesisedTables {
        case query(Query)
        case tables(TableReference)
    }

    /// A query, a table, or joined tables in parentheses.
    private mutating func parenthesisedTables() throws(Refusal) -> ParenthesisedTables {
        try descend()
        defer { ascend() }
        try expect(.leftParenthesis)
        if isAtQueryStart() {
            let query = try queryExpression()
            try expect(.rightParenthesis)
            return .query(query)
        }
        var first: TableReference
        if at(.leftParenthesis) {
            switch try parenthesisedTables() {
            case .query(let inner):
                switch token.kind {
                case .rightParenthesis:
                    advance()
                    return .query(inner)
                case .union, .except, .intersect, .order, .limit, .for, .lock:
                    let query = try queryExpression(after: inner)
                    try expect(.rightParenthesis)
                    return .query(query)
                default: first = try derivedTable(inner, isLateral: false)
                }
            case .tables(let inner): first = inner
            }
            first = try joins(after: first)
        } else {
            first = try tableReference()
        }
        while take(.comma) {
            first = .join(first, .inner, try tableReference(), .none)
        }
        try expect(.rightParenthesis)
        return .tables(first)
    }

    // MARK: JSON_TABLE

    private mutating func jsonTable() throws(Refusal) -> JSONTableReference {
        advance()
        try expect(.leftParenthesis)
        let document = try expression()
        try expect(.comma)
        let path = try textLiteralValue()
        let columns = try jsonTableColumns()
        try expect(.rightParenthesis)
        guard let alias = try tableAlias() else {
            throw refusal(
                MySQLError(
                    3667, "42000", "Every table function must have an alias"))
        }
        return JSONTableReference(
            document: document, path: path, columns: columns, alias: alias)
    }

    private mutating func jsonTableColumns() throws(Refusal) -> [JSONTableReference.Column] {
        try descend()
        defer { ascend() }
        try expect(.columns)
        return try parenthesised { parser throws(Refusal) in try parser.jsonTableColumn() }
    }

    private mutating func jsonTableColumn() throws(Refusal) -> JSONTableReference.Column {
        if at(.nested), peek() == .path {
            advance()
            advance()
            let path = try textLiteralValue()
            return .nested(path: path, try jsonTableColumns())
        }
        let name = try identifier()
        if take(.for) {
            try expect(.ordinality)
            return .ordinality(name: name)
        }
        var type = try columnType()
        if take(.collate) { type.collation = try collationName() }
        let exists = take(.exists)
        try expect(.path)
        let path = try textLiteralValue()
        let (onEmpty, onError) = try jsonResponses(inAnyOrder: true)
        if exists { return .path(name: name, type, path: path, exists: true) }
        guard onEmpty == nil, onError == nil else {
            return .pathWithResponses(
                name: name, type, path: path, onEmpty: onEmpty, onError: onError)
        }
        return .path(name: name, type, path: path, exists: false)
    }
}
