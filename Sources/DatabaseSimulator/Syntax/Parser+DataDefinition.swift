// CREATE, ALTER, DROP and RENAME of everything but the body of a table.

extension Parser {
    mutating func createStatement() throws(Refusal) -> SyntaxStatement {
        advance()
        switch token.kind {
        case .table:
            advance()
            return try createTable(isTemporary: false)
        case .temporary:
            advance()
            try expect(.table)
            return try createTable(isTemporary: true)
        case .database:
            advance()
            let ifNotExists = try takeIfNotExists()
            let name = try identifier()
            return .createDatabase(name, ifNotExists: ifNotExists, try databaseOptions())
        case .spatial where peek() == .reference: return try unsupportedDefinition("CREATE")
        case .index, .unique, .fulltext, .spatial: return try createIndex()
        case .or, .algorithm, .definer, .sql, .view: return try createView()
        case .procedure, .function, .aggregate, .trigger, .event, .user, .role, .server,
            .tablespace, .undo, .logfile, .resource:
            return try unsupportedDefinition("CREATE")
        default: throw unexpected()
        }
    }

    /// `DEFAULT CHARACTER SET x COLLATE y ENCRYPTION 'N'` of a database.
    private mutating func databaseOptions() throws(Refusal) -> TableOptions {
        var options = TableOptions()
        while at(.default) || at(.char) || at(.charset) || at(.collate) || at(.encryption) {
            _ = take(.default)
            try characterSetOrCollation(&options)
        }
        return options
    }

    private mutating func createIndex() throws(Refusal) -> SyntaxStatement {
        var kind = IndexDefinition.Kind.plain
        switch token.kind {
        case .unique: kind = .unique
        case .fulltext: kind = .fulltext
        case .spatial: kind = .spatial
        default: break
        }
        if kind != .plain { advance() }
        try expect(.index)
        var index = IndexDefinition(kind: kind, name: try identifier(), parts: [])
        if kind == .plain || kind == .unique { try indexType() }
        try expect(.on)
        let table = try tableName()
        index.parts = try indexParts()
        try indexOptions(of: &index)
        try algorithmAndLock()
        return .createIndex(index, on: table)
    }

    /// `ALGORITHM = x` and `LOCK = x`, each at most once.
    private mutating func algorithmAndLock() throws(Refusal) {
        guard at(.algorithm, .lock) else { return }
        let first = token.kind
        try algorithmOrLock()
        if at(.algorithm, .lock), token.kind != first { try algorithmOrLock() }
    }

    /// `ALGORITHM [=] x` or `LOCK [=] x`; neither has an effect here.
    mutating func algorithmOrLock() throws(Refusal) {
        let isLock = at(.lock)
        advance()
        takeEqual()
        if take(.default) { return }
        let name = try identifier()
        let known = isLock ? ["none", "shared", "exclusive"] : ["inplace", "instant", "copy"]
        guard known.contains(name.lowercased()) else {
            throw refusal(
                isLock
                    ? MySQLError(1801, "HY000", "Unknown LOCK type '\(name)'")
                    : MySQLError(1800, "HY000", "Unknown ALGORITHM '\(name)'"))
        }
    }

    private mutating func createView() throws(Refusal) -> SyntaxStatement {
        var orReplace = false
        if take(.or) {
            try expect(.replace)
            orReplace = true
        }
        var attributes = CreateView.Attributes()
        if take(.algorithm) {
            try expect(.equal)
            attributes.algorithm = written.uppercased()
            guard take(.undefined) || take(.merge) || take(.temptable) else {
                throw unexpected()
            }
        }
        if take(.definer) {
            try expect(.equal)
            let start = token.start
            let isCurrent = at(.currentUser)
            try userName()
            if !isCurrent { attributes.definer = source(from: start) }
        }
        if !orReplace, at(.procedure) || at(.function) || at(.trigger) || at(.event) {
            return try unsupportedDefinition("CREATE")
        }
        if take(.sql) {
            try expect(.security)
            attributes.isInvokers = at(.invoker)
            guard take(.definer) || take(.invoker) else { throw unexpected() }
        }
        try expect(.view)
        var view = try viewBody(orReplace: orReplace)
        view.attributes = attributes
        return .createView(view)
    }

    /// `name [(columns)] AS query [WITH … CHECK OPTION]`.
    private mutating func viewBody(orReplace: Bool) throws(Refusal) -> CreateView {
        let name = try tableName()
        let columns = at(.leftParenthesis) ? try nameList() : []
        try expect(.as)
        let start = token.start
        guard isAtQueryStart() || at(.leftParenthesis) else { throw unexpected() }
        let query = try queryExpression()
        var view = CreateView(name: name, query: query, text: source(from: start))
        view.orReplace = orReplace
        view.columns = columns
        if take(.with) {
            view.checkOption = at(.local) ? .local : .cascaded
            if !take(.cascaded) { _ = take(.local) }
            try expect(.check, .option)
        }
        return view
    }

    /// `user@host`, `CURRENT_USER`.
    mutating func userName() throws(Refusal) {
        if take(.currentUser) {
            if take(.leftParenthesis) { try expect(.rightParenthesis) }
            return
        }
        _ = try identifierOrText()
        if take(.atSign) { _ = try identifierOrText() }
    }

    mutating func alterStatement() throws(Refusal) -> SyntaxStatement {
        advance()
        switch token.kind {
        case .table:
            advance()
            return try alterTable()
        case .database:
            advance()
            let name = isAtIdentifier ? try identifier() : nil
            var options = TableOptions()
            repeat {
                _ = take(.default)
                if take(.read) {
                    try expect(.only)
                    takeEqual()
                    if !take(.default) { _ = try optionNumber(allowsHexadecimal: true) }
                } else {
                    try characterSetOrCollation(&options)
                }
            } while at(.default) || at(.char) || at(.charset) || at(.collate) || at(.encryption)
                || at(.read)
            return .alterDatabase(name, options)
        case .view, .algorithm, .definer, .sql:
            let start = mark
            guard case .createView(var view) = try createView() else {
                reset(to: start)
                return try unsupportedDefinition("ALTER")
            }
            view.orReplace = true
            return .createView(view)
        case .procedure, .function, .event, .user, .server, .tablespace, .undo, .logfile,
            .instance, .resource:
            return try unsupportedDefinition("ALTER")
        default: throw unexpected()
        }
    }

    mutating func dropStatement() throws(Refusal) -> SyntaxStatement {
        advance()
        switch token.kind {
        case .temporary, .table, .tables:
            let isTemporary = take(.temporary)
            guard take(.table) || take(.tables) else { throw unexpected() }
            let ifExists = try takeIfExists()
            let names = try list { parser throws(Refusal) in try parser.tableName() }
            if !take(.restrict) { _ = take(.cascade) }
            return .dropTables(names, ifExists: ifExists, temporary: isTemporary)
        case .view:
            advance()
            let ifExists = try takeIfExists()
            let names = try list { parser throws(Refusal) in try parser.tableName() }
            if !take(.restrict) { _ = take(.cascade) }
            return .dropViews(names, ifExists: ifExists)
        case .index:
            advance()
            let name = try identifier()
            try expect(.on)
            let table = try tableName()
            try algorithmAndLock()
            return .dropIndex(name, on: table)
        case .database:
            advance()
            let ifExists = try takeIfExists()
            return .dropDatabase(try identifier(), ifExists: ifExists)
        case .prepare:
            advance()
            return .deallocate(name: try identifier())
        case .procedure, .function, .trigger, .event:
            let kind = written.uppercased()
            advance()
            let ifExists = try takeIfExists()
            return .dropRoutine(kind: kind, try tableName(), ifExists: ifExists)
        case .user, .role, .server, .tablespace, .undo, .logfile, .resource, .spatial:
            return try unsupportedDefinition("DROP")
        default: throw unexpected()
        }
    }

    mutating func renameStatement() throws(Refusal) -> SyntaxStatement {
        advance()
        if at(.user) { return try unsupportedDefinition("RENAME") }
        guard take(.table) || take(.tables) else { throw unexpected() }
        return .renameTables(
            try list { parser throws(Refusal) in
                let from = try parser.tableName()
                try parser.expect(.to)
                return Renaming(from: from, to: try parser.tableName())
            })
    }

    /// A definition of something that the emulator has not: its words are known, the rest is
    /// skipped.
    private mutating func unsupportedDefinition(
        _ verb: String
    ) throws(Refusal) -> SyntaxStatement {
        var words = "\(verb) \(written.uppercased())"
        let kind = token.kind
        advance()
        switch kind {
        case .aggregate:
            try expect(.function)
            words += " FUNCTION"
        case .undo:
            try expect(.tablespace)
            words += " TABLESPACE"
        case .logfile, .resource:
            try expect(.group)
            words += " GROUP"
        case .spatial:
            try expect(.reference)
            try expect(.system)
            words += " REFERENCE SYSTEM"
        default: break
        }
        guard !at(.endOfInput), !at(.semicolon) else { throw unexpected() }
        try skipRoutine()
        return .unsupported(words)
    }

    /// Skips to the end of the text: a routine's body has semicolons of its own.
    mutating func skipRoutine() throws(Refusal) {
        while !at(.endOfInput) {
            if at(.invalid) { throw unexpected() }
            advance()
        }
    }
}
