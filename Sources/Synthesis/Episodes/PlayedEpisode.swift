public import Environments
import JSONTree

/// What became of an episode.
public struct PlayedEpisode: Sendable {
    /// A reply and what the environment answered.
    public struct Turn: Hashable, Sendable {
        /// The agent's whole message.
        public var reply: String
        /// The observation.
        public var observation: String
        /// Whether the reply format found an action in the message.
        public var hasAction: Bool
    }

    /// What was planned.
    public var plan: EpisodePlan
    /// The first observation.
    public var opening: String
    /// What was said and answered.
    public var turns: [Turn]
    /// Why the episode ended; `nil` if nobody ended it.
    public var end: EpisodeEnd?
    /// The reward, if the task has one.
    public var reward: Double?
    /// What ended it that was no step: a refusal of the environment, a model that does not answer.
    public var failure: Failure?

    /// Why an episode could not go on.
    public struct Failure: Hashable, Sendable {
        /// A word to count by: `unsupported`, `deadline`, `model`.
        public var kind: String
        /// What was wrong.
        public var message: String
        /// Whether nothing was begun, for there is nobody to play the task.
        public var isSkipped = false
        /// Whether no other episode will fare better.
        public var isFinal = false
    }
}

/// Plays episodes.
struct EpisodePlayer: Sendable {
    /// How many replies an episode may have.
    var stepLimit: Int?

    /// Plays an episode to its end.
    func play(
        _ plan: EpisodePlan, in world: some World, by policy: some Policy
    ) async -> PlayedEpisode {
        var episode = PlayedEpisode(plan: plan, opening: "", turns: [])
        do {
            var agent: any Agent
            do {
                agent = try policy.makeAgent(for: plan, in: world)
            } catch let error as EnvironmentError where error.code == .unsupported {
                episode.failure = .init(
                    kind: error.code.rawValue, message: error.message, isSkipped: true)
                return episode
            }
            var environment = try world.makeEnvironment()
            try await play(&episode, in: &environment, by: &agent)
        } catch let error as EnvironmentError {
            episode.failure = .init(kind: error.code.rawValue, message: error.message)
        } catch is CancellationError {
            episode.failure = .init(kind: "cancelled", message: "the run was interrupted")
        } catch let error as ChatFailure where !Task.isCancelled {
            episode.failure = .init(
                kind: error.kind, message: error.message, isFinal: error.isFinal)
        } catch {
            // A request that was under way when the run was stopped fails in its own words.
            guard !Task.isCancelled else {
                episode.failure = .init(kind: "cancelled", message: "the run was interrupted")
                return episode
            }
            episode.failure = .init(
                kind: (error as? SynthesisError)?.code.rawValue ?? "error", message: "\(error)")
        }
        return episode
    }

    private func play(
        _ episode: inout PlayedEpisode, in environment: inout some Environment,
        by agent: inout any Agent
    ) async throws {
        var step = try await environment.reset(
            to: episode.plan.task.id, seed: episode.plan.seed)
        episode.opening = step.observation
        while step.end == nil {
            guard episode.turns.count < stepLimit ?? .max else {
                episode.end = .truncated
                return
            }
            try Task.checkCancellation()
            guard let reply = try await agent.reply(after: step, in: environment) else { return }
            let action = environment.action(in: reply)
            step = try await environment.step(reply: reply)
            // Some formats count an answer as an action, and some do not.
            let hasAction =
                action != nil || step.details["answer"] != nil || (step.reward ?? 0) > 0
            episode.turns.append(
                .init(reply: reply, observation: step.observation, hasAction: hasAction))
            episode.reward = step.reward ?? episode.reward
        }
        episode.end = step.end
    }
}
