public import JSONTree

/// Whatever answers chats in the form of OpenAI's API.
public protocol ChatService: Sendable {
    /// The response to a request, as JSON.
    ///
    /// The service tries again what may pass: a limit of rate, a broken connection, a fault of the
    /// server, a response that is no JSON.
    ///
    /// - Parameter isWhole: whether a response says what was asked for; one that does not is a
    ///   fault of the server too.
    /// - Throws: ``ChatFailure`` when it gives up.
    func response(
        to request: JSON, isWhole: @escaping @Sendable (JSON) -> Bool
    ) async throws -> JSON
}

/// Why a chat got no answer.
public struct ChatFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// A word to count by, such as `model-rate-limit` or `model-format`.
    public var kind: String
    /// What was wrong, with what the server said.
    public var message: String
    /// Whether no other request will fare better: a wrong key, an unknown model.
    public var isFinal: Bool

    /// Describes a failure.
    public init(kind: String, message: String, isFinal: Bool = false) {
        self.kind = kind
        self.message = message
        self.isFinal = isFinal
    }

    /// The message.
    public var description: String { message }
}
