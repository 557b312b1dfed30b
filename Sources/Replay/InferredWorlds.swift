import Environments
import Synchronization

/// The worlds of a folder that ``WorldInference`` wrote, each loaded when its dialogue is replayed.
///
/// A class because the court that holds it is copied; what it holds is a cache, never a state.
final class InferredWorlds: Sendable {
    private let simulator: any Simulator
    private let settings: Settings
    private let shelf: WorldShelf
    private let index: InferredShelf
    /// What several dialogues share, by its place.
    private let shared = Mutex<[String: any World]>([:])

    /// The worlds of an environment; `nil` where the folder is none that was inferred.
    init?(at folder: String, for simulator: any Simulator, settings: Settings) {
        shelf = WorldShelf(folder: folder)
        guard shelf.holds(simulator.identifier), let index = InferredShelf(folder: folder) else {
            return nil
        }
        self.index = index
        self.simulator = simulator
        self.settings = settings
    }

    /// The world that was inferred from a dialogue, if one was.
    func world(of id: String) throws(EnvironmentError) -> (any World)? {
        guard let place = index.place(of: id) else { return nil }
        if let known = shared.withLock({ $0[place] }) { return known }
        let world = try simulator.loadWorld(at: "\(shelf.folder)/\(place)", settings: settings)
        if index.isShared(place) { shared.withLock { $0[place] = world } }
        return world
    }
}
