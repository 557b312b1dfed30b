/// A result that the agent can refer to as `#0`, `#1`, ….
public struct Variable: Hashable, Sendable {
    /// The type of its members, by the ontology; `nil` only in an inferred world that has not
    /// seen it.
    public var type: String?
    /// What it stands for.
    public var program: Program

    /// Pairs a type with a program.
    public init(type: String?, program: Program) {
        self.type = type
        self.program = program
    }
}
