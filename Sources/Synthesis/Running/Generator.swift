public import Dialogues
public import Environments
import JSONTree
import OrderedWork

/// Makes dialogues: lets a policy play tasks, and keeps those that pass.
///
/// The same worlds, settings, policy and seed give the same dialogues in the same order, however
/// many episodes are played side by side.
public struct Generator: Sendable {
    /// What a run is to make.
    public struct Request: Sendable {
        /// How many dialogues to keep.
        public var count: Int
        /// The least reward of a dialogue to keep; `nil` keeps all that are whole.
        public var leastReward: Double?
        /// How many replies an episode may have, besides the environment's own limit.
        public var stepLimit: Int?
        /// How many episodes are played at the same time.
        public var jobs: Int
        /// Only the dialogues at these places of the series, and no others.
        public var places: [Int]?

        /// Asks for so many dialogues.
        public init(
            count: Int, leastReward: Double? = nil, stepLimit: Int? = nil, jobs: Int = 1,
            places: [Int]? = nil
        ) {
            self.count = count
            self.leastReward = leastReward
            self.stepLimit = stepLimit
            self.jobs = jobs
            self.places = places
        }
    }

    /// What became of one place of the series.
    public struct Outcome: Sendable {
        /// What was played.
        public var episode: PlayedEpisode
        /// Where it comes from.
        public var provenance: Provenance
        /// The dialogue, if it is kept.
        public var dialogue: Dialogue?
        /// Why it is not kept: `reward`, `skipped`, `failed`, or what a filter says.
        public var rejection: String?
    }

    /// How a run ended.
    public enum Ending: Hashable, Sendable {
        /// All that was asked for was made.
        case complete
        /// Too many tasks in a row gave nothing to keep.
        case exhausted
        /// The run was stopped.
        case interrupted
        /// Something is wrong that no other episode would escape.
        case failed(String)
    }

    private let environment: EnvironmentIdentifier
    private let settings: Settings
    private let series: TaskSeries
    private let policy: any Policy
    private let form: DialogueForm

    /// Prepares a run.
    public init(
        environment: EnvironmentIdentifier, settings: Settings, series: TaskSeries,
        policy: any Policy, form: DialogueForm
    ) {
        self.environment = environment
        self.settings = settings
        self.series = series
        self.policy = policy
        self.form = form
    }

    /// So many tasks in a row may give nothing before a run ends, beside those that are listed.
    private static let patience = 1000

    /// So many episodes in a row may fail before a run ends.
    private static let failureLimit = 20

    /// Makes dialogues until there are enough.
    ///
    /// - Parameters:
    ///   - filter: says why a whole dialogue with enough reward is still not kept; it is asked in
    ///     the order of the series.
    ///   - isStopped: whether to end early, with what is whole; asked again and again.
    ///   - deliver: takes what became of each place, in the order of the series.
    /// - Throws: what `deliver` throws.
    public func run(
        _ request: Request, isStopped: @escaping @Sendable () -> Bool = { false },
        filter: (Dialogue) -> String? = { _ in nil },
        deliver: (Outcome) throws -> Void
    ) async throws -> Ending {
        var kept = 0
        var inVain = 0
        var place = 0
        var failures = 0
        var failure: String?
        let work = OrderedWork<PlayedEpisode>(jobs: request.jobs, isStopped: isStopped)
        let patience = Generator.patience + series.listedCount
        let player = EpisodePlayer(stepLimit: request.stepLimit)
        try await work.run(
            next: { outstanding in
                guard failure == nil else { return nil }
                if let places = request.places {
                    guard place < places.count else { return nil }
                } else if kept + outstanding >= request.count || inVain >= patience {
                    return nil
                }
                let next = request.places?[place] ?? place
                place += 1
                return { await play(at: next, by: player) }
            },
            deliver: { episode in
                // What was begun beyond the end must not count: other numbers of jobs never saw it.
                guard episode.failure?.kind != "cancelled", inVain < patience, failure == nil
                else { return }
                var outcome = outcome(of: episode)
                outcome.rejection = rejection(of: episode, request)
                if outcome.rejection == nil {
                    let dialogue = form.dialogue(of: episode)
                    outcome.rejection = filter(dialogue)
                    if outcome.rejection == nil { outcome.dialogue = dialogue }
                }
                kept += outcome.dialogue == nil ? 0 : 1
                inVain = outcome.dialogue == nil ? inVain + 1 : 0
                failures = outcome.rejection == "failed" ? failures + 1 : 0
                if let problem = episode.failure, outcome.rejection == "failed",
                    problem.isFinal || failures >= Generator.failureLimit
                {
                    failure = failure ?? problem.message
                }
                try deliver(outcome)
            })
        let wanted = request.places?.count ?? request.count
        if kept >= wanted { return .complete }
        if let failure { return .failed(failure) }
        return isStopped() || Task.isCancelled ? .interrupted : .exhausted
    }

    private func play(at place: Int, by player: EpisodePlayer) async -> PlayedEpisode {
        let name = DialogueName(
            environment: environment.rawValue, policy: policy.name, seed: series.seed,
            place: place)
        let entry: TaskSeries.Entry
        do {
            entry = try series.entry(at: place)
        } catch {
            let nobody = EpisodePlan(
                id: "\(name)", world: 0, task: TaskDescription(id: "", text: "", kind: ""),
                seed: name.episodeSeed)
            return PlayedEpisode(
                plan: nobody, opening: "", turns: [],
                failure: .init(
                    kind: error.code.rawValue, message: error.message, isSkipped: true))
        }
        let plan = EpisodePlan(
            id: "\(name)", world: entry.world, task: entry.task, seed: name.episodeSeed)
        return await Generator.play(plan, in: series.worlds[entry.world].world, policy, player)
    }

    private static func play(
        _ plan: EpisodePlan, in world: some World, _ policy: some Policy, _ player: EpisodePlayer
    ) async -> PlayedEpisode {
        await player.play(plan, in: world, by: policy)
    }

    private func rejection(of episode: PlayedEpisode, _ request: Request) -> String? {
        if let failure = episode.failure { return failure.isSkipped ? "skipped" : "failed" }
        if episode.turns.isEmpty { return "failed" }
        if let least = request.leastReward, episode.reward ?? 0 < least { return "reward" }
        return nil
    }

    private func outcome(of episode: PlayedEpisode) -> Outcome {
        let plan = episode.plan
        var details = JSONObject([("kind", .string(plan.task.kind))])
        if let difficulty = plan.task.difficulty { details.append("difficulty", JSON(difficulty)) }
        details.append("policy", .string(policy.name))
        for member in policy.settings { details.append(member.key, member.value) }
        details.append("reward", episode.reward.map { JSON($0) } ?? .null)
        details.append("steps", JSON(episode.turns.count))
        details.append("end", JSON(episode.ending))
        details.append("errors", .array(episode.errors.map(JSON.string)))
        return Outcome(
            episode: episode,
            provenance: Provenance(
                id: plan.id, environment: environment, world: series.worlds[plan.world].name,
                task: plan.task.id, seed: plan.seed, settings: settings, details: details))
    }
}

extension PlayedEpisode {
    /// `terminated`, `truncated` or `unfinished`.
    public var ending: String {
        switch end {
        case .terminated: "terminated"
        case .truncated: "truncated"
        case nil: "unfinished"
        }
    }

    /// What went wrong, a word each: replies without an action, and what ended the episode early.
    public var errors: [String] {
        var errors = turns.filter { !$0.hasAction }.map { _ in "no-action" }
        if let failure { errors.append(failure.kind) }
        if failure == nil, end != .terminated { errors.append(ending) }
        return errors
    }
}
