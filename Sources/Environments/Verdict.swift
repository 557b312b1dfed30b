/// What replay says of a recorded observation.
public enum Verdict: String, CaseIterable, Hashable, Sendable {
    /// Executing the recorded action gave the identical text.
    case exact
    /// It differs only in what the original leaves unspecified; the reason is named.
    case equivalent
    /// The simulator says otherwise.
    case divergent
    /// No world can be had that decides it; the reason is named.
    case unverifiable
}

/// What a verdict rests on.
public enum Basis: String, CaseIterable, Hashable, Sendable {
    /// A world was given.
    case supplied
    /// The world inferred from earlier turns of the same dialogue already fixed this answer.
    case predicted
    /// Other dialogues of the same run already fixed this answer.
    case pooled
    /// The observation added facts to the inferred world, in which the action then printed it.
    case explained
}

/// The verdict on one observation.
public struct Judgement: Hashable, Sendable {
    /// What is said of the observation.
    public var verdict: Verdict
    /// What that rests on; `nil` for what is unverifiable.
    public var basis: Basis?
    /// A word for why, such as `row-order` or `unknown-rows`.
    public var reason: String?
    /// The action as the reply format understood it; `nil` if it found none.
    public var action: String?
    /// What executing the action printed, where that differs from the record.
    public var replayed: String?
    /// A sentence for people: the proof, or the earlier observation that is contradicted.
    public var note: String?

    /// States a verdict.
    public init(
        _ verdict: Verdict, basis: Basis? = nil, reason: String? = nil, action: String? = nil,
        replayed: String? = nil, note: String? = nil
    ) {
        self.verdict = verdict
        self.basis = basis
        self.reason = reason
        self.action = action
        self.replayed = replayed
        self.note = note
    }
}

/// Something to know about a reply of a true record: an agent's mistake is no divergence.
///
/// For instance an answer that was not offered, or a thought that belongs elsewhere.
public struct Remark: Hashable, Sendable {
    /// A word for what it is, such as `answer-not-offered`.
    public var code: String
    /// The reply's index in the dialogue's list of messages.
    public var turn: Int
    /// A sentence for people: the evidence.
    public var note: String

    /// Makes a remark on a reply.
    public init(_ code: String, turn: Int, note: String) {
        self.code = code
        self.turn = turn
        self.note = note
    }
}
