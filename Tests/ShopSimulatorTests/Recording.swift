import Environments
import FoundationEssentials
import JSONTree

@testable import ShopSimulator

/// Dialogues recorded in our own catalog, and worlds made of them.
enum Recording {
    /// What happens if these actions are taken, as a recorded dialogue.
    static func episode(
        _ id: String, _ task: String, _ actions: [String], version: ShopVersion = .agentInstruct
    ) throws -> RecordedEpisode {
        let world = try ShopWorld(
            path: ShippedWorldTests.bazaar, ShopWorld.Behavior(version: version))
        var visit = world.makeEnvironment()
        let opening = try visit.reset(to: task, seed: 0)
        var turns: [RecordedEpisode.Turn] = []
        for (number, action) in actions.enumerated() {
            let reply = version.reply(thought: "I think so.", action: action)
            let step = try visit.step(reply: reply)
            turns.append(
                RecordedEpisode.Turn(
                    reply: reply, observation: step.end == nil ? step.observation : nil,
                    index: 4 + 2 * number))
        }
        return RecordedEpisode(
            id: id, task: opening.observation, taskIndex: 2, preamble: ["", ""], turns: turns)
    }

    /// The first products that a search finds in our own catalog.
    static func asins(_ words: String) throws -> [String] {
        var visit = try ShopWorld(path: ShippedWorldTests.bazaar).makeEnvironment()
        _ = try visit.reset(to: nil, seed: 0)
        let step = try visit.step(action: "search[\(words)]")
        let names = step.details["available_actions"]?["clickables"]?.array ?? []
        return names.compactMap(\.string).filter { $0.hasPrefix("dr") }.map { $0.uppercased() }
    }

    /// Writes an inferred world into a folder of its own and gives `body` its path.
    static func with<Result>(
        _ world: InferredWorld, _ body: (String) async throws -> Result
    ) async throws -> Result {
        let place = FileManager.default.temporaryDirectory
            .appending(path: "shop-inferred-\(UInt64.random(in: 0 ... .max))").path
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: place) }
        for file in world.files {
            try Data(file.bytes).write(to: URL(filePath: "\(place)/\(file.name)"))
        }
        return try await body(place)
    }
}
