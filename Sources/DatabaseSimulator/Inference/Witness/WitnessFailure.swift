/// Why rows that explain an answer were not found; it proves nothing about the answer.
enum WitnessFailure: Error, Hashable {
    /// The statement has a shape that the search does not know.
    case unsupported(String)
    /// This way of choosing rows contradicts itself.
    case contradiction
    /// The search has used up its tries.
    case budget
}

/// The choices that one attempt at a witness makes.
struct WitnessOptions: Hashable {
    /// How rows that came out equal are treated.
    enum Merging: Hashable {
        case none
        /// One of each, in all tables.
        case all
        /// One of each, in all tables but one of the statement, counted from the last.
        case allBut(Int)
    }
    var merging = Merging.none
    /// Whether `x = (SELECT MAX(x) …)` gets a row of its own for the extreme.
    var realisesExtremes = false
    /// Whether conditions that are counted in one group exclude each other.
    var separatesCounts = false
    /// Which of several solutions for aggregates is taken.
    var solution = 0
    /// Whether cells that only sort, and any that are left over, are NULL.
    var leavesNull = false
    /// Whether the outer side of LEFT JOIN has no row.
    var omitsOptional = false
    /// Whether rows are stored in the opposite order of the answer.
    var reverses = false
    /// Whether large counts come from crossing rows of two tables.
    var crosses = true
    /// Whether rows that one statement asks for serve the others too, where they fit.
    var reuses = false
    /// What rows have in columns that nothing is asked of.
    var padding = Padding.nothing

    enum Padding: Hashable {
        case nothing
        /// Numbers, or days, that stand behind most others.
        case numbers
        /// Texts that stand behind most others.
        case texts
        /// A row of which nothing is asked at all repeats the one before.
        case repetition

        /// A value of its own for a column that has others.
        func value(_ number: Int, like model: WitnessValue?) -> WitnessValue {
            switch (self, model) {
            case (_, .date): .date(ofDay: number % 10_000, from: 2400)
            case (.texts, _): .text("zz\(number)")
            default: .integer(Int64(number))
            }
        }
    }
}
