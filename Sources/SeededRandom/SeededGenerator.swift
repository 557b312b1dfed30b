/// A small, fast, reproducible source of randomness (SplitMix64).
///
/// The same seed gives the same numbers on every machine and in every release: whatever is random
/// in a world takes the episode's generator, never a global one.
///
///     var generator = SeededGenerator(seed: 7)
///     Int.random(in: 1...6, using: &generator)
///
/// Algorithm: Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators* (2014).
public struct SeededGenerator: RandomNumberGenerator, Hashable, Sendable {
    private var state: UInt64

    /// A generator at the start of the sequence that belongs to `seed`.
    public init(seed: UInt64) {
        state = seed
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
