import Environments
import FoundationEssentials
import JSONTree
import Synchronization

/// The provenance that stands beside files of dialogues, read once for each file.
struct ProvenanceShelf {
    private var origins: [String: [String: Provenance]] = [:]

    /// Where a dialogue comes from; `nil` where nothing beside its file says so.
    mutating func origin(of input: ReplayInput) -> Provenance? {
        guard let environment = input.environment else { return nil }
        if origins[input.source] == nil {
            origins[input.source] = ProvenanceShelf.read(
                Provenance.path(beside: input.source))
        }
        guard let origin = origins[input.source]?[input.episode.id],
            origin.environment == environment
        else { return nil }
        return origin
    }

    /// The lines of a file that can be read; a hint that cannot be read is none.
    private static func read(_ path: String) -> [String: Provenance] {
        guard let data = FileManager.default.contents(atPath: path) else { return [:] }
        var origins: [String: Provenance] = [:]
        for line in [UInt8](data).split(separator: 0x0A) {
            guard let json = try? JSON.parse(bytes: line), let origin = Provenance(json) else {
                continue
            }
            origins[origin.id] = origin
        }
        return origins
    }
}

/// The worlds that provenance names, each loaded once.
///
/// A class because the court that holds it is copied; what it holds is a cache, never a state.
final class OriginalWorlds: Sendable {
    private let simulator: any Simulator
    private let settings: Settings
    private let shelf: String?
    private let worlds = Mutex<[String: (any World)?]>([:])

    init(simulator: any Simulator, settings: Settings, shelf: String?) {
        self.simulator = simulator
        self.settings = settings
        self.shelf = shelf
    }

    /// The world; `nil` if it is not there any more.
    func world(of origin: Provenance) -> (any World)? {
        worlds.withLock { worlds in
            if let known = worlds[origin.world] { return known }
            let isAbsolute = origin.world.hasPrefix("/")
            let path = isAbsolute ? origin.world : shelf.map { "\($0)/\(origin.world)" }
            let world = path.flatMap { try? simulator.loadWorld(at: $0, settings: settings) }
            worlds[origin.world] = .some(world)
            return world
        }
    }
}
