import Environments

extension RecordedEpisode {
    /// A dialogue whose replies run statements, each with what was printed.
    init(_ id: String, task: String, statements: [(String, String)]) {
        let turns = statements.enumerated().map { number, step in
            RecordedEpisode.Turn(
                reply: "Action: Operation\n```sql\n\(step.0)\n```", observation: step.1,
                index: 4 + 2 * number)
        }
        self.init(id: id, task: task, preamble: [], turns: turns)
    }
}
