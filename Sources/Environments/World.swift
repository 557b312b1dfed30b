/// Loaded world data, shared by any number of episodes.
public protocol World: Sendable {
    /// The episode type of this world.
    associatedtype Episode: Environment

    /// The tasks, in the order of the files; empty where a world has only data.
    var tasks: [TaskDescription] { get }

    /// How many tasks there are; it may be known without making them.
    var taskCount: Int { get }

    /// What the world's files held that could not be used, a line each with its place.
    var faults: [String] { get }

    /// An episode, before its first reset.
    func makeEnvironment() throws(EnvironmentError) -> Episode

    /// Whether an id names a task, listed or not: one that the world makes from the id alone, such
    /// as a derived one, or one that the seed draws.
    ///
    /// - Throws: what is wrong with an id that has the form of one.
    func hasTask(_ id: String) throws(EnvironmentError) -> Bool

    /// The task that a recorded episode was about, if this world has it: by id, else by what the
    /// dialogue says.
    func task(of episode: RecordedEpisode) -> String?

    /// Whether a recorded episode opens as this task does here, word for word.
    ///
    /// It is asked of worlds that nobody named, for ids of other people's dialogues may be ours by
    /// chance.
    func opens(_ episode: RecordedEpisode, with task: String) async -> Bool

    /// Runs a recorded episode's replies in this world and judges each recorded observation.
    ///
    /// - Parameters:
    ///   - task: the task to reset to; `nil` for free play.
    ///   - seed: the seed of the reset.
    func replay(
        _ episode: RecordedEpisode, task: String?, seed: UInt64
    ) async -> EpisodeJudgement

    /// Why a recorded observation that differs from the replayed one is as good as it, if it is:
    /// a word such as `row-order`. `nil` means that they contradict each other.
    func equivalence(of recorded: String, and replayed: String, after action: String?) -> String?

    /// What keeps a task's own solution (gold actions, a walkthrough) from working under this
    /// world's behaviour version, a line each; empty if nothing does.
    ///
    /// - Returns: `nil` if the task brings no solution that could be checked.
    func faults(inTask id: String) throws(EnvironmentError) -> [String]?

    /// Makes a further task from the world's own data, with an answer that can be verified.
    ///
    /// The same id gives the same task, and episodes take it like one of ``tasks``.
    func task(derivedAs id: DerivedTask) throws(EnvironmentError) -> TaskDescription

    /// An expert for a task, listed or derived.
    ///
    /// - Parameter seed: varies its words, its way and its mistakes.
    func makeExpert(for task: String, seed: UInt64) throws(EnvironmentError) -> any Expert
}

extension World {
    /// None.
    public var faults: [String] { [] }

    /// As many as are listed.
    public var taskCount: Int { tasks.count }

    /// No solutions to check.
    public func faults(inTask id: String) throws(EnvironmentError) -> [String]? { nil }

    /// No tasks but the listed ones.
    public func task(derivedAs id: DerivedTask) throws(EnvironmentError) -> TaskDescription {
        throw .unsupported("this world derives no tasks")
    }

    /// No experts.
    public func makeExpert(
        for task: String, seed: UInt64
    ) throws(EnvironmentError) -> any Expert {
        throw .unsupported("this world has no expert")
    }

    /// Whether it is listed, or can be derived.
    public func hasTask(_ id: String) throws(EnvironmentError) -> Bool {
        if let derived = DerivedTask(id: id), (try? task(derivedAs: derived)) != nil { return true }
        return tasks.contains { $0.id == id }
    }

    /// By id, else by the text of the task.
    public func task(of episode: RecordedEpisode) -> String? {
        (tasks.first { $0.id == episode.id } ?? tasks.first { $0.text == episode.task })?.id
    }

    /// By the observation of a reset with the seed 0.
    public func opens(_ episode: RecordedEpisode, with task: String) async -> Bool {
        guard var environment = try? makeEnvironment(),
            let opening = try? await environment.reset(to: task, seed: 0)
        else { return false }
        return opening.observation.isIdentical(to: episode.task)
    }

    /// No difference is harmless.
    public func equivalence(
        of recorded: String, and replayed: String, after action: String?
    ) -> String? { nil }
}
