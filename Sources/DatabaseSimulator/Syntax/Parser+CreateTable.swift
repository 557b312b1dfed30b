// CREATE TABLE.

extension Parser {
    /// After `CREATE [TEMPORARY] TABLE`.
    mutating func createTable(isTemporary: Bool) throws(Refusal) -> SyntaxStatement {
        let ifNotExists = try takeIfNotExists()
        var create = CreateTable(table: try tableName())
        create.isTemporary = isTemporary
        create.ifNotExists = ifNotExists
        if take(.like) {
            create.like = try tableName()
            return .createTable(create)
        }
        if at(.leftParenthesis) {
            switch peek() {
            case .like:
                advance()
                advance()
                create.like = try tableName()
                try expect(.rightParenthesis)
                return .createTable(create)
            case .select, .with, .values, .table, .leftParenthesis: break
            default:
                advance()
                try tableElements(&create)
                try expect(.rightParenthesis)
            }
        }
        create.options = try tableOptions()
        if at(.partition) { try partitioning() }
        let hasDuplicateHandling = take(.ignore) || take(.replace)
        if take(.as) || hasDuplicateHandling || isAtQueryStart() || at(.leftParenthesis) {
            guard isAtQueryStart() || at(.leftParenthesis) else { throw unexpected() }
            create.query = try queryExpression()
        } else if create.columns.isEmpty, create.indexes.isEmpty, create.checks.isEmpty,
            create.foreignKeys.isEmpty
        {
            reportLate(MySQLError(1113, "42000", "A table must have at least 1 column"))
        }
        return .createTable(create)
    }

    mutating func takeIfNotExists() throws(Refusal) -> Bool {
        guard take(.if) else { return false }
        guard take(.not) || take(.highNot) else { throw unexpected() }
        try expect(.exists)
        return true
    }

    mutating func takeIfExists() throws(Refusal) -> Bool {
        guard take(.if) else { return false }
        try expect(.exists)
        return true
    }

    private mutating func tableElements(_ create: inout CreateTable) throws(Refusal) {
        repeat {
            switch try tableElement() {
            case .column(let column): create.columns.append(column)
            case .index(let index): create.indexes.append(index)
            case .foreignKey(let key): create.foreignKeys.append(key)
            case .check(let check): create.checks.append(check)
            }
        } while take(.comma)
    }

    private enum TableElement {
        case column(ColumnDefinition)
        case index(IndexDefinition)
        case foreignKey(ForeignKeyDefinition)
        case check(CheckDefinition)
    }

    private mutating func tableElement() throws(Refusal) -> TableElement {
        switch try tableConstraint() {
        case .index(let index): .index(index)
        case .foreignKey(let key): .foreignKey(key)
        case .check(let check): .check(check)
        case nil: .column(try columnDefinition())
        }
    }

    /// A key, a foreign key or a check.
    enum TableConstraint {
        case index(IndexDefinition)
        case foreignKey(ForeignKeyDefinition)
        case check(CheckDefinition)
    }

    /// A key or constraint, or nil where a column stands.
    mutating func tableConstraint() throws(Refusal) -> TableConstraint? {
        switch token.kind {
        case .key, .index:
            advance()
            return .index(try indexDefinition(.plain))
        case .fulltext, .spatial:
            let kind: IndexDefinition.Kind = at(.fulltext) ? .fulltext : .spatial
            advance()
            if !take(.key) { _ = take(.index) }
            return .index(try indexDefinition(kind))
        case .constraint:
            advance()
            var name: String?
            if isAtIdentifier { name = try identifier() }
            return try constraint(named: name)
        case .primary, .unique, .foreign, .check: return try constraint(named: nil)
        default: return nil
        }
    }

    private mutating func constraint(named name: String?) throws(Refusal) -> TableConstraint {
        switch token.kind {
        case .primary:
            advance()
            try expect(.key)
            return .index(try indexDefinition(.primary, name: name))
        case .unique:
            advance()
            if !take(.key) { _ = take(.index) }
            return .index(try indexDefinition(.unique, name: name))
        case .foreign:
            advance()
            try expect(.key)
            var indexName: String?
            if isAtIdentifier { indexName = try identifier() }
            let columns = try parenthesised { parser throws(Refusal) in
                try parser.keyPart().column ?? ""
            }
            var key = try references()
            key.name = name ?? indexName
            key.columns = columns
            return .foreignKey(key)
        default: return .check(try checkConstraint(named: name))
        }
    }

    /// `[name] [USING type] (parts) options`.
    private mutating func indexDefinition(
        _ kind: IndexDefinition.Kind, name: String? = nil
    ) throws(Refusal) -> IndexDefinition {
        var index = IndexDefinition(kind: kind, name: name, parts: [])
        let isNamed = isAtIdentifier
        if isNamed { index.name = try identifier() }
        // TYPE could be the name, so it counts as a word only after one.
        if kind != .fulltext, kind != .spatial, at(.using) || isNamed { try indexType() }
        index.parts = try indexParts()
        try indexOptions(of: &index)
        if kind == .primary { index.name = nil }
        return index
    }

    /// `USING BTREE`, if it stands here.
    mutating func indexType() throws(Refusal) {
        guard take(.using) || take(.type) else { return }
        guard take(.btree) || take(.rtree) || take(.hash) else { throw unexpected() }
    }

    mutating func indexParts() throws(Refusal) -> [IndexDefinition.Part] {
        try parenthesised { parser throws(Refusal) in
            guard parser.take(.leftParenthesis) else { return try parser.keyPart() }
            var part = IndexDefinition.Part()
            part.expression = try parser.expression()
            try parser.expect(.rightParenthesis)
            part.isDescending = parser.takeDirection()
            return part
        }
    }

    /// `column [(length)] [ASC | DESC]`.
    private mutating func keyPart() throws(Refusal) -> IndexDefinition.Part {
        var part = IndexDefinition.Part()
        let column = try identifier()
        part.column = column
        if take(.leftParenthesis) {
            let length = try smallInteger()
            part.prefixLength = length
            try expect(.rightParenthesis)
            part.isDescending = takeDirection()
            if length == 0 {
                throw refusal(MySQLError(1391, "HY000", "Key part '\(column)' length cannot be 0"))
            }
        } else {
            part.isDescending = takeDirection()
        }
        return part
    }

    /// Options after the parts of an index; some are shown, none has an effect here.
    mutating func indexOptions(of index: inout IndexDefinition) throws(Refusal) {
        let kind = index.kind
        while true {
            switch token.kind {
            case .keyBlockSize:
                advance()
                takeEqual()
                _ = try optionNumber(allowsHexadecimal: true)
            case .comment:
                advance()
                index.comment = try string()
            case .visible, .invisible:
                index.isInvisible = at(.invisible)
                advance()
            case .engineAttribute, .secondaryEngineAttribute:
                advance()
                takeEqual()
                _ = try string()
            case .using where kind != .fulltext && kind != .spatial,
                .type where kind != .fulltext && kind != .spatial:
                try indexType()
            case .with where kind == .fulltext:
                advance()
                try expect(.parser)
                _ = try identifier()
            default: return
            }
        }
    }

    /// `PARTITION BY …`, which is recognised to the end of the statement and refused.
    mutating func partitioning() throws(Refusal) {
        try expect(.partition, .by)
        unsupportedFeature = "PARTITION BY"
        try skipToEnd()
    }

    /// Skips what is left of the statement.
    mutating func skipToEnd() throws(Refusal) {
        while !at(.endOfInput), !at(.semicolon) {
            if at(.invalid) { throw unexpected() }
            advance()
        }
    }
}
