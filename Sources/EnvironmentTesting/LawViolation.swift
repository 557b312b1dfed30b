/// A law of ``Environments/Environment`` that a world breaks.
public struct LawViolation: Hashable, Sendable, CustomStringConvertible {
    /// The law.
    public var law: Law
    /// What happened instead.
    public var detail: String

    /// What `checkEnvironment` holds a world to.
    public enum Law: String, CaseIterable, Hashable, Sendable {
        /// The same world, task, seed and actions give the same steps, also on many threads.
        case determinism
        /// A fork and its origin never hear of each other.
        case isolation
        /// A restored snapshot goes on as the episode did, as often as it is restored.
        case snapshots
        /// The whole message and the bare action in it end in the same transition.
        case twoDoors = "two doors"
        /// An action that throws leaves the episode as it was.
        case honestRefusal = "honest refusal"
        /// No step before the reset or after the end; a reset begins afresh.
        case beginningAndEnd = "beginning and end"
        /// A reward lies in 0...1 and is given at the end alone.
        case reward
    }

    /// The law and what happened instead.
    public var description: String { "\(law.rawValue): \(detail)" }
}
