import Environments

/// Questions about the server rather than about rows.
extension EpisodeTrial {
    /// An answer of the server about itself: the text of a task need not say what else it holds, so
    /// only agreement says anything.
    mutating func told(
        _ step: EpisodeStep, _ statement: RecordedStatement, _ printed: String
    ) -> StepOutcome {
        var printed = printed
        if printed != step.observation, addTables(listedBy: step, statement) {
            printed = run(statement.recorded).text ?? printed
        }
        guard printed == step.observation else {
            return .open("server", "nothing in the dialogue fixes what the server says of itself")
        }
        return StepOutcome(judgement: Judgement(.exact, basis: .explained))
    }

    /// Makes the tables that SHOW TABLES lists and nothing else names.
    private mutating func addTables(
        listedBy step: EpisodeStep, _ statement: RecordedStatement
    ) -> Bool {
        guard case .show(let show)? = statement.syntax, case .tables(nil, false) = show.kind,
            show.filter == nil, case .rows(let listed) = step.recorded, !listed.isTruncated
        else { return false }
        var isChanged = false
        for case .string(let name)? in listed.rows.map(\.first)
        where !world.missingTables.contains(name)
            && !world.tables.contains(where: { $0.name == name })
        {
            let table = DescribedTable(
                name: name, columns: [DescribedColumn("id")], isComplete: false)
            world.tables.append(table)
            _ = run(world.definition(of: table))
            isChanged = true
        }
        return isChanged
    }
}
