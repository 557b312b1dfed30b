/// A task: what is asked, what the box is prepared with, and how an answer is checked.
struct ShellTask: Hashable, Sendable {
    /// A program in one of the languages that AgentBench's tasks are written in.
    struct Script: Hashable, Sendable {
        var language: String
        var code: String
    }

    /// How an episode is graded.
    enum Evaluation: Hashable, Sendable {
        /// The answer is this text, white space at the ends apart if `strips`.
        case text(String, strips: Bool)
        /// The answer begins as the pattern says.
        case pattern(String)
        /// The scripts succeed one after the other; each gets the answer and what the ones before
        /// it printed. `nil` stands for the example.
        case chain([Script?], example: Script?)
    }

    var id: String
    var description: String
    var kind: String
    /// What runs before the episode, each in a bash of its own.
    var setUp: [Script] = []
    /// What is typed into the kept shell before the agent.
    var start: [Script] = []
    var evaluation: Evaluation
    /// The command that tells the answer, where the evaluation itself has no example.
    var solution: String?
    /// Scripts of the file that are missing; a task with one cannot be played.
    var missing: [String] = []
}
