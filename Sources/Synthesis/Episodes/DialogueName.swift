import Environments
import SeededRandom

/// The id of a dialogue of our own making: `ENV_POLICY_SEED_PLACE`.
///
/// With the same worlds and options it says all that it takes to make the dialogue again.
public struct DialogueName: Hashable, Sendable, CustomStringConvertible {
    /// The environment's public name.
    public var environment: String
    /// The policy's name.
    public var policy: String
    /// The seed of the run.
    public var seed: UInt64
    /// The place in the run's series of tasks.
    public var place: Int

    /// Names a dialogue.
    public init(environment: String, policy: String, seed: UInt64, place: Int) {
        self.environment = environment
        self.policy = policy
        self.seed = seed
        self.place = place
    }

    /// Reads an id; `nil` if it is not one of ours.
    public init?(_ id: String) {
        let parts = id.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let seed = UInt64(parts[2]), let place = Int(parts[3]), place >= 0
        else { return nil }
        self.init(environment: parts[0], policy: parts[1], seed: seed, place: place)
    }

    /// The id.
    public var description: String { "\(environment)_\(policy)_\(seed)_\(place)" }

    /// The seed of the episode: of 31 bits, so that every reader of JSON keeps it whole.
    public var episodeSeed: UInt64 {
        var generator = SeededGenerator(
            seed: seed ^ (UInt64(truncatingIfNeeded: place) &* 0xD6E8_FEB8_6659_FD93))
        return generator.next() >> 33
    }
}
