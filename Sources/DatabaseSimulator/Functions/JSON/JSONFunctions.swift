import JSONTree
import SQLiteKit

/// Functions of JSON documents.
enum JSONFunctions {
    typealias Argument = FunctionDefinition.Argument

    static let all: [FunctionDefinition] =
        building + JSONQueries.all + JSONChanges.all
        + [
            definition("json_valid", 1...1, documents: 0..<0, returns: .int) { call in
                guard !call.isNull(0) else { return .null }
                switch call.codes[0] {
                case .json: return .integer(1)
                case .string: return .integer((try? JSONReader.read(call.text(0))) == nil ? 0 : 1)
                default: return .integer(0)
                }
            },
            definition("json_type", 1...1, documents: 0..<1, returns: kindName) {
                call throws(StatementFailure) in
                guard let document = try call.document(0) else { return .null }
                return .text(document.mysqlTypeName)
            },
            definition("json_depth", 1...1, documents: 0..<1, returns: .int) {
                call throws(StatementFailure) in
                guard let document = try call.document(0) else { return .null }
                return .integer(Int64(document.depth))
            },
            definition("json_pretty", 1...1, documents: 0..<1, returns: .json) {
                call throws(StatementFailure) in
                guard let document = try call.document(0) else { return .null }
                return .text(document.text(.indented(2)))
            },
            definition("json_storage_free", 1...1, documents: 0..<1, returns: .bigint) {
                call throws(StatementFailure) in
                try call.document(0) == nil ? .null : .integer(0)
            },
            unquote,
        ]

    private static let kindName = MySQLType.varchar(51, collation: .codePoint)

    /// A function whose body gets the letters of its arguments' ``JSONArgument``.
    ///
    /// - Parameter documents: the arguments that must be JSON or text.
    static func definition(
        _ name: String, _ arity: ClosedRange<Int>, documents: Range<Int>, returns type: MySQLType,
        _ body: @escaping @Sendable (borrowing JSONCall) throws(StatementFailure) -> SQLiteValue
    ) -> FunctionDefinition {
        let implementation = FunctionImplementation("mysql_\(name.replacing(" ", with: "_"))") {
            (arguments, context) throws(StatementFailure) in
            try body(JSONCall(arguments, name, context))
        }
        return FunctionDefinition(name: name, arity: arity) {
            arguments throws(StatementFailure) in
            let codes = arguments.map { JSONArgument($0) }
            for index in documents.clamped(to: codes.indices) {
                switch codes[index] {
                case .json, .string, .null: break
                case .binary, .varbinary, .blob: throw .binaryJSON
                default: throw .notJSON(argument: index + 1, of: name)
                }
            }
            return FunctionCallPlan(
                type: type, coercions: arguments.map(JSONArgument.coercion),
                implementation: implementation, extra: [.text(String(codes.map(\.code)))])
        }
    }

    // MARK: Making documents

    private static let building: [FunctionDefinition] = [
        FunctionDefinition(name: "json_array", arity: 0...FunctionDefinition.manyArguments) {
            FunctionCallPlan(
                type: MySQLType.json.notNull, coercions: $0.map(JSONArgument.coercion),
                implementation: JSONBuilding.array, extra: [letters($0)])
        },
        FunctionDefinition(name: "json_object", arity: 0...FunctionDefinition.manyArguments) {
            arguments throws(StatementFailure) in
            guard arguments.count % 2 == 0 else { throw .wrongArgumentCount("json_object") }
            let coercions = arguments.enumerated().map { index, argument in
                index % 2 == 0 ? .text : JSONArgument.coercion(argument)
            }
            return FunctionCallPlan(
                type: MySQLType.json.notNull, coercions: coercions,
                implementation: JSONBuilding.object, extra: [letters(arguments)])
        },
        FunctionDefinition(name: "json_quote", arity: 1...1) {
            arguments throws(StatementFailure) in
            guard arguments[0].type.isText || arguments[0].type.isNull else {
                throw wrongType(argument: 1, of: "json_quote")
            }
            return FunctionCallPlan(
                type: MySQLType.string(arguments[0].type.textLength * 6 + 2), coercions: [.text],
                implementation: JSONBuilding.quote)
        },
    ]

    private static func letters(_ arguments: [Argument]) -> SQLiteValue {
        .text(String(arguments.map { JSONArgument($0).code }))
    }

    private static func wrongType(argument: Int, of function: String) -> StatementFailure {
        .mysql(
            MySQLError(
                3064, "HY000", "Incorrect type for argument \(argument) in function \(function)."))
    }

    // MARK: Unquoting

    private static let unquote = FunctionDefinition(name: "json_unquote", arity: 1...1) {
        arguments throws(StatementFailure) in
        let type = arguments[0].type
        guard type.isText || type.isJSON || type.isNull else {
            throw wrongType(argument: 1, of: "json_unquote")
        }
        return FunctionCallPlan(
            type: MySQLType(.string(.long), collation: .codePoint), coercions: [.text],
            implementation: unquoteBody, extra: [letters(arguments)])
    }

    private static let unquoteBody = FunctionImplementation("mysql_json_unquote") {
        (arguments, _) throws(StatementFailure) in
        guard let text = arguments.text(at: 0) else { return .null }
        guard text.utf8.count >= 2, text.utf8.first == UInt8(ascii: "\""),
            text.utf8.last == UInt8(ascii: "\"")
        else { return .text(text) }
        let document = try JSONBuilding.document(text, argument: 1, of: "json_unquote")
        return .text(document.string ?? text)
    }
}

/// A call of a JSON function while it runs.
struct JSONCall: ~Copyable {
    let arguments: [SQLiteValue]
    /// What kind of value each argument is.
    let codes: [JSONArgument]
    let context: SessionContext
    private let name: String

    init(_ arguments: borrowing FunctionArguments, _ name: String, _ context: SessionContext) {
        codes = arguments.jsonCodes(at: arguments.count - 1)
        self.arguments = arguments.all.dropLast()
        self.name = name
        self.context = context
    }

    var count: Int { arguments.count }

    func isNull(_ index: Int) -> Bool { arguments[index].isNull }

    func text(_ index: Int) -> String { arguments[index].shown }

    /// The document that an argument is; `nil` for NULL.
    func document(_ index: Int) throws(StatementFailure) -> JSON? {
        guard !isNull(index) else { return nil }
        if codes[index] == .json { return JSONReader.stored(text(index)) }
        return try JSONBuilding.document(text(index), argument: index + 1, of: name)
    }

    /// The value that an argument becomes inside a document.
    func value(_ index: Int) -> JSON { codes[index].json(arguments[index]) }

    /// The path that an argument is; `nil` for NULL.
    func path(_ index: Int, allowsWildcards: Bool = false) throws(StatementFailure) -> JSONPath? {
        guard !isNull(index) else { return nil }
        let path = try context.patterns.jsonPath(text(index))
        guard allowsWildcards || !path.hasWildcard else { throw .wildcardJSONPath }
        return path
    }

    /// Whether an argument says `all` and not `one`; `nil` for NULL.
    func wantsAll(_ index: Int) throws(StatementFailure) -> Bool? {
        guard !isNull(index) else { return nil }
        switch text(index).asciiLowercased {
        case "one": return false
        case "all": return true
        default: throw .oneOrAll(name)
        }
    }
}

extension JSON {
    /// What `JSON_TYPE` calls the value.
    var mysqlTypeName: String {
        switch self {
        case .null: "NULL"
        case .bool: "BOOLEAN"
        case .string: "STRING"
        case .array: "ARRAY"
        case .object: "OBJECT"
        case .number(let literal):
            if Int64(literal) != nil {
                "INTEGER"
            } else if UInt64(literal) != nil {
                "UNSIGNED INTEGER"
            } else {
                literal.isJSONDouble ? "DOUBLE" : "DECIMAL"
            }
        }
    }

    /// How many levels there are; 1 for scalars and empty containers.
    var depth: Int {
        switch self {
        case .array(let elements): 1 + (elements.map(\.depth).max() ?? 0)
        case .object(let members): 1 + (members.map(\.value.depth).max() ?? 0)
        default: 1
        }
    }

    /// How many elements or members there are; 1 for scalars.
    var length: Int {
        switch self {
        case .array(let elements): elements.count
        case .object(let members): members.count
        default: 1
        }
    }
}
