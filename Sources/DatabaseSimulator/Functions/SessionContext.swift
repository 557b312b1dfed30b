import SQLiteKit

/// What functions may know of the session that calls them; one per connection.
///
/// A class because every body of a connection sees and changes the same one.
final class SessionContext {
    /// The statement's time in microseconds since 1970 UTC, which is the session's time zone: a fact
    /// of the world, never the host's clock.
    var now: Int64 = 0
    /// The parts of `sql_mode` that dates obey.
    var temporalMode = TemporalMode.standard
    /// Warnings of the current statement, in order; the first ``warningLimit`` of them.
    var warnings: [Warning] = []
    /// How many warnings there were, also those that are not kept.
    var warningCount = 0
    /// Whether a conversion that loses something fails the statement: a write in strict mode.
    var isStrict = false
    /// The real reason of a failure that SQLite only reports as a text.
    var failure: StatementFailure?
    /// When the statement is to be stopped.
    var deadline: ContinuousClock.Instant?
    /// What calls remember from row to row; see ``FunctionCallPlan/SiteFact/number``.
    var callStates: [Int64: CallState] = [:]

    /// Patterns of LIKE and regular expressions that were used lately.
    var patterns = PatternCache()

    /// User variables that the statement has assigned.
    var assignedVariables: [String: SessionVariables.Value] = [:]
    /// The current database.
    var database: String?
    /// `USER()`, and the account that `CURRENT_USER()` names.
    var user = "root@localhost"
    var account = "root@localhost"
    var serverVersion = "8.0.46"
    var connectionId: Int64 = 8
    /// `LAST_INSERT_ID()`.
    var lastInsertId: UInt64 = 0
    /// `ROW_COUNT()` and `FOUND_ROWS()`.
    var rowCount: Int64 = -1
    var foundRows: Int64 = 0
    /// `@@group_concat_max_len`, in bytes.
    var groupConcatLimit = 1024
    /// `@@cte_max_recursion_depth`.
    var recursionLimit: Int64 = 1000
    /// `@@max_allowed_packet`: no function makes a longer string.
    var packetLimit = 67_108_864

    struct Warning: Hashable, Sendable {
        enum Level: String, Sendable {
            case note = "Note"
            case warning = "Warning"
            case error = "Error"
        }
        var level: Level
        var number: Int
        var message: String
    }

    /// The state of one call in one statement.
    enum CallState: Sendable {
        case random(RandomSequence)
        /// In which iteration the rows of a recursive table were first met.
        case depths([[SQLiteValue]: Int64])
    }

    /// `@@max_error_count`.
    static let warningLimit = 1024

    /// Forgets what belongs to one statement.
    func beginStatement() {
        warnings.removeAll()
        warningCount = 0
        callStates.removeAll()
        failure = nil
    }

    /// Notes a warning; in strict mode it fails the statement instead.
    func warn(_ number: Int, _ state: String, _ message: String) throws(StatementFailure) {
        if isStrict { throw .mysql(MySQLError(number, state, message)) }
        note(number, message)
    }

    /// Notes a warning that never fails a statement.
    func note(_ number: Int, _ message: String) {
        warningCount += 1
        if warnings.count < SessionContext.warningLimit {
            warnings.append(Warning(level: .warning, number: number, message: message))
        }
    }
}
