import Environments
import JSONTree

/// The game that a dialogue implies: a file that the game's engine plays, in which the dialogue's
/// actions print what was recorded.
struct InferredGame {
    let episode: RecordedEpisode
    let file: [UInt8]
    let open: OpenHouse
    /// What the dialogue showed, and when.
    let facts: [InferredWorld.Fact]

    /// Makes the game of the first possible house in which all observations come out.
    ///
    /// - Parameter learn: what else to take for known of a house; false if that cannot be.
    init(
        _ record: HouseRecord, _ version: BehaviorVersion, _ generation: TextGeneration,
        learning learn: (inout InferredHouse) -> Bool = { _ in true }
    ) throws(EnvironmentError) {
        episode = record.episode
        var failure: EnvironmentError?
        for var house in record.houses {
            guard learn(&house) else { continue }
            let room = InferredRoom(house)
            let task = GameTask(
                type: record.goal.type, object: Furnishing.spelling(of: record.goal.objectClass),
                target: Furnishing.spelling(of: record.goal.targetClass), sentence: record.task)
            let file = GeneratedGame.file(
                of: ProblemText(room.plan, task).text, record.task, generation, walkthrough: nil)
            let entry = GameEntry(
                id: episode.id, task: record.task, type: record.goal.type, source: .memory(file),
                open: room.open)
            let world = HouseholdWorld(games: [entry], version: version, generation: generation)
            if let problem = Self.problem(with: episode, in: world) {
                failure = failure ?? problem
                continue
            }
            self.file = file
            open = room.open
            facts = record.facts
            return
        }
        throw failure ?? .unsupported("a house that fits what is shared")
    }

    /// Why a dialogue does not come out in a world; `nil` if it does.
    private static func problem(
        with episode: RecordedEpisode, in world: HouseholdWorld
    ) -> EnvironmentError? {
        var environment = world.makeEnvironment()
        do throws(EnvironmentError) {
            let opening = try environment.reset(to: episode.id, seed: 0)
            guard opening.observation.isIdentical(to: episode.task) else {
                return .unsupported("a game that opens otherwise than ALFWorld's")
            }
            for turn in episode.turns {
                guard let recorded = turn.observation else { break }
                let step = try environment.step(reply: turn.reply)
                guard step.observation.isIdentical(to: recorded) else {
                    return .unsupported("a house in which turn \(turn.index) comes out")
                }
            }
            return nil
        } catch {
            return error
        }
    }
}

extension InferredGame {
    /// The world of games: one for a dialogue alone, several for dialogues that share a room.
    static func world(of games: [InferredGame]) -> InferredWorld {
        var files: [InferredWorld.File] = []
        var entries: [(String, JSON)] = []
        var facts: [InferredWorld.Fact] = []
        var unknown: [String] = []
        for game in games {
            let id = game.episode.id
            let folder = folder(for: id, besides: entries.map(\.0))
            files.append(InferredWorld.File(name: "\(folder)/game.tw-pddl", bytes: game.file))
            entries.append((folder, game.open.json(dialogue: id)))
            let lead = games.count > 1 ? "\(id): " : ""
            facts += game.facts.map { InferredWorld.Fact(lead + $0.text, turn: $0.turn) }
            func list(_ names: Set<String>) -> String {
                names.map(ThingName.init).sorted().map(\.text).joined(separator: ", ")
            }
            if !game.open.unseen.isEmpty {
                unknown.append("\(lead)what is in \(list(game.open.unseen))")
            }
            if !game.open.undecidedDoors.isEmpty {
                unknown.append(
                    "\(lead)which of these have doors: \(list(game.open.undecidedDoors))")
            }
        }
        facts.append(
            InferredWorld.Fact(
                "receptacles that were not shown side by side are apart", turn: nil))
        unknown.append("which receptacles are side by side, unless it was shown")
        files.append(
            InferredWorld.marker(
                of: .alfworld, dialogues: games.map(\.episode.id), unknown: unknown,
                details: JSONObject([("games", .object(JSONObject(entries)))])))
        return InferredWorld(files: files, facts: facts, unknown: unknown)
    }

    /// A folder that is called like the dialogue, as far as a folder of games can be.
    private static func folder(for id: String, besides taken: [String]) -> String {
        let isSafe =
            !id.isEmpty && !id.hasPrefix(".")
            && id.allSatisfy { $0.isLetter || $0.isNumber || "_-#.".contains($0) }
            && id.utf8Range(of: "movable") == nil && id.utf8Range(of: "Sliced") == nil
        let stem = isSafe ? id : "game"
        var folder = stem
        var number = 2
        while taken.contains(folder) {
            folder = "\(stem)-\(number)"
            number += 1
        }
        return folder
    }
}
