/// The registration of an environment: how the rest of Diorama meets a simulator it knows nothing
/// about.
///
/// The command, replay and whatever serves or generates see simulators only through this protocol
/// and the ``World`` and ``Environment`` that it makes.
public protocol Simulator: Sendable {
    /// The environment that this simulates.
    var identifier: EnvironmentIdentifier { get }

    /// One line for lists: what the world is and what the agent does in it.
    var summary: String { get }

    /// The settings that worlds of this environment take, each with its default.
    var settings: [Setting] { get }

    /// Loads a world from a file or folder in one of the field's own formats.
    ///
    /// - Throws: ``EnvironmentError/Code-swift.enum/badWorld`` with the path, the place in the file
    ///   and what is wrong there.
    func loadWorld(at path: String, settings: Settings) throws(EnvironmentError) -> any World

    /// Judges every observation of a recorded episode in the world that the episode itself implies.
    ///
    /// - Returns: one judgement for each turn that has an observation, in order.
    func judge(_ episode: RecordedEpisode, settings: Settings) async -> EpisodeJudgement

    /// Judges a recorded episode with the help of a supplied world that has no task for it: a
    /// database without tasks, an ontology without a graph.
    ///
    /// - Returns: one judgement for each turn that has an observation, in order.
    func judge(
        _ episode: RecordedEpisode, with world: any World, settings: Settings
    ) async -> EpisodeJudgement

    /// Brings together what the recorded episodes of a run say of one world.
    ///
    /// - Parameter world: a supplied world that helps to judge.
    /// - Returns: `nil` where episodes of this environment share no world.
    func pool(
        _ episodes: [RecordedEpisode], with world: (any World)?, settings: Settings
    ) async -> (any EpisodePool)?

    /// The bare action that the reply format reads in a message, without a world; `nil` if it
    /// finds none.
    func action(in reply: String, settings: Settings) -> String?

    /// Prepares a large world once, so that ``loadWorld(at:settings:)`` opens the result at once.
    ///
    /// - Parameters:
    ///   - paths: the world's files and folders, in the field's own formats.
    ///   - output: the file to write; it appears whole or not at all.
    /// - Throws: ``EnvironmentError`` for what cannot be read, and where there is nothing to prepare.
    func prepareWorld(
        from paths: [String], to output: String, settings: Settings
    ) throws(EnvironmentError) -> Preparation

    /// What of a conversation the original shows the agent before its next reply: some versions
    /// cut long histories.
    ///
    /// - Parameter messages: the whole conversation, the environment's message first and last, the
    ///   agent's every second.
    func history(
        _ messages: [String], settings: Settings
    ) throws(EnvironmentError) -> [String]

    /// Makes a world of what a recorded episode says.
    ///
    /// - Throws: where the episode implies no world, or its environment has no form for one.
    func inferWorld(
        from episode: RecordedEpisode, settings: Settings
    ) async throws(EnvironmentError) -> InferredWorld

    /// Makes worlds that several recorded episodes share: those that speak of the same tables,
    /// catalog, graph or house.
    ///
    /// - Returns: worlds with their members. An episode that is in none of them shares nothing, or
    ///   contradicts what it could share; it has a world of its own.
    func inferWorlds(
        sharedBy episodes: [RecordedEpisode], settings: Settings
    ) async throws(EnvironmentError) -> [SharedWorld]

    /// Makes what the environment needs on this machine and is not there yet, which the first use
    /// would have to wait for.
    ///
    /// - Parameter progress: hears what is being done, in a few words.
    /// - Returns: what is ready now, in a sentence.
    /// - Throws: ``EnvironmentError`` for what cannot be made, and where there is nothing to make.
    func setUp(
        settings: Settings, progress: (String) -> Void
    ) throws(EnvironmentError) -> String

    /// The messages before the task in dialogues of our own making.
    ///
    /// - Throws: where a behaviour version has no opening of ours.
    func opening(settings: Settings) throws(EnvironmentError) -> DialogueOpening
}

/// One setting of an environment: a behaviour version, a dialect, a rendering.
public struct Setting: Hashable, Sendable {
    /// The option's name on the command line, without dashes.
    public var name: String
    /// The values it can take; the first is the default.
    public var values: [String]
    /// What it decides, in a few words.
    public var summary: String
    /// Whether it can take any other value too, such as a path.
    public var isOpen: Bool

    /// Describes a setting.
    public init(name: String, values: [String], summary: String, isOpen: Bool = false) {
        self.name = name
        self.values = values
        self.summary = summary
        self.isOpen = isOpen
    }
}

/// Chosen values of settings, by name; what is not named has its default.
public typealias Settings = [String: String]

extension Simulator {
    /// As if no world had been supplied.
    public func judge(
        _ episode: RecordedEpisode, with world: any World, settings: Settings
    ) async -> EpisodeJudgement {
        await judge(episode, settings: settings)
    }

    /// Nothing to prepare.
    public func prepareWorld(
        from paths: [String], to output: String, settings: Settings
    ) throws(EnvironmentError) -> Preparation {
        throw .unsupported("worlds of \(identifier.rawValue) need no preparation")
    }

    /// All of it.
    public func history(
        _ messages: [String], settings: Settings
    ) throws(EnvironmentError) -> [String] { messages }

    /// Nothing to make.
    public func setUp(
        settings: Settings, progress: (String) -> Void
    ) throws(EnvironmentError) -> String {
        throw .unsupported("\(identifier.rawValue) needs no setup")
    }

    /// No opening.
    public func opening(settings: Settings) throws(EnvironmentError) -> DialogueOpening {
        throw .unsupported("\(identifier.rawValue) has no opening for dialogues")
    }

    /// None.
    public func action(in reply: String, settings: Settings) -> String? { nil }

    /// The chosen value of a setting, or its default.
    ///
    /// - Throws: ``EnvironmentError`` that lists the possible values.
    public func value(
        of name: String, in settings: Settings
    ) throws(EnvironmentError) -> String {
        guard let setting = self.settings.first(where: { $0.name == name }) else {
            throw .unsupported("\(identifier.rawValue) has no --\(name)")
        }
        guard let chosen = settings[name] else { return setting.values[0] }
        guard setting.isOpen || setting.values.contains(chosen) else {
            throw .unsupported(
                "\(identifier.rawValue) has no --\(name) \(chosen); it has "
                    + setting.values.joined(separator: ", "))
        }
        return chosen
    }
}

/// The judgements on one recorded episode.
public struct EpisodeJudgement: Hashable, Sendable {
    /// One judgement for each observation, in order.
    public var judgements: [Judgement]
    /// The judgement on the message that states the task, where it is an observation itself: a
    /// question about a page.
    public var opening: Judgement?
    /// What else there is to say of the agent's replies.
    public var remarks: [Remark] = []
    /// The recomputed reward, where the task has a grader.
    public var reward: Double?
    /// What the episode proves about the system that recorded it (`mysql`, `sqlite`, `either`, …).
    public var engine: String?

    /// Collects judgements.
    public init(judgements: [Judgement], reward: Double? = nil, engine: String? = nil) {
        self.judgements = judgements
        self.reward = reward
        self.engine = engine
    }
}
