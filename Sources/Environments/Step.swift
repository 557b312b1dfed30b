public import JSONTree

/// What an environment answers to a reset or a step.
public struct Step: Hashable, Sendable {
    /// The observation, byte for byte as the original system would have printed it.
    public var observation: String
    /// The reward in 0...1, if the task has one and the episode has ended; `nil` otherwise.
    public var reward: Double?
    /// Whether and why the episode ended with this step.
    public var end: EpisodeEnd?
    /// Machine-readable details, named per environment (`exit_code`, `available_actions`, …).
    public var details: JSONObject

    /// Describes a step; by default one after which the episode goes on.
    public init(
        observation: String, reward: Double? = nil, end: EpisodeEnd? = nil,
        details: JSONObject = JSONObject()
    ) {
        self.observation = observation
        self.reward = reward
        self.end = end
        self.details = details
    }
}

/// Why an episode ended.
public enum EpisodeEnd: Hashable, Sendable {
    /// The task ended it: an answer was given, a goal reached, or a reply no format accepts.
    case terminated
    /// A limit ended it, for instance the limit of steps.
    case truncated
}
