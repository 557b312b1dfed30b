/// What became of preparing a large world.
public struct Preparation: Hashable, Sendable {
    /// What was prepared, in words: `952119 edges, 14541 entities`.
    public var summary: String
    /// What could not be used, a line each with its place; the rest was prepared.
    public var faults: [String]

    /// Describes a preparation.
    public init(summary: String, faults: [String] = []) {
        self.summary = summary
        self.faults = faults
    }
}
