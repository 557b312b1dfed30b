import Environments

/// What it takes to judge the dialogues of one environment: its simulator, and the worlds that may
/// have their tasks, parsed once and shared.
struct Court: Sendable {
    enum Worlds: Sendable {
        case supplied([any World])
        case shipped([any World])
    }

    let simulator: any Simulator
    let settings: Settings
    let worlds: Worlds

    /// Judges an episode: one judgement for each of its observations, with its action.
    func judge(_ episode: RecordedEpisode) async -> EpisodeJudgement {
        var result = await decide(episode)
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

    private func decide(_ episode: RecordedEpisode) async -> EpisodeJudgement {
        switch worlds {
        case .supplied(let worlds):
            for world in worlds {
                guard let task = world.task(of: episode) else { continue }
                return await world.replay(episode, task: task, seed: 0)
            }
            guard let world = worlds.first else { break }
            return await simulator.judge(episode, with: world, settings: settings)
        case .shipped(let worlds):
            for world in worlds {
                guard let task = await Court.taskOpened(by: episode, in: world) else { continue }
                return await world.replay(episode, task: task, seed: 0)
            }
        }
        return await simulator.judge(episode, settings: settings)
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
