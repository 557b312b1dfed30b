import Environments

/// The id of a task.
enum TaskName: Hashable {
    /// `synthetic:17`: a goal by its place; `synthetic:17<50` fixes its price cap.
    case goal(GoalKind, place: Int, cap: PriceCap?)
    /// `synthetic:*`: a goal drawn by weight with the episode's seed.
    case drawn(GoalKind)
    /// `derived:7:0`: a goal made from the catalog.
    case derived(DerivedTask)
    /// `said:…`: an instruction of which only its words are known.
    case said(String)

    init?(_ id: String) {
        if let task = DerivedTask(id: id) {
            self = .derived(task)
            return
        }
        guard let colon = id.firstIndex(of: ":") else { return nil }
        let rest = String(id[id.index(after: colon)...])
        if id[..<colon] == "said" {
            self = .said(rest)
            return
        }
        guard let kind = GoalKind(rawValue: String(id[..<colon])) else { return nil }
        if rest == "*" {
            self = .drawn(kind)
            return
        }
        let parts = rest.split(separator: "<", omittingEmptySubsequences: false)
        guard parts.count <= 2, let place = Int(parts[0]), place >= 0 else { return nil }
        guard parts.count == 2 else {
            self = .goal(kind, place: place, cap: nil)
            return
        }
        if parts[1] == "none" {
            self = .goal(kind, place: place, cap: PriceCap.none)
        } else {
            guard let cap = Int(parts[1]), cap > 0 else { return nil }
            self = .goal(kind, place: place, cap: .dollars(Double(cap)))
        }
    }

    /// The refusal of an id, which says what tasks are called.
    static func unknown(_ id: String) -> EnvironmentError {
        EnvironmentError(
            .unknownTask,
            "no task \(id); there are synthetic:N and human:N with N from 0 on (synthetic:N<50 caps "
                + "the price at 50 dollars, synthetic:N<none not at all), synthetic:* which the "
                + "seed draws, derived:SEED:N, and said:WORDS which nobody scores")
    }

    /// Whether an id that names no task has the form of one.
    static func resembles(_ id: String) -> Bool {
        guard let colon = id.firstIndex(of: ":") else { return false }
        let kind = String(id[..<colon])
        return GoalKind(rawValue: kind) != nil || ["derived", "said"].contains(kind)
    }

    /// The id of a goal with a cap.
    static func id(_ kind: GoalKind, _ place: Int, cap: PriceCap? = nil) -> String {
        let name = "\(kind.rawValue):\(place)"
        switch cap {
        case nil: return name
        case PriceCap.none?: return name + "<none"
        case .dollars(let dollars)?: return name + "<\(Int(dollars))"
        }
    }
}
