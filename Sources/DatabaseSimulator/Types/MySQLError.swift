/// An error as MySQL reports it to the agent: an observation, not a failure of ours.
struct MySQLError: Error, Hashable {
    /// MySQL's error number.
    var number: Int
    /// The five characters of SQLSTATE.
    var state: String
    /// The text after `NUMBER (STATE): `.
    var message: String

    init(_ number: Int, _ state: String, _ message: String) {
        self.number = number
        self.state = state
        self.message = message
    }

    /// The line that mysql-connector-python prints.
    var rendered: String { "\(number) (\(state)): \(message)" }
}

/// What running a statement can end in besides an answer.
enum StatementFailure: Error, Hashable {
    /// MySQL's own error, which the agent sees.
    case mysql(MySQLError)
    /// Something that this emulator does not do; it names the feature.
    case unsupported(String)
    /// The statement ran into its deadline.
    case deadline
    /// The statement needs more memory or rows than an episode may have.
    case limit(String)
}
