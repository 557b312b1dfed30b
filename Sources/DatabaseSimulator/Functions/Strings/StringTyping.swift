import SQLiteKit

/// How functions that make or read strings are typed.
extension FunctionDefinition {
    /// A function that makes a string of the kind and collation of some of its arguments.
    ///
    /// - Parameters:
    ///   - sources: the arguments that decide over collation, and over binary or text.
    ///   - length: how many characters the result has at most.
    static func string(
        _ name: String, _ arity: ClosedRange<Int>, _ coercions: [Coercion],
        from sources: Range<Int> = 0..<1,
        length: @escaping @Sendable ([Argument]) -> Int = { $0[0].type.textLength },
        nullable: Bool = false, _ body: @escaping FunctionImplementation.Body
    ) -> FunctionDefinition {
        let implementation = FunctionImplementation("mysql_\(name)", body)
        return FunctionDefinition(name: name, arity: arity) { arguments in
            let deciding = arguments[sources.clamped(to: arguments.indices)]
            let collation = MySQLType.commonCollation(deciding.map(\.type))
            return FunctionCallPlan(
                type: MySQLType.string(length(arguments), collation)
                    .nullable(nullable || arguments.contains(where: \.type.isNullable)),
                coercions: coercions, implementation: implementation)
        }
    }

    /// A function that makes a text whose collation does not depend on its arguments.
    static func text(
        _ name: String, _ arity: ClosedRange<Int>, _ coercions: [Coercion], length: Int,
        nullable: Bool = false, _ body: @escaping FunctionImplementation.Body
    ) -> FunctionDefinition {
        let implementation = FunctionImplementation("mysql_\(name)", body)
        return FunctionDefinition(name: name, arity: arity) { arguments in
            FunctionCallPlan(
                type: MySQLType.string(length)
                    .nullable(nullable || arguments.contains(where: \.type.isNullable)),
                coercions: coercions, implementation: implementation)
        }
    }

    /// A function that makes bytes.
    static func binary(
        _ name: String, _ arity: ClosedRange<Int>, _ coercions: [Coercion],
        length: @escaping @Sendable ([Argument]) -> Int,
        _ body: @escaping FunctionImplementation.Body
    ) -> FunctionDefinition {
        let implementation = FunctionImplementation("mysql_\(name)", body)
        return FunctionDefinition(name: name, arity: arity) { arguments in
            FunctionCallPlan(
                type: MySQLType.binary(length(arguments)), coercions: coercions,
                implementation: implementation)
        }
    }

    /// A function that compares strings; the name of the collation follows the arguments.
    static func comparing(
        _ name: String, _ arity: ClosedRange<Int>, _ coercions: [Coercion], strings: Range<Int>,
        returns type: MySQLType, _ body: @escaping FunctionImplementation.Body
    ) -> FunctionDefinition {
        let implementation = FunctionImplementation("mysql_\(name)", body)
        return FunctionDefinition(name: name, arity: arity) { arguments in
            let deciding = arguments[strings.clamped(to: arguments.indices)]
            return FunctionCallPlan(
                type: type.nullable(arguments.contains(where: \.type.isNullable)),
                coercions: coercions, implementation: implementation,
                extra: [.text(MySQLType.commonCollation(deciding.map(\.type)).rawValue)])
        }
    }

    /// A function of integers whose result is NULL only if an argument is.
    static func integer(
        _ name: String, _ arity: ClosedRange<Int>, _ coercions: [Coercion],
        returns type: MySQLType = .bigint, nullable: Bool = false,
        _ body: @escaping FunctionImplementation.Body
    ) -> FunctionDefinition {
        let implementation = FunctionImplementation("mysql_\(name)", body)
        return FunctionDefinition(name: name, arity: arity) { arguments in
            FunctionCallPlan(
                type: type.nullable(nullable || arguments.contains(where: \.type.isNullable)),
                coercions: coercions, implementation: implementation)
        }
    }

    /// The same function under another name.
    func named(_ name: String) -> FunctionDefinition {
        var copy = self
        copy.name = name
        return copy
    }

    /// Any number of arguments that a statement can have.
    static let manyArguments = 100_000
}
