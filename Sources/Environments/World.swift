/// Loaded world data, shared by any number of episodes.
public protocol World: Sendable {
    /// The episode type of this world.
    associatedtype Episode: Environment

    /// The tasks, in the order of the files; empty where a world has only data.
    var tasks: [TaskDescription] { get }

    /// An episode, before its first reset.
    func makeEnvironment() throws(EnvironmentError) -> Episode

    /// The task that a recorded episode was about, if this world has it: by id, else by what the
    /// dialogue says.
    func task(of episode: RecordedEpisode) -> String?

    /// Why a recorded observation that differs from the replayed one is as good as it, if it is:
    /// a word such as `row-order`. `nil` means that they contradict each other.
    func equivalence(of recorded: String, and replayed: String, after action: String?) -> String?
}

extension World {
    /// By id, else by the text of the task.
    public func task(of episode: RecordedEpisode) -> String? {
        (tasks.first { $0.id == episode.id } ?? tasks.first { $0.text == episode.task })?.id
    }

    /// No difference is harmless.
    public func equivalence(
        of recorded: String, and replayed: String, after action: String?
    ) -> String? { nil }
}
