public import Environments

/// The household: ALFWorld's text games.
public struct Household: Simulator {
    /// Makes the simulator; it has nothing to configure.
    public init() {}

    /// `alfworld`.
    public var identifier: EnvironmentIdentifier { .alfworld }

    /// One line for lists.
    public var summary: String {
        "a room in a house, where the agent finds things, cleans, heats, cools and places them"
    }

    /// The behaviour version and the generation of text.
    public var settings: [Setting] {
        [
            Setting(
                name: "version", values: BehaviorVersion.allCases.map(\.rawValue),
                summary: "who stands between the agent and the game"),
            Setting(
                name: "text", values: TextGeneration.allCases.map(\.rawValue),
                summary: "the generation of ALFWorld's text: put (2.1.1) or move (2.1.3)"),
        ]
    }

    /// Loads games from a `game.tw-pddl` file, a folder of them, or an index.
    public func loadWorld(
        at path: String, settings: Settings
    ) throws(EnvironmentError) -> any World {
        try HouseholdWorld(
            path: path, version: version(settings), generation: generation(settings))
    }

    /// Judges a dialogue in the house that it implies.
    public func judge(
        _ episode: RecordedEpisode, settings: Settings
    ) async -> EpisodeJudgement {
        let version: BehaviorVersion
        let generation: TextGeneration
        do {
            version = try self.version(settings)
            generation = try self.generation(settings)
        } catch {
            return undecided(episode, error.code.rawValue, error.message)
        }
        guard var verifier = EpisodeVerifier(episode, version, generation) else {
            return undecided(
                episode, "foreign-opening", "the task's message does not open as ALFWorld does")
        }
        let judgements = episode.turns.compactMap { verifier.judge($0) }
        return EpisodeJudgement(judgements: judgements, reward: verifier.reward)
    }

    private func undecided(
        _ episode: RecordedEpisode, _ reason: String, _ note: String
    ) -> EpisodeJudgement {
        EpisodeJudgement(
            judgements: episode.turns.filter { $0.observation != nil }.map { turn in
                Judgement(
                    .unverifiable, reason: reason,
                    action: BehaviorVersion.agentInstruct.action(in: turn.reply), note: note)
            })
    }

    /// The action that a version's reply format reads in a message.
    public func action(in reply: String, settings: Settings) -> String? {
        (try? version(settings))?.action(in: reply)
    }

    private func version(_ settings: Settings) throws(EnvironmentError) -> BehaviorVersion {
        let value = try value(of: "version", in: settings)
        return BehaviorVersion(rawValue: value) ?? .agentInstruct
    }

    private func generation(_ settings: Settings) throws(EnvironmentError) -> TextGeneration {
        let value = try value(of: "text", in: settings)
        return TextGeneration(rawValue: value) ?? .legacy
    }
}
