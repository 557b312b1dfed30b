import SQLiteKit

/// The functions that exist only over a window, and are SQLite's own.
enum WindowFunction {
    static let names: Set<String> = [
        "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead",
        "first_value", "last_value", "nth_value",
    ]
}

extension Translator {
    /// A call with OVER.
    mutating func windowFunction(
        _ call: FunctionCall, _ name: String
    ) throws(StatementFailure) -> TypedExpression {
        guard let reference = call.window else {
            throw .mysql(
                MySQLError(
                    3579, "HY000",
                    "Window name '\(call.name)' is not defined."))
        }
        guard aggregation == .allowed, clause == "field list" || clause == "order clause" else {
            throw .mysql(
                MySQLError(
                    3593, "HY000",
                    "You cannot use the window function '\(name)' in this context.'"))
        }
        var typed: TypedExpression
        if WindowFunction.names.contains(name) {
            typed = try rankingFunction(call, name)
        } else if let aggregate = AggregateCatalogue.find(name), !call.isDistinct {
            typed = try aggregateSQL(call, aggregate)
        } else if call.isDistinct {
            throw .mysql(.notYetSupported("<window function>(DISTINCT ..)"))
        } else {
            throw .unsupported("\(call.name.uppercased()) with OVER")
        }
        let (sql, columns) = try over(reference)
        typed.sql = "\(typed.sql) OVER \(sql)"
        typed.columns += columns
        typed.hasWindow = true
        return typed
    }

    private mutating func rankingFunction(
        _ call: FunctionCall, _ name: String
    ) throws(StatementFailure) -> TypedExpression {
        if call.ignoresNulls { throw .mysql(.notYetSupported("IGNORE NULLS")) }
        var arguments: [TypedExpression] = []
        for argument in call.arguments { arguments.append(try scalar(argument)) }
        let counter = name == "ntile" ? arguments.first : name == "nth_value" ? arguments.last : nil
        if case .integer(let count)? = counter?.constant, count < 1 {
            throw .mysql(MySQLError(1210, "HY000", "Incorrect arguments to \(name)"))
        }
        let type: MySQLType
        switch name {
        case "row_number", "rank", "dense_rank", "ntile":
            type = MySQLType.unsignedBigint.notNull
        case "percent_rank", "cume_dist": type = MySQLType.double.notNull
        case "lag", "lead":
            type = .aggregate(
                [arguments.first, arguments.dropFirst(2).first].compactMap { $0?.type }
            )
            .nullable(true)
        default: type = (arguments.first?.type ?? .null).nullable(true)
        }
        var list = arguments.map(\.sql)
        for index in [0, 2] where arguments.indices.contains(index) && name.hasPrefix("l") {
            list[index] = convert(arguments[index], to: type)
        }
        return TypedExpression(
            "\(name)(\(list.joined(separator: ", ")))", type, over: arguments)
    }

    /// The text after OVER, and the columns that it uses.
    private mutating func over(
        _ reference: WindowReference
    ) throws(StatementFailure) -> (String, [ColumnUse]) {
        switch reference {
        case .named(let name): return try window(definition(of: name))
        case .inline(let definition): return try window(definition)
        }
    }

    private func definition(of name: String) throws(StatementFailure) -> WindowDefinition {
        guard let named = windows.first(where: { $0.name.equalsName(name) }) else {
            throw .mysql(MySQLError(3579, "HY000", "Window name '\(name)' is not defined."))
        }
        return named.definition
    }

    private mutating func window(
        _ written: WindowDefinition
    ) throws(StatementFailure) -> (String, [ColumnUse]) {
        var definition = written
        if let base = written.base {
            let inherited = try self.definition(of: base)
            definition.partition = inherited.partition
            if definition.order.isEmpty { definition.order = inherited.order }
        }
        var parts: [String] = []
        var columns: [ColumnUse] = []
        var partition: [String] = []
        for expression in definition.partition {
            let typed = try scalar(expression)
            partition.append(groupTerm(typed))
            columns += typed.columns
        }
        if !partition.isEmpty { parts.append("PARTITION BY " + partition.joined(separator: ", ")) }
        try definition.frame?.check()
        let isMeasured = definition.frame.map { $0.unit == .range && $0.isMeasured } ?? false
        guard !isMeasured || definition.order.count == 1 else { throw .mysql(.rangeNeedsOrder) }
        var order: [String] = []
        for item in definition.order {
            var typed = try scalar(item.expression)
            if isMeasured, let frame = definition.frame {
                guard !typed.type.isString || typed.type.isTemporal else {
                    throw .mysql(.rangeNeedsOrder)
                }
                typed = try distance(of: item.expression, typed, by: frame)
            }
            order.append(sortTerm(typed) + (item.isDescending ? " DESC" : ""))
            columns += typed.columns
        }
        if !order.isEmpty { parts.append("ORDER BY " + order.joined(separator: ", ")) }
        windowOrders.append(partition + order)
        if let frame = definition.frame { parts.append(try text(of: frame)) }
        return ("(\(parts.joined(separator: " ")))", columns)
    }

    private mutating func text(of frame: WindowFrame) throws(StatementFailure) -> String {
        let start = try text(of: frame.start)
        guard let end = frame.end else { return "\(frame.unit.rawValue) \(start)" }
        return "\(frame.unit.rawValue) BETWEEN \(start) AND \(try text(of: end))"
    }

    private mutating func text(of bound: WindowFrame.Bound) throws(StatementFailure) -> String {
        switch bound {
        case .unboundedPreceding: "UNBOUNDED PRECEDING"
        case .preceding(let count): "\(try scalar(count).sql) PRECEDING"
        case .currentRow: "CURRENT ROW"
        case .following(let count): "\(try scalar(count).sql) FOLLOWING"
        case .unboundedFollowing: "UNBOUNDED FOLLOWING"
        case .intervalPreceding(let amount, let unit): "\(try seconds(amount, unit)) PRECEDING"
        case .intervalFollowing(let amount, let unit): "\(try seconds(amount, unit)) FOLLOWING"
        }
    }

    /// What a frame of values around the current one is measured on: SQLite adds and subtracts
    /// numbers only.
    private mutating func distance(
        of expression: Expression, _ typed: TypedExpression, by frame: WindowFrame
    ) throws(StatementFailure) -> TypedExpression {
        guard frame.isOfTime else {
            guard !typed.type.isTemporal else {
                throw .unsupported("a window frame of a number around dates")
            }
            return typed.type.isDecimal
                ? TypedExpression("CAST(\(typed.sql) AS REAL)", .double, over: [typed]) : typed
        }
        guard typed.type.scale == 0 else {
            throw .unsupported("a window frame of INTERVAL around fractions of seconds")
        }
        switch typed.type.kind {
        case .date, .datetime, .timestamp:
            return try function(FunctionCall("to_seconds", [expression]))
        case .time: return try function(FunctionCall("time_to_sec", [expression]))
        default: throw .unsupported("a window frame of INTERVAL around what is no time")
        }
    }

    private mutating func seconds(
        _ amount: Expression, _ unit: IntervalUnit
    ) throws(StatementFailure) -> Int64 {
        let length: Int64? =
            switch unit {
            case .second: 1
            case .minute: 60
            case .hour: 3_600
            case .day: 86_400
            case .week: 604_800
            default: nil
            }
        guard let length, case .integer(let count)? = try scalar(amount).constant, count >= 0
        else { throw .unsupported("a window frame of INTERVAL in \(unit.rawValue)") }
        return count.multipliedReportingOverflow(by: length).partialValue
    }
}

extension MySQLError {
    /// Error 1235, for what MySQL names and does not do.
    static func notYetSupported(_ feature: String) -> MySQLError {
        MySQLError(1235, "42000", "This version of MySQL doesn't yet support '\(feature)'")
    }

    fileprivate static let rangeNeedsOrder = MySQLError(
        3587, "HY000",
        "Window '<unnamed window>' with RANGE N PRECEDING/FOLLOWING frame requires exactly one "
            + "ORDER BY expression, of numeric or temporal type")
}

extension WindowFrame {
    /// - Throws: 1235 for GROUPS, 3584 to 3586 for bounds that cannot be.
    fileprivate func check() throws(StatementFailure) {
        guard unit != .groups else { throw .mysql(.notYetSupported("GROUPS")) }
        if case .unboundedFollowing = start {
            throw .mysql(
                MySQLError(
                    3584, "HY000",
                    "Window '<unnamed window>': frame start cannot be UNBOUNDED FOLLOWING."))
        }
        if case .unboundedPreceding? = end {
            throw .mysql(
                MySQLError(
                    3585, "HY000",
                    "Window '<unnamed window>': frame end cannot be UNBOUNDED PRECEDING."))
        }
        guard let end, end.rank < start.rank else { return }
        throw .mysql(
            MySQLError(
                3586, "HY000",
                "Window '<unnamed window>': frame start or end is negative, NULL or of "
                    + "non-integral type"))
    }

    private var bounds: [Bound] { [start] + (end.map { [$0] } ?? []) }

    /// Whether a bound is a distance from the current row's value.
    fileprivate var isMeasured: Bool {
        bounds.contains {
            switch $0 {
            case .preceding, .following, .intervalPreceding, .intervalFollowing: true
            case .unboundedPreceding, .currentRow, .unboundedFollowing: false
            }
        }
    }

    fileprivate var isOfTime: Bool {
        bounds.contains {
            switch $0 {
            case .intervalPreceding, .intervalFollowing: true
            default: false
            }
        }
    }
}

extension WindowFrame.Bound {
    /// Bounds of a lower rank cannot end what one of a higher begins.
    fileprivate var rank: Int {
        switch self {
        case .unboundedPreceding: 0
        case .preceding, .intervalPreceding: 1
        case .currentRow: 2
        case .following, .intervalFollowing: 3
        case .unboundedFollowing: 4
        }
    }
}
