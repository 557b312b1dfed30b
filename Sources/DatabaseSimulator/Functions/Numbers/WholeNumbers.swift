import SQLiteKit

/// `CEILING` and `FLOOR`, which make integers of decimals where those surely fit.
enum WholeNumbers {
    static let all: [FunctionDefinition] = {
        let ceiling = definition("ceiling", .up)
        return [ceiling, ceiling.named("ceil"), definition("floor", .down)]
    }()

    private static func definition(
        _ name: String, _ rounding: MySQLDecimal.Rounding
    ) -> FunctionDefinition {
        let ofDouble = FunctionImplementation("mysql_\(name)_double") { (arguments, _) in
            arguments.double(at: 0).map { .real($0.rounded(rounding == .up ? .up : .down)) }
                ?? .null
        }
        let ofDecimal = FunctionImplementation("mysql_\(name)_decimal") { (arguments, _) in
            arguments.decimal(at: 0).map { .text($0.rounded(to: 0, rounding).text) } ?? .null
        }
        let toInteger = FunctionImplementation("mysql_\(name)_integer") { (arguments, _) in
            arguments.decimal(at: 0).map { .integer($0.rounded(to: 0, rounding).clampedInteger) }
                ?? .null
        }
        return FunctionDefinition(name: name, arity: 1...1) { arguments in
            let type = arguments[0].type
            switch type.unaryKind {
            case .integer(let unsigned):
                return FunctionCallPlan(
                    type: (unsigned ? MySQLType.unsignedBigint : .bigint).nullable(type.isNullable),
                    coercions: [.stored], implementation: CastBodies.identity)
            case .decimal:
                let digits = arguments[0].decimalPrecision - type.scale + (type.scale > 0 ? 1 : 0)
                // With its sign the number must have less than 20 characters.
                let fits = digits + 1 < 20
                return FunctionCallPlan(
                    type: (fits ? .bigint : MySQLType.decimal(digits: digits, scale: 0))
                        .nullable(type.isNullable),
                    coercions: [.stored], implementation: fits ? toInteger : ofDecimal)
            case .double:
                return FunctionCallPlan(
                    type: MySQLType.double.nullable(type.isNullable), coercions: [.double],
                    implementation: ofDouble)
            }
        }
    }
}
