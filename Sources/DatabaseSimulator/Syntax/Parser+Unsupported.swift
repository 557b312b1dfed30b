// Statements that MySQL knows and the emulator does not.

extension Parser {
    /// A statement that is refused by name, or error 1064 for words that start none.
    mutating func unsupportedStatement() throws(Refusal) -> SyntaxStatement {
        let first = written.uppercased()
        let seconds: [TokenKind]
        switch token.kind {
        case .grant, .revoke, .kill, .binlog, .signal, .resignal: seconds = []
        case .shutdown, .restart:
            advance()
            return .unsupported(first)
        case .load: seconds = [.data, .xml, .index]
        case .handler: return try handlerStatement()
        case .xa: seconds = [.start, .begin, .end, .prepare, .commit, .rollback, .recover]
        case .install, .uninstall: seconds = [.plugin, .component]
        case .purge: seconds = [.binary, .master]
        case .reset: seconds = [.master, .replica, .slave, .persist, .query]
        case .change: seconds = [.master, .replication]
        case .stop: seconds = [.replica, .slave, .groupReplication]
        case .cache: seconds = [.index]
        case .import: seconds = [.table]
        case .clone: seconds = [.local, .instance]
        case .get: seconds = [.current, .stacked, .diagnostics]
        default: throw unexpected()
        }
        advance()
        if seconds.isEmpty {
            guard !at(.endOfInput), !at(.semicolon) || first == "RESIGNAL" else {
                throw unexpected()
            }
            try skipToEnd()
            return .unsupported(first)
        }
        guard seconds.contains(token.kind) else { throw unexpected() }
        let words = "\(first) \(written.uppercased())"
        try skipToEnd()
        return .unsupported(words)
    }

    /// `HANDLER t OPEN [AS a]`, `HANDLER t READ …` and `HANDLER t CLOSE`.
    private mutating func handlerStatement() throws(Refusal) -> SyntaxStatement {
        advance()
        let table = try tableName()
        switch token.kind {
        case .open:
            advance()
            return .handler(HandlerStatement(table: table, verb: .open(alias: try tableAlias())))
        case .close:
            advance()
            return .handler(HandlerStatement(table: table, verb: .close))
        default:
            try expect(.read)
            guard !at(.endOfInput), !at(.semicolon) else { throw unexpected() }
            try skipToEnd()
            return .handler(HandlerStatement(table: table, verb: .read))
        }
    }
}
