public import Environments

/// Web pages: Mind2Web's questions as AgentBench asks them, and episodes over whole tasks.
public struct WebPages: Simulator {
    /// Makes the simulator; it has nothing to configure.
    public init() {}

    /// `mind2web`.
    public var identifier: EnvironmentIdentifier { .mind2web }

    /// One line for lists.
    public var summary: String {
        "web pages, of which the agent chooses the element to act on next"
    }

    /// The behaviour version, the style of replies and what follows a mistake.
    public var settings: [Setting] {
        [
            Setting(
                name: "version", values: WebPageVersion.allCases.map(\.rawValue),
                summary: "how many rounds a question has"),
            Setting(
                name: "prompt", values: PromptStyle.allCases.map(\.rawValue),
                summary: "whether replies think aloud (cot) or not"),
            Setting(
                name: "wrong", values: AfterMistake.allCases.map(\.rawValue),
                summary: "what follows a wrong answer in a whole task"),
            .completion,
        ]
    }

    /// Loads task files, saved pages, or a folder of them.
    public func loadWorld(
        at path: String, settings: Settings
    ) throws(EnvironmentError) -> any World {
        let wrong = try value(of: "wrong", in: settings)
        return try WebPageWorld(
            path: path, version: settings["version"] == nil ? nil : version(settings),
            afterMistake: settings["wrong"] == nil ? nil : AfterMistake(rawValue: wrong),
            style: style(settings), completion: completion(settings))
    }

    /// Judges a dialogue in the pages that its questions imply.
    public func judge(
        _ episode: RecordedEpisode, settings: Settings
    ) async -> EpisodeJudgement {
        DialogueJudge(episode: episode).judgement()
    }

    /// Makes a task record of a dialogue: its pages, its task and what its answers prove.
    public func inferWorld(
        from episode: RecordedEpisode, settings: Settings
    ) async throws(EnvironmentError) -> InferredWorld {
        try InferredRecord(episode).world()
    }

    /// What the agent is told, with three worked questions where AgentBench shows them.
    public func opening(settings: Settings) throws(EnvironmentError) -> DialogueOpening {
        try WebPageOpening(version: version(settings), style: style(settings)).opening()
    }

    /// The answer in a message.
    public func action(in reply: String, settings: Settings) -> String? {
        PageReply(reply).action
    }

    private func version(_ settings: Settings) throws(EnvironmentError) -> WebPageVersion {
        WebPageVersion(rawValue: try value(of: "version", in: settings)) ?? .agentInstruct
    }

    private func completion(_ settings: Settings) throws(EnvironmentError) -> UInt64? {
        let text = try value(of: Setting.completion.name, in: settings)
        guard text != Setting.completion.values[0] else { return nil }
        guard let seed = UInt64(text) else {
            throw .unsupported("--complete \(text): it takes a seed, a number from 0 on")
        }
        return seed
    }

    private func style(_ settings: Settings) throws(EnvironmentError) -> PromptStyle {
        PromptStyle(rawValue: try value(of: "prompt", in: settings)) ?? .thoughtful
    }
}
