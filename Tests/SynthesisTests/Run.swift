import Dialogues
import EnvironmentTesting
import Environments
import Synchronization
import Synthesis

/// A run over counters, and what came of it.
struct Run {
    var ending: Generator.Ending
    var outcomes: [Generator.Outcome]

    var dialogues: [Dialogue] { outcomes.compactMap(\.dialogue) }
    /// Where the dialogues come from that were kept.
    var origins: [Provenance] { outcomes.filter { $0.dialogue != nil }.map(\.provenance) }

    static func of(
        _ policy: some Policy, count: Int, jobs: Int = 1, least: Double? = nil,
        choice: TaskSeries.Choice = .all, steps: Int? = nil, places: [Int]? = nil,
        stopsAfter: Int = .max, filter: (Dialogue) -> String? = { _ in nil }
    ) async throws -> Run {
        let simulator = CounterSimulator(as: .db)
        let series = try TaskSeries(
            worlds: [NamedWorld("db/0", CounterWorld())], choice: choice, seed: 7)
        let generator = Generator(
            environment: .db, settings: [:], series: series, policy: policy,
            form: DialogueForm(try simulator.opening(settings: [:])))
        let stop = Flag()
        var outcomes: [Generator.Outcome] = []
        let ending = try await generator.run(
            .init(count: count, leastReward: least, stepLimit: steps, jobs: jobs, places: places),
            isStopped: { stop.isSet.load(ordering: .relaxed) }, filter: filter
        ) { outcome in
            outcomes.append(outcome)
            if outcomes.count >= stopsAfter { stop.isSet.store(true, ordering: .relaxed) }
        }
        return Run(ending: ending, outcomes: outcomes)
    }
}

/// Something that is set once; a class so that closures share it.
private final class Flag: Sendable {
    let isSet = Atomic(false)
}
