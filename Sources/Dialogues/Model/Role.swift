/// Who speaks in a dialogue, by the name that the file gives.
///
/// AgentInstruct knows `human` and `gpt`; ShareGPT's exports name the speakers in more ways, all of
/// which are kept as they are and read through ``side-swift.property``.
public struct Role: RawRepresentable, Hashable, Sendable {
    /// The name in the file.
    public var rawValue: String

    /// A role of any name; one without a ``side-swift.property`` is a problem of the dialogue.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The one who asks, and in recorded episodes the environment.
    public static let human = Role(rawValue: "human")
    /// The agent.
    public static let gpt = Role(rawValue: "gpt")
    /// The author of the system prompt.
    public static let system = Role(rawValue: "system")

    /// Which part a role plays, whatever its name.
    public enum Side: Hashable, Sendable {
        /// Asks, or reports what the environment says.
        case human
        /// Replies.
        case agent
        /// Sets the scene before the dialogue.
        case system
    }

    /// The part this role plays; `nil` for a name no known format uses.
    public var side: Side? {
        switch rawValue {
        case "human", "user", "tool", "observation", "function_response", "ipython": .human
        case "gpt", "assistant", "agent", "chatgpt", "bing", "bard", "model", "function_call":
            .agent
        case "system": .system
        default: nil
        }
    }
}
