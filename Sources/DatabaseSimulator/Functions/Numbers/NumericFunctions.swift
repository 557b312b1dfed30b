import SQLiteKit

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Functions of numbers.
enum NumericFunctions {
    static let all: [FunctionDefinition] =
        Rounding.all + WholeNumbers.all + transcendental + logarithms + [
            abs, modulo, pi, rand, crc32,
        ]
        + [
            .integer("sign", 1...1, [.double], returns: .int) { (arguments, _) in
                arguments.double(at: 0).map { .integer($0 < 0 ? -1 : $0 > 0 ? 1 : 0) } ?? .null
            },
            .integer("bit_count", 1...1, [.stored]) { (arguments, _) in
                guard !arguments.isNull(at: 0) else { return .null }
                return .integer(Int64(bitCount(arguments[0])))
            },
        ]

    // MARK: Doubles

    /// A function of one double; `nil` is NULL, an infinity error 1690.
    private static func double(
        _ name: String, nullable: Bool = false, _ body: @escaping @Sendable (Double) -> Double?
    ) -> FunctionDefinition {
        let implementation = FunctionImplementation("mysql_\(name)") {
            (arguments, _) throws(StatementFailure) in
            guard let value = arguments.double(at: 0), let result = body(value) else {
                return .null
            }
            return try DoubleArithmetic.store(result, arguments.expression(at: 1))
        }
        return FunctionDefinition(name: name, arity: 1...1) { arguments in
            FunctionCallPlan(
                type: MySQLType.double.nullable(nullable || arguments[0].type.isNullable),
                coercions: [.double], implementation: implementation, siteFacts: [.expression])
        }
    }

    /// A function of two doubles.
    private static func double2(
        _ name: String, _ body: @escaping @Sendable (Double, Double) -> Double
    ) -> FunctionDefinition {
        let implementation = FunctionImplementation("mysql_\(name)") {
            (arguments, _) throws(StatementFailure) in
            guard let first = arguments.double(at: 0), let second = arguments.double(at: 1) else {
                return .null
            }
            return try DoubleArithmetic.store(body(first, second), arguments.expression(at: 2))
        }
        return FunctionDefinition(name: name, arity: 2...2) { arguments in
            FunctionCallPlan(
                type: MySQLType.double.nullable(arguments.contains(where: \.type.isNullable)),
                coercions: [.double], implementation: implementation, siteFacts: [.expression])
        }
    }

    private static let transcendental: [FunctionDefinition] = {
        let power = double2("pow") { pow($0, $1) }
        let arcTangent = double("atan") { atan($0) }
        let arcTangent2 = double2("atan2") { atan2($0, $1) }
        return [
            double("acos", nullable: true) { $0.magnitude > 1 ? nil : acos($0) },
            double("asin", nullable: true) { $0.magnitude > 1 ? nil : asin($0) },
            FunctionDefinition(name: "atan", arity: 1...2) {
                arguments throws(StatementFailure) in
                try (arguments.count == 2 ? arcTangent2 : arcTangent).resolve(arguments)
            },
            FunctionDefinition(name: "atan2", arity: 1...2) {
                arguments throws(StatementFailure) in
                try (arguments.count == 2 ? arcTangent2 : arcTangent).resolve(arguments)
            },
            double("cos") { cos($0) },
            double("sin") { sin($0) },
            double("tan") { tan($0) },
            double("cot") { 1 / tan($0) },
            double("exp") { exp($0) },
            double("sqrt", nullable: true) { $0 < 0 ? nil : $0.squareRoot() },
            power, power.named("power"),
            double("degrees") { $0 * (180 / Double.pi) },
            double("radians") { $0 * (Double.pi / 180) },
        ]
    }()

    // MARK: Logarithms

    private static func logarithm(
        _ name: String, _ body: @escaping @Sendable (Double) -> Double
    ) -> FunctionDefinition {
        .plain(name, 1...1, [.double], returns: .double) {
            (arguments, context) throws(StatementFailure) in
            guard let value = arguments.double(at: 0) else { return .null }
            guard value > 0 else {
                try context.warnInvalidLogarithm()
                return .null
            }
            return .real(body(value))
        }
    }

    private static let logarithms: [FunctionDefinition] = [
        logarithm("ln") { log($0) },
        logarithm("log2") { log2($0) },
        logarithm("log10") { log10($0) },
        .plain("log", 1...2, [.double], returns: .double) {
            (arguments, context) throws(StatementFailure) in
            guard let first = arguments.double(at: 0) else { return .null }
            var second: Double?
            if arguments.count > 1 {
                guard let value = arguments.double(at: 1) else { return .null }
                second = value
            }
            guard first > 0, second.map({ $0 > 0 && first != 1 }) ?? true else {
                try context.warnInvalidLogarithm()
                return .null
            }
            guard let second else { return .real(log(first)) }
            return .real(log(second) / log(first))
        },
    ]

    // MARK: Exact numbers

    private static let abs = FunctionDefinition(name: "abs", arity: 1...1) { arguments in
        let type = arguments[0].type
        switch type.unaryKind {
        case .integer(let unsigned):
            return FunctionCallPlan(
                type: (unsigned ? MySQLType.unsignedBigint : .bigint).nullable(type.isNullable),
                coercions: [.stored], implementation: absOfInteger, siteFacts: [.expression])
        case .decimal:
            return FunctionCallPlan(
                type: MySQLType.decimal(digits: type.decimalPrecision, scale: type.scale)
                    .nullable(type.isNullable),
                coercions: [.stored], implementation: absOfDecimal)
        case .double:
            return FunctionCallPlan(
                type: MySQLType.double.nullable(type.isNullable), coercions: [.double],
                implementation: absOfDouble)
        }
    }

    private static let absOfInteger = FunctionImplementation("mysql_abs_integer") {
        (arguments, _) throws(StatementFailure) in
        guard case .integer(let value) = arguments[0] else { return arguments[0] }
        guard value != .min else { throw .outOfRange("BIGINT", in: arguments.expression(at: 1)) }
        return .integer(Swift.abs(value))
    }

    private static let absOfDecimal = FunctionImplementation("mysql_abs_decimal") {
        (arguments, _) in
        arguments.decimal(at: 0).map { .text($0.magnitude.text) } ?? .null
    }

    private static let absOfDouble = FunctionImplementation("mysql_abs_double") {
        (arguments, _) in
        arguments.double(at: 0).map { .real($0.magnitude) } ?? .null
    }

    /// `MOD(a, b)` is `a % b`.
    private static let modulo = FunctionDefinition(name: "mod", arity: 2...2) { arguments in
        let (left, right) = (arguments[0].type, arguments[1].type)
        switch (left.numericKind, right.numericKind) {
        case (.double, _), (_, .double):
            return FunctionCallPlan(
                type: .double, coercions: [.double], implementation: DoubleArithmetic.modulo)
        case (.decimal, _), (_, .decimal):
            return FunctionCallPlan(
                type: .decimal(
                    digits: max(left.decimalPrecision, right.decimalPrecision),
                    scale: max(left.scale, right.scale)),
                coercions: [.decimal], implementation: DecimalArithmetic.operation(.modulo))
        case (.integer, .integer):
            return FunctionCallPlan(
                type: left.isUnsigned ? .unsignedBigint : .bigint, coercions: [.integer],
                implementation: IntegerArithmetic.modulo)
        }
    }

    // MARK: Others

    private static let pi = FunctionDefinition.plain(
        "pi", 0...0, [], returns: MySQLType(.double, nullable: false)
    ) { (_, _) in .real(Double.pi) }

    private static let crc32 = FunctionDefinition.integer(
        "crc32", 1...1, [.text], returns: .unsignedBigint
    ) { (arguments, _) in
        arguments.bytes(at: 0).map { .integer(Int64(CRC32.checksum($0))) } ?? .null
    }

    private static func bitCount(_ value: SQLiteValue) -> Int {
        switch value {
        case .blob(let bytes): bytes.reduce(0) { $0 + $1.nonzeroBitCount }
        case .text(let text):
            (UInt64(text) ?? NumericText.integer(text).value.bits).nonzeroBitCount
        case .real(let number): Int64(rounding: number).nonzeroBitCount
        case .integer, .null: value.storedBits.nonzeroBitCount
        }
    }

    /// `RAND(seed)`, whose numbers MySQL makes in its own way.
    ///
    /// With a constant seed every call has a sequence of its own in a statement, otherwise it is the
    /// first number of each row's seed. Without a seed the server's own sequence decides.
    private static let rand = FunctionDefinition(name: "rand", arity: 0...1) {
        arguments throws(StatementFailure) in
        guard let seed = arguments.first else { throw .unsupported("RAND() without a seed") }
        let isConstant = seed.constant != nil
        return FunctionCallPlan(
            type: MySQLType.double.notNull, coercions: [.integer],
            implementation: isConstant ? randomSequence : randomOfSeed,
            siteFacts: isConstant ? [.number] : [])
    }

    private static let randomOfSeed = FunctionImplementation("mysql_rand_of_seed") {
        (arguments, _) in
        var sequence = RandomSequence(seed: arguments.integer(at: 0) ?? 0)
        return .real(sequence.next())
    }

    private static let randomSequence = FunctionImplementation(
        "mysql_rand", isDeterministic: false
    ) { (arguments, context) in
        let call = arguments.integer(at: 1) ?? 0
        var sequence: RandomSequence
        if case .random(let running)? = context.callStates[call] {
            sequence = running
        } else {
            sequence = RandomSequence(seed: arguments.integer(at: 0) ?? 0)
        }
        let number = sequence.next()
        context.callStates[call] = .random(sequence)
        return .real(number)
    }
}

extension SessionContext {
    func warnInvalidLogarithm() throws(StatementFailure) {
        try warn(3020, "2201E", "Invalid argument for logarithm")
    }
}
