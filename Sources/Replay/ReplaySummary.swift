public import Environments

/// Counts over replayed dialogues.
public struct ReplayCounts: Hashable, Sendable {
    /// The dialogues.
    public private(set) var dialogues = 0
    /// Their live observations.
    public private(set) var observations = 0
    /// How often each verdict was given, with the reasons that came with it.
    public private(set) var verdicts: [Verdict: VerdictCount] = [:]
    /// How many verdicts rest on each basis.
    public private(set) var bases: [Basis: Int] = [:]

    /// How many dialogues prove which engine recorded them, where that can be told.
    public private(set) var engines: [String: Int] = [:]
    /// The dialogues that prove one engine, by its name, in the order of the run.
    public private(set) var proofs: [String: [String]] = [:]
    /// How often each remark was made.
    public private(set) var remarks: [String: Int] = [:]
    /// What stands for an engine where a dialogue proves none.
    static let anyEngine = "either"

    /// How many rewards were recomputed.
    public private(set) var rewards = 0
    private var rewardSum = 0.0

    /// The mean of the recomputed rewards; `nil` if there is none.
    public var meanReward: Double? { rewards > 0 ? rewardSum / Double(rewards) : nil }

    /// The remarks, the most frequent first, equals in alphabetical order.
    public var rankedRemarks: [(code: String, count: Int)] {
        remarks.map { (code: $0.key, count: $0.value) }
            .sorted { $0.count != $1.count ? $0.count > $1.count : $0.code < $1.code }
    }

    /// How often one verdict was given.
    public struct VerdictCount: Hashable, Sendable {
        /// How often.
        public internal(set) var count = 0
        /// How often for each reason, where one was given.
        public internal(set) var reasons: [String: Int] = [:]

        /// The reasons, the most frequent first, equals in alphabetical order.
        public var rankedReasons: [(reason: String, count: Int)] {
            reasons.map { (reason: $0.key, count: $0.value) }
                .sorted { $0.count != $1.count ? $0.count > $1.count : $0.reason < $1.reason }
        }
    }

    /// Counts of nothing yet.
    public init() {}

    /// How often a verdict was given.
    public func count(of verdict: Verdict) -> Int { verdicts[verdict]?.count ?? 0 }

    /// Counts one more dialogue.
    public mutating func add(_ dialogue: ReplayedDialogue) {
        dialogues += 1
        observations += dialogue.observations.count
        if let engine = dialogue.engine {
            engines[engine, default: 0] += 1
            if engine != Self.anyEngine { proofs[engine, default: []].append(dialogue.id) }
        }
        if let reward = dialogue.reward {
            rewards += 1
            rewardSum += reward
        }
        for remark in dialogue.remarks { remarks[remark.code, default: 0] += 1 }
        for observation in dialogue.observations {
            let judgement = observation.judgement
            verdicts[judgement.verdict, default: VerdictCount()].count += 1
            if let reason = judgement.reason {
                verdicts[judgement.verdict]?.reasons[reason, default: 0] += 1
            }
            if let basis = judgement.basis { bases[basis, default: 0] += 1 }
        }
    }
}

/// What replay found in all dialogues of a run.
public struct ReplaySummary: Hashable, Sendable {
    /// Over all environments.
    public private(set) var total = ReplayCounts()
    /// Environment by environment.
    public private(set) var environments: [EnvironmentIdentifier: ReplayCounts] = [:]
    /// General conversations, which belong to no environment.
    public private(set) var skipped = 0

    /// A summary of nothing yet.
    public init() {}

    /// Counts one more dialogue.
    public mutating func add(_ dialogue: ReplayedDialogue) {
        total.add(dialogue)
        environments[dialogue.environment, default: ReplayCounts()].add(dialogue)
    }

    /// Counts one more general conversation.
    public mutating func addSkipped() { skipped += 1 }

    /// Whether no observation diverges.
    public var isTrue: Bool { total.count(of: .divergent) == 0 }
}
