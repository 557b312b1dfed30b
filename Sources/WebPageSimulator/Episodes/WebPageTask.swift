import Environments

/// A task that an episode can be about: recorded steps, one or all, or a task made from a page.
struct WebPageTask: Sendable {
    /// One question and what is right.
    struct Item: Sendable {
        var snapshot: Snapshot
        /// What was done before, the latest last.
        var history: [String]
        /// What is known of the answers; `nil` where the record is complete.
        var knowledge: StepKnowledge?
    }

    var id: String
    /// What the user wants.
    var text: String
    var steps: [Item]
    /// Whether the episode is a whole task, not one step of it.
    var isWhole: Bool
}

/// The name of a task: a record, or one of its steps: `TASK#3`.
struct TaskName: Hashable, Sendable {
    var record: Int
    /// `nil` for the whole task.
    var step: Int?
}
