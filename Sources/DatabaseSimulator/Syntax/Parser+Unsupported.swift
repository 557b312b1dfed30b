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
        case .handler: seconds = []
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
            skipToEnd()
            return .unsupported(first)
        }
        guard seconds.contains(token.kind) else { throw unexpected() }
        let words = "\(first) \(written.uppercased())"
        skipToEnd()
        return .unsupported(words)
    }
}
