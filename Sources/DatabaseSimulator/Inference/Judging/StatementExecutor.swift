/// What judging needs of an engine: a database that answers statements as the original's client
/// words them.
protocol StatementExecutor: AnyObject {
    /// Makes tables, before the first statement of the dialogue.
    func prepare(_ script: String) throws(StatementFailure)

    /// Runs a statement and words its answer; an error of the database is an answer.
    func answer(_ statement: String) throws(StatementFailure) -> String

    /// The answer that a statement would get, without its effect.
    func preview(_ statement: String) throws(StatementFailure) -> String
}

/// What running a statement came to.
enum Execution {
    /// A list of rows, which may be empty.
    case answered(String)
    /// The database's own error.
    case failed(String)
    /// The engine does not do this, or was stopped.
    case refused(StatementFailure)

    init(_ run: () throws(StatementFailure) -> String) {
        do throws(StatementFailure) {
            let text = try run()
            self = text.utf8.first == UInt8(ascii: "[") ? .answered(text) : .failed(text)
        } catch {
            self = .refused(error)
        }
    }

    /// The text that the agent would read.
    var text: String? {
        switch self {
        case .answered(let text), .failed(let text): text
        case .refused: nil
        }
    }
}
