public import Environments

/// The tasks of a run in their order: each place of the series always has the same task.
///
/// Listed tasks come first, world by world, then derived ones, a world after the other in turn.
/// Where nothing can be derived the listed ones come again: another seed makes another episode.
public struct TaskSeries: Sendable {
    /// Which tasks to take.
    public enum Choice: String, CaseIterable, Hashable, Sendable {
        /// Listed tasks, then derived ones.
        case all
        /// Only the tasks that the worlds' files list.
        case listed
        /// Only tasks that the worlds derive from their data.
        case derived
    }

    /// A task at a place of the series.
    public struct Entry: Sendable {
        /// The world's place among the worlds.
        public var world: Int
        /// The task.
        public var task: TaskDescription
    }

    /// The worlds.
    public let worlds: [NamedWorld]
    /// The seed of the derived tasks.
    public let seed: UInt64
    private let listed: [Entry]
    /// The worlds that derive tasks.
    private let deriving: [Int]

    /// How many places are tried before a world counts as one that derives nothing.
    private static let trials = 4

    /// Collects the tasks of worlds.
    ///
    /// - Throws: ``SynthesisError`` if there is no task at all.
    public init(
        worlds: [NamedWorld], choice: Choice = .all, seed: UInt64
    ) throws(SynthesisError) {
        self.worlds = worlds
        self.seed = seed
        listed =
            choice == .derived
            ? []
            : worlds.enumerated().flatMap { index, named in
                named.world.tasks.map { Entry(world: index, task: $0) }
            }
        deriving =
            choice == .listed
            ? []
            : worlds.indices.filter { index in
                (0..<TaskSeries.trials).contains { place in
                    (try? worlds[index].world.task(
                        derivedAs: DerivedTask(seed: seed, index: place))) != nil
                }
            }
        guard !listed.isEmpty || !deriving.isEmpty else {
            throw SynthesisError(
                .nothingToDo,
                choice == .derived
                    ? "no world here derives tasks; --tasks listed takes those of its files"
                    : "no world here has a task; name another one with --world")
        }
    }

    /// How many tasks the worlds' files list.
    public var listedCount: Int { listed.count }

    /// The task at a place, from 0.
    ///
    /// - Throws: ``EnvironmentError`` where the world cannot derive the task of that place.
    public func entry(at place: Int) throws(EnvironmentError) -> Entry {
        if place < listed.count { return listed[place] }
        guard !deriving.isEmpty else { return listed[place % listed.count] }
        let place = place - listed.count
        let world = deriving[place % deriving.count]
        let id = DerivedTask(seed: seed, index: place / deriving.count)
        return Entry(world: world, task: try worlds[world].world.task(derivedAs: id))
    }
}
