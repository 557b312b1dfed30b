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

extension Simulator {
    /// None.
    public func inferWorld(
        from episode: RecordedEpisode, settings: Settings
    ) async throws(EnvironmentError) -> InferredWorld {
        throw .unsupported("worlds of \(identifier.rawValue) cannot be inferred from dialogues")
    }
}
