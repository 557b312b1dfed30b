import Environments

/// Searches rows for a dialogue's tables such that its statements print what was recorded.
///
/// Rows are made from what the statements say and what they printed, in one way after another; each
/// time the whole dialogue is executed, and only rows with which it prints every recorded
/// observation are a witness. How many ways are tried is fixed, so the result never depends on the
/// machine.
struct WitnessSearch {
    let world: CandidateWorld
    let steps: [EpisodeStep]
    let makeExecutor: DatabaseJudge.MakeExecutor

    /// The most times that expressions are evaluated for one dialogue.
    static let evaluations = 6_000
    /// The most times that the dialogue is executed.
    static let executions = 60

    /// The outcomes in a world with rows; `nil` if none was found.
    ///
    /// Where no rows explain everything, those that explain most.
    ///
    /// - Parameter like: a world of the other engine that has rows, which may do here too.
    func outcomes(
        after outcomes: [StepOutcome], like other: CandidateWorld? = nil
    ) -> (world: CandidateWorld, outcomes: [StepOutcome])? {
        if let witness = other?.witness, let trial = run(witness),
            !trial.outcomes.contains(where: \.isOpenForRows),
            isNoWorse(trial.outcomes, than: outcomes)
        {
            return trial
        }
        guard let evaluator = try? makeExecutor(world.engine) else { return nil }
        let shared = WitnessEvaluator(evaluator, engine: world.engine, tries: Self.evaluations)
        let readings = steps.map { Reading($0, world: world) }
        var remaining = Self.executions
        var best: (world: CandidateWorld, outcomes: [StepOutcome])?
        var least = outcomes.count(where: \.isOpenForRows)
        var tried: [Witness: (world: CandidateWorld, outcomes: [StepOutcome])] = [:]
        func consider(
            _ trial: (world: CandidateWorld, outcomes: [StepOutcome])
        ) -> Bool {
            let open = trial.outcomes.count(where: \.isOpenForRows)
            guard open < least, isNoWorse(trial.outcomes, than: outcomes) else { return false }
            (best, least) = (trial, open)
            return open == 0
        }
        let isShared =
            readings.count { $0.hasRows } > 1 || readings.contains { $0.hasArms }
            || outcomes.contains { $0.printed.map { $0 != "[]" } ?? false }
        for options in WitnessOptions.ladder(tables: tableCount(readings), reuses: isShared) {
            func draft() -> WitnessDraft {
                WitnessDraft(
                    tables: world.tables, engine: world.engine, options: options,
                    evaluator: shared)
            }
            let whole = draft()
            let order =
                options.reuses
                ? outcomes.indices.sorted {
                    (readings[$0].generality, $0) < (readings[$1].generality, $1)
                } : Array(outcomes.indices)
            var current = outcomes
            var realised: Set<Int> = []
            attempt: while remaining > 0 {
                guard
                    let next = order.first(where: {
                        current[$0].isOpenForRows && !realised.contains($0)
                    })
                else { break }
                realised.insert(next)
                guard readings[next].hasRows else { continue }
                do throws(WitnessFailure) {
                    let reading =
                        options.reuses
                        ? readings[next].without(outcomes[next].printed) : readings[next]
                    try reading.realise(in: whole)
                } catch .budget {
                    return best
                } catch {
                    continue attempt
                }
                let witness = Witness(whole.copy())
                if let known = tried[witness] {
                    current = known.outcomes
                    continue
                }
                remaining -= 1
                guard let trial = run(witness) else { break }
                tried[witness] = trial
                if consider(trial) { return trial }
                // Among equals of a sort key the order of storing decides, by a rule of the engine.
                if realised.count == 1,
                    let other = readings[next].reordered(against: trial.outcomes[next].printed)
                {
                    let again = draft()
                    if (try? other.realise(in: again)) != nil, remaining > 0 {
                        remaining -= 1
                        if let trial = run(Witness(again)), consider(trial) { return trial }
                    }
                }
                current = trial.outcomes
            }
        }
        return best
    }

    private func run(_ witness: Witness) -> (world: CandidateWorld, outcomes: [StepOutcome])? {
        var world = world
        world.witness = witness
        do throws(StatementFailure) {
            var trial = try EpisodeTrial(world, executor: try makeExecutor(world.engine))
            return (world, trial.outcomes(of: steps))
        } catch {
            return nil
        }
    }

    private func isNoWorse(_ outcomes: [StepOutcome], than others: [StepOutcome]) -> Bool {
        zip(outcomes, others).allSatisfy { $0.conflict.rawValue <= $1.conflict.rawValue }
    }

    private func tableCount(_ readings: [Reading]) -> Int {
        readings.map { reading in
            reading.query.map { StatementContents(.query($0)).tables.count } ?? 0
        }.max() ?? 0
    }
}

extension StepOutcome {
    /// Whether rows could decide it.
    var isOpenForRows: Bool {
        judgement.verdict == .unverifiable && judgement.reason == EpisodeTrial.unknownRows
    }
}
