/// Why dialogues cannot be made.
public struct SynthesisError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Code: String, Hashable, Sendable {
        /// There is no task to work on, or no policy for it.
        case nothingToDo = "nothing-to-do"
        /// A file that the run needs cannot be read, or says something else than it should.
        case badInput = "bad-input"
        /// A model did not answer, or answered what is no reply.
        case model
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

    /// The message.
    public var description: String { message }
}
