public import JSONTree

/// A world made of what a recorded episode says: its files in the field's own formats, and where
/// each part of it comes from.
///
/// Run in it, the episode's actions print what was recorded, as far as replay without a world
/// found it exact or equivalent. Beyond the recorded path it knows no more than the record.
public struct InferredWorld: Hashable, Sendable {
    /// A file of the world.
    public struct File: Hashable, Sendable {
        /// Its name in the world's folder.
        public var name: String
        /// What it holds.
        public var bytes: [UInt8]

        /// Describes a file.
        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// Something that the world holds, and the message that says so.
    public struct Fact: Hashable, Sendable {
        /// What it is, in a few words.
        public var text: String
        /// The message's index in the dialogue; `nil` for what is only assumed.
        public var turn: Int?

        /// Describes a fact.
        public init(_ text: String, turn: Int?) {
            self.text = text
            self.turn = turn
        }
    }

    /// The files; together they are one world.
    public var files: [File]
    /// What the world holds, in the order in which it was learnt.
    public var facts: [Fact]
    /// What stays unknown.
    public var unknown: [String]
    /// What the episode proves about the system that recorded it.
    public var engine: String?

    /// Describes an inferred world.
    public init(files: [File], facts: [Fact], unknown: [String], engine: String? = nil) {
        self.files = files
        self.facts = facts
        self.unknown = unknown
        self.engine = engine
    }
}

extension InferredWorld {
    /// The file in an inferred world's folder that says what the world leaves open.
    ///
    /// A JSON object with `environment`, `dialogues` (the ids of those that the world was made of)
    /// and `unknown` (what stays unknown, a sentence each); a simulator adds keys of its own. A
    /// loader that finds it makes a world that is open: what its facts leave undecided is
    /// ``EnvironmentError/Code-swift.enum/unknown`` and names the missing fact.
    public static let markerName = "inferred.json"

    /// The file ``markerName``.
    ///
    /// - Parameter details: what the simulator needs to know of the world beyond its other files.
    public static func marker(
        of environment: EnvironmentIdentifier, dialogues: [String], unknown: [String],
        details: JSONObject = JSONObject()
    ) -> File {
        var object = JSONObject()
        object.append("environment", .string(environment.rawValue))
        object.append("dialogues", .array(dialogues.map { .string($0) }))
        object.append("unknown", .array(unknown.map { .string($0) }))
        for member in details { object.append(member.key, member.value) }
        return File(name: markerName, bytes: Array((JSON.object(object).text() + "\n").utf8))
    }
}

/// One world for several recorded episodes.
public struct SharedWorld: Hashable, Sendable {
    /// The world.
    public var world: InferredWorld
    /// The places of its episodes among those that were given, ascending.
    ///
    /// The world has a task for each, with the episode's id.
    public var members: [Int]

    /// Describes a shared world.
    public init(world: InferredWorld, members: [Int]) {
        self.world = world
        self.members = members
    }
}

extension Setting {
    /// The setting `--complete SEED`, with which an inferred world fills in what it leaves open.
    ///
    /// It fills in the same for the same seed, and says in the step's details under `invented`
    /// what. Replay never has it: nothing invented enters a verdict.
    public static let completion = Setting(
        name: "complete", values: ["none"],
        summary: "the seed to fill in by what an inferred world leaves open", isOpen: true)
}

extension JSONObject {
    /// Adds to a step's details what of its answer was filled in; nothing if nothing was.
    public mutating func append(inventions: [String]) {
        guard !inventions.isEmpty else { return }
        append("invented", .array(inventions.map { .string($0) }))
    }
}

extension Simulator {
    /// The seed that ``Setting/completion`` gives; `nil` without it.
    public func completionSeed(in settings: Settings) throws(EnvironmentError) -> UInt64? {
        let text = try value(of: Setting.completion.name, in: settings)
        if text == Setting.completion.values[0] { return nil }
        guard let seed = UInt64(text) else {
            throw .unsupported("--complete \(text): a seed is a number, 0 or more")
        }
        return seed
    }
}

extension Simulator {
    /// None.
    public func inferWorld(
        from episode: RecordedEpisode, settings: Settings
    ) async throws(EnvironmentError) -> InferredWorld {
        throw .unsupported("worlds of \(identifier.rawValue) cannot be inferred from dialogues")
    }

    /// None: every episode has a world of its own.
    public func inferWorlds(
        sharedBy episodes: [RecordedEpisode], settings: Settings
    ) async throws(EnvironmentError) -> [SharedWorld] { [] }
}
