public import Environments

/// The household: ALFWorld's text games.
public struct Household: Simulator {
    /// Makes the simulator; it has nothing to configure.
    public init() {}

    /// `alfworld`.
    public var identifier: EnvironmentIdentifier { .alfworld }

    /// One line for lists.
    public var summary: String {
        "a room in a house, where the agent finds things, cleans, heats, cools and places them"
    }

    /// The behaviour version and the generation of text.
    public var settings: [Setting] {
        [
            Setting(
                name: "version", values: BehaviorVersion.allCases.map(\.rawValue),
                summary: "who stands between the agent and the game"),
            Setting(
                name: "text", values: TextGeneration.allCases.map(\.rawValue),
                summary: "the generation of ALFWorld's text: put (2.1.1) or move (2.1.3)"),
            .completion,
        ]
    }

    /// Loads games from a `game.tw-pddl` file, a folder of them, or an index.
    public func loadWorld(
        at path: String, settings: Settings
    ) throws(EnvironmentError) -> any World {
        try HouseholdWorld(
            path: path, version: version(settings), generation: generation(settings),
            completion: completionSeed(in: settings))
    }

    /// Reads and compiles games, and writes them into one file from which each is found at once.
    public func prepareWorld(
        from paths: [String], to output: String, settings: Settings
    ) throws(EnvironmentError) -> Preparation {
        let world = try HouseholdWorld(
            paths: paths, version: version(settings), generation: generation(settings))
        let left = try world.writeIndex(to: output)
        return Preparation(
            summary: "\(world.games.count - left.count) games", faults: world.faults + left)
    }

    /// The rules as our dialogues state them; our dialogues have no demonstration, as those of
    /// AgentInstruct have none.
    public func opening(settings: Settings) throws(EnvironmentError) -> DialogueOpening {
        let version = try version(settings)
        guard version == .agentInstruct || version == .agentBench02 else {
            throw .unsupported("an opening for dialogues of the version \(version.rawValue)")
        }
        return .ofHouses(try generation(settings), listsActions: version.listsActions)
    }

    /// The messages that AgentBench shows the agent: where every answer ends with what can be done,
    /// only the last one keeps that list.
    public func history(
        _ messages: [String], settings: Settings
    ) throws(EnvironmentError) -> [String] {
        let version = try version(settings)
        guard version == .agentBench02, let last = messages.indices.last else { return messages }
        return messages.enumerated().map { place, message in
            guard place < last, place.isMultiple(of: 2), place > 0,
                let list = message.utf8Range(of: "AVAILABLE ACTIONS")
            else { return message }
            return String(message[..<list.lowerBound])
        }
    }

    /// Judges a dialogue in the house that it implies.
    public func judge(
        _ episode: RecordedEpisode, settings: Settings
    ) async -> EpisodeJudgement {
        let version: BehaviorVersion
        let generation: TextGeneration
        do {
            version = try self.version(settings)
            generation = try self.generation(settings)
        } catch {
            return undecided(episode, error.code.rawValue, error.message)
        }
        guard var verifier = EpisodeVerifier(episode, version, generation) else {
            return undecidedOpening(of: episode)
        }
        let judgements = episode.turns.compactMap { verifier.judge($0) }
        return EpisodeJudgement(judgements: judgements, reward: verifier.reward)
    }

    /// What dialogues say of the rooms in which they open.
    public func pool(
        _ episodes: [RecordedEpisode], with world: (any World)?, settings: Settings
    ) async -> (any EpisodePool)? {
        guard let version = try? version(settings), let generation = try? generation(settings)
        else { return nil }
        return HousePool(episodes, version, generation)
    }

    /// The games of dialogues that open in the same room, in one world for each room.
    ///
    /// They share what does not depend on the game: doors, and what is side by side. A dialogue that
    /// contradicts those before it has a world of its own.
    public func inferWorlds(
        sharedBy episodes: [RecordedEpisode], settings: Settings
    ) async throws(EnvironmentError) -> [SharedWorld] {
        let (version, generation) = (try version(settings), try generation(settings))
        var rooms: [String: InferredRooms] = [:]
        var order: [String] = []
        for (number, episode) in episodes.enumerated() {
            guard let record = try? HouseRecord(episode, version, generation) else { continue }
            let key = record.opening.surroundings
            if rooms[key] == nil { order.append(key) }
            rooms[key, default: InferredRooms()].add(record, number: number)
        }
        return order.compactMap { rooms[$0]?.world(version, generation) }
    }

    /// The game that a dialogue implies.
    public func inferWorld(
        from episode: RecordedEpisode, settings: Settings
    ) async throws(EnvironmentError) -> InferredWorld {
        let (version, generation) = (try version(settings), try generation(settings))
        let record = try HouseRecord(episode, version, generation)
        return InferredGame.world(of: [try InferredGame(record, version, generation)])
    }

    /// Nothing can be said of a dialogue that opens otherwise.
    func undecidedOpening(of episode: RecordedEpisode) -> EpisodeJudgement {
        undecided(
            episode, "foreign-opening", "the task's message does not open as ALFWorld does")
    }

    private func undecided(
        _ episode: RecordedEpisode, _ reason: String, _ note: String
    ) -> EpisodeJudgement {
        EpisodeJudgement(
            judgements: episode.turns.filter { $0.observation != nil }.map { turn in
                Judgement(
                    .unverifiable, reason: reason,
                    action: BehaviorVersion.agentInstruct.action(in: turn.reply), note: note)
            })
    }

    /// The action that a version's reply format reads in a message.
    public func action(in reply: String, settings: Settings) -> String? {
        (try? version(settings))?.action(in: reply)
    }

    private func version(_ settings: Settings) throws(EnvironmentError) -> BehaviorVersion {
        let value = try value(of: "version", in: settings)
        return BehaviorVersion(rawValue: value) ?? .agentInstruct
    }

    private func generation(_ settings: Settings) throws(EnvironmentError) -> TextGeneration {
        let value = try value(of: "text", in: settings)
        return TextGeneration(rawValue: value) ?? .legacy
    }
}
