import Dispatch
import Environments
import FoundationEssentials
import JSONTree
import Synchronization

/// Many games in one file, read once: a table of contents and a line for each game.
///
/// A game is then found and compiled without parsing PDDL, and without reading the others.
enum GameIndex {
    /// How such a file begins.
    private static let mark = "alfworld-index 1"

    /// Writes the games of a world; gives why some of them are left out.
    static func write(
        _ games: [GameEntry], to path: String
    ) throws(EnvironmentError) -> [String] {
        var lines: [UInt8] = []
        var entries: [JSON] = []
        var faults: [String] = []
        for (game, result) in zip(games, plans(of: games)) {
            let start = lines.count
            switch result {
            case .success(let plan): plan.json.write(to: &lines, style: .compact)
            case .failure(let error):
                faults.append(error.message)
                continue
            }
            let entry: [JSON] = [
                .string(game.id), .string(game.task), .string(game.type.rawValue), JSON(start),
                JSON(lines.count - start),
            ]
            entries.append(.array(entry))
            lines.append(UInt8(ascii: "\n"))
        }
        var bytes: [UInt8] = []
        JSON.object(JSONObject([("format", .string(mark)), ("games", .array(entries))]))
            .write(to: &bytes, style: .compact)
        bytes.append(UInt8(ascii: "\n"))
        guard !entries.isEmpty else {
            throw EnvironmentError(
                .badWorld, faults.first ?? "\(path): there are no games to write")
        }
        do {
            try Data(bytes + lines).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw EnvironmentError(.badWorld, "\(path): cannot be written")
        }
        return faults
    }

    /// The resolved problems of games, in their order; they are read on all cores.
    private static func plans(
        of games: [GameEntry]
    ) -> [Result<HousePlan, EnvironmentError>] {
        let found = Mutex<[Int: Result<HousePlan, EnvironmentError>]>([:])
        DispatchQueue.concurrentPerform(iterations: games.count) { index in
            let result = Result { () throws(EnvironmentError) in try games[index].plan() }
            found.withLock { $0[index] = result }
        }
        let results = found.withLock { $0 }
        return games.indices.compactMap { results[$0] }
    }

    /// Whether a file is an index, by how it begins.
    static func recognises(_ path: String) -> Bool {
        let start = "{\"format\":\"\(mark)\""
        guard let file = ReadOnlyFile(path) else { return false }
        return file.bytes(from: 0, count: start.utf8.count) == Array(start.utf8)
    }

    /// The games that an index holds.
    static func games(in path: String) throws(EnvironmentError) -> [GameEntry] {
        let bytes = try GameFolder.bytes(of: path)
        let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
        let header: JSON
        do {
            header = try JSON.parse(bytes: bytes[..<end])
        } catch {
            throw EnvironmentError(.badWorld, "\(path): line 1: \(error)")
        }
        var games: [GameEntry] = []
        for (number, entry) in (header["games"]?.array ?? []).enumerated() {
            guard let fields = entry.array, fields.count == 5, let id = fields[0].string,
                let task = fields[1].string,
                let type = fields[2].string.flatMap(TaskType.init(rawValue:)),
                let offset = fields[3].int, let length = fields[4].int, offset >= 0, length > 0,
                offset + length <= bytes.count - end
            else {
                throw EnvironmentError(
                    .badWorld, "\(path): line 1: game \(number) is not listed whole")
            }
            games.append(
                GameEntry(
                    id: id, task: task, type: type,
                    source: .index(path: path, offset: end + 1 + offset, length: length)))
        }
        guard !games.isEmpty else {
            throw EnvironmentError(.badWorld, "\(path): line 1: lists no games")
        }
        return games
    }

    /// One game of an index.
    static func plan(
        in path: String, at offset: Int, length: Int
    ) throws(EnvironmentError) -> HousePlan {
        guard let file = ReadOnlyFile(path),
            let bytes = file.bytes(from: offset, count: length),
            let json = try? JSON.parse(bytes: bytes), let plan = HousePlan(json: json)
        else {
            throw EnvironmentError(.badWorld, "\(path): byte \(offset): not a game; index again")
        }
        return plan
    }
}
