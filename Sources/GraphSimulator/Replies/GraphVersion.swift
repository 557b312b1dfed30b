/// A published version of AgentBench's knowledge-graph task, or what it should have been.
public enum GraphVersion: String, CaseIterable, Hashable, Sendable {
    /// AgentInstruct's, which is that of AgentBench v0.1.
    case agentinstruct
    /// Text replies.
    case agentBenchV1 = "agentbench-v0.1"
    /// Text replies; differs from v0.1 in the prompt's spelling alone.
    case agentBenchV2 = "agentbench-v0.2"
    /// Tool calls.
    case agentBenchFunctionCalls = "agentbench-fc"
    /// Text replies, without the faults that make the original refuse its own gold programs: names
    /// with commas and parentheses can be written, ids that begin with `g.` are entities, types of
    /// one entity may differ in an intersection, properties outside the vocabulary are listed, and
    /// a failed call is reported with its own arguments.
    case corrected

    /// Whether the agent's messages are tool calls.
    var hasToolCalls: Bool { self == .agentBenchFunctionCalls }
}
