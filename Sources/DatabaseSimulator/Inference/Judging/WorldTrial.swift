/// A candidate world with what it makes of a dialogue.
struct WorldTrial {
    let world: CandidateWorld
    /// The world with the tables and columns that statements which ran have added.
    let completed: CandidateWorld
    let outcomes: [StepOutcome]

    /// Runs the dialogue; `nil` where the world's tables cannot be made.
    init?(
        _ world: CandidateWorld, _ steps: [EpisodeStep],
        _ makeExecutor: DatabaseJudge.MakeExecutor
    ) {
        self.world = world
        do throws(StatementFailure) {
            var trial = try EpisodeTrial(world, executor: try makeExecutor(world.engine))
            outcomes = trial.outcomes(of: steps)
            completed = trial.hasChangedDefinitions ? world : trial.world
        } catch {
            return nil
        }
    }
}
