// ENGINE=…, CHARSET=… and the other options of a table.

extension Parser {
    /// Options with blanks or commas between them.
    mutating func tableOptions() throws(Refusal) -> TableOptions {
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
    mutating func takeTableOption(_ options: inout TableOptions) throws(Refusal) -> Bool {
        switch token.kind {
        case .engine:
            advance()
            takeEqual()
            options.engine = try identifierOrText()
        case .autoIncrement:
            advance()
            takeEqual()
            options.autoIncrement = try optionNumber()
        case .comment:
            advance()
            takeEqual()
            options.comment = try string()
        case .default:
            guard [.char, .charset, .collate, .encryption].contains(peek()) else { return false }
            advance()
            try characterSetOrCollation(&options)
        case .char, .charset, .collate: try characterSetOrCollation(&options)
        case .maxRows, .minRows, .avgRowLength, .keyBlockSize:
            advance()
            takeEqual()
            _ = try optionNumber()
        case .checksum, .tableChecksum, .delayKeyWrite:
            advance()
            takeEqual()
            _ = try optionNumber(allowsHexadecimal: true)
        case .autoextendSize:
            advance()
            takeEqual()
            if at(.identifier) { advance() } else { _ = try optionNumber() }
        case .packKeys, .statsAutoRecalc, .statsPersistent, .statsSamplePages:
            advance()
            takeEqual()
            if !take(.default) { _ = try optionNumber(allowsHexadecimal: true) }
        case .password, .compression, .encryption, .engineAttribute, .secondaryEngineAttribute,
            .connection:
            advance()
            takeEqual()
            _ = try string()
        case .rowFormat:
            advance()
            takeEqual()
            switch token.kind {
            case .default: advance()
            case .fixed, .dynamic, .compressed, .redundant, .compact:
                options.rowFormat = written.uppercased()
                advance()
            default: throw unexpected()
            }
        case .insertMethod:
            advance()
            takeEqual()
            guard take(.no) || take(.first) || take(.last) else { throw unexpected() }
        case .union:
            guard [.leftParenthesis, .equal, .assign].contains(peek()) else { return false }
            advance()
            takeEqual()
            try expect(.leftParenthesis)
            if !at(.rightParenthesis) {
                _ = try list { parser throws(Refusal) in try parser.tableName() }
            }
            try expect(.rightParenthesis)
        case .data, .index:
            advance()
            try expect(.directory)
            takeEqual()
            _ = try string()
        case .tablespace:
            advance()
            takeEqual()
            _ = try identifier()
        case .storage:
            advance()
            guard take(.disk) || take(.memory) else { throw unexpected() }
        case .secondaryEngine:
            advance()
            takeEqual()
            if !take(.null) { _ = try identifierOrText() }
        case .start:
            advance()
            try expect(.transaction)
        default: return false
        }
        return true
    }

    /// Takes the optional `=` of an option.
    mutating func takeEqual() {
        if !take(.equal) { _ = take(.assign) }
    }

    /// `CHARACTER SET = x`, `COLLATE = x`, of tables and databases.
    mutating func characterSetOrCollation(_ options: inout TableOptions) throws(Refusal) {
        if take(.collate) {
            takeEqual()
            options.collation = try collationName()
        } else if take(.encryption) {
            takeEqual()
            _ = try string()
        } else {
            guard try takeCharacterSetWords() else { throw unexpected() }
            takeEqual()
            options.characterSet = try characterSetName()
        }
    }
}
