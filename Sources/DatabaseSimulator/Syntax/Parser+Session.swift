// SET, transactions, prepared statements, and what concerns the session.

extension Parser {
    mutating func transactionStatement() throws(Refusal) -> SyntaxStatement {
        switch token.kind {
        case .begin:
            advance()
            _ = take(.work)
            return .transaction(.begin)
        case .start: return try startStatement()
        case .commit:
            advance()
            _ = take(.work)
            try completion()
            return .transaction(.commit)
        case .savepoint:
            advance()
            return .transaction(.savepoint(try identifier()))
        case .release:
            advance()
            try expect(.savepoint)
            return .transaction(.release(try identifier()))
        default:
            advance()
            _ = take(.work)
            if take(.to) {
                _ = take(.savepoint)
                return .transaction(.rollbackTo(try identifier()))
            }
            try completion()
            return .transaction(.rollback)
        }
    }

    private mutating func startStatement() throws(Refusal) -> SyntaxStatement {
        advance()
        switch token.kind {
        case .replica, .slave, .groupReplication:
            let words = "START \(written.uppercased())"
            try skipToEnd()
            return .unsupported(words)
        default: break
        }
        try expect(.transaction)
        if at(.with) || at(.read) {
            repeat {
                if take(.with) {
                    try expect(.consistent, .snapshot)
                } else {
                    try expect(.read)
                    guard take(.only) || take(.write) else { throw unexpected() }
                }
            } while take(.comma)
        }
        return .transaction(.begin)
    }

    /// `[AND [NO] CHAIN] [[NO] RELEASE]`.
    private mutating func completion() throws(Refusal) {
        if take(.and) {
            _ = take(.no)
            try expect(.chain)
        }
        if take(.no) {
            try expect(.release)
        } else {
            _ = take(.release)
        }
    }

    mutating func preparedStatement() throws(Refusal) -> SyntaxStatement {
        switch token.kind {
        case .prepare:
            advance()
            let name = try identifier()
            try expect(.from)
            if take(.atSign) {
                return .prepare(name: name, .variable(try identifierOrText()))
            }
            return .prepare(name: name, .text(try string()))
        case .execute:
            advance()
            let name = try identifier()
            var variables: [String] = []
            if take(.using) {
                variables = try list { parser throws(Refusal) in
                    try parser.expect(.atSign)
                    return try parser.identifierOrText()
                }
            }
            return .execute(name: name, using: variables)
        default:
            advance()
            try expect(.prepare)
            return .deallocate(name: try identifier())
        }
    }

    mutating func callStatement() throws(Refusal) -> SyntaxStatement {
        advance()
        let name = try tableName()
        var arguments: [Expression] = []
        if take(.leftParenthesis), !take(.rightParenthesis) {
            arguments = try list { parser throws(Refusal) in try parser.expression() }
            try expect(.rightParenthesis)
        }
        return .call(name, arguments)
    }

    mutating func maintenanceStatement() throws(Refusal) -> SyntaxStatement {
        let kind: MaintenanceKind
        switch token.kind {
        case .analyze: kind = .analyze
        case .check: kind = .check
        case .optimize: kind = .optimize
        case .repair: kind = .repair
        default: kind = .checksum
        }
        advance()
        if kind == .analyze || kind == .optimize || kind == .repair {
            if !take(.noWriteToBinlog) { _ = take(.local) }
        }
        guard take(.table) || take(.tables) else { throw unexpected() }
        let tables = try list { parser throws(Refusal) in try parser.tableName() }
        switch kind {
        case .analyze where at(.update, .drop):
            advance()
            try expect(.histogram)
            unsupportedFeature = "histograms"
            try skipToEnd()
        case .check:
            while true {
                if take(.for) {
                    try expect(.upgrade)
                } else if !take(.quick), !take(.fast), !take(.medium), !take(.extended),
                    !take(.changed)
                {
                    break
                }
            }
        case .repair: while take(.quick) || take(.extended) || take(.useFrm) {}
        case .checksum: if !take(.quick) { _ = take(.extended) }
        default: break
        }
        return .maintain(kind, tables)
    }

    mutating func lockStatement() throws(Refusal) -> SyntaxStatement {
        switch token.kind {
        case .lock:
            advance()
            if take(.instance) { return .unsupported("LOCK INSTANCE") }
            guard take(.table) || take(.tables) else { throw unexpected() }
            return .lock(
                try list { parser throws(Refusal) in
                    let table = try parser.tableName()
                    _ = try parser.tableAlias()
                    if parser.take(.read) {
                        _ = parser.take(.local)
                    } else {
                        _ = parser.take(.lowPriority)
                        try parser.expect(.write)
                    }
                    return table
                })
        case .unlock:
            advance()
            if take(.instance) { return .unsupported("UNLOCK INSTANCE") }
            guard take(.table) || take(.tables) else { throw unexpected() }
            return .lock([])
        default: return try flushStatement()
        }
    }

    private mutating func flushStatement() throws(Refusal) -> SyntaxStatement {
        advance()
        if !take(.noWriteToBinlog) { _ = take(.local) }
        if at(.table, .tables) {
            advance()
            var tables: [TableName] = []
            if isAtIdentifier {
                tables = try list { parser throws(Refusal) in try parser.tableName() }
            }
            if take(.with) {
                try expect(.read, .lock)
            } else if take(.for) {
                try expect(.export)
            }
            return .lock(tables)
        }
        repeat {
            switch token.kind {
            case .error, .engine, .binary, .general, .slow, .relay:
                advance()
                try expect(.logs)
            case .hosts, .privileges, .logs, .status, .userResources, .optimizerCosts: advance()
            default: throw unexpected()
            }
        } while take(.comma)
        return .lock([])
    }

    // MARK: SET

    mutating func setStatement() throws(Refusal) -> SyntaxStatement {
        advance()
        switch token.kind {
        case .transaction: return .set([try setTransaction(scope: nil)])
        case .password, .role:
            if peek() != .equal, peek() != .dot {
                let words = "SET \(written.uppercased())"
                try skipToEnd()
                return .unsupported(words)
            }
            if at(.password) {
                try skipToEnd()
                return .unsupported("SET PASSWORD")
            }
        case .default where peek() == .role:
            try skipToEnd()
            return .unsupported("SET DEFAULT ROLE")
        case .resource where peek() == .group:
            try skipToEnd()
            return .unsupported("SET RESOURCE GROUP")
        case .global, .session, .local:
            let start = mark
            let scope = written.lowercased()
            advance()
            if at(.transaction) { return .set([try setTransaction(scope: scope)]) }
            reset(to: start)
        default: break
        }
        return .set(try list { parser throws(Refusal) in try parser.variableAssignment() })
    }

    /// The value is the isolation level as `transaction_isolation` holds it, or empty.
    private mutating func setTransaction(scope: String?) throws(Refusal) -> VariableAssignment {
        advance()
        var level = ""
        if at(.read) {
            try accessMode()
            if take(.comma) { level = try isolationLevel() }
        } else {
            level = try isolationLevel()
            if take(.comma) { try accessMode() }
        }
        return VariableAssignment(
            target: .transaction(scope: scope), value: .literal(.string(level, introducer: nil)))
    }

    /// `READ ONLY` or `READ WRITE`.
    private mutating func accessMode() throws(Refusal) {
        try expect(.read)
        guard take(.only) || take(.write) else { throw unexpected() }
    }

    /// `ISOLATION LEVEL …`.
    private mutating func isolationLevel() throws(Refusal) -> String {
        try expect(.isolation, .level)
        switch token.kind {
        case .repeatable:
            advance()
            try expect(.read)
            return "REPEATABLE-READ"
        case .read:
            advance()
            if take(.committed) { return "READ-COMMITTED" }
            guard take(.uncommitted) else { throw unexpected() }
            return "READ-UNCOMMITTED"
        default:
            try expect(.serializable)
            return "SERIALIZABLE"
        }
    }

    private mutating func variableAssignment() throws(Refusal) -> VariableAssignment {
        switch token.kind {
        case .atSign:
            advance()
            guard take(.atSign) else {
                let name = try identifierOrText()
                try expectAssignmentSign()
                return VariableAssignment(target: .user(name), value: try expression())
            }
            let (scope, name) = try systemVariable()
            return try systemAssignment(scope, name)
        case .names where peek() != .dot: return try setNames()
        case .char, .charset:
            if at(.charset), [.equal, .assign, .dot].contains(peek()) { break }
            guard try takeCharacterSetWords() else { throw unexpected() }
            let value = try characterSetValue()
            return VariableAssignment(target: .names, value: value)
        case .global, .session, .local, .persist, .persistOnly:
            let scope = written.lowercased()
            advance()
            return try systemAssignment(scope, try dottedName())
        default: break
        }
        return try systemAssignment(nil, try dottedName())
    }

    private mutating func dottedName() throws(Refusal) -> String {
        switch token.kind {
        case .global, .session, .local, .persist, .persistOnly: throw unexpected()
        case .default where peek() == .dot:
            advance()
            advance()
            return "default." + (try identifier())
        default: break
        }
        let name = try identifier()
        return take(.dot) ? name + "." + (try identifier()) : name
    }

    private mutating func expectAssignmentSign() throws(Refusal) {
        guard take(.equal) || take(.assign) else { throw unexpected() }
    }

    private mutating func systemAssignment(
        _ scope: String?, _ name: String
    ) throws(Refusal) -> VariableAssignment {
        try expectAssignmentSign()
        let value: Expression
        switch token.kind {
        case .default where peek() != .leftParenthesis:
            advance()
            value = .defaultValue(nil)
        case .on, .all, .system:
            value = .literal(.string(written, introducer: nil))
            advance()
        case .binary where isBareWord(), .row where peek() != .leftParenthesis:
            // Words that are no expressions but values of variables.
            value = .literal(.string(written, introducer: nil))
            advance()
        default:
            let expression = try expression()
            if case .column(let column) = expression, column.table == nil {
                value = .literal(.string(column.column, introducer: nil))
            } else {
                value = expression
            }
        }
        return VariableAssignment(target: .system(scope: scope, name: name), value: value)
    }

    /// Whether the word here ends the assignment.
    private mutating func isBareWord() -> Bool {
        peek() == .comma || peek() == .endOfInput || peek() == .semicolon
    }

    /// `NAMES x [COLLATE y]`; the value is a string, with COLLATE around it.
    private mutating func setNames() throws(Refusal) -> VariableAssignment {
        advance()
        var value = try characterSetValue()
        if take(.collate) { value = .collate(value, collation: try collationName()) }
        return VariableAssignment(target: .names, value: value)
    }

    private mutating func characterSetValue() throws(Refusal) -> Expression {
        if take(.default) { return .defaultValue(nil) }
        return .literal(.string(try characterSetName(), introducer: nil))
    }
}
