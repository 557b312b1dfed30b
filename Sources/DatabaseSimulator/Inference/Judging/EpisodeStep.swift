import Environments

/// A recorded statement with its answer.
struct EpisodeStep {
    var statement: String
    var observation: String
    var recorded: RecordedObservation
    /// The observation's index in the dialogue.
    var turn: Int

    init(_ statement: String, _ observation: String, turn: Int) {
        self.statement = statement
        self.observation = observation
        recorded = RecordedObservation(observation)
        self.turn = turn
    }

    /// Whether the record says that the statement ran.
    var succeeded: Bool {
        switch recorded {
        case .rows: true
        case .error, .outOfSync, .other: false
        }
    }
}

/// What one candidate world makes of a step.
struct StepOutcome {
    /// How a candidate world and the record disagree.
    enum Conflict: Int {
        /// They agree, or the world leaves the answer open.
        case none
        /// The statement does not run in this world, for a reason that may lie in its recorded
        /// text.
        case soft
        /// The world answers otherwise.
        case hard
    }
    var judgement: Judgement
    var conflict = Conflict.none
    /// The tables with unknown rows that an answer was explained by or left open by.
    var openTables: Set<String> = []
    /// What the rows that are assumed print, where that is not the record.
    var printed: String?

    /// The record contradicts the world.
    static func contradiction(
        _ note: String, reason: String? = nil, replayed: String? = nil
    ) -> StepOutcome {
        StepOutcome(
            judgement: Judgement(
                .divergent, basis: .predicted, reason: reason, replayed: replayed, note: note),
            conflict: .hard)
    }

    static func open(_ reason: String, _ note: String? = nil) -> StepOutcome {
        StepOutcome(judgement: Judgement(.unverifiable, reason: reason, note: note))
    }
}
