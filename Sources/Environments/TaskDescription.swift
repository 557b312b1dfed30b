/// One task of a world, as a list of tasks shows it.
///
/// Not named `Task`: Swift has one.
public struct TaskDescription: Hashable, Sendable {
    /// The id by which `reset` finds the task: the one the file gives, else `FILE-STEM#INDEX`.
    public var id: String
    /// What the agent is asked to do, as it reads it.
    public var text: String
    /// The kind of task, in the environment's own terms (`INSERT`, `pick_and_place_simple`, …).
    public var kind: String
    /// How hard it is: about the number of decisions that solve it; `nil` where nobody says.
    public var difficulty: Int?

    /// Describes a task.
    public init(id: String, text: String, kind: String, difficulty: Int? = nil) {
        self.id = id
        self.text = text
        self.kind = kind
        self.difficulty = difficulty
    }
}
