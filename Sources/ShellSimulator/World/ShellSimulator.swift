public import Environments

/// The shell: AgentBench's operating system tasks, in a real bash.
public struct ShellComputer: Simulator {
    /// Makes the simulator; it has nothing to configure.
    public init() {}

    /// `os`.
    public var identifier: EnvironmentIdentifier { .os }

    /// One line for lists.
    public var summary: String { "a Linux box, where the agent types into a real bash" }

    /// The rendering of the terminal, the format of replies and the tree that boxes stand on.
    public var settings: [Setting] {
        [
            Setting(
                name: "terminal", values: Rendering.allCases.map(\.rawValue),
                summary: "how an observation shows what the shell printed"),
            Setting(
                name: "version", values: ReplyVersion.allCases.map(\.rawValue),
                summary: "the format of the agent's messages"),
        ]
    }

    /// Reads AgentBench's task files.
    public func loadWorld(
        at path: String, settings: Settings
    ) throws(EnvironmentError) -> any World {
        try ShellWorld(
            path: path,
            rendering: Rendering(rawValue: try value(of: "terminal", in: settings))
                ?? .agentInstruct, version: try version(settings))
    }

    /// Judges.
    public func judge(_ episode: RecordedEpisode, settings: Settings) async -> EpisodeJudgement {
        EpisodeJudgement(
            undecided: episode, because: .unsupported("dialogues are not replayed without a world"))
    }

    /// The command in a message.
    public func action(in reply: String, settings: Settings) -> String? {
        (try? version(settings))?.action(in: reply)?.text
    }

    private func version(_ settings: Settings) throws(EnvironmentError) -> ReplyVersion {
        ReplyVersion(rawValue: try value(of: "version", in: settings)) ?? .agentInstruct
    }
}
