public import Environments

/// Makes worlds of recorded dialogues and writes them into a folder: `db/db_3/world.sql` and its
/// like, and an index that says where each part of each world comes from.
///
///     let inference = WorldInference(simulators: Simulators.all, folder: "worlds")
///     try await inference.infer(next: { try dialogues.next() }, deliver: { print($0) })
///
/// The folder is a shelf: `replay --world` finds every dialogue's own world in it.
public struct WorldInference: Sendable {
    /// What became of one dialogue.
    public struct Entry: Sendable {
        /// The dialogue's id.
        public var id: String
        /// The environment that it was held in; `nil` for a general conversation.
        public var environment: EnvironmentIdentifier?
        /// The world's folder within the shelf; `nil` where none was made.
        public var place: String?
        /// Why none was made.
        public var problem: String?
    }

    /// The environments of which worlds can be made.
    public var simulators: [any Simulator]
    /// The folder to write to.
    public var folder: String
    /// Whether dialogues that speak of one world get one.
    public var shares: Bool
    /// Behaviour versions; each environment takes those that it has.
    public var settings: Settings

    /// Describes a run.
    public init(
        simulators: [any Simulator], folder: String, shares: Bool = false, settings: Settings = [:]
    ) {
        self.simulators = simulators
        self.folder = folder
        self.shares = shares
        self.settings = settings
    }

    /// Writes the world of each dialogue, one after the other, and the index in the end.
    ///
    /// Shared worlds come when all dialogues are known.
    ///
    /// - Throws: what `next` and `deliver` throw, and ``EnvironmentError`` where nothing can be
    ///   written.
    public func infer(
        next: () throws -> ReplayInput?, deliver: (Entry) throws -> Void
    ) async throws {
        var shelf = Shelf(folder: folder)
        var waiting: [EnvironmentIdentifier: [ReplayInput]] = [:]
        while let input = try next() {
            guard let environment = input.environment, let simulator = simulator(of: environment)
            else {
                try deliver(Entry(id: input.episode.id, environment: input.environment))
                continue
            }
            if shares {
                waiting[environment, default: []].append(input)
            } else {
                try deliver(try await inferAlone(input, simulator, &shelf))
            }
        }
        for environment in EnvironmentIdentifier.allCases {
            guard let inputs = waiting[environment], let simulator = simulator(of: environment)
            else { continue }
            var alone = Set(inputs.indices)
            for shared in try await simulator.inferWorlds(
                sharedBy: inputs.map(\.episode), settings: settings(for: simulator))
            {
                let members = shared.members.map { inputs[$0] }
                let place = try shelf.add(shared.world, of: members)
                alone.subtract(shared.members)
                for member in members {
                    try deliver(
                        Entry(id: member.episode.id, environment: environment, place: place))
                }
            }
            for index in alone.sorted() {
                try deliver(try await inferAlone(inputs[index], simulator, &shelf))
            }
        }
        try shelf.finish()
    }

    private func simulator(of environment: EnvironmentIdentifier) -> (any Simulator)? {
        simulators.first { $0.identifier == environment }
    }

    private func settings(for simulator: any Simulator) -> Settings {
        let names = Set(simulator.settings.map(\.name))
        return settings.filter { names.contains($0.key) }
    }

    private func inferAlone(
        _ input: ReplayInput, _ simulator: any Simulator, _ shelf: inout Shelf
    ) async throws(EnvironmentError) -> Entry {
        var entry = Entry(id: input.episode.id, environment: input.environment)
        let world: InferredWorld
        do throws(EnvironmentError) {
            world = try await simulator.inferWorld(
                from: input.episode, settings: settings(for: simulator))
        } catch {
            entry.problem = error.message
            return entry
        }
        entry.place = try shelf.add(world, of: [input])
        return entry
    }
}
