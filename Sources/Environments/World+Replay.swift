extension World {
    /// Runs a recorded episode's replies as they are written.
    public func replay(
        _ episode: RecordedEpisode, task: String?, seed: UInt64 = 0
    ) async -> EpisodeJudgement {
        await replayAsWritten(episode, task: task, seed: seed)
    }

    /// Runs a recorded episode's replies in this world and judges each recorded observation.
    ///
    /// Every verdict rests on a supplied world. After a reply that could not be carried out the
    /// world may have fallen behind the record, so from there on a difference proves nothing and
    /// is `unverifiable`.
    ///
    /// - Parameters:
    ///   - task: the task to reset to; `nil` for free play.
    ///   - seed: the seed of the reset.
    public func replayAsWritten(
        _ episode: RecordedEpisode, task: String?, seed: UInt64 = 0
    ) async -> EpisodeJudgement {
        await replayAsWritten(episode, task: task, seed: seed) {
            turn, recorded, step, environment in
            judgement(
                on: recorded, answeredWith: step, after: environment.action(in: turn.reply))
        }
    }

    /// Runs a recorded episode's replies in this world and lets the simulator judge what it
    /// answers.
    ///
    /// - Parameter judging: judges a turn's recorded observation, given the step and the
    ///   environment after it; asked in the order of the turns.
    public func replayAsWritten(
        _ episode: RecordedEpisode, task: String?, seed: UInt64,
        judging: (RecordedEpisode.Turn, _ recorded: String, Step, Episode) -> Judgement
    ) async -> EpisodeJudgement {
        var environment: Episode
        do {
            environment = try makeEnvironment()
            _ = try await environment.reset(to: task, seed: seed)
        } catch {
            return EpisodeJudgement(undecided: episode, because: error)
        }
        var result = EpisodeJudgement(judgements: [])
        var missed: (turn: RecordedEpisode.Turn, error: EnvironmentError)?
        for turn in episode.turns {
            let action = environment.action(in: turn.reply)
            do {
                let step = try await environment.step(reply: turn.reply)
                result.reward = step.reward ?? result.reward
                guard let recorded = turn.observation else { continue }
                var judgement = judging(turn, recorded, step, environment)
                if let missed, judgement.verdict == .divergent {
                    judgement = Judgement(
                        .unverifiable, reason: missed.error.code.rawValue, action: action,
                        note: "the reply before turn \(missed.turn.index) was not carried out")
                }
                result.judgements.append(judgement)
            } catch {
                missed = missed ?? (turn, error)
                guard turn.observation != nil else { continue }
                result.judgements.append(Judgement(undecidedBecause: error, action: action))
            }
        }
        if missed != nil { result.reward = nil }
        return result
    }

    private func judgement(
        on recorded: String, answeredWith step: Step, after action: String?
    ) -> Judgement {
        if recorded.isIdentical(to: step.observation) {
            return Judgement(.exact, basis: .supplied, action: action)
        }
        let reason = equivalence(of: recorded, and: step.observation, after: action)
        return Judgement(
            reason == nil ? .divergent : .equivalent, basis: .supplied, reason: reason,
            action: action, replayed: step.observation,
            note: step.end == nil ? nil : "the episode ends with this reply")
    }
}

extension Judgement {
    /// States that an observation is undecided because the environment refused or failed.
    public init(undecidedBecause error: EnvironmentError, action: String? = nil) {
        self.init(
            .unverifiable, reason: error.code.rawValue, action: action, note: error.message)
    }
}

extension EpisodeJudgement {
    /// States that nothing of an episode can be decided, for one reason.
    public init(undecided episode: RecordedEpisode, because error: EnvironmentError) {
        self.init(
            judgements: episode.turns.filter { $0.observation != nil }.map { _ in
                Judgement(undecidedBecause: error)
            })
    }
}
