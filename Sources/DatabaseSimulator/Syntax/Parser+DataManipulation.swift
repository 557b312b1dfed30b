// INSERT, REPLACE, UPDATE and DELETE.

extension Parser {
    mutating func insertStatement() throws(Refusal) -> SyntaxStatement {
        let isReplace = at(.replace)
        advance()
        switch token.kind {
        case .lowPriority, .delayed: advance()
        case .highPriority where !isReplace: advance()
        default: break
        }
        let ignoresErrors = !isReplace && take(.ignore)
        _ = take(.into)
        let table = try tableName()
        if take(.partition) { _ = try nameList() }
        var insert = Insert(table: table, source: .rows([]))
        insert.isReplace = isReplace
        insert.ignoresErrors = ignoresErrors
        if take(.set) {
            let assignments = try assignments()
            insert.columns = assignments.map(\.column)
            insert.source = .rows([assignments.map(\.value)])
            if !isReplace { try rowAlias(&insert) }
        } else {
            try insertSource(&insert)
        }
        if !isReplace, take(.on) {
            try expect(.duplicate, .key)
            try expect(.update)
            insert.onDuplicate = try assignments()
        }
        return .insert(insert)
    }

    private mutating func insertSource(_ insert: inout Insert) throws(Refusal) {
        if at(.leftParenthesis) {
            switch peek() {
            case .select, .with, .table, .values, .leftParenthesis:
                insert.source = .query(try queryExpression())
                return
            default:
                advance()
                insert.columns = []
                if !take(.rightParenthesis) {
                    insert.columns = try list { parser throws(Refusal) in
                        try parser.columnReference()
                    }
                    try expect(.rightParenthesis)
                }
            }
        }
        switch token.kind {
        case .value:
            advance()
            insert.source = .rows(try valueLists())
        case .values where peek() == .row:
            insert.source = .query(try queryExpression())
            return
        case .values:
            advance()
            insert.source = .rows(try valueLists())
        case .select, .with, .table, .leftParenthesis:
            insert.source = .query(try queryExpression())
            return
        default: throw unexpected()
        }
        if !insert.isReplace { try rowAlias(&insert) }
    }

    private mutating func valueLists() throws(Refusal) -> [[Expression]] {
        try list { parser throws(Refusal) in try parser.rowValues() }
    }

    /// `(value, …)`, where DEFAULT may stand; it may be empty.
    mutating func rowValues() throws(Refusal) -> [Expression] {
        try expect(.leftParenthesis)
        if take(.rightParenthesis) { return [] }
        var values = [try expressionOrDefault()]
        while take(.comma) { values.append(try expressionOrDefault()) }
        try expect(.rightParenthesis)
        return values
    }

    private mutating func expressionOrDefault() throws(Refusal) -> Expression {
        if at(.default), peek() != .leftParenthesis {
            advance()
            return .defaultValue(nil)
        }
        return try expression()
    }

    /// `AS new (a, b)`.
    private mutating func rowAlias(_ insert: inout Insert) throws(Refusal) {
        guard take(.as) else { return }
        insert.rowAlias = try identifier()
        if at(.leftParenthesis) { insert.columnAliases = try nameList() }
    }

    private mutating func assignments() throws(Refusal) -> [Assignment] {
        try list { parser throws(Refusal) in
            let column = try parser.columnReference()
            guard parser.take(.equal) || parser.take(.assign) else { throw parser.unexpected() }
            return Assignment(column: column, value: try parser.expressionOrDefault())
        }
    }

    mutating func updateStatement(_ with: WithClause?) throws(Refusal) -> SyntaxStatement {
        advance()
        _ = take(.lowPriority)
        let ignoresErrors = take(.ignore)
        let tables = try tableReferences()
        try expect(.set)
        var update = Update(tables: tables, assignments: try assignments())
        update.with = with
        update.ignoresErrors = ignoresErrors
        if take(.where) { update.filter = try expression() }
        update.order = try orderClause()
        update.limit = try simpleLimit()
        return .update(update)
    }

    mutating func deleteStatement(_ with: WithClause?) throws(Refusal) -> SyntaxStatement {
        advance()
        var delete = Delete(targets: [], from: [])
        delete.with = with
        var isOption = true
        while isOption {
            switch token.kind {
            case .quick, .lowPriority: advance()
            case .ignore:
                advance()
                delete.ignoresErrors = true
            default: isOption = false
            }
        }
        guard take(.from) else {
            delete.isMultiTable = true
            delete.targets = try tableNamesWithStars().names
            try expect(.from)
            delete.from = try tableReferences()
            if take(.where) { delete.filter = try expression() }
            return .delete(delete)
        }
        let (targets, isWild) = try tableNamesWithStars()
        delete.targets = targets
        if at(.using) || isWild || targets.count > 1 {
            try expect(.using)
            delete.isMultiTable = true
            delete.from = try tableReferences()
            if take(.where) { delete.filter = try expression() }
            return .delete(delete)
        }
        let alias = try tableAlias()
        if take(.partition) { _ = try nameList() }
        delete.from = [.table(targets[0], alias: alias)]
        if take(.where) { delete.filter = try expression() }
        delete.order = try orderClause()
        delete.limit = try simpleLimit()
        return .delete(delete)
    }

    /// Tables, each with an optional `.*`; whether one had it.
    mutating func tableNamesWithStars() throws(Refusal) -> (
        names: [TableName], isWild: Bool
    ) {
        var isWild = false
        let names = try list { parser throws(Refusal) in
            let first = try parser.identifier()
            guard parser.take(.dot) else { return TableName(first) }
            if parser.take(.times) {
                isWild = true
                return TableName(first)
            }
            let second = try parser.identifier()
            if parser.take(.dot) {
                try parser.expect(.times)
                isWild = true
            }
            return TableName(second, schema: first)
        }
        return (names, isWild)
    }
}
