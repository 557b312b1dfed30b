import Environments

/// Judges recorded database dialogues without their databases.
///
/// What a dialogue says itself makes a world: the tables that its task describes, the rows that it
/// inserts, the definitions that it changes. Several such worlds are possible (MySQL or SQLite,
/// columns of TEXT or as stated, a table that was never made); each is run from start to end, and
/// the first, in order of likelihood, that contradicts the record least is taken for the verdicts.
struct DatabaseJudge {
    /// Makes an empty database of an engine.
    typealias MakeExecutor =
        @Sendable (RecordingEngine) throws(StatementFailure) -> any StatementExecutor

    private let makeExecutor: MakeExecutor
    private let replies: @Sendable (String) -> String?

    /// - Parameter statement: finds the statement in an agent's message.
    init(
        statement: @escaping @Sendable (String) -> String?, makeExecutor: @escaping MakeExecutor
    ) {
        replies = statement
        self.makeExecutor = makeExecutor
    }

    /// What a dialogue comes to: the verdicts, and the world that they rest on.
    struct Finding {
        var outcomes: [StepOutcome]
        var engine: RecordingEngine?
        /// `nil` where no tables could be made.
        var world: CandidateWorld?
        /// The statements with their answers.
        var steps: [EpisodeStep] = []
    }

    /// One judgement for each turn that has an observation.
    func judge(_ episode: RecordedEpisode) -> EpisodeJudgement {
        judgementAndWorld(of: episode).judgement
    }

    /// The judgements, and the world that they rest on.
    func judgementAndWorld(
        of episode: RecordedEpisode
    ) -> (judgement: EpisodeJudgement, finding: Finding) {
        let (steps, stepOfTurn) = steps(of: episode)
        var finding = finding(on: steps, task: episode.task)
        finding.steps = steps
        let judgements = stepOfTurn.map { index in
            index.map { finding.outcomes[$0].judgement }
                ?? Judgement(.unverifiable, reason: "no-action")
        }
        return (
            EpisodeJudgement(judgements: judgements, engine: finding.engine?.rawValue), finding
        )
    }

    /// The world that a dialogue implies, and what proves it.
    func world(of episode: RecordedEpisode) -> Finding {
        judgementAndWorld(of: episode).finding
    }

    /// The statements with their observations, and which of them each observation belongs to.
    private func steps(of episode: RecordedEpisode) -> (steps: [EpisodeStep], ofTurn: [Int?]) {
        var steps: [EpisodeStep] = []
        var stepOfTurn: [Int?] = []
        for turn in episode.turns {
            guard let observation = turn.observation else { continue }
            guard let statement = replies(turn.reply) else {
                stepOfTurn.append(nil)
                continue
            }
            stepOfTurn.append(steps.count)
            steps.append(EpisodeStep(statement, observation, turn: turn.index))
        }
        return (steps, stepOfTurn)
    }

    private func finding(on steps: [EpisodeStep], task: String) -> Finding {
        let vocabulary = StatementVocabulary(
            steps.map { (text: $0.statement, succeeded: $0.succeeded) })
        let tables = TaskText(task, vocabulary: vocabulary).tables
        var trials: [WorldTrial] = []
        for world in worlds(tables, steps) {
            guard let trial = WorldTrial(world, steps, makeExecutor) else { continue }
            trials.append(trial)
        }
        guard let usual = trials.first,
            let best = trials.min(by: { $0.outcomes.severity < $1.outcomes.severity })
        else {
            let open = steps.map { step in
                var outcome = StepOutcome.open("set-up")
                outcome.judgement.action = step.statement
                return outcome
            }
            return Finding(outcomes: open)
        }
        let engine = engine(trials.map { ($0.world.engine, $0.outcomes.severity) })
        guard trials.contains(where: { $0.outcomes.contains(where: \.isOpenForRows) }) else {
            return Finding(
                outcomes: explained(best, instead: usual), engine: engine, world: best.completed)
        }
        let found = WitnessJudge(trials: trials, steps: steps, makeExecutor: makeExecutor)
        guard let witness = found.best else {
            return Finding(
                outcomes: explained(best, instead: usual).map(\.withoutWitness), engine: engine,
                world: best.completed)
        }
        return Finding(
            outcomes: witness.outcomes(over: explained(witness.trial, instead: usual)),
            engine: found.engine ?? engine, world: witness.world)
    }

    /// The worlds to try, the likeliest first.
    private func worlds(_ tables: [DescribedTable], _ steps: [EpisodeStep]) -> [CandidateWorld] {
        // AgentBench names the database like its first table.
        let usual = CandidateWorld(
            engine: .mysql, database: tables.first?.name ?? "database", tables: tables)
        var worlds = [usual]
        if tables.contains(where: { $0.columns.contains { $0.statedType != nil } }) {
            var typed = usual
            typed.hasStatedTypes = true
            worlds.append(typed)
        }
        for step in steps {
            guard case .error(let error) = step.recorded,
                let (database, table) = error.missingTable
            else { continue }
            var other = usual
            other.database = database
            if tables.contains(where: { $0.name == table }) { other.missingTables.insert(table) }
            if !worlds.contains(other) { worlds.append(other) }
        }
        var other = usual
        other.engine = .sqlite
        worlds.append(other)
        return worlds
    }

    /// The outcomes of the chosen world; what the usual world contradicts was not foreseeable.
    private func explained(
        _ chosen: WorldTrial, instead usual: WorldTrial
    ) -> [StepOutcome] {
        guard chosen.world != usual.world else { return chosen.outcomes }
        return zip(chosen.outcomes, usual.outcomes).map { outcome, usualOutcome in
            guard usualOutcome.conflict != .none, outcome.judgement.basis == .predicted,
                outcome.judgement.verdict != .divergent
            else { return outcome }
            var outcome = outcome
            outcome.judgement.basis = .explained
            outcome.judgement.note = chosen.world.peculiarity
            return outcome
        }
    }

    /// What the dialogue proves about the system behind it.
    private func engine(_ trials: [(engine: RecordingEngine, severity: Severity)])
        -> RecordingEngine
    {
        func best(_ engine: RecordingEngine) -> Severity? {
            trials.filter { $0.engine == engine }.map(\.severity).min()
        }
        guard let mysql = best(.mysql), let sqlite = best(.sqlite), mysql != sqlite else {
            return .either
        }
        return mysql < sqlite ? .mysql : .sqlite
    }
}

extension CandidateWorld {
    /// What is unusual about it, for the note of a verdict.
    fileprivate var peculiarity: String {
        if let table = missingTables.sorted().first {
            return "the database \(database) was made without the table \(table)"
        }
        if engine == .sqlite { return "only SQLite answers so" }
        return hasStatedTypes
            ? "the columns have the types that the text states"
            : "the database is named \(database)"
    }
}

/// How badly a world and a record disagree.
struct Severity: Comparable {
    var hard: Int
    var soft: Int

    static func < (left: Severity, right: Severity) -> Bool {
        (left.hard, left.soft) < (right.hard, right.soft)
    }
}

extension [StepOutcome] {
    var severity: Severity {
        Severity(hard: count { $0.conflict == .hard }, soft: count { $0.conflict == .soft })
    }
}

extension RecordedError {
    /// The database and the table that error 1146 names.
    fileprivate var missingTable: (database: String, table: String)? {
        guard number == 1146, message.hasPrefix("Table '"), message.hasSuffix("' doesn't exist")
        else { return nil }
        let name = message.dropFirst(7).dropLast(15)
        guard let point = name.firstIndex(of: ".") else { return nil }
        return (String(name[..<point]), String(name[name.index(after: point)...]))
    }
}
