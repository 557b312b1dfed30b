// ENGINE=…, CHARSET=… and the other options of a table.

extension Parser {
    /// Options with blanks or commas between them.
    mutating func tableOptions() throws(MySQLError) -> TableOptions {
        var options = TableOptions()
        guard try takeTableOption(&options) else { return options }
        while true {
            if take(.comma) {
                guard try takeTableOption(&options) else { throw unexpected() }
            } else {
                guard try takeTableOption(&options) else { return options }
            }
        }
    }

    /// Takes one option; false if none stands here.
    mutating func takeTableOption(_ options: inout TableOptions) throws(MySQLError) -> Bool {
        switch token.kind {
        case .engine:
            advance()
            _ = take(.equal)
            options.engine = try identifierOrText()
        case .autoIncrement:
            advance()
            _ = take(.equal)
            options.autoIncrement = try integer()
        case .comment:
            advance()
            _ = take(.equal)
            options.comment = try textString()
        case .default:
            guard [.char, .charset, .collate, .encryption].contains(peek()) else { return false }
            advance()
            try characterSetOrCollation(&options)
        case .char, .charset, .collate: try characterSetOrCollation(&options)
        case .maxRows, .minRows, .avgRowLength, .checksum, .tableChecksum, .delayKeyWrite,
            .keyBlockSize, .autoextendSize:
            advance()
            _ = take(.equal)
            _ = try integer()
        case .packKeys, .statsAutoRecalc, .statsPersistent, .statsSamplePages:
            advance()
            _ = take(.equal)
            if !take(.default) { _ = try integer() }
        case .password, .compression, .encryption, .engineAttribute, .secondaryEngineAttribute:
            advance()
            _ = take(.equal)
            _ = try textString()
        case .connection:
            advance()
            _ = take(.equal)
            _ = try string()
        case .rowFormat:
            advance()
            _ = take(.equal)
            switch token.kind {
            case .default, .fixed, .dynamic, .compressed, .redundant, .compact: advance()
            default: throw unexpected()
            }
        case .insertMethod:
            advance()
            _ = take(.equal)
            guard take(.no) || take(.first) || take(.last) else { throw unexpected() }
        case .union:
            guard peek() == .leftParenthesis || peek() == .equal else { return false }
            advance()
            _ = take(.equal)
            try expect(.leftParenthesis)
            _ = try list { parser throws(MySQLError) in try parser.tableName() }
            try expect(.rightParenthesis)
        case .data, .index:
            advance()
            try expect(.directory)
            _ = take(.equal)
            _ = try string()
        case .tablespace:
            advance()
            _ = take(.equal)
            _ = try identifierOrText()
        case .storage:
            advance()
            guard take(.disk) || take(.memory) else { throw unexpected() }
        case .secondaryEngine:
            advance()
            _ = take(.equal)
            if !take(.null) { _ = try identifierOrText() }
        case .start:
            advance()
            try expect(.transaction)
        default: return false
        }
        return true
    }

    /// `CHARACTER SET = x`, `COLLATE = x`, of tables and databases.
    mutating func characterSetOrCollation(_ options: inout TableOptions) throws(MySQLError) {
        if take(.collate) {
            _ = take(.equal)
            options.collation = try collationName()
        } else if take(.encryption) {
            _ = take(.equal)
            _ = try textString()
        } else {
            guard try takeCharacterSetWords() else { throw unexpected() }
            _ = take(.equal)
            options.characterSet = try characterSetName()
        }
    }
}
