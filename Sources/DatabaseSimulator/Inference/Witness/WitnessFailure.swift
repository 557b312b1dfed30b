/// Why rows that explain an answer were not found; it proves nothing about the answer.
enum WitnessFailure: Error, Hashable {
    /// The statement has a shape that the search does not know.
    case unsupported(String)
    /// This way of choosing rows contradicts itself.
    case contradiction
    /// The search has used up its tries.
    case budget
}
