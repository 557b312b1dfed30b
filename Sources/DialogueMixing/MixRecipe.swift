/// What a mixture is made of.
///
/// AgentTuning's recipe: a fifth of the dialogues are agents', the rest are general conversations,
/// of which a fifth are GPT-4's and the others GPT-3.5's.
public struct MixRecipe: Hashable, Sendable {
    /// The share of agents' dialogues, from 0 to 1.
    public var agentShare: Double
    /// How many dialogues the mixture has; `nil` ends it when the first pool is used up.
    public var count: Int?
    /// Decides every choice.
    public var seed: UInt64
    /// What is left out.
    public var limits: MixLimits

    /// States a recipe.
    public init(
        agentShare: Double = 0.2, count: Int? = nil, seed: UInt64 = 0,
        limits: MixLimits = MixLimits()
    ) {
        self.agentShare = agentShare
        self.count = count
        self.seed = seed
        self.limits = limits
    }
}
