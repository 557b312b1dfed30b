import Environments

/// What an inferred shop does not know, by name.
struct MissingFact: Hashable {
    /// What kind of thing is unknown; each begins its sentence.
    enum Kind: String, CaseIterable {
        case listing = "which products are found by "
        case options = "the options of "
        case groups = "where the option groups begin of "
        case description = "the description of "
        case features = "the features of "
        case hidden = "what pages never show of "
        case product = "the product "
        case reward = "the reward: "
        case goal = "what the goal wants beyond its words, for the reward of "
    }

    var kind: Kind
    /// Of what.
    var subject: String

    init(_ kind: Kind, of subject: String) {
        self.kind = kind
        self.subject = subject
    }

    /// What is unknown, in words.
    var text: String { kind.rawValue + subject }

    private static let ending = ", which no page of the record shows"

    /// The refusal to say more than is known.
    var error: EnvironmentError { EnvironmentError(.unknown, text + Self.ending) }

    /// What a refusal was for; `nil` if it is one of another kind.
    init?(_ error: EnvironmentError) {
        guard error.code == .unknown,
            let kind = Kind.allCases.first(where: { error.message.hasPrefix($0.rawValue) }),
            error.message.hasSuffix(Self.ending)
        else { return nil }
        self.init(
            kind,
            of: String(error.message.dropFirst(kind.rawValue.count).dropLast(Self.ending.count)))
    }
}
