import SQLiteKit

/// An aggregate that SQLite calls, under a name that is unique among all of them.
struct AggregateImplementation: Sendable {
    var name: String
    /// Makes the state of one group.
    var make: @Sendable (SessionContext) -> any Accumulator
}

/// How a typed call of an aggregate is executed.
struct AggregatePlan: Sendable {
    /// The type of the result.
    var type: MySQLType
    /// How each argument is handed over; the last one is repeated for further arguments.
    var coercions: [Coercion]
    /// What SQLite calls, unless it has the function itself.
    var implementation: AggregateImplementation?
    /// SQLite's own function.
    var native: String?

    func coercion(at index: Int) -> Coercion {
        coercions.isEmpty ? .stored : coercions[min(index, coercions.count - 1)]
    }
}

/// Every aggregate that a call can name.
enum AggregateCatalogue {
    typealias Argument = FunctionDefinition.Argument

    /// How an aggregate is used, which decides what it must remember.
    enum Use: Sendable {
        /// Over the rows of a group.
        case group
        /// Over the distinct values of a group.
        case distinct
        /// Over a window frame, whose first rows go away again.
        case frame
    }

    static let names: Set<String> = [
        "any_value", "avg", "bit_and", "bit_or", "bit_xor", "count", "group_concat",
        "json_arrayagg", "json_objectagg", "max", "min", "std", "stddev", "stddev_pop",
        "stddev_samp", "sum", "var_pop", "var_samp", "variance",
    ]

    /// The name in lower case, if it is one of an aggregate.
    static func find(_ name: String) -> String? { names.contains(name) ? name : nil }

    /// Types a call of an aggregate with a name in lower case.
    static func plan(
        _ name: String, _ arguments: [Argument], _ use: Use
    ) throws(StatementFailure) -> AggregatePlan {
        let argument = arguments.first ?? Argument(type: .null)
        switch name {
        case "count":
            return AggregatePlan(
                type: MySQLType.bigint.notNull, coercions: [.stored], native: "count")
        case "sum": return sum(argument, use, averages: false)
        case "avg": return sum(argument, use, averages: true)
        case "min": return extremum(argument, use, takesGreater: false)
        case "max": return extremum(argument, use, takesGreater: true)
        case "std", "stddev", "stddev_pop":
            return variance(use, isSample: false, isDeviation: true)
        case "stddev_samp": return variance(use, isSample: true, isDeviation: true)
        case "variance", "var_pop": return variance(use, isSample: false, isDeviation: false)
        case "var_samp": return variance(use, isSample: true, isDeviation: false)
        case "bit_and", "bit_or", "bit_xor": return try bits(name, argument, use)
        case "json_arrayagg", "json_objectagg": return try json(name, arguments, use)
        case "group_concat": return try concatenation(arguments, use)
        case "any_value":
            return AggregatePlan(
                type: argument.type, coercions: [.stored],
                implementation: implementation("mysql_any_value", use) { _ in AnyValue() })
        default: throw .unsupported("the aggregate \(name.uppercased())")
        }
    }

    /// An aggregate over a fold, kept as its use demands.
    private static func implementation(
        _ name: String, _ use: Use,
        _ make: @escaping @Sendable (SessionContext) -> some AggregateFold
    ) -> AggregateImplementation {
        switch use {
        case .group, .distinct:
            AggregateImplementation(name: name) { context in
                GroupAccumulator(context) { make(context) }
            }
        case .frame:
            AggregateImplementation(name: name + "_frame") { context in
                FrameAccumulator(context) { make(context) }
            }
        }
    }

    // MARK: Sums

    private static func sum(
        _ argument: Argument, _ use: Use, averages: Bool
    ) -> AggregatePlan {
        let type = argument.type
        let name = averages ? "mysql_avg" : "mysql_sum"
        if type.numeric.isReal {
            var result = MySQLType.double.nullable(true)
            if let scale = type.isReal ? type.fixedScale : nil {
                result.fixedScale = averages ? scale + 4 : scale
            }
            return AggregatePlan(
                type: result, coercions: [.double],
                implementation: use == .distinct
                    ? implementation("\(name)_double_distinct", use) { _ in
                        DistinctDoubleSum(averages: averages)
                    }
                    : implementation("\(name)_double", use) { _ in DoubleSum(averages: averages) })
        }
        let scale = type.scale
        let precision = argument.decimalPrecision
        let isDistinct = use == .distinct
        return AggregatePlan(
            type: MySQLType.decimal(
                digits: precision + (averages ? 4 : 22), scale: scale + (averages ? 4 : 0)
            ).nullable(true),
            coercions: [type.isInteger || type.isDecimal ? .stored : .decimal],
            implementation: implementation(
                "\(name)_\(scale)\(isDistinct ? "_distinct" : "")", use
            ) { _ in DecimalSum(averages: averages, scale: scale, isDistinct: isDistinct) })
    }

    private static func variance(
        _ use: Use, isSample: Bool, isDeviation: Bool
    ) -> AggregatePlan {
        let name = "mysql_\(isDeviation ? "stddev" : "var")_\(isSample ? "samp" : "pop")"
        return AggregatePlan(
            type: MySQLType.double.nullable(true), coercions: [.double],
            implementation: implementation(name, use) { _ in
                Variance(isSample: isSample, isDeviation: isDeviation)
            })
    }

    // MARK: Extremes

    private static func extremum(
        _ argument: Argument, _ use: Use, takesGreater: Bool
    ) -> AggregatePlan {
        var type = argument.type.nullable(true)
        // ENUM and SET are compared, and returned, as their texts.
        if type.isEnumeration { type = MySQLType.varchar(type.textLength).nullable(true) }
        let order = ValueOrder(type)
        let name = "mysql_\(takesGreater ? "max" : "min")_\(order.code)"
        return AggregatePlan(
            type: type, coercions: [argument.type.isEnumeration ? .text : .stored],
            implementation: AggregateImplementation(name: use == .frame ? name + "_frame" : name) {
                _ in
                if use == .frame {
                    FrameExtremum(takesGreater: takesGreater, order: order)
                } else {
                    GroupExtremum(takesGreater: takesGreater, order: order)
                }
            })
    }

    // MARK: Bits

    private static func bits(
        _ name: String, _ argument: Argument, _ use: Use
    ) throws(StatementFailure) -> AggregatePlan {
        if argument.type.isBinary, argument.constant == nil {
            throw .unsupported("\(name.uppercased()) of binary strings")
        }
        return AggregatePlan(
            type: MySQLType.unsignedBigint.notNull, coercions: [.integer],
            implementation: implementation("mysql_\(name)", use) { _ in
                switch name {
                case "bit_and": BitFold(bits: .max) { $0 & $1 }
                case "bit_or": BitFold(bits: 0) { $0 | $1 }
                default: BitFold(bits: 0) { $0 ^ $1 }
                }
            })
    }

    // MARK: Documents

    private static func json(
        _ name: String, _ arguments: [Argument], _ use: Use
    ) throws(StatementFailure) -> AggregatePlan {
        guard let last = arguments.last else { throw .wrongArgumentCount(name) }
        let code = JSONArgument(last)
        let value = JSONArgument.coercion(last)
        if name == "json_arrayagg" {
            return AggregatePlan(
                type: .json, coercions: [value],
                implementation: implementation("mysql_json_arrayagg_\(code.tag)", use) { _ in
                    JSONArrayFold(code: code)
                })
        }
        return AggregatePlan(
            type: .json, coercions: [.text, value],
            implementation: implementation("mysql_json_objectagg_\(code.tag)", use) { _ in
                JSONObjectFold(code: code)
            })
    }

    // MARK: GROUP_CONCAT

    private static func concatenation(
        _ arguments: [Argument], _ use: Use
    ) throws(StatementFailure) -> AggregatePlan {
        guard use != .frame else {
            throw .mysql(
                MySQLError(
                    1235, "42000",
                    "This version of MySQL doesn't yet support 'group_concat as window function'"))
        }
        let collation = MySQLType.commonCollation(arguments.map(\.type))
        let isDistinct = use == .distinct
        let name = "mysql_group_concat_\(collation.rawValue)\(isDistinct ? "_distinct" : "")"
        return AggregatePlan(
            type: MySQLType(
                collation == .binary ? .binary(.text) : .string(.text), collation: collation),
            coercions: [.text],
            implementation: AggregateImplementation(name: name) { context in
                Concatenation(context, collation: collation, isDistinct: isDistinct)
            })
    }
}

extension JSONArgument {
    /// A letter that stays different where case does not count.
    fileprivate var tag: String { code.isUppercase ? "\(code)\(code)" : String(code) }
}
