/// A game that a world has, as far as a list needs to know it.
public struct GameEntry: Hashable, Sendable {
    /// The id: the game's folder below the world's, or the file's name without its ending.
    public var id: String
    /// The task as a sentence.
    public var task: String
    /// The kind of task.
    public var type: TaskType
    /// Where the game is read from.
    var source: Source
    /// What it leaves open, if it was inferred from dialogues.
    var open: OpenHouse?

    enum Source: Hashable, Sendable {
        case file(String)
        case index(path: String, offset: Int, length: Int)
        /// The bytes of a game's file.
        case memory([UInt8])
    }

    /// Whether nothing of it is left open.
    var isWhole: Bool { open.map { $0.completion != nil } ?? true }

    /// The split of the official release that the id names, if it does: `valid_seen`, ….
    public var split: String? {
        id.split(separator: "/").map(String.init).first {
            ["train", "valid_train", "valid_seen", "valid_unseen"].contains($0)
        }
    }

    /// The number of the floor plan that the id names as ALFRED's folders do (`…-Mug-None-Desk-308`).
    public var scene: Int? {
        for folder in id.split(separator: "/") where folder.hasPrefix(type.rawValue) {
            return folder.split(separator: "-").last.flatMap { Int($0) }
        }
        return nil
    }
}
