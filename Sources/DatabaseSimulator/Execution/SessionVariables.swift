import SQLiteKit

/// What `SET` and `SELECT @x := …` leave behind in a session.
struct SessionVariables: Sendable {
    /// User variables by lower-case name.
    var user: [String: Value] = [:]
    /// Statements by name, as text.
    var prepared: [String: String] = [:]
    /// The values of `?` in the statement that is being executed.
    var placeholders: [SQLiteValue] = []
    /// The first number that the last INSERT generated.
    var lastInsertId: Int64 = 0
    /// How many rows the last statement changed; -1 after a query.
    var rowCount = -1
    /// How many rows the last query would have had without its LIMIT.
    var foundRows = 0
    /// System variables that were set in this session, by lower-case name.
    var system: [String: SQLiteValue] = [:]

    struct Value: Hashable, Sendable {
        var value: SQLiteValue
        var type: MySQLType
    }
}
