import SQLiteKit

/// What functions tell of the session and the server.
enum InformationFunctions {
    typealias Argument = FunctionDefinition.Argument

    static let all: [FunctionDefinition] =
        names + counters
        + [
            .plain("benchmark", 2...2, [.integer, .stored], returns: .int) { (arguments, _) in
                guard let count = arguments.integer(at: 0), count >= 0 else { return .null }
                return .integer(0)
            },
            sleep,
            constant("charset", 1...1) { $0[0].type.characterSet },
            constant("collation", 1...1) { $0[0].type.reportedCollation },
            FunctionDefinition(name: "coercibility", arity: 1...1) { arguments in
                FunctionCallPlan(
                    type: MySQLType.int.notNull, coercions: [.stored], implementation: lastArgument,
                    extra: [.integer(Int64(coercibility(arguments[0])))])
            },
            .plain("load_file", 1...1, [.text], returns: MySQLType(.binary(.long))) { (_, _) in
                // The server may read no file of this world.
                .null
            },
            FunctionDefinition(name: "name_const", arity: 2...2) { arguments in
                FunctionCallPlan(
                    type: arguments[1].type, coercions: [.stored], implementation: lastArgument)
            },
            FunctionDefinition(name: "any_value", arity: 1...1) { arguments in
                FunctionCallPlan(
                    type: arguments[0].type, coercions: [.stored], implementation: lastArgument)
            },
        ]

    private static let lastArgument = FunctionImplementation("mysql_last_argument") {
        (arguments, _) in arguments[arguments.count - 1]
    }

    // MARK: Names

    private static let names: [FunctionDefinition] = {
        let database = session("database") { $0.database }
        let user = session("user") { $0.user }
        return [
            database, database.named("schema"),
            user, user.named("session_user"), user.named("system_user"),
            session("current_user") { $0.account },
            session("current_role") { _ in "NONE" },
            session("version") { $0.serverVersion },
            session("icu_version") { _ in "73.1" },
            session("roles_graphml") { _ in
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><graphml />"
            },
        ]
    }()

    private static func session(
        _ name: String, _ value: @escaping @Sendable (SessionContext) -> String?
    ) -> FunctionDefinition {
        let body = FunctionImplementation("mysql_\(name)", isDeterministic: false) {
            (_, context) in value(context).map { .text($0) } ?? .null
        }
        return FunctionDefinition(name: name, arity: 0...0) { _ in
            FunctionCallPlan(
                type: MySQLType.varchar(name == "version" ? 23 : 288), coercions: [],
                implementation: body)
        }
    }

    // MARK: Counters

    private static let counters: [FunctionDefinition] = [
        counter("connection_id", .unsignedBigint) { .integer($0.connectionId) },
        counter("found_rows", .bigint) { .integer($0.foundRows) },
        counter("row_count", .bigint) { .integer($0.rowCount) },
        FunctionDefinition(name: "last_insert_id", arity: 0...1) { _ in
            FunctionCallPlan(
                type: .unsignedBigint, coercions: [.integer],
                implementation: FunctionImplementation(
                    "mysql_last_insert_id", isDeterministic: false
                ) {
                    (arguments, context) in
                    guard arguments.count > 0 else {
                        return SQLiteValue(storing: context.lastInsertId)
                    }
                    guard !arguments.isNull(at: 0) else {
                        context.lastInsertId = 0
                        return .null
                    }
                    context.lastInsertId = arguments[0].storedBits
                    return SQLiteValue(storing: context.lastInsertId)
                })
        },
    ]

    private static func counter(
        _ name: String, _ type: MySQLType,
        _ value: @escaping @Sendable (SessionContext) -> SQLiteValue
    ) -> FunctionDefinition {
        let body = FunctionImplementation("mysql_\(name)", isDeterministic: false) {
            (_, context) in value(context)
        }
        return FunctionDefinition(name: name, arity: 0...0) { _ in
            FunctionCallPlan(type: type.notNull, coercions: [], implementation: body)
        }
    }

    /// `SLEEP` takes no time here, so it is only taken for what it costs nothing.
    private static let sleep = FunctionDefinition.plain(
        "sleep", 1...1, [.double], returns: MySQLType.int.notNull
    ) { (arguments, _) throws(StatementFailure) in
        guard let seconds = arguments.double(at: 0), seconds >= 0 else {
            throw .wrongArguments("sleep.")
        }
        guard seconds == 0 else { throw .unsupported("SLEEP for more than no time") }
        return .integer(0)
    }

    // MARK: Strings' properties

    private static func constant(
        _ name: String, _ arity: ClosedRange<Int>,
        _ value: @escaping @Sendable ([Argument]) -> String
    ) -> FunctionDefinition {
        FunctionDefinition(name: name, arity: arity) { arguments in
            FunctionCallPlan(
                type: MySQLType.varchar(64).notNull, coercions: [.stored],
                implementation: lastArgument, extra: [.text(value(arguments))])
        }
    }

    private static func coercibility(_ argument: Argument) -> Int {
        if argument.isConstantNull { return 6 }
        guard argument.type.isString else { return 5 }
        return argument.constant == nil ? 2 : 4
    }
}

extension MySQLType {
    fileprivate var characterSet: String {
        isString && !isBinary ? collation.characterSet : "binary"
    }

    fileprivate var reportedCollation: String {
        switch kind {
        case .string, .enumeration, .set, .json: collation.rawValue
        default: "binary"
        }
    }
}
