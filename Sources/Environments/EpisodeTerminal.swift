/// The terminal of a live episode, at which a person can sit down between two steps.
public protocol EpisodeTerminal: Sendable {
    /// What is written to it is typed, what is read from it is shown; neither waits.
    var descriptor: Int32 { get }

    /// Says how large the person's window is; the first time, the prompt is shown anew.
    func enter(rows: Int, columns: Int)

    /// Makes the episode ready for its next step: what was typed and not sent is dropped.
    func leave() async throws(EnvironmentError)
}
