/// What runs an agent's statements and words the answers: MySQL as emulated here, or SQLite.
///
/// A class because it owns a connection; ``DatabaseEnvironment`` copies it when a fork is stepped.
protocol DatabaseEngine: AnyObject {
    /// Runs one statement as the original's client does and words its answer.
    ///
    /// - Throws: whatever is no answer of the database: a refusal, the deadline, a limit.
    func answer(_ statement: String) throws(StatementFailure) -> String

    /// An independent engine with the same data.
    func copy() throws(StatementFailure) -> any DatabaseEngine

    /// Makes and fills a task's tables as AgentBench does.
    func load(_ task: DatabaseTask) throws(StatementFailure)

    /// What the tables of a task hash to, as the grader's query is answered.
    func tableHash(of table: DatabaseTask.TableData) throws(StatementFailure) -> String

    /// The tables of the default database with their columns, in MySQL's order.
    var tables: [(name: String, columns: [String])] { get }
}

extension DatabaseEngine {
    /// The query by which AgentBench grades a change: MD5 of the sorted row hashes.
    func hashQuery(of table: DatabaseTask.TableData) -> String {
        let columns = table.columns.map { "`\($0)`" }.joined(separator: ",")
        return "select md5(group_concat(rowhash order by rowhash)) as hash from( "
            + "SELECT substring(MD5(CONCAT_WS(',', \(columns))), 1, 5) AS rowhash "
            + "FROM `\(table.name)`) as sub;"
    }
}
