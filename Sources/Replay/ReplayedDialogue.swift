public import Environments

/// A dialogue as replay takes it: who is to judge it, and what it says.
public struct ReplayInput: Hashable, Sendable {
    /// The environment that the dialogue was held in; `nil` for a general conversation.
    public var environment: EnvironmentIdentifier?
    /// The live part of the dialogue.
    public var episode: RecordedEpisode
    /// The file that it came from, as it was named.
    public var source: String

    /// Describes a dialogue to replay.
    public init(environment: EnvironmentIdentifier?, episode: RecordedEpisode, source: String) {
        self.environment = environment
        self.episode = episode
        self.source = source
    }
}

/// What replay found in one dialogue.
public struct ReplayedDialogue: Hashable, Sendable {
    /// One recorded observation and what is said of it.
    public struct Observation: Hashable, Sendable {
        /// Its index in the dialogue's list of messages.
        public var turn: Int
        /// What the record says.
        public var recorded: String
        /// What replay says.
        public var judgement: Judgement
    }

    /// The dialogue's id.
    public var id: String
    /// The file that it came from, as it was named.
    public var source: String
    /// The environment that it was held in.
    public var environment: EnvironmentIdentifier
    /// The recomputed reward, where the task has a grader.
    public var reward: Double?
    /// What the dialogue proves about the system that recorded it.
    public var engine: String?
    /// What there is to say of the agent's replies besides.
    public var remarks: [Remark]
    /// Its live observations, in order; the first may be the message that states the task.
    public var observations: [Observation]

    /// Joins a dialogue with the judgements on it.
    init(
        _ input: ReplayInput, environment: EnvironmentIdentifier, judgement: EpisodeJudgement
    ) {
        id = input.episode.id
        source = input.source
        self.environment = environment
        reward = judgement.reward
        engine = judgement.engine
        remarks = judgement.remarks
        let opening = judgement.opening.map {
            Observation(turn: input.episode.taskIndex, recorded: input.episode.task, judgement: $0)
        }
        let answers = zip(
            input.episode.turns.filter { $0.observation != nil }, judgement.judgements
        ).map { turn, judgement in
            Observation(turn: turn.index, recorded: turn.observation ?? "", judgement: judgement)
        }
        observations = (opening.map { [$0] } ?? []) + answers
    }
}
