import SQLiteKit

extension Translator {
    /// SQL that hands an expression over in a form.
    mutating func coerce(_ expression: TypedExpression, _ coercion: Coercion) -> String {
        var expression = expression
        if coercion.isNumeric { expression = numeric(expression) }
        if coercion == .text, let text = shownText(of: expression) { return text }
        let implementation = coercion.implementation(
            from: expression.type,
            warns: !expression.isColumn || expression.type.warnsInColumns)
        guard let implementation else { return expression.sql }
        return call(implementation, [expression.sql])
    }

    /// SQL of the text of a number that has its own way to be shown.
    private mutating func shownText(of expression: TypedExpression) -> String? {
        if expression.type.isReal, let scale = expression.type.fixedScale {
            return call(NumberText.fixed, [expression.sql, "\(scale)"])
        }
        guard expression.isColumn, expression.type.filledWidth > 0 else { return nil }
        return call(NumberText.filled, [expression.sql, "\(expression.type.filledWidth)"])
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
        var operand = type.isNumeric ? numeric(operand) : operand
        if case .binary = type { operand = inBytes(operand) }
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
        var typed = try cast(operand, to: .char(nil, characterSet: nil))
        typed.type.collation = collation
        if collation.maximumBytes < 4 {
            typed.sql = call(LatinEncoding.fitting(collation), [typed.sql])
        }
        return typed
    }

    /// `x COLLATE name`.
    mutating func collate(
        _ operand: TypedExpression, collation name: String
    ) throws(StatementFailure) -> TypedExpression {
        guard name.isCollation else {
            throw .mysql(MySQLError(1273, "HY000", "Unknown collation: '\(name)'"))
        }
        let set = operand.type.isBinary ? "binary" : operand.type.characterSetOrDefault
        guard name.lowercased() == "binary" || name.lowercased().hasPrefix(set + "_") else {
            throw .mysql(CollationName.mismatch(name.newNamed, set))
        }
        let collation = try CollationName(named: name)
        guard collation != .binary else { return operand }
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

extension MySQLType {
    /// Whether MySQL warns of a column of this type whose text is no number: TEXT and BLOB are read
    /// without a word.
    fileprivate var warnsInColumns: Bool {
        switch kind {
        case .string(.char), .string(.varchar), .binary(.char), .binary(.varchar): true
        default: false
        }
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

extension MySQLType {
    /// The character set of its texts; that of the connection for what is no text.
    fileprivate var characterSetOrDefault: String { isText ? collation.characterSet : "utf8mb4" }
}

extension String {
    /// Whether MySQL has a collation of this name.
    fileprivate var isCollation: Bool {
        let name = newNamed
        return CollationName(declared: name) != nil || CollationName.isOther(name)
    }

    /// A collation by its name since `utf8` is called `utf8mb3`.
    fileprivate var newNamed: String {
        let name = lowercased()
        return name.hasPrefix("utf8_") ? "utf8mb3_" + name.dropFirst(5) : name
    }
}

extension CollationName {
    /// Error 1253.
    static func mismatch(_ collation: String, _ characterSet: String) -> MySQLError {
        MySQLError(
            1253, "42000",
            "COLLATION '\(collation)' is not valid for CHARACTER SET '\(characterSet)'")
    }
}
