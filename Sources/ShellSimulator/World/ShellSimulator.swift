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
            Setting(
                name: "rootfs", values: ["release"],
                summary: "the tree that boxes stand on: the host's release, a folder or an archive",
                isOpen: true),
        ]
    }

    /// Reads AgentBench's task files.
    public func loadWorld(
        at path: String, settings: Settings
    ) throws(EnvironmentError) -> any World {
        try ShellWorld(
            path: path,
            rendering: Rendering(rawValue: try value(of: "terminal", in: settings))
                ?? .agentInstruct, version: try version(settings), tree: try tree(settings))
    }

    /// Judges a dialogue over the files that it implies, in boxes on the base tree.
    public func judge(_ episode: RecordedEpisode, settings: Settings) async -> EpisodeJudgement {
        do {
            let tree = try TreeShelf().tree(of: try tree(settings))
            var inference = EpisodeInference(episode, on: tree)
            return try await inference.judge()
        } catch {
            let note = (error as? BoxError).map(EnvironmentError.init)?.message ?? "\(error)"
            let undecided = Judgement(.unverifiable, reason: "no-sandbox", note: note)
            return EpisodeJudgement(
                judgements: episode.turns.filter { $0.observation != nil }.map { _ in undecided })
        }
    }

    /// The messages before the task.
    public func opening(settings: Settings) throws(EnvironmentError) -> DialogueOpening {
        try .shell(try version(settings))
    }

    /// The command in a message.
    public func action(in reply: String, settings: Settings) -> String? {
        (try? version(settings))?.action(in: reply)?.text
    }

    private func tree(_ settings: Settings) throws(EnvironmentError) -> TreeShelf.Origin {
        let value = try value(of: "rootfs", in: settings)
        return value == "release" ? .release : .files(value)
    }

    private func version(_ settings: Settings) throws(EnvironmentError) -> ReplyVersion {
        ReplyVersion(rawValue: try value(of: "version", in: settings)) ?? .agentInstruct
    }
}
