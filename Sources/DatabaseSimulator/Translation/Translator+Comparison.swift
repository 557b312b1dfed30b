import SQLiteKit

extension Translator {
    /// Compares two scalars or two rows.
    mutating func compareRows(
        _ comparison: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression
    ) throws(StatementFailure) -> TypedExpression {
        guard left.row.count == right.row.count else {
            throw .mysql(.operandColumns(max(left.row.count, 1)))
        }
        guard !left.row.isEmpty else {
            return try compare(comparison, left, right)
        }
        var pairs: [TypedExpression] = []
        for (left, right) in zip(left.row, right.row) {
            pairs.append(try compareRows(.equal, left, right))
        }
        switch comparison {
        case .equal, .nullSafeEqual:
            if comparison == .nullSafeEqual {
                pairs = []
                for (left, right) in zip(left.row, right.row) {
                    pairs.append(try compareRows(.nullSafeEqual, left, right))
                }
            }
            return join(pairs, " AND ")
        case .notEqual:
            let equal = join(pairs, " AND ")
            return TypedExpression("(NOT \(equal.sql))", .int, over: [equal])
        default:
            return try lexicographic(comparison, left.row, right.row)
        }
    }

    /// `(a, b) < (c, d)` is `a < c OR a = c AND b < d`.
    private mutating func lexicographic(
        _ comparison: BinaryOperator, _ left: [TypedExpression], _ right: [TypedExpression]
    ) throws(StatementFailure) -> TypedExpression {
        let strict: BinaryOperator =
            comparison == .less || comparison == .lessOrEqual ? .less : .greater
        var alternatives: [TypedExpression] = []
        for index in left.indices {
            var terms: [TypedExpression] = []
            for earlier in 0..<index {
                terms.append(try compareRows(.equal, left[earlier], right[earlier]))
            }
            let last = index == left.count - 1 ? comparison : strict
            terms.append(try compareRows(last, left[index], right[index]))
            alternatives.append(join(terms, " AND "))
        }
        return join(alternatives, " OR ")
    }

    private func join(_ terms: [TypedExpression], _ connective: String) -> TypedExpression {
        TypedExpression(
            "(" + terms.map(\.sql).joined(separator: connective) + ")", .int, over: terms)
    }

    /// Compares two scalars as MySQL does for their types.
    ///
    /// The rules of the manual's chapter *Type Conversion in Expression Evaluation*.
    ///
    /// - Throws: 1525 for a literal that is no date beside one.
    mutating func compare(
        _ comparison: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression
    ) throws(StatementFailure) -> TypedExpression {
        let symbol = comparison == .nullSafeEqual ? "IS" : comparison.rawValue
        let (leftSQL, rightSQL) = try comparable(left, right)
        var result = TypedExpression("(\(leftSQL) \(symbol) \(rightSQL))", .int)
        result.isBoolean = true
        result.note(left)
        result.note(right)
        if comparison == .nullSafeEqual
            || !left.type.isNullable && !right.type.isNullable
        {
            result.type.isNullable = false
        }
        return result
    }

    /// Both sides in a form in which SQLite compares them as MySQL does.
    mutating func comparable(
        _ left: TypedExpression, _ right: TypedExpression
    ) throws(StatementFailure) -> (left: String, right: String) {
        let types = (left.type, right.type)
        if left.type.isNull || right.type.isNull { return (left.sql, right.sql) }
        if left.type.isJSON || right.type.isJSON { return try jsonComparable(left, right) }
        if types.0.isBinary && types.1.isString || types.1.isBinary && types.0.isString {
            return ("CAST(\(coerce(left, .text)) AS BLOB)", "CAST(\(coerce(right, .text)) AS BLOB)")
        }
        if types.0.isText && types.1.isText {
            return textComparable(left, right)
        }
        if let pair = try temporalComparable(left, right) { return pair }
        if types.0.isInteger && types.1.isInteger { return (left.sql, right.sql) }
        if types.0.isExact && types.1.isExact {
            return (
                "\(coerce(left, .decimal)) COLLATE \(MySQLDecimal.collationName)",
                coerce(right, .decimal)
            )
        }
        return (coerce(left, .double), coerce(right, .double))
    }

    /// JSON beside a text compares as the text inside it, beside a number as a number.
    private mutating func jsonComparable(
        _ left: TypedExpression, _ right: TypedExpression
    ) throws(StatementFailure) -> (left: String, right: String) {
        if left.type.isJSON && right.type.isJSON { return (left.sql, right.sql) }
        if left.type.isText || right.type.isText {
            return (try unquoted(left), try unquoted(right))
        }
        return (coerce(left, .double), coerce(right, .double))
    }

    private mutating func unquoted(
        _ expression: TypedExpression
    ) throws(StatementFailure) -> String {
        guard expression.type.isJSON, let unquote = FunctionCatalogue.find("json_unquote") else {
            return coerce(expression, .text)
        }
        return apply(try unquote.resolve([expression.argument]), to: [expression]) { "" }.sql
    }

    mutating func textComparable(
        _ left: TypedExpression, _ right: TypedExpression
    ) -> (left: String, right: String) {
        let collation = Collation.sqliteName(commonCollation(left, right))
        return ("\(coerce(left, .text)) COLLATE \(collation)", coerce(right, .text))
    }

    /// The collation by which two strings are compared: the one that is held more firmly.
    func commonCollation(_ left: TypedExpression, _ right: TypedExpression) -> CollationName {
        if left.coercibility == right.coercibility {
            let collations = [left, right].map(\.type.collation)
            if collations[0].maximumBytes != collations[1].maximumBytes {
                // The set that holds the other.
                return collations[0].maximumBytes > collations[1].maximumBytes
                    ? collations[0] : collations[1]
            }
            // Of two equally firm ones, MySQL takes the binary one.
            return collations.first { $0.isByCode } ?? collations[0]
        }
        return left.coercibility < right.coercibility ? left.type.collation : right.type.collation
    }

    /// An integer that is 0, 1 or NULL in SQLite's eyes exactly when it is in MySQL's.
    mutating func truth(_ operand: TypedExpression) -> String {
        switch operand.type.kind {
        case .integer, .year, .bit, .null, .time: operand.sql
        case .enumeration, .set: operand.sql
        default: "(\(coerce(operand, .double)) <> 0.0)"
        }
    }

    mutating func like(
        _ operand: Expression, _ pattern: Expression, escape: Expression?, negated: Bool
    ) throws(StatementFailure) -> TypedExpression {
        let operand = try scalar(operand)
        let pattern = try scalar(pattern)
        var arguments = [coerce(operand, .text), coerce(pattern, .text)]
        arguments.append(parameter(.text(commonCollation(operand, pattern).rawValue)))
        var operands = [operand, pattern]
        if let escape {
            let escape = try scalar(escape)
            guard case .text(let character)? = escape.constant, character.unicodeScalars.count <= 1
            else { throw .mysql(MySQLError(1210, "HY000", "Incorrect arguments to ESCAPE")) }
            arguments.append(parameter(.text(character)))
            operands.append(escape)
        }
        let call = call(LikeFunction.implementation, arguments)
        return TypedExpression(negated ? "(NOT \(call))" : call, .int, over: operands)
    }
}
