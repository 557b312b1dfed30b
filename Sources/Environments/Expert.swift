/// Someone who knows how to act in a world: the next reply, from what the episode has shown.
///
/// An expert may know the solution, but what it *says* follows from what was observed: a thought
/// never mentions what the episode has not shown.
public protocol Expert: Sendable {
    /// The next reply, whole, in the reply format of the environment's behaviour version.
    ///
    /// - Parameter step: what the environment answered last, the reset's answer first.
    /// - Returns: `nil` if the expert has nothing more to say.
    mutating func reply(after step: Step) async throws(EnvironmentError) -> String?

    /// A whole reply with a mistake that agents really make here: a misspelt name, a place
    /// searched in vain, a wrong column. The expert recovers from it in its next replies.
    ///
    /// It is asked for instead of ``reply(after:)``, never besides it.
    ///
    /// - Returns: `nil` where no mistake is worth making.
    mutating func mistake(after step: Step) async throws(EnvironmentError) -> String?
}

extension Expert {
    /// None.
    public mutating func mistake(after step: Step) async throws(EnvironmentError) -> String? { nil }
}
