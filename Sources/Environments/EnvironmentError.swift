/// What an environment cannot or will not do.
///
/// What the *agent* does wrong is never an error but an observation (MySQL's message, `Nothing
/// happens.`). An error is thrown for what the caller or the simulator cannot do; the episode is
/// as it was before the call and can go on.
public struct EnvironmentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Code: String, Hashable, Sendable {
        /// The simulator does not support something that the action asks for; it names the feature.
        case unsupported
        /// A step was asked for after the episode's end, or before its start.
        case notRunning = "not-running"
        /// The world has no task of that id.
        case unknownTask = "unknown-task"
        /// The world's files cannot be read or are malformed.
        case badWorld = "bad-world"
        /// The action ran into the step's deadline and was stopped.
        case deadline
        /// The action would need more memory or output than an episode may have.
        case limit
        /// A fact that would decide the answer is missing from an inferred world.
        case unknown
    }

    /// What kind of failure it is.
    public var code: Code
    /// What was wrong, where, and what to do, in one line.
    public var message: String

    /// Makes an error of a kind, with its message.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// A refusal that names the feature: *this simulator does not support …*.
    public static func unsupported(_ feature: String) -> EnvironmentError {
        EnvironmentError(.unsupported, feature)
    }

    /// The code and the message.
    public var description: String { "\(code.rawValue): \(message)" }
}
