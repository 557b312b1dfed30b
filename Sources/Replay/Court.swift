import Environments

/// What it takes to judge the dialogues of one environment: its simulator, and the worlds that may
/// have their tasks, parsed once and shared.
struct Court: Sendable {
    enum Worlds: Sendable {
        case supplied([any World])
        case inferred(InferredWorlds)
        case shipped([any World])

        /// Those that are loaded from the beginning.
        var loaded: [any World] {
            switch self {
            case .supplied(let worlds), .shipped(let worlds): worlds
            case .inferred: []
            }
        }
    }

    let simulator: any Simulator
    let settings: Settings
    let worlds: Worlds
    /// The worlds that provenance names.
    let originals: OriginalWorlds
    /// What the episodes of the run say together, if they are pooled.
    var pool: (any EpisodePool)?

    /// Judges an episode: one judgement for each of its observations, with its action.
    ///
    /// - Parameters:
    ///   - origin: where the dialogue says it comes from.
    ///   - number: its place in the pool.
    func judge(
        _ episode: RecordedEpisode, from origin: Provenance?, number: Int?
    ) async -> EpisodeJudgement {
        var result = await decide(episode, from: origin, number: number)
        let turns = episode.turns.filter { $0.observation != nil }
        // A simulator that overlooks an observation must not make it disappear.
        while result.judgements.count < turns.count {
            result.judgements.append(Judgement(.unverifiable, reason: "not-judged"))
        }
        for (index, turn) in turns.enumerated() where result.judgements[index].action == nil {
            result.judgements[index].action = simulator.action(
                in: turn.reply, settings: settings)
        }
        return result
    }

    private func decide(
        _ episode: RecordedEpisode, from origin: Provenance?, number: Int?
    ) async -> EpisodeJudgement {
        switch worlds {
        case .inferred(let inferred):
            do throws(EnvironmentError) {
                // None of the others is this dialogue's.
                if let world = try inferred.world(of: episode.id),
                    let task = await Court.ownTask(of: episode, in: world)
                {
                    return await world.replay(episode, task: task, seed: 0)
                }
            } catch {
                let bad = Judgement(.unverifiable, reason: "bad-world", note: error.message)
                return EpisodeJudgement(
                    judgements: episode.turns.filter { $0.observation != nil }.map { _ in bad })
            }
        case .supplied(let worlds):
            // Of worlds that were inferred from dialogues, the one with this dialogue's id comes first.
            for world in worlds {
                // A large catalog knows at once that it has no such task.
                guard (try? world.hasTask(episode.id)) == true,
                    let task = await Court.ownTask(of: episode, in: world)
                else { continue }
                return await world.replay(episode, task: task, seed: 0)
            }
            if let result = await replay(episode, from: origin, in: worlds) { return result }
        case .shipped(let worlds):
            if let origin, let world = originals.world(of: origin),
                await Court.opens(world, as: origin, episode)
            {
                return await world.replay(episode, task: origin.task, seed: origin.seed)
            }
            for world in worlds {
                guard let task = await Court.taskOpened(by: episode, in: world) else { continue }
                return await world.replay(episode, task: task, seed: 0)
            }
        }
        if let pool, let number { return await pool.judge(episode, number: number) }
        return await simulator.judge(episode, settings: settings)
    }

    /// The task of a world that has a dialogue's id and is put as the dialogue puts it.
    private static func ownTask(
        of episode: RecordedEpisode, in world: some World
    ) async -> String? {
        guard let own = world.tasks.first(where: { $0.id == episode.id }) else { return nil }
        if own.text == episode.task { return own.id }
        return await world.opens(episode, with: own.id) ? own.id : nil
    }

    /// Replays an episode in the first of some worlds that has its task.
    private func replay(
        _ episode: RecordedEpisode, from origin: Provenance?, in worlds: [any World]
    ) async -> EpisodeJudgement? {
        for world in worlds {
            if let origin, await Court.opens(world, as: origin, episode) {
                return await world.replay(episode, task: origin.task, seed: origin.seed)
            }
            guard let task = world.task(of: episode) else { continue }
            return await world.replay(episode, task: task, seed: 0)
        }
        guard let world = worlds.first, pool == nil else { return nil }
        return await simulator.judge(episode, with: world, settings: settings)
    }

    /// Whether a world opens the task of a provenance as the dialogue does.
    ///
    /// Before the observation there may stand what a dialogue's form leads in with.
    private static func opens(
        _ world: some World, as origin: Provenance, _ episode: RecordedEpisode
    ) async -> Bool {
        guard var environment = try? world.makeEnvironment(),
            let opening = try? await environment.reset(to: origin.task, seed: origin.seed)
        else { return false }
        return episode.task.utf8.reversed().starts(with: opening.observation.utf8.reversed())
    }

    /// The task of a world that nobody named: it must open word for word as the dialogue does.
    private static func taskOpened(
        by episode: RecordedEpisode, in world: some World
    ) async -> String? {
        guard let task = world.task(of: episode), await world.opens(episode, with: task) else {
            return nil
        }
        return task
    }
}

extension Court {
    /// The supplied world, where there is one.
    var suppliedWorld: (any World)? {
        if case .supplied(let worlds) = worlds { worlds.first } else { nil }
    }
}

extension Court.Worlds {
    /// The world at a path, or the worlds in its folder for the environment where it has one.
    static func supplied(
        at path: String, for simulator: any Simulator, settings: Settings
    ) throws(EnvironmentError) -> Court.Worlds {
        let shelf = WorldShelf(folder: path)
        return .supplied(
            shelf.holds(simulator.identifier)
                ? try shelf.worlds(of: simulator, settings: settings)
                : [try simulator.loadWorld(at: path, settings: settings)])
    }
}
