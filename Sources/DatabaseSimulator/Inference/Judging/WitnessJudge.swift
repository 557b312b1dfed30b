import Environments

/// Searches rows that explain a dialogue, in each engine that may have recorded it.
struct WitnessJudge {
    /// A world with rows in which the dialogue prints what was recorded.
    struct Found {
        let trial: WorldTrial
        let world: CandidateWorld
        let explained: [StepOutcome]

        /// Whether no observation is left open.
        var isWhole: Bool { !explained.contains(where: \.isOpenForRows) }

        /// The verdicts without rows, and for the observations that they left open those with them.
        func outcomes(over verdicts: [StepOutcome]) -> [StepOutcome] {
            zip(verdicts, explained).map { verdict, witnessed in
                guard verdict.isOpenForRows else { return verdict }
                guard !witnessed.isOpenForRows else { return verdict.withoutWitness }
                var outcome = witnessed
                outcome.judgement.basis = .explained
                return outcome
            }
        }
    }

    private(set) var found: [Found] = []

    /// - Parameter trials: the worlds without rows, the likeliest first.
    init(
        trials: [WorldTrial], steps: [EpisodeStep],
        makeExecutor: @escaping DatabaseJudge.MakeExecutor
    ) {
        guard let least = trials.map(\.outcomes.severity).min() else { return }
        for engine in [RecordingEngine.mysql, .sqlite] {
            for trial in trials
            where trial.world.engine == engine && trial.outcomes.severity == least {
                let search = WitnessSearch(
                    world: trial.completed, steps: steps, makeExecutor: makeExecutor)
                guard let rows = search.outcomes(after: trial.outcomes, like: found.first?.world)
                else { continue }
                found.append(Found(trial: trial, world: rows.world, explained: rows.outcomes))
                break
            }
        }
    }

    /// The likeliest world that explains everything, else the likeliest.
    var best: Found? { found.first(where: \.isWhole) ?? found.first }

    /// The engine that the rows prove: one where only one has rows that explain everything.
    var engine: RecordingEngine? {
        let whole = found.filter(\.isWhole)
        return whole.count == 1 ? whole.first?.world.engine : whole.isEmpty ? nil : .either
    }
}

extension StepOutcome {
    /// The verdict where the search for rows found none.
    var withoutWitness: StepOutcome {
        guard isOpenForRows else { return self }
        var outcome = self
        outcome.judgement.reason = "search"
        outcome.judgement.note = "no rows were found by which the statement prints this"
        return outcome
    }
}
