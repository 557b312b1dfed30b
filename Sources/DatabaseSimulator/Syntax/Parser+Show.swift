// SHOW, DESCRIBE and EXPLAIN.

extension Parser {
    mutating func showStatement() throws(Refusal) -> SyntaxStatement {
        advance()
        let isFull = take(.full)
        let isExtended = !isFull && at(.extended)
        if isExtended {
            advance()
            if take(.full) { return .show(try showTablesOrColumns(full: true)) }
            switch token.kind {
            case .index, .indexes, .keys: return .show(try showIndexes())
            default: return .show(try showTablesOrColumns(full: false))
            }
        }
        if isFull {
            if take(.processlist) {
                return .show(ShowStatement(.processList(text: "SHOW FULL PROCESSLIST")))
            }
            if at(.triggers) { return .show(try showOther()) }
            return .show(try showTablesOrColumns(full: true))
        }
        return .show(try showPlain())
    }

    private mutating func showTablesOrColumns(full: Bool) throws(Refusal) -> ShowStatement {
        if take(.tables) {
            let schema = try fromSchema()
            return try filtered(ShowStatement(.tables(schema: schema, full: full)))
        }
        try expect(.columns)
        let table = try tableOfShow()
        return try filtered(ShowStatement(.columns(table, full: full)))
    }

    /// `FROM|IN schema`, if it stands here.
    private mutating func fromSchema() throws(Refusal) -> String? {
        guard take(.from) || take(.in) else { return nil }
        return try identifier()
    }

    /// `FROM|IN table [FROM|IN schema]`.
    private mutating func tableOfShow() throws(Refusal) -> TableName {
        guard take(.from) || take(.in) else { throw unexpected() }
        var table = try tableName()
        if let schema = try fromSchema() { table.schema = schema }
        return table
    }

    private mutating func showIndexes() throws(Refusal) -> ShowStatement {
        advance()
        var show = ShowStatement(.indexes(try tableOfShow()))
        if take(.where) { show.filter = try expression() }
        return show
    }

    /// Takes `LIKE '…'` or `WHERE …`.
    private mutating func filtered(_ plain: ShowStatement) throws(Refusal) -> ShowStatement {
        var show = plain
        if take(.like) {
            show.like = try string()
        } else if take(.where) {
            show.filter = try expression()
        }
        return show
    }

    private mutating func showPlain() throws(Refusal) -> ShowStatement {
        let kind = token.kind
        switch kind {
        case .databases:
            advance()
            return try filtered(ShowStatement(.databases))
        case .tables, .columns: return try showTablesOrColumns(full: false)
        case .table:
            advance()
            try expect(.status)
            let schema = try fromSchema()
            return try filtered(ShowStatement(.tableStatus(schema: schema)))
        case .index, .indexes, .keys: return try showIndexes()
        case .create: return try showCreate()
        case .global, .session, .local, .variables, .status: return try showVariables()
        case .warnings, .errors:
            advance()
            _ = try limitClause()
            return ShowStatement(kind == .warnings ? .warnings : .errors)
        case .count:
            advance()
            try expect(.leftParenthesis, .times)
            try expect(.rightParenthesis)
            if take(.errors) { return ShowStatement(.errorCount) }
            try expect(.warnings)
            return ShowStatement(.warningCount)
        case .storage:
            advance()
            try expect(.engines)
            return ShowStatement(.engines)
        case .engines:
            advance()
            return ShowStatement(.engines)
        case .char, .charset:
            guard try takeCharacterSetWords() else { throw unexpected() }
            return try filtered(ShowStatement(.characterSets))
        case .collation:
            advance()
            return try filtered(ShowStatement(.collations))
        case .privileges:
            advance()
            return ShowStatement(.privileges)
        case .processlist:
            advance()
            return ShowStatement(.processList(text: "SHOW PROCESSLIST"))
        case .grants: return try showGrants()
        default: return try showOther()
        }
    }

    private mutating func showCreate() throws(Refusal) -> ShowStatement {
        advance()
        switch token.kind {
        case .table:
            advance()
            return ShowStatement(.createTable(try tableName()))
        case .view:
            advance()
            return ShowStatement(.createView(try tableName()))
        case .database:
            advance()
            _ = try takeIfNotExists()
            return ShowStatement(.createDatabase(try identifier()))
        case .procedure, .function, .trigger, .event:
            let kind = written.uppercased()
            advance()
            return ShowStatement(.createRoutine(kind: kind, name: try tableName()))
        case .user:
            advance()
            try userName()
            return ShowStatement(.other("CREATE USER"))
        default: throw unexpected()
        }
    }

    private mutating func showVariables() throws(Refusal) -> ShowStatement {
        let isGlobal = at(.global)
        if at(.global) || at(.session) || at(.local) { advance() }
        if take(.status) { return try filtered(ShowStatement(.status)) }
        try expect(.variables)
        return try filtered(ShowStatement(.variables(global: isGlobal)))
    }

    private mutating func showGrants() throws(Refusal) -> ShowStatement {
        advance()
        var user: String?
        if take(.for) {
            let start = token.start
            let isCurrent = at(.currentUser)
            try userName()
            if !isCurrent { user = source(from: start) }
            if take(.using) {
                _ = try list { parser throws(Refusal) in try parser.userName() }
            }
        }
        return ShowStatement(.grants(user: user))
    }

    /// Forms that MySQL has and the emulator has not.
    private mutating func showOther() throws(Refusal) -> ShowStatement {
        let words = written.uppercased()
        let kind = token.kind
        switch kind {
        case .triggers, .events:
            advance()
            _ = try fromSchema()
            return try filtered(ShowStatement(.other(words)))
        case .open:
            advance()
            try expect(.tables)
            _ = try fromSchema()
            return try filtered(ShowStatement(.other("OPEN TABLES")))
        case .plugins, .profiles, .replicas:
            advance()
            return ShowStatement(.other(words))
        case .procedure, .function:
            advance()
            if take(.code) {
                _ = try tableName()
                return ShowStatement(.other(words + " CODE"))
            }
            try expect(.status)
            return try filtered(ShowStatement(.routineStatus(words)))
        case .engine:
            advance()
            if !take(.all) { _ = try identifierOrText() }
            guard take(.status) || take(.mutex) || take(.logs) else { throw unexpected() }
            return ShowStatement(.other("ENGINE"))
        case .binary, .master:
            advance()
            guard take(.logs) || (kind == .master && take(.status)) else { throw unexpected() }
            return ShowStatement(.other(words + " LOGS"))
        case .replica, .slave:
            advance()
            guard take(.status) || take(.hosts) else { throw unexpected() }
            try skipToEnd()
            return ShowStatement(.other(words + " STATUS"))
        case .binlog, .relaylog:
            advance()
            try expect(.events)
            try skipToEnd()
            return ShowStatement(.other(words + " EVENTS"))
        case .profile:
            try skipToEnd()
            return ShowStatement(.other(words))
        default: throw unexpected()
        }
    }

    mutating func describeStatement() throws(Refusal) -> SyntaxStatement {
        advance()
        switch token.kind {
        case .select, .insert, .replace, .update, .delete, .with, .table, .values,
            .leftParenthesis, .analyze, .for:
            return try explain()
        case .format where peek() == .equal: return try explain()
        default: break
        }
        let table = try tableName()
        if at(.stringLiteral) || at(.hexadecimal, .bits) {
            return .describe(table, pattern: try textString())
        }
        return .describe(table, pattern: isAtIdentifier ? try identifier() : nil)
    }

    /// `EXPLAIN [ANALYZE] [FORMAT = x] statement`.
    private mutating func explain() throws(Refusal) -> SyntaxStatement {
        _ = take(.analyze)
        if take(.format) {
            try expect(.equal)
            let format = try identifierOrText()
            guard ["json", "traditional", "tree"].contains(format.lowercased()) else {
                throw refusal(MySQLError(1791, "HY000", "Unknown EXPLAIN format name: '\(format)'"))
            }
        }
        if take(.for) {
            try expect(.connection)
            _ = try optionNumber(allowsHexadecimal: true)
            return .explain
        }
        switch token.kind {
        case .select, .insert, .replace, .update, .delete, .with, .table, .values,
            .leftParenthesis:
            _ = try statement()
        default: throw unexpected()
        }
        return .explain
    }
}
