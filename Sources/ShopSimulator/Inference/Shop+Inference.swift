public import Environments

extension Shop {
    /// Judges a dialogue in the shop that it implies.
    public func judge(
        _ episode: RecordedEpisode, settings: Settings
    ) async -> EpisodeJudgement {
        do throws(EnvironmentError) {
            var judge = try judge(of: episode, try recordedBehavior(settings))
            return EpisodeJudgement(judgements: episode.turns.compactMap { judge.judge($0) })
        } catch {
            return EpisodeJudgement(undecided: episode, because: error)
        }
    }

    /// What dialogues say of one catalog.
    public func pool(
        _ episodes: [RecordedEpisode], with world: (any World)?, settings: Settings
    ) async -> (any EpisodePool)? {
        guard let behavior = try? recordedBehavior(settings) else { return nil }
        return ShopPool(episodes.map { try? judge(of: $0, behavior) }, of: episodes)
    }

    /// A catalog of what a dialogue's pages show.
    public func inferWorld(
        from episode: RecordedEpisode, settings: Settings
    ) async throws(EnvironmentError) -> InferredWorld {
        var shop = InferredShop()
        let behavior = try recordedBehavior(settings)
        try shop.add(ShopRecord(episode, try judge(of: episode, behavior)))
        return try shop.world()
    }

    /// One catalog of what all dialogues' pages show, but for dialogues that contradict it.
    public func inferWorlds(
        sharedBy episodes: [RecordedEpisode], settings: Settings
    ) async throws(EnvironmentError) -> [SharedWorld] {
        let behavior = try recordedBehavior(settings)
        var shop = InferredShop()
        var members: [Int] = []
        for (number, episode) in episodes.enumerated() {
            // What contradicts the others has a catalog of its own.
            guard let judge = try? judge(of: episode, behavior),
                (try? shop.add(ShopRecord(episode, judge))) != nil
            else { continue }
            members.append(number)
        }
        guard members.count > 1 else { return [] }
        return [SharedWorld(world: try shop.world(), members: members)]
    }

    /// The behaviour that dialogues were recorded with.
    private func recordedBehavior(
        _ settings: Settings
    ) throws(EnvironmentError) -> ShopWorld.Behavior {
        let behavior = try behavior(settings)
        guard behavior.observation == .text else {
            throw .unsupported("replay without a catalog of observations other than text")
        }
        return behavior
    }

    /// The judge of a dialogue, before its first turn.
    private func judge(
        of episode: RecordedEpisode, _ behavior: ShopWorld.Behavior
    ) throws(EnvironmentError) -> ShopJudge {
        guard let judge = ShopJudge(episode, behavior) else {
            throw EnvironmentError(.unknown, "the dialogue does not open as WebShop's pages do")
        }
        return judge
    }
}
