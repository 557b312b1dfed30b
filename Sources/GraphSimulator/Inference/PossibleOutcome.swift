/// One way in which a reply can be answered, by the rules and what is known.
struct PossibleOutcome {
    /// What is printed.
    enum Text {
        /// This text.
        case fixed(String)
        /// These names, in an order that the original leaves open.
        case known(KnownFacts.Listing)
        /// Names that are not known yet.
        case listing(ListingKey)
        /// A variable of a type that is not known yet.
        case announcement(relation: String)
    }

    var text: Text
    /// The variable that is made.
    var variable: Variable?
    /// What this way takes for granted beyond what is known.
    var lessons: [KnownFacts.Lesson] = []
    /// Whether a call succeeds.
    var isSuccess: Bool
    /// The arguments that the last call wrote, afterwards.
    var lastArguments: [String]?
}
