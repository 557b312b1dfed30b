public import Environments
public import JSONTree

/// Someone who acts in one episode.
public protocol Agent: Sendable {
    /// The next whole reply; `nil` if there is nothing more to say.
    ///
    /// - Parameters:
    ///   - step: what the environment answered last, the reset's answer first.
    ///   - environment: the episode, to ask what could be done; it must not be stepped.
    mutating func reply(
        after step: Step, in environment: some Environment
    ) async throws -> String?
}

/// How agents are made: by an expert, by chance, from a script, from a model.
public protocol Policy: Sendable {
    /// The name, as it stands in ids: `expert`.
    var name: String { get }

    /// What reproduces the policy's choices, besides the seed.
    var settings: JSONObject { get }

    /// An agent for an episode.
    ///
    /// - Throws: ``Environments/EnvironmentError`` `unsupported` where the policy has nobody for
    ///   the task.
    func makeAgent(for episode: EpisodePlan, in world: some World) throws -> any Agent
}

extension Policy {
    /// Nothing.
    public var settings: JSONObject { JSONObject() }
}
