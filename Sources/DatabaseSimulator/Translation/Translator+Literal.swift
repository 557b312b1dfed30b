import SQLiteKit

extension Translator {
    /// A literal: a parameter of the statement with its type.
    mutating func literal(_ literal: Literal) throws(StatementFailure) -> TypedExpression {
        switch literal {
        case .null:
            var null = constant(.null, .null)
            null.coercibility = .ignorable
            return null
        case .boolean(let flag):
            var boolean = constant(.integer(flag ? 1 : 0), MySQLType.int.notNull)
            boolean.isBoolean = true
            return boolean
        case .integer(let digits): return integer(digits)
        case .decimal(let digits):
            return decimal(digits)
        case .float(let digits):
            guard let number = Double(digits), number.isFinite else {
                throw .mysql(
                    MySQLError(
                        1367, "22007", "Illegal double '\(digits)' value found during parsing"))
            }
            return constant(.real(number), MySQLType.double.notNull)
        case .string(let text, let introducer): return try string(text, introducer)
        case .hexadecimal(let bytes), .bits(let bytes, _):
            var binary = constant(
                .blob(bytes), MySQLType(.binary(.varchar(bytes.count)), collation: .binary).notNull)
            binary.coercibility = .coercible
            binary.number = bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
            return binary
        case .date, .time, .timestamp: return try temporalLiteral(literal)
        }
    }

    /// A literal in WHERE beside a column of its kind: the comparison is the same for any value.
    ///
    /// Only queries that are no part of an expression are looked at; they are translated once.
    mutating func freeLiteral(
        _ expression: Expression, beside type: MySQLType
    ) -> TypedExpression? {
        guard notesFreeLiterals, clause == "where clause", scope.level == 0,
            case .literal(let literal) = expression
        else { return nil }
        switch (literal, type.kind) {
        case (.integer(let digits), .integer):
            guard digits.utf8.count <= 18, let number = Int64(digits) else { return nil }
            let value = SQLiteValue.integer(number)
            return TypedExpression(
                freeParameter(value), MySQLType.bigint.notNull, constant: value)
        case (.string(let text, introducer: nil), .string):
            let value = SQLiteValue.text(text)
            return TypedExpression(
                freeParameter(value), MySQLType.varchar(text.unicodeScalars.count).notNull,
                constant: value)
        default: return nil
        }
    }

    /// A hexadecimal or bit literal as the number that it is in arithmetic; all else as it stands.
    mutating func numeric(_ typed: TypedExpression) -> TypedExpression {
        typed.number.map { integer(String($0)) } ?? typed
    }

    /// A value that came from outside the statement's text.
    mutating func value(_ value: SQLiteValue) -> TypedExpression {
        switch value {
        case .null: constant(value, .null)
        case .integer: constant(value, MySQLType.bigint.notNull)
        case .real: constant(value, MySQLType.double.notNull)
        case .text(let text): constant(value, MySQLType.varchar(text.unicodeScalars.count).notNull)
        case .blob(let bytes):
            constant(value, MySQLType(.binary(.varchar(bytes.count)), collation: .binary).notNull)
        }
    }

    mutating func constant(_ value: SQLiteValue, _ type: MySQLType) -> TypedExpression {
        TypedExpression(parameter(value), type, constant: value)
    }

    private mutating func integer(_ digits: String) -> TypedExpression {
        if let number = Int64(digits) {
            return constant(.integer(number), MySQLType.bigint.notNull)
        }
        if let number = UInt64(digits) {
            return constant(.text(String(number)), MySQLType.unsignedBigint.notNull)
        }
        return decimal(digits)
    }

    private mutating func decimal(_ digits: String) -> TypedExpression {
        let value = NumericText.decimal(digits).value
        let precision = max(1, value.integerDigitCount + value.scale)
        return constant(.text(value.text), MySQLType.decimal(precision, value.scale).notNull)
    }

    private mutating func string(
        _ text: String, _ introducer: String?
    ) throws(StatementFailure) -> TypedExpression {
        switch introducer?.lowercased() {
        case nil, "utf8mb4", "utf8", "utf8mb3":
            let length = text.unicodeScalars.count
            return constant(.text(text), MySQLType.varchar(length).notNull)
        case "latin1", "ascii":
            guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
                throw .unsupported("_\(introducer ?? "") before letters of another character set")
            }
            return constant(
                .text(text),
                MySQLType.varchar(
                    text.utf8.count,
                    collation: introducer?.lowercased() == "ascii" ? .asciiGeneral : .swedish
                ).notNull)
        case "binary":
            let bytes = Array(text.utf8)
            return constant(
                .blob(bytes), MySQLType(.binary(.varchar(bytes.count)), collation: .binary).notNull)
        case let name?: throw .unsupported("the character set \(name)")
        }
    }
}
