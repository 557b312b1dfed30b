import Dialogues
import Synthesis

/// What is left out though it is whole: what repeats others, and what stands in held-out data.
struct DialogueScreen {
    private var duplicates: DuplicateFilter?
    private var contamination: ContaminationFilter?
    private let limit: Double
    /// How many dialogues are clean, mixed and dirty; empty without held-out data.
    private(set) var grades: [ContaminationFilter.Grade: Int] = [:]

    init(_ options: FilterOptions) throws(SynthesisError) {
        limit = options.maxContamination
        switch options.duplicates {
        case .keep: duplicates = nil
        case .exact: duplicates = DuplicateFilter()
        case .near: duplicates = DuplicateFilter(nearness: options.nearness)
        }
        guard !options.holdOut.isEmpty else { return }
        var filter = ContaminationFilter()
        for path in options.holdOut { try filter.hold(out: path) }
        contamination = filter
    }

    /// A word for why a dialogue is left out; `nil` if it is not.
    mutating func rejection(of dialogue: Dialogue) -> String? {
        if let contamination {
            let rate = contamination.rate(of: dialogue)
            grades[ContaminationFilter.Grade(rate: rate), default: 0] += 1
            if rate > limit { return "contaminated" }
        }
        switch duplicates?.look(at: dialogue) {
        case .exact?: return "duplicate"
        case .near?: return "near-duplicate"
        case .new?, nil: return nil
        }
    }
}
