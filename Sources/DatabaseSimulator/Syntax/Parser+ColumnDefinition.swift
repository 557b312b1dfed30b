// Columns as CREATE TABLE and ALTER TABLE define them.

extension Parser {
    /// `name type attributes [REFERENCES …]`.
    ///
    /// - Parameter allowsReference: MODIFY and CHANGE take no REFERENCES.
    mutating func columnDefinition(
        allowsReference: Bool = true
    ) throws(Refusal) -> ColumnDefinition {
        var column = try columnDefinition(named: try identifier())
        if allowsReference, at(.references) {
            _ = try references()
            column.hasIgnoredReference = true
        }
        return column
    }

    private mutating func columnDefinition(named name: String) throws(Refusal) -> ColumnDefinition {
        let isSerial = at(.serial)
        var column = ColumnDefinition(name: name, type: try columnType())
        if isSerial {
            column.isNotNull = true
            column.isAutoIncrement = true
            column.isUnique = true
        }
        if take(.collate) { column.type.collation = try collationName() }
        if at(.generated, .as) {
            try generatedColumn(&column)
        }
        while try takeColumnAttribute(&column) {}
        return column
    }

    private mutating func generatedColumn(
        _ column: inout ColumnDefinition
    ) throws(Refusal) {
        if take(.generated) { try expect(.always) }
        try expect(.as, .leftParenthesis)
        let start = token.start
        let expression = try expression()
        let text = source(from: start)
        try expect(.rightParenthesis)
        let isStored = take(.stored)
        if !isStored { _ = take(.virtual) }
        column.generated = GeneratedColumn(
            expression: expression, text: text, isStored: isStored)
    }

    /// Takes one attribute of a column; false if none stands here.
    private mutating func takeColumnAttribute(
        _ column: inout ColumnDefinition
    ) throws(Refusal) -> Bool {
        switch token.kind {
        case .null:
            advance()
            column.isExplicitlyNullable = true
        case .not:
            advance()
            if take(.secondary) { return true }
            try expect(.null)
            column.isNotNull = true
        case .highNot:
            advance()
            try expect(.null)
            column.isNotNull = true
        case .default:
            advance()
            try columnDefault(&column)
        case .on:
            advance()
            try expect(.update)
            try expectNow()
            column.onUpdateNow = true
        case .autoIncrement:
            advance()
            column.isAutoIncrement = true
        case .serial:
            advance()
            try expect(.default, .value)
            column.isNotNull = true
            column.isAutoIncrement = true
            column.isUnique = true
        case .primary:
            advance()
            try expect(.key)
            column.isPrimaryKey = true
        case .key:
            advance()
            column.isPrimaryKey = true
        case .unique:
            advance()
            _ = take(.key)
            column.isUnique = true
        case .comment:
            advance()
            column.comment = try string()
        case .collate:
            advance()
            column.type.collation = try collationName()
        case .columnFormat:
            advance()
            guard take(.default) || take(.fixed) || take(.dynamic) else { throw unexpected() }
        case .storage:
            advance()
            guard take(.default) || take(.disk) || take(.memory) else { throw unexpected() }
        case .srid:
            advance()
            _ = try optionNumber(allowsHexadecimal: true)
        case .visible, .invisible:
            if at(.invisible) { unsupportedFeature = "invisible columns" }
            advance()
        case .engineAttribute, .secondaryEngineAttribute:
            advance()
            _ = take(.equal)
            _ = try string()
        case .constraint, .check:
            column.checks.append(try checkConstraint())
        default: return false
        }
        return true
    }

    private mutating func columnDefault(_ column: inout ColumnDefinition) throws(Refusal) {
        switch token.kind {
        case .leftParenthesis:
            advance()
            column.defaultValue = try expression()
            try expect(.rightParenthesis)
            column.defaultIsExpression = true
        case .now:
            let name = written
            advance()
            var call = FunctionCall(name, [])
            if let digits = try optionalPrecision() { call.arguments = [digits] }
            column.defaultValue = .function(call)
        default: column.defaultValue = try signedLiteral()
        }
    }

    /// `([n])` after NOW, if it stands here.
    private mutating func optionalPrecision() throws(Refusal) -> Expression? {
        guard take(.leftParenthesis) else { return nil }
        let digits = at(.rightParenthesis) ? nil : try smallInteger()
        try expect(.rightParenthesis)
        return digits.map { .literal(.integer(String($0))) }
    }

    private mutating func expectNow() throws(Refusal) {
        try expect(.now)
        _ = try optionalPrecision()
    }

    /// `[CONSTRAINT [name]] CHECK (expression) [[NOT] ENFORCED]`.
    mutating func checkConstraint() throws(Refusal) -> CheckDefinition {
        var name: String?
        if take(.constraint), isAtIdentifier { name = try identifier() }
        return try checkConstraint(named: name)
    }

    mutating func checkConstraint(named name: String?) throws(Refusal) -> CheckDefinition {
        try expect(.check, .leftParenthesis)
        let start = token.start
        let expression = try expression()
        let text = source(from: start)
        try expect(.rightParenthesis)
        var check = CheckDefinition(name: name, expression: expression, text: text)
        if let isEnforced = try enforcement() { check.isEnforced = isEnforced }
        return check
    }

    /// `[NOT] ENFORCED`, or nil.
    mutating func enforcement() throws(Refusal) -> Bool? {
        if take(.enforced) { return true }
        guard at(.not, .highNot), peek() == .enforced else { return nil }
        advance()
        advance()
        return false
    }

    /// `REFERENCES table [(columns)] [MATCH …] [ON DELETE …] [ON UPDATE …]`.
    mutating func references() throws(Refusal) -> ForeignKeyDefinition {
        try expect(.references)
        var key = ForeignKeyDefinition(
            columns: [], referencedTable: try tableName(), referencedColumns: [])
        if at(.leftParenthesis) { key.referencedColumns = try nameList() }
        if take(.match) {
            guard take(.full) || take(.partial) || take(.simple) else { throw unexpected() }
        }
        while at(.on) {
            let isDelete = peek() == .delete
            guard isDelete ? key.onDelete == nil : key.onUpdate == nil else {
                advance()
                throw unexpected()
            }
            advance()
            if isDelete {
                advance()
                key.onDelete = try referenceAction()
            } else {
                try expect(.update)
                key.onUpdate = try referenceAction()
            }
        }
        return key
    }

    private mutating func referenceAction() throws(Refusal) -> ForeignKeyDefinition.Action {
        if take(.restrict) { return .restrict }
        if take(.cascade) { return .cascade }
        if take(.set) {
            if take(.null) { return .setNull }
            try expect(.default)
            return .setDefault
        }
        try expect(.no, .action)
        return .noAction
    }
}
