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

    /// Finds an id within a dialogue's, which may say more before and behind it.
    public init?(inDialogue id: String) {
        let parts = id.split(separator: ":", omittingEmptySubsequences: false)
        guard let place = parts.firstIndex(where: { $0.hasSuffix("derived") }),
            place + 2 < parts.count, let seed = UInt64(parts[place + 1]),
            let index = Int(parts[place + 2].prefix { $0.isASCII && $0.isNumber })
        else { return nil }
        self.init(seed: seed, index: index)
    }

    /// The id.
    public var description: String { "derived:\(seed):\(index)" }
}
