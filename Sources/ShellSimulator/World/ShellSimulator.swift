public import Environments

/// The shell: AgentBench's operating system tasks, in a real bash.
public struct ShellComputer: Simulator {
    /// Makes the simulator; it has nothing to configure.
    public init() {}

    private let found = FoundTrees()

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
            .completion,
        ]
    }

    /// Reads AgentBench's task files.
    public func loadWorld(
        at path: String, settings: Settings
    ) throws(EnvironmentError) -> any World {
        var world = try ShellWorld(
            path: path,
            rendering: Rendering(rawValue: try value(of: "terminal", in: settings))
                ?? .agentInstruct, version: try version(settings), tree: try tree(settings),
            completion: try completion(settings))
        world.found = found
        return world
    }

    /// Makes the tree that boxes stand on, and tries a box on it.
    public func setUp(
        settings: Settings, progress: (String) -> Void
    ) throws(EnvironmentError) -> String {
        let origin = try tree(settings)
        do throws(BoxError) {
            let tree = try TreeShelf().tree(of: origin) { progress("base tree: \($0)") }
            try tree.probe()
            return "Boxes stand on \(tree.path)."
        } catch {
            throw EnvironmentError(error)
        }
    }

    /// Judges a dialogue over the files that it implies, in boxes on the base tree.
    public func judge(_ episode: RecordedEpisode, settings: Settings) async -> EpisodeJudgement {
        do {
            let tree = try found.tree(of: try tree(settings))
            var inference = EpisodeInference(episode, on: tree)
            return try await inference.judge()
        } catch {
            let note = (error as? BoxError).map(EnvironmentError.init)?.message ?? "\(error)"
            let undecided = Judgement(.unverifiable, reason: "no-sandbox", note: note)
            return EpisodeJudgement(
                judgements: episode.turns.filter { $0.observation != nil }.map { _ in undecided })
        }
    }

    /// Makes a box of what a dialogue shows.
    public func inferWorld(
        from episode: RecordedEpisode, settings: Settings
    ) async throws(EnvironmentError) -> InferredWorld {
        do throws(BoxError) {
            let tree = try found.tree(of: try origin(settings))
            var inference = EpisodeInference(episode, on: tree)
            return try await inference.inferredWorld()
        } catch {
            throw EnvironmentError(error)
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

    private func origin(_ settings: Settings) throws(BoxError) -> TreeShelf.Origin {
        do throws(EnvironmentError) {
            return try tree(settings)
        } catch {
            throw BoxError(error.message)
        }
    }

    private func completion(_ settings: Settings) throws(EnvironmentError) -> UInt64? {
        let text = try value(of: Setting.completion.name, in: settings)
        if text == "none" { return nil }
        guard let seed = UInt64(text) else {
            throw EnvironmentError(
                .badWorld, "--complete takes a number, the seed, and not \(text)")
        }
        return seed
    }

    private func version(_ settings: Settings) throws(EnvironmentError) -> ReplyVersion {
        ReplyVersion(rawValue: try value(of: "version", in: settings)) ?? .agentInstruct
    }
}
