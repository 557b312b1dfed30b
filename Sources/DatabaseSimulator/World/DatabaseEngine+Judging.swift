/// The engines, as judging runs them.
extension MySQLEngine: StatementExecutor {
    func prepare(_ script: String) throws(StatementFailure) {
        if let problem = try run(script: script, defaultDatabase: "test").first {
            throw .mysql(problem.error)
        }
    }

    func preview(_ statement: String) throws(StatementFailure) -> String {
        try copy().answer(statement)
    }
}

extension SQLiteEngine: StatementExecutor {
    func prepare(_ script: String) throws(StatementFailure) {
        try run(script: script)
    }

    func preview(_ statement: String) throws(StatementFailure) -> String {
        try copy().answer(statement)
    }
}
