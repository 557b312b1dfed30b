/// One episode in a world: reset it to a task, then step until it ends.
///
///     var library = try DatabaseEnvironment(world: world)
///     _ = try await library.reset(to: "library#3", seed: 7)
///     let asked = try await library.step(action: "SELECT COUNT(*) FROM `loans`")
///     var other = try await library.fork()      // two futures from here
///
/// The laws, which `checkEnvironment` in `EnvironmentTesting` puts to the test:
/// - **Determinism.** The same world, task, seed and actions give the same bytes, on any number
///   of threads and in any order of episodes.
/// - **Isolation.** An episode is a value. A copy is a fork: neither ever hears of the other, and
///   `mutating` means that the compiler, not a lock, keeps two steps of an episode apart.
/// - **Two doors.** `step(reply:)` takes the agent's whole message through the reply format of the
///   behaviour version; `step(action:)` takes the bare action. Both end in the same transition.
/// - **Honest refusal.** What the simulator cannot do it throws as
///   ``EnvironmentError/unsupported(_:)`` and leaves the episode as it was; it never prints a
///   plausible wrong observation.
///
/// The requirements are `async` for the worlds that wait (a shell); a computed world satisfies
/// them with synchronous methods, and a caller that knows the concrete type calls those directly.
public protocol Environment: Sendable {
    /// Starts an episode of a task afresh, or free play without a task and without a reward.
    ///
    /// - Parameter seed: feeds whatever the original left to chance; the same seed, the same bytes.
    /// - Returns: the first observation: what the agent is told.
    mutating func reset(
        to task: String?, seed: UInt64
    ) async throws(EnvironmentError) -> Step

    /// Takes the agent's whole message, as the model wrote it.
    mutating func step(reply: String) async throws(EnvironmentError) -> Step

    /// Takes a bare action: `SELECT …`, `click[…]`, `go to fridge 1`.
    mutating func step(action: String) async throws(EnvironmentError) -> Step

    /// The bare action that the reply format reads in a message; `nil` if it finds none.
    func action(in reply: String) -> String?

    /// An independent episode that goes on from here.
    ///
    /// - Throws: where the world outside the process cannot be copied, what could not be.
    func fork() async throws(EnvironmentError) -> Self

    /// What could be typed next, for completion at a prompt: words or whole actions.
    ///
    /// A prompt asks at every key, so it must be quick.
    ///
    /// - Parameter prefix: what is typed already.
    func completions(for prefix: String) -> [String]

    /// The whole message that commits an answer in the reply format; `nil` where episodes do not
    /// end with an answer.
    func reply(answering answer: String) -> String?

    /// The whole message that takes a bare action in the reply format; `nil` where only whole
    /// messages mean something.
    func reply(acting action: String) -> String?

    /// The terminal that a person can sit down at; `nil` where there is none.
    var terminal: (any EpisodeTerminal)? { get }

    /// What a person may ask to see besides the observations.
    var views: [View] { get }

    /// What a view shows now, of what the episode has shown so far.
    ///
    /// - Parameter columns: the width to lay it out for.
    /// - Returns: `nil` if there is no view of that name.
    func view(_ name: String, columns: Int) -> [StyledLine]?

    /// A step laid out for a person; `nil` where the observation itself reads best.
    func presentation(of step: Step, columns: Int) -> [StyledLine]?
}

extension Environment {
    /// A copy of a value is a fork; worlds that live outside the process implement their own.
    public func fork() async throws(EnvironmentError) -> Self { self }

    /// No completions.
    public func completions(for prefix: String) -> [String] { [] }

    /// No answers.
    public func reply(answering answer: String) -> String? { nil }

    /// No form of messages.
    public func reply(acting action: String) -> String? { nil }

    /// No terminal.
    public var terminal: (any EpisodeTerminal)? { nil }

    /// No views.
    public var views: [View] { [] }

    /// No views.
    public func view(_ name: String, columns: Int) -> [StyledLine]? { nil }

    /// The observation itself.
    public func presentation(of step: Step, columns: Int) -> [StyledLine]? { nil }

    /// The state as it is now, to go back to with ``restore(_:)``.
    public func snapshot() async throws(EnvironmentError) -> Self { try await fork() }

    /// Goes back to a snapshot, which stays usable.
    public mutating func restore(_ snapshot: Self) async throws(EnvironmentError) {
        self = try await snapshot.fork()
    }
}
