public import Environments
import OrderedWork

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
    /// How many worlds are made at the same time.
    public var jobs: Int

    /// Describes a run.
    public init(
        simulators: [any Simulator], folder: String, shares: Bool = false,
        settings: Settings = [:], jobs: Int = 1
    ) {
        self.simulators = simulators
        self.folder = folder
        self.shares = shares
        self.settings = settings
        self.jobs = jobs
    }

    /// Writes the world of each dialogue, and the index in the end.
    ///
    /// Worlds are written in the order of the dialogues and do not depend on `jobs`. Shared worlds
    /// come when all dialogues are known.
    ///
    /// - Throws: what `next` and `deliver` throw, and ``EnvironmentError`` where nothing can be
    ///   written.
    public func infer(
        next: () throws -> ReplayInput?, deliver: (Entry) throws -> Void
    ) async throws {
        var shelf = Shelf(folder: folder)
        var waiting: [EnvironmentIdentifier: [ReplayInput]] = [:]
        if shares {
            while let input = try next() {
                if let environment = input.environment, simulator(of: environment) != nil {
                    waiting[environment, default: []].append(input)
                } else {
                    try deliver(Entry(id: input.episode.id, environment: input.environment))
                }
            }
        } else {
            try await inferAlone(next: next, deliver: deliver, &shelf)
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
            var rest = alone.sorted().map { inputs[$0] }[...]
            try await inferAlone(next: { rest.popFirst() }, deliver: deliver, &shelf)
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

    /// Makes worlds of dialogues that have nothing to do with each other.
    private func inferAlone(
        next: () throws -> ReplayInput?, deliver: (Entry) throws -> Void, _ shelf: inout Shelf
    ) async throws {
        try await OrderedWork<Finding>(jobs: jobs).run(
            next: { _ in
                guard let input = try next() else { return nil }
                return { await finding(of: input) }
            },
            deliver: { try deliver(try shelf.entry(of: $0)) })
    }

    private func finding(of input: ReplayInput) async -> Finding {
        var finding = Finding(input: input)
        guard let environment = input.environment, let simulator = simulator(of: environment)
        else { return finding }
        do throws(EnvironmentError) {
            finding.world = try await simulator.inferWorld(
                from: input.episode, settings: settings(for: simulator))
        } catch {
            finding.problem = error.message
        }
        return finding
    }
}

/// What was made of a dialogue.
private struct Finding: Sendable {
    var input: ReplayInput
    var world: InferredWorld?
    var problem: String?
}

extension WorldInference.Shelf {
    /// Writes a world, if there is one.
    fileprivate mutating func entry(
        of finding: Finding
    ) throws(EnvironmentError) -> WorldInference.Entry {
        let input = finding.input
        var entry = WorldInference.Entry(
            id: input.episode.id, environment: input.environment, problem: finding.problem)
        if let world = finding.world { entry.place = try add(world, of: [input]) }
        return entry
    }
}
