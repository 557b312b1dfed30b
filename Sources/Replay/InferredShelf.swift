import FoundationEssentials
import JSONTree

/// A folder that ``WorldInference`` wrote.
public struct InferredShelf: Sendable {
    static let indexName = "index.jsonl"

    private let entries: [String: JSON]
    private let shared: Set<String>

    /// Opens a folder; `nil` where it has no index.
    public init?(folder: String) {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(Self.indexName)") else {
            return nil
        }
        var entries: [String: JSON] = [:]
        var shared: Set<String> = []
        for line in [UInt8](data).split(separator: 0x0A) {
            guard let json = try? JSON.parse(bytes: line) else { continue }
            if let id = json["id"]?.string {
                entries[id] = json
            } else if let place = json["world"]?.string {
                shared.insert(place)
            }
        }
        self.entries = entries
        self.shared = shared
    }

    /// The folder of a dialogue's world within the shelf.
    public func place(of id: String) -> String? { entries[id]?["world"]?.string }

    /// Whether a world is that of several dialogues.
    func isShared(_ place: String) -> Bool { shared.contains(place) }

    /// The agent's replies in a dialogue that come before a message, by its index.
    public func replies(of id: String, before turn: Int) -> [String] {
        (entries[id]?["replies"]?.array ?? []).compactMap { entry in
            guard let index = entry["turn"]?.int, index < turn else { return nil }
            return entry["reply"]?.string
        }
    }
}
