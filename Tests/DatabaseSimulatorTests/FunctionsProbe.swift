import SQLiteKit
import Testing

@testable import DatabaseSimulator

/// Calls bodies inside SQLite as translated statements do, and prints results as clients see them.
struct Probe {
    let context = SessionContext()
    private let connection: Connection

    init() throws {
        connection = try Connection()
    }

    /// A literal as the translator types it: quoted text is a string, digits with a point a
    /// decimal, with an exponent a double.
    static func literal(_ text: String) -> FunctionDefinition.Argument {
        if text == "NULL" { return .init(type: .null, constant: .null) }
        if text == "TRUE" || text == "FALSE" {
            return .init(
                type: MySQLType.boolean.notNull, constant: .integer(text == "TRUE" ? 1 : 0),
                isBoolean: true)
        }
        if text.hasPrefix("'") {
            let string = String(text.dropFirst().dropLast())
            return .init(
                type: MySQLType.varchar(string.unicodeScalars.count).notNull,
                constant: .text(string))
        }
        if text.hasPrefix("x'") {
            let digits = Array(text.dropFirst(2).dropLast().utf8)
            let bytes = stride(from: 0, to: digits.count, by: 2).map {
                UInt8(String(decoding: digits[$0..<($0 + 2)], as: UTF8.self), radix: 16) ?? 0
            }
            return .init(
                type: MySQLType(.binary(.varchar(bytes.count)), collation: .binary).notNull,
                constant: .blob(bytes))
        }
        if text.utf8.contains(UInt8(ascii: "e")) {
            return .init(type: MySQLType.double.notNull, constant: .real(Double(text) ?? 0))
        }
        if text.utf8.contains(UInt8(ascii: ".")) {
            let value = MySQLDecimal(text)
            return .init(
                type: MySQLType.decimal(value.precision, value.scale).notNull,
                constant: .text(value.text))
        }
        if let number = Int64(text) {
            return .init(type: MySQLType.bigint.notNull, constant: .integer(number))
        }
        return .init(type: MySQLType.unsignedBigint.notNull, constant: .text(text))
    }

    /// Runs a body on stored values.
    func run(_ body: FunctionImplementation, _ arguments: [SQLiteValue]) throws -> SQLiteValue {
        let context = context
        context.failure = nil
        let function = body.body
        connection.register(function: body.name, .volatile) { arguments throws(FunctionFailure) in
            do throws(StatementFailure) {
                return try function(arguments, context)
            } catch {
                context.failure = error
                throw FunctionFailure("MySQL")
            }
        }
        let marks = arguments.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        do {
            return try connection.rows("SELECT \(body.name)(\(marks))", arguments)[0][0]
        } catch {
            if let failure = context.failure { throw failure }
            throw error
        }
    }

    /// Calls a function of the catalogue and prints its result, or MySQL's error.
    func call(_ name: String, _ literals: [String]) throws -> String {
        try call(name, arguments: literals.map(Probe.literal))
    }

    func call(_ name: String, arguments: [FunctionDefinition.Argument]) throws -> String {
        do {
            let definition = try #require(FunctionCatalogue.find(name.asciiLowercased))
            guard definition.arity.contains(arguments.count) else {
                throw StatementFailure.wrongArgumentCount(name)
            }
            let plan = try definition.resolve(arguments)
            let value = try run(plan, arguments, expression: name + "(…)")
            return Probe.print(value, plan.type)
        } catch let failure as StatementFailure {
            return "\(failure)"
        }
    }

    /// Executes a plan on constant arguments.
    func run(
        _ plan: FunctionCallPlan, _ arguments: [FunctionDefinition.Argument], expression: String
    ) throws -> SQLiteValue {
        var values: [SQLiteValue] = []
        for (index, argument) in arguments.enumerated() {
            let value = argument.constant ?? .null
            let coercion =
                plan.coercions.isEmpty
                ? Coercion.stored : plan.coercions[min(index, plan.coercions.count - 1)]
            if let body = coercion.implementation(from: argument.type) {
                values.append(try run(body, [value]))
            } else {
                values.append(value)
            }
        }
        values += plan.extra
        for fact in plan.siteFacts {
            values.append(fact == .expression ? .text(expression) : .integer(1))
        }
        return try run(plan.implementation, values)
    }

    /// A value as Python shows it.
    static func print(_ value: SQLiteValue, _ type: MySQLType) -> String {
        switch (value, type.kind) {
        case (.null, _): return "None"
        case (.text, .decimal(_, let scale, _)):
            let decimal = value.storedDecimal
            return
                "Decimal('\((decimal.scale > scale ? decimal.rounded(to: scale) : decimal).text)')"
        case (.integer(let number), .double): return Double(number).pythonText
        case (.integer(let number), .time): return MySQLTime(microseconds: number).text(digits: 6)
        case (.integer(let number), _): return String(number)
        case (.text(let digits), .integer): return digits
        case (.real(let number), .float): return number.mysqlFloatShown.pythonText
        case (.real(let number), _): return number.pythonText
        case (.text(let text), .binary): return "bytes '\(text)'"
        case (.text(let text), _): return "'\(text)'"
        case (.blob(let bytes), _): return "bytes '\(String(decoding: bytes, as: UTF8.self))'"
        }
    }
}

extension StatementFailure: CustomStringConvertible {
    /// The error as MySQL prints it, or what is not supported.
    public var description: String {
        switch self {
        case .mysql(let error): error.rendered
        case .unsupported(let what): "unsupported: \(what)"
        case .deadline: "deadline"
        case .limit(let what): "limit: \(what)"
        }
    }
}
