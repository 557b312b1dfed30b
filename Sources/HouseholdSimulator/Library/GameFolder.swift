import Dispatch
import Environments
import FoundationEssentials
import Synchronization

/// Finds the games in a folder, as ALFWorld's own loader does.
enum GameFolder {
    static let ending = ".tw-pddl"

    /// The bytes of a file.
    static func bytes(of path: String) throws(EnvironmentError) -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw EnvironmentError(.badWorld, "\(path): cannot be read")
        }
    }

    /// The playable games below a folder, or the one in a file, in the order of their ids.
    ///
    /// As in the original, games marked unsolvable and folders of sliced or movable things are
    /// left out; a single file is held to more: it must be playable. Files of a folder that are no
    /// games are told, a line each, and the others are played.
    static func contents(
        of path: String
    ) throws(EnvironmentError) -> (games: [GameEntry], faults: [String]) {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw EnvironmentError(.badWorld, "\(path): no such file or folder")
        }
        guard isFolder else {
            let text = try read(path)
            guard text.isSolvable else {
                throw EnvironmentError(
                    .badWorld, "\(path): line 1: the game is not marked solvable")
            }
            return ([try entry(text, id: id(ofFile: path), path: path)], [])
        }
        var files: [String] = []
        collect(below: path, prefix: "", into: &files)
        files.sort(by: precedes)
        let paths = files
        let found = Mutex<[Int: Result<GameEntry, EnvironmentError>]>([:])
        DispatchQueue.concurrentPerform(iterations: paths.count) { index in
            let result = Result { () throws(EnvironmentError) -> GameEntry? in
                let file = path + "/" + paths[index]
                let text = try read(file)
                return text.isSolvable
                    ? try entry(text, id: id(of: paths[index]), path: file) : nil
            }
            switch result {
            case .success(nil): break
            case .success(let entry?): found.withLock { $0[index] = .success(entry) }
            case .failure(let error): found.withLock { $0[index] = .failure(error) }
            }
        }
        let results = found.withLock { $0 }
        var games: [GameEntry] = []
        var faults: [EnvironmentError] = []
        for index in paths.indices {
            switch results[index] {
            case .success(let game)?: games.append(game)
            case .failure(let error)?: faults.append(error)
            case nil: break
            }
        }
        guard !games.isEmpty else {
            throw faults.first
                ?? EnvironmentError(.badWorld, "\(path): holds no playable *\(ending) file")
        }
        return (games, faults.map(\.message))
    }

    private static func collect(below folder: String, prefix: String, into files: inout [String]) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where !name.hasPrefix(".") {
            if name.utf8Range(of: "movable") != nil || name.utf8Range(of: "Sliced") != nil {
                continue
            }
            if name.hasSuffix(ending) {
                files.append(prefix + name)
                continue
            }
            var isFolder = false
            let path = folder + "/" + name
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder {
                collect(below: path, prefix: prefix + name + "/", into: &files)
            }
        }
    }

    /// `a/b/game.tw-pddl` is the game `a/b`, `a/c.tw-pddl` the game `a/c`.
    private static func id(of path: String) -> String {
        let stem = path.dropLast(ending.count)
        return String(stem.hasSuffix("/game") ? stem.dropLast("/game".count) : stem)
    }

    /// For a file by itself: its folder and the folder above, as ALFRED names games; else its stem.
    private static func id(ofFile path: String) -> String {
        let parts = path.split(separator: "/")
        guard let name = parts.last else { return path }
        if name == "game" + ending, parts.count > 2 {
            return parts.dropLast().suffix(2).joined(separator: "/")
        }
        return String(name.hasSuffix(ending) ? name.dropLast(ending.count) : name)
    }

    static func read(_ path: String) throws(EnvironmentError) -> GameText {
        let bytes = try bytes(of: path)
        do {
            return try GameText(bytes)
        } catch {
            throw EnvironmentError(.badWorld, "\(path): \(error.message)")
        }
    }

    private static func entry(
        _ text: GameText, id: String, path: String
    ) throws(EnvironmentError) -> GameEntry {
        do {
            return GameEntry(
                id: id, task: text.task, type: try text.goal().type, source: .file(path))
        } catch {
            throw EnvironmentError(
                .badWorld, "\(path): pddl_problem, line \(error.line): \(error.message)")
        }
    }
}
