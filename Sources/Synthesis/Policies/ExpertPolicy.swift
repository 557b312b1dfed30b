public import Environments
public import JSONTree
import SeededRandom

/// The world's own expert, who may be made to err.
public struct ExpertPolicy: Policy {
    /// How often a reply is a mistake, in 0...1; an expert that errs is called `noisy`.
    public var mistakeRate: Double

    /// An expert who errs at a rate.
    public init(mistakeRate: Double = 0) {
        self.mistakeRate = mistakeRate
    }

    /// `expert`, or `noisy` if it errs.
    public var name: String { mistakeRate > 0 ? "noisy" : "expert" }

    /// The rate, if it is not 0.
    public var settings: JSONObject {
        mistakeRate > 0 ? JSONObject([("rate", JSON(mistakeRate))]) : JSONObject()
    }

    /// The world's expert for the task.
    public func makeAgent(for episode: EpisodePlan, in world: some World) throws -> any Agent {
        ExpertAgent(
            expert: try world.makeExpert(for: episode.task.id, seed: episode.seed),
            mistakeRate: mistakeRate, generator: SeededGenerator(seed: episode.seed))
    }
}

private struct ExpertAgent: Agent {
    var expert: any Expert
    let mistakeRate: Double
    var generator: SeededGenerator

    mutating func reply(
        after step: Step, in environment: some Environment
    ) async throws -> String? {
        if mistakeRate > 0, Double.random(in: 0..<1, using: &generator) < mistakeRate,
            let mistake = try await expert.mistake(after: step)
        {
            return mistake
        }
        return try await expert.reply(after: step)
    }
}
