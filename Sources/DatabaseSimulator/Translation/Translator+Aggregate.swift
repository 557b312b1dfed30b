import SQLiteKit

extension Translator {
    /// A call of an aggregate over the rows of a group.
    mutating func aggregate(
        _ call: FunctionCall, _ name: String
    ) throws(StatementFailure) -> TypedExpression {
        if name == "any_value", call.window == nil, let argument = call.arguments.first {
            // A function of one row after all, which only silences ONLY_FULL_GROUP_BY.
            var typed = try scalar(argument)
            typed.columns = typed.columns.filter { $0.level < scope.level }
            typed.isColumn = false
            return typed
        }
        guard aggregation == .allowed else { throw .mysql(.invalidGroupFunction) }
        var typed = try with(\.aggregation, .inside) { translator throws(StatementFailure) in
            try translator.aggregateSQL(call, name)
        }
        if call.isDistinct || name == "group_concat" { sortsGroups = true }
        typed.columns = typed.columns.filter { $0.level < scope.level }
        typed.hasAggregate = true
        return typed
    }

    /// SQL of an aggregate, also as a window function.
    mutating func aggregateSQL(
        _ call: FunctionCall, _ name: String
    ) throws(StatementFailure) -> TypedExpression {
        var arguments: [TypedExpression] = []
        for argument in call.arguments { arguments.append(try scalar(argument)) }
        if name == "any_value", let argument = arguments.first {
            return argument
        }
        let plan = try AggregateCatalogue.plan(
            name, arguments.map(\.argument),
            call.window != nil ? .frame : call.isDistinct ? .distinct : .group)
        if let native = plan.native {
            if call.isStar { return TypedExpression("\(native)(*)", plan.type) }
            return countSQL(arguments, distinct: call.isDistinct, plan.type)
        }
        guard let implementation = plan.implementation else { throw .unsupported(call.name) }
        need(implementation)
        if name == "group_concat" {
            return try concatenation(call, arguments, implementation, plan.type)
        }
        let sql = arguments.enumerated().map { coerce($1, plan.coercion(at: $0)) }
            .joined(separator: ", ")
        return TypedExpression("\(implementation.name)(\(sql))", plan.type, over: arguments)
    }

    private mutating func countSQL(
        _ arguments: [TypedExpression], distinct: Bool, _ type: MySQLType
    ) -> TypedExpression {
        guard distinct else {
            return TypedExpression(
                "count(\(arguments.map(\.sql).joined(separator: ", ")))", type, over: arguments)
        }
        let keys = arguments.map { groupTerm($0) }
        if keys.count == 1 {
            return TypedExpression("count(DISTINCT \(keys[0]))", type, over: arguments)
        }
        let key = call(RowKey.distinct, arguments.map { distinctTerm($0) })
        return TypedExpression("count(DISTINCT \(key))", type, over: arguments)
    }

    /// A value whose bytes are equal exactly where the values are.
    private mutating func distinctTerm(_ expression: TypedExpression) -> String {
        expression.type.isText
            ? call(RowKey.collated(expression.type.collation), [coerce(expression, .text)])
            : expression.sql
    }

    /// The argument of GROUP_CONCAT that a number in its ORDER BY stands for.
    ///
    /// - Throws: 1054 for a number beyond the arguments.
    private func position(
        of expression: Expression, in arguments: [TypedExpression]
    ) throws(StatementFailure) -> TypedExpression? {
        guard case .literal(.integer(let digits)) = expression else { return nil }
        guard let number = Int(digits), arguments.indices.contains(number - 1) else {
            throw .mysql(.unknownColumn(digits, in: "order clause"))
        }
        return arguments[number - 1]
    }

    private mutating func concatenation(
        _ call: FunctionCall, _ arguments: [TypedExpression],
        _ implementation: AggregateImplementation, _ type: MySQLType
    ) throws(StatementFailure) -> TypedExpression {
        var keys: [String] = []
        var directions: [(isDescending: Bool, type: MySQLType)] = []
        for item in call.order {
            let typed: TypedExpression
            if let argument = try position(of: item.expression, in: arguments) {
                typed = argument
            } else {
                typed = try scalar(item.expression)
            }
            keys.append(typed.sql)
            directions.append((item.isDescending, typed.type))
        }
        let texts = arguments.map { coerce($0, .text) }
        let text = texts.count == 1 ? texts[0] : texts.joined(separator: " || ")
        let list =
            [
                text, parameter(.text(call.separator ?? ",")),
                parameter(.text(Concatenation.directions(directions))),
            ] + keys
        return TypedExpression(
            "\(implementation.name)(\(list.joined(separator: ", ")))", type, over: arguments)
    }
}
