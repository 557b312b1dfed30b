public import Environments

/// An episode to be played: its name, its world, its task and its seed.
public struct EpisodePlan: Sendable {
    /// The id of the dialogue: `db_expert_7_12`.
    public var id: String
    /// The world's place among the worlds of the run.
    public var world: Int
    /// The task.
    public var task: TaskDescription
    /// Feeds whatever is left to chance.
    public var seed: UInt64

    /// Describes an episode.
    public init(id: String, world: Int, task: TaskDescription, seed: UInt64) {
        self.id = id
        self.world = world
        self.task = task
        self.seed = seed
    }
}
