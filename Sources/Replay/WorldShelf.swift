public import Environments
import FoundationEssentials

/// A folder with a folder of worlds for each environment: `Worlds/db/library.jsonl`.
public struct WorldShelf: Hashable, Sendable {
    /// The folder that holds the environments' folders.
    public var folder: String

    /// The shelf in a folder.
    public init(folder: String) {
        self.folder = folder
    }

    /// Whether the shelf has a folder for an environment.
    public func holds(_ environment: EnvironmentIdentifier) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(
            atPath: "\(folder)/\(environment.rawValue)", isDirectory: &isFolder) && isFolder
    }

    /// The paths of the worlds of an environment, in the order of their names.
    public func paths(of environment: EnvironmentIdentifier) -> [String] {
        let place = "\(folder)/\(environment.rawValue)"
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        return entries.filter { !$0.hasPrefix(".") && !$0.hasPrefix("README") }.sorted()
            .map { "\(place)/\($0)" }
    }

    /// All worlds of an environment, loaded.
    public func worlds(
        of simulator: any Simulator, settings: Settings
    ) throws(EnvironmentError) -> [any World] {
        var worlds: [any World] = []
        for path in paths(of: simulator.identifier) {
            worlds.append(try simulator.loadWorld(at: path, settings: settings))
        }
        return worlds
    }
}
