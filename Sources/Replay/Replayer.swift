public import Environments
import OrderedWork

/// Verifies recorded dialogues: runs their actions again and says, observation by observation,
/// whether the record is true.
///
///     let replayer = Replayer(simulators: Simulators.all, suppliedWorld: "library.jsonl")
///     try await replayer.replay { try dialogues.next() } deliver: { print($0 as Any) }
///
/// A dialogue's world is the supplied one, else the one that the provenance beside its file names,
/// else a shipped one that has its task, else what the simulator infers from the dialogue itself.
public struct Replayer: Sendable {
    /// The environments that can be judged.
    public var simulators: [any Simulator]
    /// The path of a world, or of a folder with a folder of worlds per environment.
    public var suppliedWorld: String?
    /// The worlds to look for tasks in when none is supplied.
    public var shippedWorlds: WorldShelf?
    /// Behaviour versions; each environment takes those that it has.
    public var settings: Settings
    /// How many dialogues are replayed at the same time.
    public var jobs: Int
    /// Whether dialogues of one environment are judged with what the others say.
    ///
    /// All dialogues are then read before the first is judged.
    public var pools = false
    /// Takes what pooled dialogues say against each other, a line each.
    public var noteContradictions: @Sendable ([String]) -> Void = { _ in }
    /// Takes, once for each world, what its files hold that cannot be used.
    public var noteFaults: @Sendable ([String]) -> Void = { _ in }

    /// Describes a run.
    public init(
        simulators: [any Simulator], suppliedWorld: String? = nil,
        shippedWorlds: WorldShelf? = nil, settings: Settings = [:], jobs: Int = 1
    ) {
        self.simulators = simulators
        self.suppliedWorld = suppliedWorld
        self.shippedWorlds = shippedWorlds
        self.settings = settings
        self.jobs = jobs
    }

    /// Replays dialogues until there are no more.
    ///
    /// Results come in the order of the dialogues and do not depend on `jobs`. No more
    /// than 64 dialogues per job are held at a time, however many there are.
    ///
    /// - Parameters:
    ///   - next: reads the next dialogue.
    ///   - deliver: takes the result of each; `nil` for a general conversation.
    /// - Throws: what `next` and `deliver` throw, and ``EnvironmentError`` for a world that cannot
    ///   be loaded.
    public func replay(
        next: () throws -> ReplayInput?, deliver: (ReplayedDialogue?) throws -> Void
    ) async throws {
        guard pools else {
            try await replay(next: { try next().map { ($0, nil) } }, pools: [:], deliver: deliver)
            return
        }
        var inputs: [(input: ReplayInput, number: Int?)] = []
        var episodes: [EnvironmentIdentifier: [RecordedEpisode]] = [:]
        while let input = try next() {
            let number = input.environment.map { episodes[$0]?.count ?? 0 }
            if let environment = input.environment {
                episodes[environment, default: []].append(input.episode)
            }
            inputs.append((input, number))
        }
        var pools: [EnvironmentIdentifier: any EpisodePool] = [:]
        for (environment, episodes) in episodes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            guard
                let court = try court(
                    for: Jurisdiction(environment: environment), notesFaults: false)
            else {
                continue
            }
            let pool = await court.simulator.pool(
                episodes, with: court.suppliedWorld, settings: court.settings)
            pools[environment] = pool
            if let pool { noteContradictions(pool.contradictions) }
        }
        var rest = inputs[...]
        try await replay(next: { rest.popFirst() }, pools: pools, deliver: deliver)
    }

    private func replay(
        next: () throws -> (input: ReplayInput, number: Int?)?,
        pools: [EnvironmentIdentifier: any EpisodePool],
        deliver: (ReplayedDialogue?) throws -> Void
    ) async throws {
        var courts: [Jurisdiction: Court?] = [:]
        var provenance = ProvenanceShelf()
        try await OrderedWork<ReplayedDialogue?>(jobs: jobs).run(
            next: { _ in
                guard let (input, number) = try next() else { return nil }
                guard let environment = input.environment else { return { nil } }
                let origin = provenance.origin(of: input)
                let place = Jurisdiction(environment: environment, settings: origin?.settings)
                if courts[place] == nil {
                    var made = try court(for: place)
                    made?.pool = pools[environment]
                    courts[place] = .some(made)
                }
                let court = courts[place] ?? nil
                return {
                    let judgement = await Replayer.judge(
                        input.episode, from: origin, in: court, number: number)
                    return ReplayedDialogue(input, environment: environment, judgement: judgement)
                }
            },
            deliver: deliver)
    }

    private static func judge(
        _ episode: RecordedEpisode, from origin: Provenance?, in court: Court?, number: Int?
    ) async -> EpisodeJudgement {
        guard let court else {
            let unknown = Judgement(.unverifiable, reason: "no-simulator")
            let observations = episode.turns.filter { $0.observation != nil }
            return EpisodeJudgement(judgements: observations.map { _ in unknown })
        }
        return await court.judge(episode, from: origin, number: number)
    }

    private func court(
        for place: Jurisdiction, notesFaults: Bool = true
    ) throws(EnvironmentError) -> Court? {
        guard let simulator = simulators.first(where: { $0.identifier == place.environment })
        else { return nil }
        let names = Set(simulator.settings.map(\.name))
        // What the user says wins over what the provenance says.
        let own = (place.settings ?? [:]).merging(settings) { $1 }
            .filter { names.contains($0.key) }
        for name in own.keys.sorted() { _ = try simulator.value(of: name, in: own) }
        let worlds: Court.Worlds =
            if let suppliedWorld, !pools,
                let inferred = InferredWorlds(at: suppliedWorld, for: simulator, settings: own)
            {
                .inferred(inferred)
            } else if let suppliedWorld {
                try .supplied(at: suppliedWorld, for: simulator, settings: own)
            } else {
                .shipped(try shippedWorlds?.worlds(of: simulator, settings: own) ?? [])
            }
        if notesFaults { noteFaults(worlds.loaded.flatMap(\.faults)) }
        return Court(
            simulator: simulator, settings: own, worlds: worlds,
            originals: OriginalWorlds(
                simulator: simulator, settings: own, shelf: shippedWorlds?.folder))
    }
}

/// What decides which court a dialogue comes before.
private struct Jurisdiction: Hashable {
    var environment: EnvironmentIdentifier
    /// The behaviour versions that its provenance names.
    var settings: Settings?
}
