import SQLiteKit

extension Translator {
    /// SQL that hands an expression over in a form.
    mutating func coerce(_ expression: TypedExpression, _ coercion: Coercion) -> String {
        var expression = expression
        if coercion.isNumeric { expression = numeric(expression) }
        let implementation = coercion.implementation(
            from: expression.type,
            warns: !(expression.isColumn && expression.type.isUnbounded))
        guard let implementation else { return expression.sql }
        return call(implementation, [expression.sql])
    }

    /// SQL that brings an expression into the stored form of another type: the common type of
    /// CASE branches, of the arms of a UNION, or of a column.
    mutating func convert(_ expression: TypedExpression, to type: MySQLType) -> String {
        guard !expression.type.isNull, expression.type.kind != type.kind else {
            return expression.sql
        }
        switch type.kind {
        case .string, .json: return coerce(expression, .text)
        case .binary: return "CAST(\(coerce(expression, .text)) AS BLOB)"
        case .double, .float: return coerce(expression, .double)
        case .decimal: return coerce(expression, .decimal)
        case .integer, .year, .bit: return coerce(expression, .integer)
        case .date, .datetime, .timestamp, .time:
            return temporal(expression, to: type)
        case .null, .enumeration, .set: return expression.sql
        }
    }

    /// CAST and CONVERT.
    mutating func cast(
        _ operand: TypedExpression, to type: CastType
    ) throws(StatementFailure) -> TypedExpression {
        let operand = type.isNumeric ? numeric(operand) : operand
        let plan: FunctionCallPlan
        if let temporal = try TemporalCast.plan(operand.argument, to: type) {
            plan = temporal
        } else if let other = try Casts.plan(type, of: operand.argument) {
            plan = other
        } else {
            throw .unsupported("this CAST")
        }
        var typed = apply(plan, to: [operand]) { "" }
        if typed.type.isString { typed.coercibility = .implicit }
        return typed
    }

    /// `CONVERT(x USING charset)`.
    mutating func convert(
        _ operand: TypedExpression, characterSet: String
    ) throws(StatementFailure) -> TypedExpression {
        let collation = try CollationName(characterSet: characterSet)
        if collation == .binary { return try cast(operand, to: .binary(nil)) }
        var typed = try cast(operand, to: .char(nil, characterSet: characterSet))
        typed.type.collation = collation
        return typed
    }

    /// `x COLLATE name`.
    mutating func collate(
        _ operand: TypedExpression, collation name: String
    ) throws(StatementFailure) -> TypedExpression {
        guard let collation = CollationName(declared: name) else {
            throw .mysql(CollationName.error(for: name))
        }
        if collation == .binary {
            guard operand.type.isBinary else {
                throw .mysql(CollationName.mismatch(name, "utf8mb4"))
            }
            return operand
        }
        var typed = operand
        if !operand.type.isText {
            typed = TypedExpression(coerce(operand, .text), .varchar(64), over: [operand])
        }
        typed.type.collation = collation
        typed.coercibility = .explicit
        typed.isColumn = false
        return typed
    }

    /// JSON compares by its own order.
    mutating func jsonSortKey(_ expression: TypedExpression) -> String {
        call(
            JSONComparison.sortKey,
            [expression.sql, parameter(.text(String(JSONArgument(expression.argument).code)))])
    }
}

extension Coercion {
    fileprivate var isNumeric: Bool {
        switch self {
        case .double, .integer, .decimal: true
        case .stored, .text, .temporal, .time, .json: false
        }
    }
}

extension CastType {
    fileprivate var isNumeric: Bool {
        switch self {
        case .signed, .unsigned, .decimal, .double, .real, .float: true
        default: false
        }
    }
}

extension CollationName {
    fileprivate static func mismatch(_ collation: String, _ characterSet: String) -> MySQLError {
        MySQLError(
            1253, "42000",
            "COLLATION '\(collation)' is not valid for CHARACTER SET '\(characterSet)'")
    }

    /// A collation of another character set, or none at all.
    fileprivate static func error(for name: String) -> MySQLError {
        let sets = [
            "latin1", "ascii", "utf8mb3", "utf8", "ucs2", "utf16", "utf32", "cp1252", "gbk",
        ]
        if sets.contains(where: { name.lowercased().hasPrefix($0 + "_") }) {
            return mismatch(name, "utf8mb4")
        }
        return MySQLError(1273, "HY000", "Unknown collation: '\(name)'")
    }
}
