// ALTER TABLE.

extension Parser {
    /// After `ALTER TABLE`.
    mutating func alterTable() throws(Refusal) -> SyntaxStatement {
        let table = try tableName()
        var alterations: [TableAlteration] = []
        guard !at(.endOfInput), !at(.semicolon) else { return .alterTable(table, []) }
        if try isPartitionCommand() {
            unsupportedFeature = "partitions"
            skipToEnd()
            return .alterTable(table, [])
        }
        repeat {
            try alteration(into: &alterations)
        } while take(.comma)
        if at(.partition) { try partitioning() }
        if at(.remove) {
            advance()
            try expect(.partitioning)
            unsupportedFeature = "partitions"
        }
        return .alterTable(table, alterations)
    }

    /// `ADD PARTITION …`, `IMPORT TABLESPACE` and other commands that stand alone.
    private mutating func isPartitionCommand() throws(Refusal) -> Bool {
        switch token.kind {
        case .add, .drop: return peek() == .partition
        case .discard, .import:
            advance()
            guard at(.tablespace, .partition) else { throw unexpected() }
            return true
        case .rebuild, .optimize, .analyze, .check, .repair, .coalesce, .truncate, .reorganize,
            .exchange:
            advance()
            guard at(.partition) else { throw unexpected() }
            return true
        case .secondaryLoad, .secondaryUnload:
            advance()
            return true
        default: return false
        }
    }

    private mutating func alteration(
        into alterations: inout [TableAlteration]
    ) throws(Refusal) {
        switch token.kind {
        case .add:
            advance()
            try addition(into: &alterations)
        case .change:
            advance()
            _ = take(.column)
            let old = try identifier()
            let column = try columnDefinition(allowsReference: false)
            alterations.append(.changeColumn(old, column, try position()))
        case .modify:
            advance()
            _ = take(.column)
            let column = try columnDefinition(allowsReference: false)
            alterations.append(.modifyColumn(column, try position()))
        case .drop:
            advance()
            alterations.append(try removal())
        case .alter:
            advance()
            alterations.append(try changedDefault())
        case .rename:
            advance()
            alterations.append(try renaming())
        case .convert:
            advance()
            try expect(.to)
            guard try takeCharacterSetWords() else { throw unexpected() }
            let name = take(.default) ? "default" : try characterSetName()
            var collation: String?
            if take(.collate) { collation = try collationName() }
            alterations.append(.convert(characterSet: name, collation: collation))
        case .disable, .enable:
            advance()
            try expect(.keys)
            alterations.append(.noEffect)
        case .force:
            advance()
            alterations.append(.noEffect)
        case .with, .without:
            advance()
            try expect(.validation)
            alterations.append(.noEffect)
        case .order:
            advance()
            try expect(.by)
            _ = try list { parser throws(Refusal) in
                _ = try parser.columnReference()
                _ = parser.takeDirection()
            }
            alterations.append(.noEffect)
        case .algorithm, .lock:
            try algorithmOrLock()
            alterations.append(.noEffect)
        default:
            var options = TableOptions()
            guard try takeTableOption(&options) else { throw unexpected() }
            while try takeTableOption(&options) {}
            if let value = options.autoIncrement {
                alterations.append(.autoIncrement(value))
                options.autoIncrement = nil
            }
            alterations.append(.options(options))
        }
    }

    private mutating func addition(into alterations: inout [TableAlteration]) throws(Refusal) {
        let hasColumnWord = take(.column)
        if at(.leftParenthesis) {
            advance()
            repeat {
                if let constraint = try tableConstraint() {
                    alterations.append(Self.addition(of: constraint))
                } else {
                    alterations.append(.addColumn(try columnDefinition(), nil))
                }
            } while take(.comma)
            return try expect(.rightParenthesis)
        }
        if !hasColumnWord, let constraint = try tableConstraint() {
            alterations.append(Self.addition(of: constraint))
            return
        }
        let column = try columnDefinition()
        alterations.append(.addColumn(column, try position()))
    }

    private static func addition(of constraint: TableConstraint) -> TableAlteration {
        switch constraint {
        case .index(let index): .addIndex(index)
        case .foreignKey(let key): .addForeignKey(key)
        case .check(let check): .addCheck(check)
        }
    }

    private mutating func position() throws(Refusal) -> TableAlteration.Position? {
        if take(.first) { return .first }
        return take(.after) ? .after(try identifier()) : nil
    }

    private mutating func removal() throws(Refusal) -> TableAlteration {
        switch token.kind {
        case .foreign:
            advance()
            try expect(.key)
            return .dropForeignKey(try identifier())
        case .primary:
            advance()
            try expect(.key)
            return .dropPrimaryKey
        case .key, .index:
            advance()
            return .dropIndex(try identifier())
        case .check:
            advance()
            return .dropCheck(try identifier())
        case .constraint:
            advance()
            return .dropConstraint(try identifier())
        default:
            _ = take(.column)
            let name = try identifier()
            if !take(.restrict) { _ = take(.cascade) }
            return .dropColumn(name)
        }
    }

    private mutating func changedDefault() throws(Refusal) -> TableAlteration {
        if take(.index) {
            _ = try identifier()
            guard take(.visible) || take(.invisible) else { throw unexpected() }
            return .noEffect
        }
        if at(.check, .constraint) {
            advance()
            _ = try identifier()
            guard try enforcement() != nil else { throw unexpected() }
            unsupportedFeature = "ALTER CHECK"
            return .noEffect
        }
        _ = take(.column)
        let name = try identifier()
        if take(.drop) {
            try expect(.default)
            return .dropDefault(column: name)
        }
        try expect(.set)
        if at(.visible, .invisible) {
            unsupportedFeature = "invisible columns"
            advance()
            return .noEffect
        }
        try expect(.default)
        if take(.leftParenthesis) {
            let value = try expression()
            try expect(.rightParenthesis)
            return .setDefault(column: name, value)
        }
        return .setDefault(column: name, try signedLiteral())
    }

    private mutating func renaming() throws(Refusal) -> TableAlteration {
        switch token.kind {
        case .column:
            advance()
            let old = try identifier()
            try expect(.to)
            return .renameColumn(old, to: try identifier())
        case .key, .index:
            advance()
            let old = try identifier()
            try expect(.to)
            return .renameIndex(old, to: try identifier())
        default:
            if !take(.to), !take(.as) { _ = take(.equal) }
            return .rename(try tableName())
        }
    }
}
