public import Environments
import FoundationEssentials
import JSONTree

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
    /// Behaviour versions; each environment takes those that it has.
    public var settings: Settings

    /// Describes a run.
    public init(simulators: [any Simulator], folder: String, settings: Settings = [:]) {
        self.simulators = simulators
        self.folder = folder
        self.settings = settings
    }

    /// Writes the world of each dialogue, one after the other, and the index in the end.
    ///
    /// - Throws: what `next` and `deliver` throw, and ``EnvironmentError`` where nothing can be
    ///   written.
    public func infer(
        next: () throws -> ReplayInput?, deliver: (Entry) throws -> Void
    ) async throws {
        var index = ""
        var taken: Set<String> = []
        while let input = try next() {
            guard let environment = input.environment,
                let simulator = simulators.first(where: { $0.identifier == environment })
            else {
                try deliver(Entry(id: input.episode.id, environment: input.environment))
                continue
            }
            let names = Set(simulator.settings.map(\.name))
            let own = settings.filter { names.contains($0.key) }
            var entry = Entry(id: input.episode.id, environment: environment)
            do throws(EnvironmentError) {
                let world = try await simulator.inferWorld(from: input.episode, settings: own)
                let place = Self.place(of: input, taken: &taken)
                try write(world, to: place)
                index += Self.line(world, input, place).text(.compact) + "\n"
                entry.place = place
            } catch {
                guard error.code != .badWorld else { throw error }
                entry.problem = error.message
            }
            try deliver(entry)
        }
        try write(Array(index.utf8), to: "\(folder)/\(InferredShelf.indexName)")
    }

    /// `db/db_3`, or with a number behind it where another dialogue has that name.
    private static func place(of input: ReplayInput, taken: inout Set<String>) -> String {
        let name = input.episode.id.map { character in
            character.isLetter || character.isNumber || "_-#.".contains(character)
                ? character : "_"
        }
        let plain = (input.environment?.rawValue ?? "") + "/" + String(name)
        var place = plain
        var number = 2
        while !taken.insert(place).inserted {
            place = "\(plain)-\(number)"
            number += 1
        }
        return place
    }

    private static func line(_ world: InferredWorld, _ input: ReplayInput, _ place: String) -> JSON
    {
        var facts: [JSON] = []
        for fact in world.facts {
            facts.append(
                .object(
                    JSONObject([
                        ("fact", .string(fact.text)), ("turn", fact.turn.map { JSON($0) } ?? .null),
                    ])))
        }
        var replies: [JSON] = []
        for turn in input.episode.turns {
            replies.append(
                .object(JSONObject([("turn", JSON(turn.index)), ("reply", .string(turn.reply))])))
        }
        var line = JSONObject()
        line.append("id", .string(input.episode.id))
        line.append("environment", .string(input.environment?.rawValue ?? ""))
        line.append("source", .string(input.source))
        line.append("world", .string(place))
        line.append("engine", JSON(world.engine))
        line.append("facts", .array(facts))
        line.append("unknown", .array(world.unknown.map { .string($0) }))
        line.append("replies", .array(replies))
        return .object(line)
    }

    // MARK: Files

    private func write(_ world: InferredWorld, to place: String) throws(EnvironmentError) {
        let path = "\(folder)/\(place)"
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw EnvironmentError(.badWorld, "cannot make the folder \(path)")
        }
        for file in world.files { try write(file.bytes, to: "\(path)/\(file.name)") }
    }

    private func write(_ bytes: [UInt8], to path: String) throws(EnvironmentError) {
        guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else {
            throw EnvironmentError(.badWorld, "cannot write \(path)")
        }
    }
}

/// A folder that ``WorldInference`` wrote.
public struct InferredShelf: Sendable {
    static let indexName = "index.jsonl"

    private let entries: [String: JSON]

    /// Opens a folder; `nil` where it has no index.
    public init?(folder: String) {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(Self.indexName)") else {
            return nil
        }
        var entries: [String: JSON] = [:]
        for line in [UInt8](data).split(separator: 0x0A) {
            guard let json = try? JSON.parse(bytes: line), let id = json["id"]?.string else {
                continue
            }
            entries[id] = json
        }
        self.entries = entries
    }

    /// The folder of a dialogue's world within the shelf.
    public func place(of id: String) -> String? { entries[id]?["world"]?.string }

    /// The agent's replies in a dialogue that come before a message, by its index.
    public func replies(of id: String, before turn: Int) -> [String] {
        (entries[id]?["replies"]?.array ?? []).compactMap { entry in
            guard let index = entry["turn"]?.int, index < turn else { return nil }
            return entry["reply"]?.string
        }
    }
}
