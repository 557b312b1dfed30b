import SQLiteKit

/// What DESCRIBE, SHOW COLUMNS and INFORMATION_SCHEMA say of a column.
struct ColumnDescription {
    let table: Table
    let index: Int

    var column: Column { table.columns[index] }

    /// `PRI`, `UNI`, `MUL` or nothing.
    var key: String {
        if table.primaryKey?.parts.contains(where: { $0.column == index }) == true { return "PRI" }
        let leading = table.indexes.filter { $0.parts.first?.column == index }
        if let unique = leading.first(where: { $0.kind == .unique && $0.parts.count == 1 }) {
            // Without a primary key the first unique one that cannot be NULL takes its place.
            let isPrimary =
                table.primaryKey == nil && !column.type.isNullable
                && table.indexes.first(where: { candidate in
                    candidate.kind == .unique
                        && candidate.parts.allSatisfy { !table.columns[$0.column].type.isNullable }
                })?.name == unique.name
            return isPrimary ? "PRI" : "UNI"
        }
        return leading.isEmpty ? "" : "MUL"
    }

    /// The default as text; NULL if there is none.
    var defaultValue: SQLiteValue {
        switch column.defaultValue {
        case nil: .null
        case let expression? where column.defaultIsExpression:
            .text(
                ExpressionPrinter.definitions.text(of: expression).replacing("'", with: "\\'"))
        case .literal(let literal)?: .text(text(of: literal))
        case .unary(.minus, .literal(let literal))?: .text("-" + text(of: literal))
        case .function(let call)? where call.name.lowercased().isCurrentTimestamp:
            .text("CURRENT_TIMESTAMP" + fraction(call))
        case let expression?:
            .text(ExpressionPrinter.definitions.text(of: expression))
        }
    }

    private func fraction(_ call: FunctionCall) -> String {
        guard case .literal(.integer(let digits))? = call.arguments.first else { return "" }
        return "(\(digits))"
    }

    private func text(of literal: Literal) -> String {
        let value: SQLiteValue =
            switch literal {
            case .null: .null
            case .boolean(let flag): .integer(flag ? 1 : 0)
            case .string(let text, _): .text(text)
            case .integer(let digits), .decimal(let digits), .float(let digits): .text(digits)
            case .hexadecimal(let bytes), .bits(let bytes, _): .blob(bytes)
            case .date(let text), .time(let text), .timestamp(let text): .text(text)
            }
        if column.type.isBits {
            let number: UInt64? =
                switch literal {
                case .integer(let digits): UInt64(digits)
                case .hexadecimal(let bytes), .bits(let bytes, _):
                    bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
                default: nil
                }
            if let number { return "b'\(String(number, radix: 2))'" }
        }
        // A number is shown with the digits of its column.
        if case .decimal(_, let scale, _) = column.type.kind, case .text(let digits) = value {
            return NumericText.decimal(digits).value.rounded(to: scale).text
        }
        return StoredText.text(of: value, .null) ?? ""
    }

    /// `auto_increment`, `DEFAULT_GENERATED`, `on update CURRENT_TIMESTAMP`, `STORED GENERATED`.
    var extra: String {
        if column.isAutoIncrement { return "auto_increment" }
        if let generated = column.generated {
            return generated.isStored ? "STORED GENERATED" : "VIRTUAL GENERATED"
        }
        var words: [String] = []
        if column.defaultIsExpression || defaultIsCurrentTimestamp {
            words.append("DEFAULT_GENERATED")
        }
        if column.onUpdateNow { words.append("on update CURRENT_TIMESTAMP\(column.fraction)") }
        return words.joined(separator: " ")
    }

    private var defaultIsCurrentTimestamp: Bool {
        guard case .function(let call)? = column.defaultValue else { return false }
        return call.name.lowercased().isCurrentTimestamp
    }

    /// The row of DESCRIBE.
    var row: [SQLiteValue] {
        [
            .text(column.name), .text(column.declaredType),
            .text(column.type.isNullable ? "YES" : "NO"), .text(key), defaultValue, .text(extra),
        ]
    }

    /// The columns of DESCRIBE.
    static let header: [(String, MySQLType)] = [
        ("Field", .varchar(64)), ("Type", .dictionaryText), ("Null", .varchar(3)),
        ("Key", .varchar(3)), ("Default", .dictionaryText), ("Extra", .varchar(256)),
    ]
}

extension String {
    fileprivate var isCurrentTimestamp: Bool {
        ["now", "current_timestamp", "localtime", "localtimestamp"].contains(self)
    }
}

extension Column {
    /// The digits of seconds' fractions in parentheses, if it has any.
    var fraction: String { type.isTemporal && type.scale > 0 ? "(\(type.scale))" : "" }
}

extension MySQLType {
    /// Whether it is BIT.
    var isBits: Bool { if case .bit = kind { true } else { false } }

    /// A text of the data dictionary.
    static let dictionaryText = MySQLType(.string(.long), collation: .codePoint)
}
