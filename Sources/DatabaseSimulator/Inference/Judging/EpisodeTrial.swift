import Environments

/// Runs a dialogue's statements, in order, in one candidate world, and compares what it prints
/// with the record.
struct EpisodeTrial {
    var world: CandidateWorld
    let executor: any StatementExecutor
    /// Tables of which every row is known: made or emptied in the dialogue itself.
    private var knownTables: Set<String> = []
    /// Whether a statement made, changed or removed tables.
    private(set) var hasChangedDefinitions = false
    /// Answers to statements since the last change of data.
    private var answers: [String: EpisodeStep] = [:]

    init(_ world: CandidateWorld, executor: any StatementExecutor) throws(StatementFailure) {
        self.world = world
        self.executor = executor
        try executor.prepare(world.script)
    }

    /// What the world makes of each step.
    mutating func outcomes(of steps: [EpisodeStep]) -> [StepOutcome] {
        var outcomes: [StepOutcome] = []
        for step in steps {
            var outcome = outcome(of: step)
            outcome.judgement.action = step.statement
            outcomes.append(outcome)
        }
        return consistent(outcomes)
    }

    /// A database without rows explains `[]` or a count of 0 only as long as nothing else shows
    /// rows in the same tables.
    private func consistent(_ outcomes: [StepOutcome]) -> [StepOutcome] {
        var filled: Set<String> = []
        for outcome in outcomes where outcome.judgement.reason == Self.unknownRows {
            filled.formUnion(outcome.openTables)
        }
        return outcomes.map { outcome in
            guard outcome.judgement.basis == .explained, !outcome.openTables.isEmpty,
                !outcome.openTables.isDisjoint(with: filled)
            else { return outcome }
            var outcome = outcome
            let action = outcome.judgement.action
            outcome.judgement = Judgement(
                .unverifiable, reason: Self.unknownRows, action: action)
            return outcome
        }
    }

    static let unknownRows = "unknown-rows"

    private mutating func outcome(of step: EpisodeStep) -> StepOutcome {
        let statement = RecordedStatement(
            step.statement, tables: world.tables, engine: world.engine)
        let contents = statement.syntax.map { StatementContents($0) }
        if let impossible = Impossibility(
            of: step.recorded, answering: statement, tables: world.tables, engine: world.engine)
        {
            let printed = Execution { () throws(StatementFailure) in
                try executor.answer(statement.recorded)
            }
            let isDecided = statement.effect != .reads
            return .contradiction(
                impossible.proof, reason: impossible.rule.rawValue,
                replayed: isDecided ? printed.text : nil)
        }
        if let repeated = comparedWithEarlier(step, statement, contents) { return repeated }
        switch step.recorded {
        case .rows:
            return succeeded(step, statement, contents)
        case .error(let error):
            return failed(step, statement, error)
        case .outOfSync, .other:
            return printedOtherwise(step, statement)
        }
    }

    // MARK: The same statement again

    /// A query that was asked before, with no change of data since, has the same answer.
    private mutating func comparedWithEarlier(
        _ step: EpisodeStep, _ statement: RecordedStatement, _ contents: StatementContents?
    ) -> StepOutcome? {
        switch statement.effect {
        case .reads: break
        case .nothing: return nil
        case .writes, .other:
            if step.succeeded { answers = [:] }
            return nil
        }
        guard contents?.isVolatile == false else { return nil }
        guard let earlier = answers[step.statement] else {
            answers[step.statement] = step
            return nil
        }
        if earlier.observation == step.observation {
            return StepOutcome(judgement: Judgement(.exact, basis: .predicted))
        }
        if statement.hasFreeOrder, step.recorded.hasSameRows(as: earlier.recorded) {
            return StepOutcome(
                judgement: Judgement(
                    .equivalent, basis: .predicted, reason: "row-order",
                    replayed: earlier.observation))
        }
        return .contradiction(
            "turn \(earlier.turn) answered the same statement otherwise, and nothing was changed "
                + "since", replayed: earlier.observation)
    }

    // MARK: Statements that ran

    private mutating func succeeded(
        _ step: EpisodeStep, _ statement: RecordedStatement, _ contents: StatementContents?
    ) -> StepOutcome {
        var basis = Basis.predicted
        if complete(for: statement, distrustsProse: false) { basis = .explained }
        var text = statement.recorded
        var execution = run(text)
        if case .failed = execution, let repaired = statement.repaired {
            text = repaired
            execution = run(text)
        }
        if case .failed = execution, complete(for: statement, distrustsProse: true) {
            basis = .explained
            execution = run(text)
        }
        switch execution {
        case .refused(let failure): return .open(failure.reason, failure.note)
        case .failed(let error): return refuted(error, statement)
        case .answered(let printed):
            let reason = text == statement.recorded ? nil : Self.rewritten
            if statement.effect != .reads {
                noteRows(of: statement, contents)
                return compared(step, printed, basis: basis, reason: reason)
            }
            return read(step, statement, contents, printed, basis: basis, reason: reason)
        }
    }

    /// A statement that ran by the record and does not run here.
    private func refuted(_ error: String, _ statement: RecordedStatement) -> StepOutcome {
        // What cannot be parsed may have been damaged when it was written down; what uses a
        // column that a verbatim description lacks cannot have run.
        let number = RecordedError(error)?.number
        let isDamaged =
            number == nil || number == 1064 || statement.effect == .reads
            || RecordedError(error)?.isOfColumns == true && usesOpenTable(statement)
        var outcome =
            isDamaged
            ? StepOutcome.open(Self.rewritten, "as recorded it does not run: \(error)")
            : .contradiction("the statement cannot run: \(error)", replayed: error)
        outcome.conflict = isDamaged ? .soft : .hard
        return outcome
    }

    static let rewritten = "rewritten-sql"

    private func compared(
        _ step: EpisodeStep, _ printed: String, basis: Basis, reason: String?
    ) -> StepOutcome {
        guard printed == step.observation else {
            return .contradiction("executing it answers otherwise", replayed: printed)
        }
        return StepOutcome(
            judgement: Judgement(reason == nil ? .exact : .equivalent, basis: basis, reason: reason)
        )
    }

    private mutating func read(
        _ step: EpisodeStep, _ statement: RecordedStatement, _ contents: StatementContents?,
        _ printed: String, basis: Basis, reason: String?
    ) -> StepOutcome {
        guard let contents else { return .open(Self.unknownRows) }
        if contents.asksServer { return told(step, statement, printed) }
        guard !contents.isVolatile else { return .open("clock") }
        let open = contents.tables.subtracting(knownTables)
        if open.isEmpty {
            if printed != step.observation, statement.hasFreeOrder,
                step.recorded.hasSameRows(as: RecordedObservation(printed))
            {
                return StepOutcome(
                    judgement: Judgement(
                        .equivalent, basis: basis, reason: "row-order", replayed: printed))
            }
            return compared(step, printed, basis: basis, reason: reason)
        }
        guard printed == step.observation else {
            guard statement.hasFreeOrder,
                step.recorded.hasSameRows(as: RecordedObservation(printed))
            else { return unknownRows(in: open, printed) }
            var outcome = StepOutcome(
                judgement: Judgement(
                    .equivalent, basis: .explained, reason: "row-order", replayed: printed))
            outcome.openTables = open
            return outcome
        }
        // The rows that are known, and no others, explain the answer.
        var outcome = compared(step, printed, basis: .explained, reason: reason)
        outcome.openTables = open
        return outcome
    }

    /// An answer that depends on rows of which nothing is known: the place for a search of witness
    /// rows that would make the statement print what is recorded.
    func unknownRows(in tables: Set<String>, _ printed: String) -> StepOutcome {
        var outcome = StepOutcome.open(Self.unknownRows)
        outcome.openTables = tables
        outcome.printed = printed
        return outcome
    }

    // MARK: The world

    func run(_ statement: String) -> Execution {
        Execution { () throws(StatementFailure) in try executor.answer(statement) }
    }

    func preview(_ statement: String) -> Execution {
        Execution { () throws(StatementFailure) in try executor.preview(statement) }
    }

    /// Adds the tables and columns that a statement which ran uses and the text does not describe.
    private mutating func complete(
        for statement: RecordedStatement, distrustsProse: Bool
    ) -> Bool {
        guard let syntax = statement.syntax else { return false }
        let completion = SchemaCompletion(
            syntax, tables: world.tables, distrustsProse: distrustsProse)
        var isChanged = false
        for addition in completion.additions {
            guard !world.missingTables.contains(addition.table) else { continue }
            let columns = addition.columns.map { DescribedColumn($0) }
            if let index = world.tables.firstIndex(where: { $0.name == addition.table }) {
                let isMade = !world.tables[index].columns.isEmpty
                world.tables[index].columns += columns
                for column in columns where isMade {
                    _ = run(
                        "ALTER TABLE \(addition.table.backquoted) ADD COLUMN "
                            + "\(column.name.backquoted) TEXT")
                }
                guard !isMade else {
                    isChanged = isChanged || !columns.isEmpty
                    continue
                }
            } else {
                world.tables.append(
                    DescribedTable(name: addition.table, columns: columns, isComplete: false))
            }
            guard var table = world.tables.first(where: { $0.name == addition.table }) else {
                continue
            }
            // A table of which no column is known still exists.
            if table.columns.isEmpty { table.columns = [DescribedColumn("id")] }
            _ = run(world.definition(of: table))
            isChanged = true
        }
        return isChanged
    }

    /// Keeps account of the tables of which all rows are known.
    private mutating func noteRows(of statement: RecordedStatement, _ contents: StatementContents?)
    {
        guard let syntax = statement.syntax, let contents else { return }
        let before = world.tables
        let isNew = world.define(syntax)
        if world.tables != before { hasChangedDefinitions = true }
        switch syntax {
        case .createTable(let definition):
            let sources = contents.tables.subtracting([definition.table.name])
            let isFilled = definition.query != nil && !sources.isSubset(of: knownTables)
            if isNew, !isFilled { knownTables.insert(definition.table.name) }
        case .truncate(let name): knownTables.insert(name.name)
        case .delete(let delete)
        where delete.filter == nil && delete.limit == nil && !delete.isMultiTable:
            knownTables.formUnion(delete.targets.map(\.name))
        case .dropTables(let names, _, _): knownTables.formUnion(names.map(\.name))
        case .renameTables, .alterTable, .dropDatabase: knownTables = []
        case .insert, .update, .delete:
            // What comes from unknown rows is unknown.
            if contents.isVolatile || !contents.tables.isSubset(of: knownTables) {
                knownTables.subtract(contents.tables)
            }
        default: break
        }
    }
}

extension StatementFailure {
    /// The word for a verdict.
    var reason: String {
        switch self {
        case .mysql: "set-up"
        case .unsupported: "unsupported"
        case .deadline: "deadline"
        case .limit: "limit"
        }
    }

    var note: String? {
        switch self {
        case .mysql(let error): error.rendered
        case .unsupported(let feature): feature
        case .deadline: nil
        case .limit(let limit): limit
        }
    }
}

extension RecordedStatement {
    /// Whether nothing says in which order the rows come.
    fileprivate var hasFreeOrder: Bool {
        guard let single = query?.single else { return false }
        return single.order.isEmpty && single.limit == nil
    }
}

extension RecordedObservation {
    /// Whether both are whole answers with the same rows, in whatever order.
    fileprivate func hasSameRows(as other: RecordedObservation) -> Bool {
        guard case .rows(let rows) = self, case .rows(let others) = other, !rows.isTruncated,
            !others.isTruncated, rows.rows.count == others.rows.count
        else { return false }
        func counted(_ rows: [[RecordedCell]]) -> [[RecordedCell]: Int] {
            rows.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        return counted(rows.rows) == counted(others.rows)
    }
}
