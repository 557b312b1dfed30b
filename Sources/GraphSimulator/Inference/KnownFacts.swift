/// What the observations of a dialogue have said about its graph so far, each with the turn that
/// said it.
///
/// Absent is unknown. Names of the question stand for their entities: which ids they have is not
/// said.
struct KnownFacts: Hashable, Sendable {
    /// A listing that was printed.
    struct Listing: Hashable, Sendable {
        var names: [String]
        var turn: Int
    }

    /// Listings, by what they are of.
    var listings: [ListingKey: Listing] = [:]
    /// Properties that could be used though the dialogue never listed them: the original's cache
    /// of listings outlives its episodes.
    var used: [ListingKey: [String: Int]] = [:]
    /// Whether a name of the question stands for something that the tools take.
    var usability: [String: Usability] = [:]
    /// Where relations lead, if no ontology says so.
    var ranges: [String: Range] = [:]

    struct Usability: Hashable, Sendable {
        var isUsable: Bool
        var turn: Int
    }

    struct Range: Hashable, Sendable {
        var type: String
        var turn: Int
    }

    /// One thing that an observation says.
    enum Lesson: Hashable, Sendable {
        case listing(ListingKey, [String])
        case use(ListingKey, String)
        case usability(String, Bool)
        case range(String, String)
    }

    mutating func learn(_ lesson: Lesson, turn: Int) {
        switch lesson {
        case .listing(let key, let names): listings[key] = Listing(names: names, turn: turn)
        case .use(let key, let property): used[key, default: [:]][property] = turn
        case .usability(let name, let isUsable):
            if usability[name] == nil {
                usability[name] = Usability(isUsable: isUsable, turn: turn)
            }
        case .range(let relation, let type): ranges[relation] = Range(type: type, turn: turn)
        }
    }

    /// Why a listing cannot be, by what earlier observations said; `nil` if it can.
    func contradiction(of names: [String], in key: ListingKey) -> String? {
        for (property, turn) in (used[key] ?? [:]).sorted(by: { $0.key < $1.key })
        where !names.contains(property) {
            return "turn \(turn) used \(property), which is not listed"
        }
        for (other, listing) in listings.sorted(by: { $0.value.turn < $1.value.turn })
        where other.kind == key.kind {
            if key.program.isWithin(other.program),
                let extra = names.first(where: { !listing.names.contains($0) })
            {
                return "turn \(listing.turn) listed a larger set, without \(extra)"
            }
            if other.program.isWithin(key.program),
                let missing = listing.names.first(where: { !names.contains($0) })
            {
                return "turn \(listing.turn) listed \(missing) of a smaller set"
            }
        }
        return nil
    }
}

extension Program {
    /// Whether the members of this program are provably members of another, whatever the graph.
    fileprivate func isWithin(_ other: Program) -> Bool {
        guard self != other, hasMembers, other.hasMembers, extremumCount == 0,
            other.extremumCount == 0, other.entities.isSubset(of: entities)
        else { return false }
        return spellsPart(of: other)
    }

    private func spellsPart(of other: Program) -> Bool {
        if self == other { return true }
        if case .intersection(let first, let second) = other {
            return spellsPart(of: first) && spellsPart(of: second)
        }
        switch self {
        case .intersection(let first, let second):
            return first.spellsPart(of: other) || second.spellsPart(of: other)
        case .join(let property, let inner):
            guard case .join(property, let otherInner) = other else { return false }
            return inner.spellsPart(of: otherInner)
        case .entity, .count, .extremum: return false
        }
    }
}
