import Environments

/// Judges a recorded dialogue in the graph that it implies itself.
///
/// Numbers, types and refusals follow from the rules, so they are predicted; what a listing holds
/// for the first time is a fact that it adds, once everything that the rules say about it has been
/// checked.
struct DialogueJudge {
    private let episode: RecordedEpisode
    private let version: GraphVersion
    private let ontology: Graph?
    private let names: QuestionNames
    private(set) var facts = KnownFacts()
    private var variables: [Variable] = []
    private var lastArguments: [String]?
    private var rounds = 0
    /// The index of the reply that ended the episode.
    private var ending: Int?
    private var answer: Variable?

    /// What other dialogues say of something that an observation says first.
    enum Witness {
        /// The dialogue of this id says the same.
        case agrees(String)
        /// Another says otherwise; both sides in words.
        case contradicts(String)
    }

    /// Asks the other dialogues of a pool.
    var witnesses: (KnownFacts.Lesson) -> Witness? = { _ in nil }

    init(episode: RecordedEpisode, version: GraphVersion, ontology: Graph?) {
        self.episode = episode
        self.version = version
        self.ontology = ontology
        names = QuestionNames(message: episode.task)
    }

    /// The judgements on all observations, and what is known of the end.
    mutating func judgement() -> EpisodeJudgement {
        var result = EpisodeJudgement(judgements: [])
        for turn in episode.turns {
            let judgement = judge(turn)
            if turn.observation != nil { result.judgements.append(judgement) }
        }
        judgeEnd(&result)
        return result
    }

    private mutating func judge(_ turn: RecordedEpisode.Turn) -> Judgement {
        let reply = TextReply(message: turn.reply)
        let action = reply.bareAction
        if let ending {
            return Judgement(
                .divergent, basis: .predicted, action: action,
                note: "the episode ended with the reply before turn \(ending)")
        }
        rounds += 1
        let isLast = rounds >= GraphEnvironment.roundLimit
        defer { if isLast { ending = ending ?? turn.index } }
        switch reply {
        case .none:
            return judge(turn, action, [fixed(ObservationText.noAction)])
        case .answer(let index):
            guard variables.indices.contains(index) else {
                return judge(turn, action, [fixed(ObservationText.invalidVariable)])
            }
            ending = turn.index
            answer = variables[index]
            return Judgement(
                .divergent, basis: .predicted, action: action,
                note: "the episode ends with this reply")
        case .action(let line):
            let calls =
                version == .corrected
                ? ActionCall.wholeCalls(in: line) : ActionCall.calls(in: line)
            let search = OutcomeSearch(
                version: version, ontology: ontology, names: names, facts: facts,
                variables: variables)
            return judge(
                turn, action, search.outcomes(of: calls, lastArguments: lastArguments))
        }
    }

    private func fixed(_ text: String) -> PossibleOutcome {
        PossibleOutcome(text: .fixed(text), isSuccess: false, lastArguments: lastArguments)
    }

    // MARK: Comparing

    /// How a recorded text fits an outcome.
    private struct Fit {
        var outcome: PossibleOutcome
        /// What the text says that was not known.
        var lessons: [KnownFacts.Lesson]
        var replayed: String?
        var note: String?
    }

    private enum Comparison {
        case fits(Fit)
        case differs(note: String?)
    }

    /// Judges an observation against the ways in which the reply can be answered.
    private mutating func judge(
        _ turn: RecordedEpisode.Turn, _ action: String?, _ outcomes: [PossibleOutcome]
    ) -> Judgement {
        guard let recorded = turn.observation else {
            return Judgement(.exact, action: action)
        }
        var note: String?
        for outcome in outcomes {
            switch compare(recorded, with: outcome) {
            case .fits(let fit): return accept(fit, among: outcomes, turn, action)
            case .differs(let reason): note = note ?? reason
            }
        }
        return diverge(recorded, outcomes, action, note: note)
    }

    private mutating func accept(
        _ fit: Fit, among outcomes: [PossibleOutcome], _ turn: RecordedEpisode.Turn,
        _ action: String?
    ) -> Judgement {
        let lessons = fit.outcome.lessons + fit.lessons
        for lesson in lessons { facts.learn(lesson, turn: turn.index) }
        if var variable = fit.outcome.variable {
            for case .range(_, let type) in fit.lessons { variable.type = type }
            variables.append(variable)
        }
        lastArguments = fit.outcome.lastArguments
        let isPredicted = outcomes.count == 1 && lessons.isEmpty
        let (isPooled, finding) = asked(of: lessons)
        let isContradicted = finding != nil && !isPooled
        return Judgement(
            fit.replayed == nil ? .exact : .equivalent,
            basis: isPredicted ? .predicted : isPooled ? .pooled : .explained,
            reason: fit.replayed != nil ? "set-order" : isContradicted ? "contradicted" : nil,
            action: action, replayed: fit.replayed,
            note: fit.note ?? finding ?? (isPredicted ? nil : note(on: lessons)))
    }

    /// Whether other dialogues say all of this, and what they say against it.
    private func asked(
        of lessons: [KnownFacts.Lesson]
    ) -> (isPooled: Bool, finding: String?) {
        var agreeing: [String] = []
        for lesson in lessons {
            switch witnesses(lesson) {
            case .agrees(let id): agreeing.append(id)
            case .contradicts(let statement): return (false, statement)
            case nil: break
            }
        }
        guard !lessons.isEmpty, agreeing.count == lessons.count else { return (false, nil) }
        return (true, "\(agreeing[0]) says the same")
    }

    /// Says which part of an observation was new.
    private func note(on lessons: [KnownFacts.Lesson]) -> String {
        guard !lessons.isEmpty else {
            return "new: that no other episode had listed it, or that it is none of its relations"
        }
        let parts = lessons.map { lesson in
            switch lesson {
            case .listing(let key, let names):
                "the \(names.count) \(key.kind == .relations ? "relations" : "attributes") of "
                    + key.program.description
            case .use(_, let property): "\(property), which another episode must have listed"
            case .usability(let name, true): "that \(name) can be used"
            case .usability(let name, false): "that \(name) cannot be used"
            case .range(let relation, let type): "that \(relation) leads to \(type)"
            }
        }
        return "new: " + parts.joined(separator: "; ")
    }

    /// After a false observation the rules go on as if the true one had been printed.
    private mutating func diverge(
        _ recorded: String, _ outcomes: [PossibleOutcome], _ action: String?, note: String?
    ) -> Judgement {
        let saysFailure = recorded.contains("cannot be executed")
        let likely = outcomes.first { $0.isSuccess != saysFailure } ?? outcomes.first
        if let likely {
            if let variable = likely.variable { variables.append(variable) }
            lastArguments = likely.lastArguments
        }
        var replayed: String?
        switch likely?.text {
        case .fixed(let text): replayed = text
        case .known(let listing): replayed = ObservationText.listing(listing.names)
        case .listing, .announcement, nil: break
        }
        return Judgement(
            .divergent, basis: outcomes.count == 1 ? .predicted : .explained, action: action,
            replayed: replayed, note: note)
    }

    private func compare(_ recorded: String, with outcome: PossibleOutcome) -> Comparison {
        switch outcome.text {
        case .fixed(let text):
            return recorded.isIdentical(to: text)
                ? .fits(Fit(outcome: outcome, lessons: [])) : .differs(note: nil)
        case .known(let listing):
            let text = ObservationText.listing(listing.names)
            if recorded.isIdentical(to: text) { return .fits(Fit(outcome: outcome, lessons: [])) }
            let contradiction = "turn \(listing.turn) lists the same set"
            guard let names = ObservationText.names(inListing: recorded),
                names.sorted() == listing.names.sorted()
            else { return .differs(note: contradiction) }
            return .fits(
                Fit(outcome: outcome, lessons: [], replayed: text, note: contradiction))
        case .listing(let key):
            guard let names = ObservationText.names(inListing: recorded) else {
                return .differs(note: nil)
            }
            if let fault = fault(in: names, of: key) { return .differs(note: fault) }
            return .fits(Fit(outcome: outcome, lessons: [.listing(key, names)]))
        case .announcement(let relation):
            guard let type = ObservationText.type(in: recorded, index: variables.count),
                ListedName.isWellFormed(type)
            else { return .differs(note: nil) }
            return .fits(Fit(outcome: outcome, lessons: [.range(relation, type)]))
        }
    }

    /// Why a first listing cannot be true.
    private func fault(in names: [String], of key: ListingKey) -> String? {
        if Set(names).count < names.count { return "a name is listed twice" }
        for name in names where !ListedName.isWellFormed(name) {
            return "\(name) is no name of a property"
        }
        if let ontology,
            let foreign = names.first(where: { !ontology.isListable($0, as: key.kind) })
        {
            let word = key.kind == .relations ? "relation" : "attribute"
            return "\(foreign) is no \(word) of the ontology"
        }
        return facts.contradiction(of: names, in: key)
    }

    // MARK: The end

    /// States what the dialogue proves about its score.
    private func judgeEnd(_ result: inout EpisodeJudgement) {
        guard let answer else {
            result.noteMissingAnswer(rounds: rounds)
            return
        }
        guard answer.program.isBadlyFormed else { return }
        result.reward = 0
        result.addToLast(
            "bad-query", "the answer's query is malformed, and the original fails on it")
    }
}

extension EpisodeJudgement {
    /// States that a dialogue ends without an answer: then the original predicts nothing, and
    /// nothing scores 0.
    mutating func noteMissingAnswer(rounds: Int) {
        let isOver = rounds >= GraphEnvironment.roundLimit
        if isOver { reward = 0 }
        addToLast(
            "no-answer",
            isOver
                ? "the dialogue runs out of rounds without an answer: its score is 0"
                : "the dialogue ends without an answer")
    }

    fileprivate mutating func addToLast(_ reason: String, _ note: String) {
        guard let last = judgements.indices.last else { return }
        judgements[last].reason = judgements[last].reason ?? reason
        judgements[last].note =
            [judgements[last].note, note].compactMap { $0 }.joined(separator: "; ")
    }
}

/// The form of names of properties and types.
enum ListedName {
    /// Letters, digits, `_`, `-` and dots, of which there is one at least; or `null`, which
    /// Freebase's vocabulary holds.
    static func isWellFormed(_ name: String) -> Bool {
        if name == "null" { return true }
        var dots = 0
        var previous = UInt8(ascii: ".")
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                break
            case UInt8(ascii: "."):
                if previous == byte { return false }
                dots += 1
            default: return false
            }
            previous = byte
        }
        return dots > 0 && previous != UInt8(ascii: ".")
    }
}
