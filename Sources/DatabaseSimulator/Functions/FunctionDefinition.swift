import SQLiteKit

/// A MySQL scalar function: how a call is typed, and what runs inside SQLite.
///
/// A call is resolved once, when its statement is translated: from the types of its arguments
/// follow the type of the result, how each argument is brought into the form that the body
/// expects, and which body runs. The body then sees stored values only (see ``MySQLType`` for how
/// each type is stored) and needs no type tests.
struct FunctionDefinition: Sendable {
    /// The name in lower case.
    var name: String
    /// How many arguments MySQL accepts; other counts are error 1582.
    var arity: ClosedRange<Int>
    /// Types a call.
    var resolve: @Sendable ([Argument]) throws(StatementFailure) -> FunctionCallPlan

    /// What is known of an argument when a call is typed.
    struct Argument: Sendable {
        var type: MySQLType
        /// The value of a constant, in its stored form.
        var constant: SQLiteValue?
        /// Whether this is TRUE, FALSE or a predicate; JSON tells them from numbers.
        var isBoolean = false
    }
}

/// How a typed call is executed.
struct FunctionCallPlan: Sendable {
    /// The type of the result.
    var type: MySQLType
    /// How each argument is handed over; the last one is repeated for further arguments.
    var coercions: [Coercion]
    /// What SQLite calls.
    var implementation: FunctionImplementation
    /// Constants that are passed after the arguments, for instance a scale.
    var extra: [SQLiteValue] = []
    /// Facts of the place where the call stands, which are passed last, in this order.
    var siteFacts: [SiteFact] = []

    enum SiteFact: Sendable {
        /// TEXT: the call as MySQL's messages quote it: `pow(10,400)`, `(1 + 2)`.
        case expression
        /// INTEGER: a number that no other call of the statement has, under which
        /// ``SessionContext/callStates`` keeps what the call remembers from row to row.
        case number
    }
}

/// The form in which a body receives an argument.
///
/// NULL always stays NULL.
enum Coercion: Sendable {
    /// As stored.
    case stored
    /// TEXT: the value as MySQL prints it in a string context; binary strings stay BLOB.
    case text
    /// REAL: the value in a floating-point context; text counts up to where it stops being a number.
    case double
    /// INTEGER, rounded half away from zero; text counts up to where it stops being an integer.
    case integer
    /// TEXT of plain digits as ``MySQLType/Kind/decimal(precision:scale:unsigned:)`` is stored.
    case decimal
    /// TEXT `YYYY-MM-DD[ HH:MM:SS[.f]]` of a date or datetime; strings as they are, integers as
    /// their digits, so that the body parses all that MySQL accepts as a date.
    case temporal
    /// TEXT `[-]HH:MM:SS[.f]` of a time; strings, dates and integers as for ``temporal``.
    case time
    /// TEXT of a JSON document in MySQL's normal form; text that is not JSON as it is.
    case json
}

/// A body that SQLite calls, under a name that is unique among all bodies.
struct FunctionImplementation: Sendable {
    /// The name in SQLite; bodies are registered on a connection when first needed.
    var name: String
    /// Whether the body gives the same result for the same arguments within a statement.
    var isDeterministic = true
    /// Computes the result in its stored form.
    var body: Body

    typealias Body =
        @Sendable (borrowing FunctionArguments, SessionContext) throws(StatementFailure)
        -> SQLiteValue

    init(_ name: String, isDeterministic: Bool = true, _ body: @escaping Body) {
        self.name = name
        self.isDeterministic = isDeterministic
        self.body = body
    }
}

extension FunctionDefinition {
    /// A function whose arguments and result do not depend on each other's types.
    static func plain(
        _ name: String, _ arity: ClosedRange<Int>, _ coercions: [Coercion], returns type: MySQLType,
        _ body: @escaping FunctionImplementation.Body
    ) -> FunctionDefinition {
        let implementation = FunctionImplementation("mysql_" + name, body)
        return FunctionDefinition(name: name, arity: arity) { _ in
            FunctionCallPlan(type: type, coercions: coercions, implementation: implementation)
        }
    }
}
