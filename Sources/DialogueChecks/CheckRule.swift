/// A rule that dialogues are held to.
public struct CheckRule: Hashable, Sendable {
    /// How bad it is to break a rule.
    public enum Severity: String, CaseIterable, Hashable, Sendable, Comparable {
        /// Good to know.
        case note
        /// Training or replay may go wrong.
        case warning
        /// The dialogue is not what it must be.
        case error

        /// Whether one is less bad than another.
        public static func < (left: Severity, right: Severity) -> Bool {
            left.rank < right.rank
        }

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    /// The name, for options and reports: it never changes.
    public var id: String
    /// How bad it is to break the rule.
    public var severity: Severity
    /// What must hold, as a sentence.
    public var summary: String
    /// Why, what breaks it, and what to do.
    public var explanation: String
    /// Whether the mend is certain, so that `--fix` makes it.
    public var isMendable: Bool

    /// A rule whose words ``RuleTexts`` has.
    init(_ id: String, _ severity: Severity, isMendable: Bool = false) {
        let text = RuleTexts.text(of: id)
        self.id = id
        self.severity = severity
        self.isMendable = isMendable
        summary = text.summary
        explanation = text.explanation
    }

    /// The rule of an id.
    public static func named(_ id: String) -> CheckRule? { all.first { $0.id == id } }

    /// All rules, those of rows first.
    public static let all: [CheckRule] = rows + replies + episodes + texts + losses + datasets
}
