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
    /// The files that are no games, a line each; the others are played.
    public let faults: [String]
    private let shelf: HouseShelf
    private let positions: [String: Int]

    /// Finds the games at a path: a `game.tw-pddl` file, a folder of them, or an index.
    ///
    /// - Parameter completion: the seed by which games that were inferred from dialogues are filled
    ///   in; `nil` leaves open what the dialogues do not show.
    public init(
        path: String, version: BehaviorVersion = .agentInstruct,
        generation: TextGeneration = .legacy, completion: UInt64? = nil
    ) throws(EnvironmentError) {
        try self.init(
            paths: [path], version: version, generation: generation, completion: completion)
    }

    /// Finds the games at several paths; of games with the same id the first is kept.
    public init(
        paths: [String], version: BehaviorVersion = .agentInstruct,
        generation: TextGeneration = .legacy, completion: UInt64? = nil
    ) throws(EnvironmentError) {
        var games: [GameEntry] = []
        var faults: [String] = []
        var ids: Set<String> = []
        for path in paths {
            let found: [GameEntry]
            if GameIndex.recognises(path) {
                found = try GameIndex.games(in: path)
            } else {
                let folder = try GameFolder.contents(of: path)
                found = folder.games
                faults += folder.faults
            }
            let entries = try OpenHouse.entries(in: path) ?? [:]
            for var game in found {
                if let entry = entries[game.id] {
                    game.id = entry.dialogue
                    game.open = entry.open
                    game.open?.completion = completion
                }
                if ids.insert(game.id).inserted {
                    games.append(game)
                } else {
                    faults.append("\(path): a second game is called \(game.id)")
                }
            }
        }
        self.init(games: games, faults: faults, version: version, generation: generation)
    }

    /// Writes all games into one file from which they are found and loaded faster.
    ///
    /// - Returns: why some of them are left out, a line each.
    @discardableResult
    public func writeIndex(to path: String) throws(EnvironmentError) -> [String] {
        guard games.allSatisfy({ $0.open == nil }) else {
            throw .unsupported("an index of games that were inferred from dialogues")
        }
        return try GameIndex.write(games, to: path)
    }

    /// The games of a kind, a split of the official release and a scene; `nil` means any.
    public func games(
        ofType type: TaskType? = nil, split: String? = nil, scene: Int? = nil
    ) -> [GameEntry] {
        games.filter { game in
            (type == nil || game.type == type) && (split == nil || game.split == split)
                && (scene == nil || game.scene == scene)
        }
    }

    init(
        games: [GameEntry], faults: [String] = [], version: BehaviorVersion,
        generation: TextGeneration
    ) {
        self.games = games
        self.faults = faults
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
        if let position = positions[task] { return try shelf.house(games[position]) }
        guard let derived = DerivedTask(id: task) else {
            throw EnvironmentError(
                .unknownTask, "no game is called \(task); diorama tasks alfworld lists them")
        }
        var deriver = GoalDeriver(world: self, id: derived)
        return try deriver.house()
    }

    /// One of the games' rooms with another goal, which can be reached.
    public func task(derivedAs id: DerivedTask) throws(EnvironmentError) -> TaskDescription {
        let house = try house(id.description)
        return TaskDescription(
            id: id.description, text: house.task, kind: house.goal.type.rawValue)
    }

    /// The realistic expert.
    public func makeExpert(
        for task: String, seed: UInt64
    ) throws(EnvironmentError) -> any Expert {
        let house = try house(task)
        if let open = house.open, open.completion == nil {
            throw .unsupported(
                "an expert in a house that is not known whole; --complete fills it in")
        }
        return HouseholdExpert(house, version, generation, seed: seed)
    }

    /// Whether a game can be played and won, by the planner's word.
    ///
    /// Nothing is said of a game that was inferred from a dialogue and is not filled in.
    public func faults(inTask id: String) throws(EnvironmentError) -> [String]? {
        if let position = positions[id], !games[position].isWhole { return nil }
        do throws(EnvironmentError) {
            let state = HouseState(try house(id))
            return Planner.plan(from: state) == nil ? ["no plan reaches the goal"] : []
        } catch  where error.code == .badWorld {
            return [error.message]
        }
    }

    /// The game that a dialogue was recorded in: of those that open as it does, the one that
    /// reproduces most of its observations, and of equals the one that bears its id.
    ///
    /// Several games share an opening (the same room and task, other places of things), and ids
    /// may lie, so the observations decide.
    public func task(of episode: RecordedEpisode) -> String? {
        guard let opening = Opening(episode.task) else { return nil }
        var best: (id: String, exact: Int)?
        for derived in DerivedTask.named(byDialogue: episode.id, listed: games.count) {
            guard let house = try? house(derived.description), house.task == opening.task,
                house.surroundings == opening.surroundings
            else { continue }
            let exact = exactObservations(of: episode, in: derived.description)
            if exact > best?.exact ?? -1 { best = (derived.description, exact) }
        }
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
                return try text.plan(leaving: open)
            } catch {
                throw EnvironmentError(.badWorld, "\(path): \(error.message)")
            }
        case .memory(let bytes):
            do {
                return try GameText(bytes).plan(leaving: open)
            } catch {
                throw EnvironmentError(.badWorld, "\(id): \(error.message)")
            }
        case .index(let path, let offset, let length):
            return try GameIndex.plan(in: path, at: offset, length: length)
        }
    }
}
