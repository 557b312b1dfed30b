public import SeededRandom

/// The id of a task that a world derives from its own data: `derived:SEED:INDEX`.
///
/// The id alone says how to make the task again, so a world needs no list of those it has derived:
/// `reset(to:seed:)` takes such an id like any other.
public struct DerivedTask: Hashable, Sendable, CustomStringConvertible {
    /// The seed of the series of tasks.
    public var seed: UInt64
    /// The place in the series, from 0.
    public var index: Int

    /// Names the task at a place of a series.
    public init(seed: UInt64, index: Int) {
        self.seed = seed
        self.index = index
    }

    /// Reads an id; `nil` if it is not that of a derived task.
    public init?(id: String) {
        let parts = id.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "derived", let seed = UInt64(parts[1]),
            let index = Int(parts[2]), index >= 0
        else { return nil }
        self.init(seed: seed, index: index)
    }

    /// Randomness to make the task with, independent of that of its neighbours in the series.
    public var generator: SeededGenerator {
        var series = SeededGenerator(seed: seed)
        return SeededGenerator(seed: series.next() ^ (UInt64(index) &* 0xD1B5_4A32_D192_ED03))
    }

    /// The tasks that a dialogue's id may name, the likeliest first: of ours it ends with the seed of
    /// the run and the place in a series in which the listed tasks stand before the derived ones.
    ///
    /// A guess, to be held against what the dialogue says.
    ///
    /// - Parameter listed: how many tasks the world lists.
    public static func named(byDialogue id: String, listed: Int) -> [DerivedTask] {
        let parts = id.split { $0 == "_" || $0 == ":" }.suffix(2)
        guard parts.count == 2, let first = parts.first, let last = parts.last,
            let seed = UInt64(first), let place = Int(last), place >= 0
        else { return [] }
        return (place >= listed ? [DerivedTask(seed: seed, index: place - listed)] : [])
            + [DerivedTask(seed: seed, index: place)]
    }

    /// The id.
    public var description: String { "derived:\(seed):\(index)" }
}
