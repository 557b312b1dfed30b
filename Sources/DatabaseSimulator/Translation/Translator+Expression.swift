import SQLiteKit

extension Translator {
    /// Translates an expression that must be a scalar.
    mutating func scalar(_ expression: Expression) throws(StatementFailure) -> TypedExpression {
        let typed = try translate(expression)
        guard typed.row.isEmpty else { throw .mysql(.operandColumns(1)) }
        return typed
    }

    /// Translates an expression: a scalar or a row.
    mutating func translate(_ expression: Expression) throws(StatementFailure) -> TypedExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth < Translator.depthLimit else {
            throw .unsupported("an expression nested deeper than \(Translator.depthLimit) levels")
        }
        var typed = try translateNode(expression)
        if !groupKeys.isEmpty, !typed.columns.isEmpty, groupKeys.contains(typed.sql) {
            typed.columns = []
            if rolledUp.contains(typed.sql), aggregation != .inside {
                typed.sql = "NULL"
                typed.type.isNullable = true
            }
        }
        return typed
    }

    /// SQLite refuses expressions of more than 1,000 levels, and some of ours become several.
    static let depthLimit = 200

    private mutating func translateNode(
        _ expression: Expression
    ) throws(StatementFailure) -> TypedExpression {
        switch expression {
        case .literal(let literal): return try self.literal(literal)
        case .column(let reference): return try column(reference)
        case .placeholder(let index):
            guard index < variables.placeholders.count else {
                throw .mysql(MySQLError(1210, "HY000", "Incorrect arguments to EXECUTE"))
            }
            return value(variables.placeholders[index])
        case .unary(let `operator`, let operand):
            return try unary(`operator`, operand)
        case .binary(let `operator`, let left, let right):
            return try binary(`operator`, left, right, whole: expression)
        case .isTest(let operand, let test, let negated):
            return try isTest(operand, test, negated: negated)
        case .between(let operand, let low, let high, let negated):
            return try between(operand, low, high, negated: negated)
        case .inList(let operand, let candidates, let negated):
            return try inList(operand, candidates, negated: negated)
        case .inQuery(let operand, let query, let negated):
            return try inQuery(operand, query, negated: negated)
        case .quantified(let operand, let comparison, let quantifier, let query):
            return try quantified(operand, comparison, quantifier, query)
        case .exists(let query): return try exists(query)
        case .subquery(let query): return try scalarSubquery(query)
        case .row(let members):
            var typed: [TypedExpression] = []
            for member in members { typed.append(try translate(member)) }
            guard typed.count > 1 else { return typed[0] }
            var row = TypedExpression(
                "(" + typed.map(\.sql).joined(separator: ", ") + ")", .null, over: typed)
            row.row = typed
            return row
        case .like(let operand, let pattern, let escape, let negated):
            return try like(operand, pattern, escape: escape, negated: negated)
        case .regularExpression(let operand, let pattern, let negated):
            let match = try function(FunctionCall("regexp_like", [operand, pattern]))
            return negated ? self.negated(match) : match
        case .soundsLike(let left, let right):
            return try compare(
                .equal, try function(FunctionCall("soundex", [left])),
                try function(FunctionCall("soundex", [right])))
        case .memberOf(let value, let array):
            return try function(FunctionCall("member of", [value, array]))
        case .caseOf(let operand, let branches, let otherwise):
            return try caseOf(operand, branches, otherwise)
        case .function(let call): return try function(call)
        case .cast(let operand, let type): return try cast(try scalar(operand), to: type)
        case .convertUsing(let operand, let characterSet):
            return try convert(try scalar(operand), characterSet: characterSet)
        case .collate(let operand, let collation):
            return try collate(try scalar(operand), collation: collation)
        case .dateArithmetic(let operand, let amount, let unit, let subtracts):
            return try dateArithmetic(
                try scalar(operand), try scalar(amount), unit, subtracts: subtracts)
        case .extract(let unit, let operand): return try extract(unit, try scalar(operand))
        case .timestampDifference(let unit, let from, let to):
            return try timestampDifference(unit, try scalar(from), try scalar(to))
        case .timestampAdd(let unit, let amount, let operand):
            return try dateArithmetic(
                try scalar(operand), try scalar(amount), unit, subtracts: false)
        case .trim(let side, let removed, let operand):
            return try trim(side, removed: removed, operand)
        case .systemVariable(let scope, let name):
            return try systemVariable(name, scope: scope)
        case .userVariable(let name): return try userVariable(name)
        case .assignment(let variable, let value):
            assignedVariables.insert(variable.lowercased())
            return try assignment(variable, try scalar(value))
        case .insertedValue(let reference): return try insertedValue(reference)
        case .defaultValue(let reference): return try defaultValue(of: reference)
        case .jsonPath(let reference, let path, let unquotes):
            let extract = FunctionCall(
                "json_extract",
                [.column(reference), .literal(.string(path, introducer: nil))])
            return try function(
                unquotes ? FunctionCall("json_unquote", [.function(extract)]) : extract)
        case .jsonValue(let call): return try jsonValue(call)
        case .match(let columns, _):
            for column in columns { _ = try scope.find(column, in: clause) }
            let isIndexed = scope.sources.contains {
                $0.table?.indexes.contains { $0.kind == .fulltext } ?? false
            }
            guard !isIndexed else { throw .unsupported("a full-text search") }
            throw .mysql(
                MySQLError(1191, "HY000", "Can't find FULLTEXT index matching the column list"))
        }
    }

    // MARK: Names

    private mutating func column(
        _ reference: ColumnReference
    ) throws(StatementFailure) -> TypedExpression {
        var found = try resolve(reference)
        if let newValue = assigned[found.sql] {
            found = newValue
        }
        return found
    }

    private func resolve(_ reference: ColumnReference) throws(StatementFailure) -> TypedExpression {
        if reference.table == nil, aliasPreference == .aliasFirst,
            let alias = try alias(reference.column)
        {
            return alias
        }
        if aliasPreference == .having, aggregation != .inside {
            if let alias = try alias(reference.column), reference.table == nil { return alias }
            let column = try scope.find(reference, in: clause)
            if let column {
                let isSelected = selectAliases.contains { $0.expression.sql == column.sql }
                guard isSelected || groupKeys.contains(column.sql) else {
                    throw .mysql(.unknownColumn(reference.written, in: clause))
                }
                return column
            }
        } else if let column = try scope.find(reference, in: clause) {
            return column
        }
        if reference.table == nil, aliasPreference == .columnFirst,
            let alias = try alias(reference.column)
        {
            return alias
        }
        var outer = scope.parent
        while let current = outer {
            if current.isVisible, let column = try current.find(reference, in: clause) {
                return column
            }
            outer = current.parent
        }
        throw .mysql(.unknownColumn(reference.written, in: clause))
    }

    /// The select-list expression of an alias, or of a column's own name.
    private func alias(_ name: String) throws(StatementFailure) -> TypedExpression? {
        let matches = selectAliases.filter { $0.isAliased && $0.name.equalsName(name) }
        guard let first = matches.first else { return nil }
        guard matches.allSatisfy({ $0.expression.sql == first.expression.sql }) else {
            throw .mysql(.ambiguousColumn(name, in: clause))
        }
        guard !first.expression.hasWindow || aliasPreference == .aliasFirst else {
            throw .mysql(
                MySQLError(
                    3594, "HY000",
                    "You cannot use the alias '\(first.name)' of an expression containing a window "
                        + "function in this context.'"))
        }
        return first.expression
    }

    // MARK: CASE

    private mutating func caseOf(
        _ operand: Expression?, _ branches: [CaseBranch], _ otherwise: Expression?
    ) throws(StatementFailure) -> TypedExpression {
        var conditions: [TypedExpression] = []
        var results: [TypedExpression] = []
        let subject = try operand.map { operand throws(StatementFailure) in try scalar(operand) }
        for branch in branches {
            let condition = try scalar(branch.condition)
            if let subject {
                conditions.append(try compare(.equal, subject, condition))
            } else {
                conditions.append(condition)
            }
            results.append(try scalar(branch.result))
        }
        if let otherwise { results.append(try scalar(otherwise)) }
        var type = MySQLType.aggregate(results.map(\.type))
        if otherwise == nil { type.isNullable = true }
        var sql = "CASE"
        for (condition, result) in zip(conditions, results) {
            sql += " WHEN \(truth(condition)) THEN \(convert(result, to: type))"
        }
        if otherwise != nil, let last = results.last {
            let rest = convert(last, to: type)
            if rest.hasPrefix("CASE WHEN ") {
                // The branches of a CASE in ELSE are further branches.
                return TypedExpression(
                    sql + rest.dropFirst("CASE".utf8.count), type, over: conditions + results)
            }
            sql += " ELSE \(rest)"
        }
        return TypedExpression(sql + " END", type, over: conditions + results)
    }

    // MARK: Tests

    private mutating func isTest(
        _ operand: Expression, _ test: IsTest, negated: Bool
    ) throws(StatementFailure) -> TypedExpression {
        let operand = try scalar(operand)
        let not = negated ? "NOT " : ""
        let sql =
            switch test {
            case .null, .unknown: "(\(operand.sql) IS \(not)NULL)"
            case .isTrue: "(\(truth(operand)) IS \(not)TRUE)"
            case .isFalse: "(\(truth(operand)) IS \(not)FALSE)"
            }
        return TypedExpression(sql, .int.notNull, over: [operand])
    }

    private mutating func between(
        _ operand: Expression, _ low: Expression, _ high: Expression, negated: Bool
    ) throws(StatementFailure) -> TypedExpression {
        let operand = try scalar(operand)
        let low = try scalar(low)
        let high = try scalar(high)
        let above = try compare(.greaterOrEqual, operand, low)
        let below = try compare(.lessOrEqual, operand, high)
        let sql = "(\(above.sql) AND \(below.sql))"
        return TypedExpression(
            negated ? "(NOT \(sql))" : sql, .int, over: [operand, low, high])
    }

    private mutating func inList(
        _ operand: Expression, _ candidates: [Expression], negated: Bool
    ) throws(StatementFailure) -> TypedExpression {
        let operand = try translate(operand)
        var typed: [TypedExpression] = []
        for candidate in candidates {
            let candidate = try translate(candidate)
            guard candidate.row.count == operand.row.count else {
                throw .mysql(.operandColumns(max(operand.row.count, 1)))
            }
            typed.append(candidate)
        }
        let sql = try membership(of: operand, in: typed)
        return TypedExpression(
            negated ? "(NOT \(sql))" : sql, .int, over: [operand] + typed)
    }

    private mutating func membership(
        of operand: TypedExpression, in candidates: [TypedExpression]
    ) throws(StatementFailure) -> String {
        guard operand.row.isEmpty, candidates.count > 8,
            candidates.allSatisfy({ $0.constant != nil })
        else {
            let tests = try candidates.map { candidate throws(StatementFailure) in
                try compareRows(.equal, operand, candidate).sql
            }
            return Self.either(tests[...])
        }
        // SQLite looks many constants up in a tree; those that compare alike go into one.
        var lists: [(operand: String, values: [String])] = []
        for candidate in candidates {
            var (left, right) = try comparable(operand, candidate)
            if candidates.count > 100, right == candidate.sql, let text = candidate.literalSQL {
                right = text
            }
            if let index = lists.firstIndex(where: { $0.operand == left }) {
                lists[index].values.append(right)
            } else {
                lists.append((left, [right]))
            }
        }
        let tests = lists.map { "(\($0.operand) IN (\($0.values.joined(separator: ", "))))" }
        return Self.either(tests[...])
    }

    /// Tests of which one must hold, as a shallow tree: SQLite bounds the depth of expressions.
    private static func either(_ tests: ArraySlice<String>) -> String {
        guard tests.count > 8 else { return "(" + tests.joined(separator: " OR ") + ")" }
        let middle = tests.startIndex + tests.count / 2
        return "(\(either(tests[..<middle])) OR \(either(tests[middle...])))"
    }

    mutating func negated(_ operand: TypedExpression) -> TypedExpression {
        TypedExpression("(NOT \(truth(operand)))", .int, over: [operand])
    }
}

extension TypedExpression {
    /// SQL of an integer or text as it is: SQLite looks for the name of each parameter among those
    /// of all the others, which takes long where they are many.
    fileprivate var literalSQL: String? {
        switch constant {
        case .integer(let number)?: String(number)
        case .text(let text)? where !text.utf8.contains(0):
            "'\(text.replacing("'", with: "''"))'"
        default: nil
        }
    }
}
