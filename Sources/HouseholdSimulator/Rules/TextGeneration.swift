/// Which of ALFWorld's two published generations of text a game speaks.
///
/// They must not be mixed: prompts, demonstrations and recordings belong to one of them.
public enum TextGeneration: String, CaseIterable, Hashable, Sendable {
    /// Games 2.1.1: `put X in/on Y`, arrivals at a numbered location, no `help`. AgentBench,
    /// AgentInstruct and ReAct.
    case legacy
    /// Games 2.1.2 and later (ALFWorld 0.4, November 2024): `move X to Y`, arrivals at the
    /// receptacle, `help`.
    case modern = "2025"
}
