import Dialogues
import Environments
public import JSONTree

/// What came of a run, counted: success, rewards, steps and errors per kind of task, difficulty and
/// diversity, with the settings that reproduce it.
public struct RunReport: Sendable {
    /// Counts over the episodes of a kind of task, or over all.
    public struct Counts: Hashable, Sendable {
        /// The episodes that were played.
        public internal(set) var episodes = 0
        /// Those with the full reward.
        public internal(set) var solved = 0
        /// Those whose task has a grader, and the sum of their rewards.
        public internal(set) var graded = 0
        var rewards = 0.0
        /// The replies in all of them.
        public internal(set) var steps = 0
        /// How often each kind of error occurred.
        public internal(set) var errors: [String: Int] = [:]

        /// The share of graded episodes with the full reward; `nil` of none.
        public var success: Double? { graded > 0 ? Double(solved) / Double(graded) : nil }
        /// The mean reward of graded episodes; `nil` of none.
        public var meanReward: Double? { graded > 0 ? rewards / Double(graded) : nil }
        /// The mean number of replies; `nil` of no episode.
        public var meanSteps: Double? { episodes > 0 ? Double(steps) / Double(episodes) : nil }
    }

    /// All episodes.
    public private(set) var total = Counts()
    /// The episodes of each kind of task.
    public private(set) var kinds: [String: Counts] = [:]
    /// How many episodes were not kept, by reason; tasks that nobody plays are among them.
    public private(set) var rejections: [String: Int] = [:]
    /// How many dialogues were kept.
    public private(set) var kept = 0
    /// How many kept dialogues have tasks of each difficulty.
    public private(set) var difficulties: [Int: Int] = [:]
    private var tasks = Set<UInt64>()
    private var grams = Set<UInt64>()
    private var gramCount = 0
    private let settings: JSONObject

    private static let gramLength = 4
    /// Diversity is measured over so many runs of tokens; more change the figure no more.
    private static let gramLimit = 1_000_000

    /// A report of nothing yet.
    ///
    /// - Parameter settings: what reproduces the run.
    public init(settings: JSONObject = JSONObject()) {
        self.settings = settings
    }

    /// Counts what became of one more place of the series.
    public mutating func add(_ outcome: Generator.Outcome) {
        if let rejection = outcome.rejection { rejections[rejection, default: 0] += 1 }
        let episode = outcome.episode
        guard episode.failure?.isSkipped != true else { return }
        total.add(episode)
        kinds[episode.plan.task.kind, default: Counts()].add(episode)
        guard outcome.dialogue != nil else { return }
        kept += 1
        difficulties[episode.plan.task.difficulty ?? episode.turns.count, default: 0] += 1
        var task = Fingerprint()
        task.add(episode.opening.utf8)
        tasks.insert(task.value)
        for turn in episode.turns where gramCount < RunReport.gramLimit {
            let tokens = Tokens.of(turn.reply)
            for start in 0..<max(0, tokens.count - RunReport.gramLength + 1) {
                var gram = Fingerprint()
                for token in tokens[start..<start + RunReport.gramLength] { gram.add(token) }
                grams.insert(gram.value)
                gramCount += 1
            }
        }
    }

    /// The share of kept dialogues whose task no other has; `nil` of none.
    public var distinctTasks: Double? { kept > 0 ? Double(tasks.count) / Double(kept) : nil }

    /// The share of different ones among all runs of four tokens in replies; `nil` of none.
    public var distinctRuns: Double? {
        gramCount > 0 ? Double(grams.count) / Double(gramCount) : nil
    }

    /// The report as JSON.
    public var json: JSON {
        func sorted(_ counts: [String: Int]) -> JSON {
            .object(JSONObject(counts.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) }))
        }
        var object = JSONObject([("settings", .object(settings))])
        object.append("score", .object(total.json))
        object.append(
            "kinds",
            .object(
                JSONObject(
                    kinds.sorted { $0.key < $1.key }.map { ($0.key, .object($0.value.json)) })))
        object.append("kept", JSON(kept))
        object.append("not_kept", sorted(rejections))
        object.append(
            "difficulty",
            .object(
                JSONObject(
                    difficulties.sorted { $0.key < $1.key }.map { ("\($0.key)", JSON($0.value)) })))
        object.append(
            "diversity",
            [
                "distinct_tasks": distinctTasks.map { JSON($0) } ?? .null,
                "distinct_4_grams": distinctRuns.map { JSON($0) } ?? .null,
            ])
        return .object(object)
    }
}

extension RunReport.Counts {
    mutating func add(_ episode: PlayedEpisode) {
        episodes += 1
        steps += episode.turns.count
        // An episode that its task's grader never saw has earned nothing.
        if let reward = episode.reward ?? (episode.failure == nil ? nil : 0) {
            graded += 1
            rewards += reward
            solved += reward >= 1 ? 1 : 0
        }
        for error in episode.errors { errors[error, default: 0] += 1 }
    }

    var json: JSONObject {
        JSONObject([
            ("episodes", JSON(episodes)), ("solved", JSON(solved)),
            ("success", success.map { JSON($0) } ?? .null),
            ("mean_reward", meanReward.map { JSON($0) } ?? .null),
            ("mean_steps", meanSteps.map { JSON($0) } ?? .null),
            (
                "errors",
                .object(
                    JSONObject(errors.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) }))
            ),
        ])
    }
}
