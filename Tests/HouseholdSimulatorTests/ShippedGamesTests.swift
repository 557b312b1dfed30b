import Environments
import FoundationEssentials
import HouseholdSimulator
import JSONTree
import SeededRandom
import Testing

/// The games and dialogues that we ship are what the generator makes: to make them anew, run these
/// tests with `DIORAMA_REGENERATE=1`.
@Suite struct ShippedGamesTests {
    private static let package = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(3).joined(separator: "/")
    private static let games = package + "/Worlds/alfworld/cottages"
    private static let dialogues = package + "/Transcripts/alfworld/cottages.jsonl"
    private static let isRegenerating =
        ProcessInfo.processInfo.environment["DIORAMA_REGENERATE"] == "1"

    /// Every kind of room with every kind of task that it offers, in turn.
    private static func generated() -> [GeneratedGame] {
        var games: [GeneratedGame] = []
        var seed: UInt64 = 1
        while games.count < 60 {
            for room in RoomKind.allCases {
                for type in TaskType.allCases where games.count < 60 {
                    if let game = try? GeneratedGame(room: room, type: type, seed: seed) {
                        games.append(game)
                        seed += 1
                    }
                }
            }
        }
        return games
    }

    @Test func `the shipped games are what the generator makes, and can be won`() throws {
        for game in Self.generated() {
            let folder = URL(filePath: "\(Self.games)/\(game.id)")
            let file = folder.appending(path: "game.tw-pddl")
            if Self.isRegenerating {
                try FileManager.default.createDirectory(
                    at: folder, withIntermediateDirectories: true)
                try Data(game.file).write(to: file)
            }
            #expect(try Data(contentsOf: file) == Data(game.file), "\(game.id)")
            let house = try House(game: game.file)
            var state = HouseState(house)
            for command in try #require(Planner.plan(from: state)) {
                _ = state.perform(command, .legacy)
            }
            #expect(state.isWon)
        }
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: games)))
    func `the shipped dialogues are what the expert says, and end won`() async throws {
        let world = try HouseholdWorld(path: Self.games)
        #expect(world.games.count == 60)
        #expect(Set(world.games.map(\.type)) == Set(TaskType.allCases))
        let opening = try Household().opening(settings: [:])
        var lines: [String] = []
        // Every other game, so that all kinds of task and room have their dialogues.
        for (index, game) in world.games.enumerated() where index % 2 == 0 {
            let played = try await ExpertTests.play(
                game.id, in: world, seed: UInt64(index), mistakes: 0)
            #expect(played.turns.last?.step.reward == 1, "\(game.id)")
            var messages = [
                message(opening.instruction), message(opening.acknowledgement, loss: false),
                message(played.opening),
            ]
            for turn in played.turns {
                messages.append(message(turn.reply, loss: true))
                if turn.step.end == nil { messages.append(message(turn.step.observation)) }
            }
            let dialogue: JSON = [
                "id": .string("alfworld_cottage_\(lines.count)"),
                "conversations": .array(messages),
            ]
            lines.append(dialogue.text())
        }
        let text = lines.map { $0 + "\n" }.joined()
        let file = URL(filePath: Self.dialogues)
        if Self.isRegenerating { try Data(text.utf8).write(to: file) }
        #expect(try Data(contentsOf: file) == Data(text.utf8))
    }

    private func message(_ text: String, loss: Bool? = nil) -> JSON {
        [
            "from": loss == nil ? "human" : "gpt", "loss": loss.map { .bool($0) } ?? .null,
            "value": .string(text),
        ]
    }
}
