// Query expressions: SELECTs joined by set operations, with WITH, ORDER BY and LIMIT.

extension Parser {
    /// A query that does not start with a parenthesis, or any query at the start of a statement.
    ///
    /// - Parameter allowsInto: whether INTO may end it: only a statement's own query.
    mutating func queryExpression(allowsInto: Bool = false) throws(Refusal) -> Query {
        try descend()
        defer { ascend() }
        let with = try withClause()
        var query = try setOperations(after: try queryOperand(allowsInto: allowsInto))
        query.with = with
        try queryTail(&query, allowsInto: allowsInto)
        return query
    }

    /// What follows a query in parentheses that turns out to be an operand.
    mutating func queryExpression(after operand: Query) throws(Refusal) -> Query {
        var query = try setOperations(after: operand)
        try queryTail(&query, allowsInto: false)
        return query
    }

    /// `WITH [RECURSIVE] name [(columns)] AS (query), …`.
    mutating func withClause() throws(Refusal) -> WithClause? {
        guard take(.with) else { return nil }
        let isRecursive = take(.recursive)
        let tables = try list { parser throws(Refusal) in
            let name = try parser.identifier()
            let columns = parser.at(.leftParenthesis) ? try parser.nameList() : []
            try parser.expect(.as)
            return CommonTable(name: name, columns: columns, query: try parser.subquery())
        }
        return WithClause(isRecursive: isRecursive, tables: tables)
    }

    /// `ORDER BY`, `LIMIT`, locks and `INTO` after the operands.
    private mutating func queryTail(
        _ query: inout Query, allowsInto: Bool
    ) throws(Refusal) {
        let order = try orderClause()
        let limit = try limitClause()
        let into = query.into
        if !order.isEmpty || limit != nil {
            // The clauses of an operand in parentheses are its own.
            if !query.order.isEmpty || query.limit != nil {
                let with = query.with
                query.with = nil
                query.into = nil
                query = Query(.nested(query))
                query.with = with
                query.into = into
            }
            query.order = order
            query.limit = limit
        }
        if allowsInto, at(.into), query.into == nil { query.into = try intoClause() }
        while at(.for) || at(.lock) {
            try lockingClause()
            query.locks = true
        }
        if allowsInto, at(.into), query.into == nil { query.into = try intoClause() }
        if !allowsInto, query.into != nil { reportMisplacedInto() }
    }

    private mutating func reportMisplacedInto() {
        reportLate(
            MySQLError(
                3954, "HY000",
                "Misplaced INTO clause, INTO is not allowed inside subqueries, and must be placed "
                    + "at end of UNION clauses."))
    }

    /// One operand of a set operation, as a query.
    private mutating func queryOperand(allowsInto: Bool = false) throws(Refusal) -> Query {
        switch token.kind {
        case .select: return try select()
        case .values:
            advance()
            let rows = try list { parser throws(Refusal) in
                try parser.expect(.row)
                return try parser.rowValues()
            }
            return Query(.values(rows))
        case .table:
            advance()
            return Query(.table(try tableName()))
        case .leftParenthesis: return try subquery(allowsInto: allowsInto)
        default: throw unexpected()
        }
    }

    private mutating func setOperator() -> SetOperator? {
        switch token.kind {
        case .union: .union
        case .except: .except
        case .intersect: .intersect
        default: nil
        }
    }

    /// Operands joined by UNION and EXCEPT, from the left; INTERSECT binds more strongly.
    private mutating func setOperations(
        after first: Query
    ) throws(Refusal) -> Query {
        var left = try intersections(after: first)
        while let symbol = setOperator(), symbol != .intersect {
            advance()
            let distinct = try unionOption()
            var operands = [left, try intersections(after: try queryOperand())]
            // A run of the same operation may be joined in any order, but for EXCEPT.
            while symbol == .union, at(.union) {
                let start = mark
                advance()
                guard try unionOption() == distinct else {
                    reset(to: start)
                    break
                }
                operands.append(try intersections(after: try queryOperand()))
            }
            let into = takeInto(&operands)
            try growTree(by: Self.joinedHeight(operands.count))
            left = Self.joined(operands[...]) {
                Query(.setOperation(symbol, distinct: distinct, $0, $1))
            }
            left.into = into
        }
        return left
    }

    private mutating func intersections(after first: Query) throws(Refusal) -> Query {
        var left = first
        while take(.intersect) {
            let distinct = try unionOption()
            var operands = [left, try queryOperand()]
            let into = takeInto(&operands)
            left = Query(
                .setOperation(.intersect, distinct: distinct, operands[0], operands[1]))
            left.into = into
            try growTree()
        }
        return left
    }

    /// Takes the INTO of the last operand, which is that of the whole; others may have none.
    private mutating func takeInto(_ operands: inout [Query]) -> IntoClause? {
        let into = operands[operands.count - 1].into
        operands[operands.count - 1].into = nil
        for index in operands.indices where operands[index].into != nil {
            operands[index].into = nil
            reportMisplacedInto()
        }
        return into
    }

    private mutating func unionOption() throws(Refusal) -> Bool {
        if take(.all) { return false }
        _ = take(.distinct)
        return true
    }

    // MARK: Clauses

    mutating func orderClause() throws(Refusal) -> [OrderItem] {
        guard take(.order) else { return [] }
        try expect(.by)
        return try list { parser throws(Refusal) in
            let expression = try parser.expression()
            return OrderItem(expression: expression, isDescending: parser.takeDirection())
        }
    }

    /// `ASC` or `DESC`; true for the latter.
    mutating func takeDirection() -> Bool {
        if take(.asc) { return false }
        return take(.desc)
    }

    mutating func limitClause() throws(Refusal) -> Limit? {
        guard take(.limit) else { return nil }
        let first = try limitValue()
        if take(.comma) { return Limit(count: try limitValue(), offset: first) }
        if take(.offset) { return Limit(count: first, offset: try limitValue()) }
        return Limit(count: first)
    }

    /// The LIMIT of UPDATE and DELETE, which has no offset.
    mutating func simpleLimit() throws(Refusal) -> Expression? {
        take(.limit) ? try limitValue() : nil
    }

    private mutating func limitValue() throws(Refusal) -> Expression {
        switch token.kind {
        case .integer:
            guard UInt64(written) != nil else { throw unexpected() }
            return try primary()
        case .placeholder: return try primary()
        default:
            let name = try identifier()
            reportLate(MySQLError(1327, "42000", "Undeclared variable: \(name)"))
            return .literal(.integer("0"))
        }
    }

    /// `FOR UPDATE|SHARE …` or `LOCK IN SHARE MODE`.
    private mutating func lockingClause() throws(Refusal) {
        if take(.lock) {
            try expect(.in, .share)
            return try expect(.mode)
        }
        try expect(.for)
        guard take(.update) || take(.share) else { throw unexpected() }
        if take(.of) {
            _ = try tableNamesWithStars()
        }
        if take(.skip) {
            try expect(.locked)
        } else {
            _ = take(.nowait)
        }
    }

    /// `INTO @a, …`, `INTO OUTFILE …`, `INTO DUMPFILE …`.
    mutating func intoClause() throws(Refusal) -> IntoClause {
        try expect(.into)
        if take(.outfile) {
            _ = try textString()
            if try takeCharacterSetWords() { _ = try characterSetName() }
            try fieldAndLineTerms()
            return .file
        }
        if at(.dumpfile), peek() == .stringLiteral {
            advance()
            _ = try textString()
            return .file
        }
        return .variables(
            try list { parser throws(Refusal) in
                if parser.take(.atSign) { return try parser.identifierOrText() }
                let name = try parser.identifierOrText()
                parser.reportLate(MySQLError(1327, "42000", "Undeclared variable: \(name)"))
                return name
            })
    }

    /// `FIELDS TERMINATED BY …`, `LINES TERMINATED BY …` of files.
    mutating func fieldAndLineTerms() throws(Refusal) {
        if take(.columns) {
            var count = 0
            while true {
                switch token.kind {
                case .terminated, .enclosed, .escaped: advance()
                case .optionally:
                    advance()
                    try expect(.enclosed)
                default:
                    if count == 0 { throw unexpected() }
                    count = -1
                }
                if count < 0 { break }
                try expect(.by)
                _ = try textString()
                count += 1
            }
        }
        if take(.lines) {
            guard at(.terminated, .starting) else { throw unexpected() }
            while take(.terminated) || take(.starting) {
                try expect(.by)
                _ = try textString()
            }
        }
    }
}
