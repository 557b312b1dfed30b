/// Who asks, and how.
public enum WebPageVersion: String, CaseIterable, Hashable, Sendable {
    /// As AgentInstruct holds its rows: one round of up to five elements, messages without white
    /// space at their ends.
    case agentInstruct = "agentinstruct"
    /// AgentBench 0.2: rounds of five until one element at most is left.
    case agentBench02 = "agentbench-v0.2"

    /// Whether messages have no white space at their ends.
    var stripsMessages: Bool { self == .agentInstruct }

    /// Whether a single round decides.
    var isSingleRound: Bool { self == .agentInstruct }
}

/// How replies are to be written, by the examples that the agent is shown.
public enum PromptStyle: String, CaseIterable, Hashable, Sendable {
    /// With a thought before the answer.
    case thoughtful = "cot"
    /// The answer alone.
    case plain
}

/// What follows a wrong answer in an episode over a whole task.
public enum AfterMistake: String, CaseIterable, Hashable, Sendable {
    /// The episode ends.
    case end
    /// The same question is asked again.
    case `repeat`
}
