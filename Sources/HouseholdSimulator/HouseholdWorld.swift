public import Environments
import Synchronization

/// Games, from one to thousands, of which those that are played are compiled when they are first
/// asked for.
public struct HouseholdWorld: World {
    /// Who stands between the agent and the game.
    public let version: BehaviorVersion
    /// Which generation of text the games speak.
    public let generation: TextGeneration
    /// The games, in the order of their ids.
    public let games: [GameEntry]
    private let shelf: HouseShelf
    private let positions: [String: Int]

    /// Finds the games at a path: a `game.tw-pddl` file, a folder of them, or an index.
    public init(
        path: String, version: BehaviorVersion = .agentInstruct,
        generation: TextGeneration = .legacy
    ) throws(EnvironmentError) {
        let games =
            try GameIndex.recognises(path)
            ? GameIndex.games(in: path) : GameFolder.games(at: path)
        self.init(games: games, version: version, generation: generation)
    }

    /// Writes all games into one file from which they are found and loaded faster.
    public func writeIndex(to path: String) throws(EnvironmentError) {
        try GameIndex.write(games, to: path)
    }

    private init(games: [GameEntry], version: BehaviorVersion, generation: TextGeneration) {
        self.games = games
        self.version = version
        self.generation = generation
        shelf = HouseShelf()
        positions = Dictionary(
            games.enumerated().map { ($0.element.id, $0.offset) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The games as tasks.
    public var tasks: [TaskDescription] {
        games.map { TaskDescription(id: $0.id, text: $0.task, kind: $0.type.rawValue) }
    }

    /// An episode, before its first reset.
    public func makeEnvironment() -> HouseholdEnvironment { HouseholdEnvironment(world: self) }

    /// The compiled house of a game.
    public func house(_ id: String) throws(EnvironmentError) -> House {
        try house(for: id, seed: 0)
    }

    func house(for task: String?, seed: UInt64) throws(EnvironmentError) -> House {
        guard let task else {
            return try shelf.house(games[Int(seed % UInt64(games.count))])
        }
        guard let position = positions[task] else {
            throw EnvironmentError(
                .unknownTask, "no game is called \(task); diorama tasks alfworld lists them")
        }
        return try shelf.house(games[position])
    }

    /// The game that a dialogue was recorded in: of those that open as it does, the one that
    /// reproduces most of its observations, and of equals the one that bears its id.
    ///
    /// Several games share an opening (the same room and task, other places of things), and ids
    /// may lie, so the observations decide.
    public func task(of episode: RecordedEpisode) -> String? {
        guard let opening = Opening(episode.task) else { return nil }
        var best: (id: String, exact: Int)?
        for game in games where game.task == opening.task {
            guard let house = try? shelf.house(game), house.surroundings == opening.surroundings
            else { continue }
            let exact = exactObservations(of: episode, in: game.id)
            if exact > best?.exact ?? -1 || (exact == best?.exact && game.id == episode.id) {
                best = (game.id, exact)
            }
        }
        return best?.id
    }

    private func exactObservations(of episode: RecordedEpisode, in game: String) -> Int {
        var environment = makeEnvironment()
        guard (try? environment.reset(to: game, seed: 0)) != nil else { return 0 }
        var exact = 0
        for turn in episode.turns {
            guard let step = try? environment.step(reply: turn.reply) else { break }
            if let recorded = turn.observation, recorded.isIdentical(to: step.observation) {
                exact += 1
            }
        }
        return exact
    }
}

/// The houses compiled lately.
///
/// A class because the copies of a world share it; what it holds is a cache, never a state.
private final class HouseShelf: Sendable {
    private struct Contents {
        var houses: [String: House] = [:]
        var order: [String] = []
    }

    /// A compiled house takes some tens of kilobytes.
    private static let capacity = 1024

    private let contents = Mutex(Contents())

    func house(_ game: GameEntry) throws(EnvironmentError) -> House {
        if let house = contents.withLock({ $0.houses[game.id] }) { return house }
        let house = try game.house()
        contents.withLock { contents in
            guard contents.houses.updateValue(house, forKey: game.id) == nil else { return }
            contents.order.append(game.id)
            if contents.order.count > Self.capacity {
                contents.houses[contents.order.removeFirst()] = nil
            }
        }
        return house
    }
}

extension GameEntry {
    /// Reads and compiles the game.
    func house() throws(EnvironmentError) -> House { House(try plan()) }

    /// The resolved problem, checked as for playing.
    func plan() throws(EnvironmentError) -> HousePlan {
        switch source {
        case .file(let path):
            let text = try GameFolder.read(path)
            do {
                return try text.plan()
            } catch {
                throw EnvironmentError(.badWorld, "\(path): \(error.message)")
            }
        case .index(let path, let offset, let length):
            return try GameIndex.plan(in: path, at: offset, length: length)
        }
    }
}
