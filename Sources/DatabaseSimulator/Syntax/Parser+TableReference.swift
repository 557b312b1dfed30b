// FROM: tables, derived tables and joins.

extension Parser {
    /// References with commas between them.
    mutating func tableReferences() throws(MySQLError) -> [TableReference] {
        try list { parser throws(MySQLError) in try parser.tableReference() }
    }

    /// One reference with its joins.
    mutating func tableReference() throws(MySQLError) -> TableReference {
        try joins(after: try tableFactor())
    }

    /// Goes on with joins after an operand.
    ///
    /// The right side of a join takes the joins that follow it, so that `a JOIN b JOIN c ON x ON y`
    /// nests; where an inner join then has no condition of its own, its left side moves into the
    /// leftmost place of the right side and the joins read from the left after all.
    private mutating func joins(after first: TableReference) throws(MySQLError) -> TableReference {
        try descend()
        defer { ascend() }
        var left = first
        var length = 0
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
            length += 1
            try checkChain(length)
        }
    }

    private mutating func naturalKind() throws(MySQLError) -> JoinKind {
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

    private mutating func joinCondition() throws(MySQLError) -> JoinCondition? {
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

    private mutating func tableFactor() throws(MySQLError) -> TableReference {
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
        case .leftBrace:
            advance()
            _ = try identifier()
            let reference = try tableReference()
            try expect(.rightBrace)
            return reference
        default: return try singleTable()
        }
    }

    private mutating func singleTable() throws(MySQLError) -> TableReference {
        let name = try tableName()
        if take(.partition) { _ = try nameList() }
        let alias = try tableAlias()
        while try takeIndexHint() {}
        return .table(name, alias: alias)
    }

    /// `[AS] name`.
    mutating func tableAlias() throws(MySQLError) -> String? {
        if take(.as) { return try identifier() }
        return isAtIdentifier ? try identifier() : nil
    }

    private mutating func takeIndexHint() throws(MySQLError) -> Bool {
        let isUse = at(.use)
        guard isUse || at(.force, .ignore) else { return false }
        advance()
        guard take(.index) || take(.key) else { throw unexpected() }
        if take(.for) {
            if !take(.join) {
                guard take(.order) || take(.group) else { throw unexpected() }
                try expect(.by)
            }
        }
        try expect(.leftParenthesis)
        if isUse, take(.rightParenthesis) { return true }
        _ = try list { parser throws(MySQLError) in
            if !parser.take(.primary) { _ = try parser.identifier() }
        }
        try expect(.rightParenthesis)
        return true
    }

    private mutating func derivedTable(
        _ query: Query, isLateral: Bool
    ) throws(MySQLError) -> TableReference {
        guard let alias = try tableAlias() else {
            throw MySQLError(1248, "42000", "Every derived table must have its own alias")
        }
        let columns = at(.leftParenthesis) ? try nameList() : []
        return .derived(query, alias: alias, columns: columns, isLateral: isLateral)
    }

    private enum ParenthesisedTables {
        case query(Query)
        case tables(TableReference)
    }

    /// A query, a table, or joined tables in parentheses.
    private mutating func parenthesisedTables() throws(MySQLError) -> ParenthesisedTables {
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

    private mutating func jsonTable() throws(MySQLError) -> JSONTableReference {
        advance()
        try expect(.leftParenthesis)
        let document = try expression()
        try expect(.comma)
        let path = try textString()
        let columns = try jsonTableColumns()
        try expect(.rightParenthesis)
        guard let alias = try tableAlias() else {
            throw MySQLError(
                3667, "42000", "Every table function must have an alias")
        }
        return JSONTableReference(
            document: document, path: path, columns: columns, alias: alias)
    }

    private mutating func jsonTableColumns() throws(MySQLError) -> [JSONTableReference.Column] {
        try descend()
        defer { ascend() }
        try expect(.columns)
        return try parenthesised { parser throws(MySQLError) in try parser.jsonTableColumn() }
    }

    private mutating func jsonTableColumn() throws(MySQLError) -> JSONTableReference.Column {
        if at(.nested), peek() == .path || peek() == .stringLiteral {
            advance()
            _ = take(.path)
            let path = try textString()
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
        let path = try textString()
        if exists { return .path(name: name, type, path: path, exists: true) }
        let (onEmpty, onError) = try jsonResponses()
        guard onEmpty == nil, onError == nil else {
            return .pathWithResponses(
                name: name, type, path: path, onEmpty: onEmpty, onError: onError)
        }
        return .path(name: name, type, path: path, exists: false)
    }
}
