/// What dialogues show of a room that is the same in every game played in it: which receptacles
/// have doors, and which are side by side.
///
/// What lies in the receptacles is another matter. Games that open alike share the room and not the
/// things in it: of 276 pairs of published games with the same opening 274 agree on all doors and
/// 268 on all places, and none on all contents.
struct FloorPlan: Hashable {
    /// One fact.
    enum Fact: Hashable {
        case door(House.Index)
        /// Two receptacles, the smaller number first.
        case beside(House.Index, House.Index)
    }

    /// Whether a fact holds, and which observation settled it.
    struct Finding: Hashable {
        var holds: Bool
        var turn: Int
        /// The place among dialogues of the one that found it.
        var dialogue = 0
    }

    private(set) var findings: [Fact: Finding] = [:]

    /// Takes in what all possible houses of a dialogue agree on after a turn.
    mutating func learn(from houses: [InferredHouse], turn: Int) {
        guard let first = houses.first else { return }
        func add(_ fact: Fact, _ knowledge: (InferredHouse) -> Knowledge) {
            guard findings[fact] == nil else { return }
            let known = knowledge(first)
            guard known != .unknown, houses.dropFirst().allSatisfy({ knowledge($0) == known })
            else { return }
            findings[fact] = Finding(holds: known == .yes, turn: turn)
        }
        for receptacle in first.receptacles
        where Furniture.door(of: first.names.receptacleClasses[Int(receptacle)]) == .sometimes {
            add(.door(receptacle)) { $0.doors[Int(receptacle)] }
        }
        guard let here = first.here else { return }
        for other in first.receptacles where other != here {
            add(.beside(min(here, other), max(here, other))) { $0.isBeside(here, other) }
        }
    }

    /// A plan of what several dialogues show and none denies.
    static func consensus(of plans: [(dialogue: Int, plan: FloorPlan)]) -> FloorPlan {
        var consensus = FloorPlan()
        var disputed: Set<Fact> = []
        for (dialogue, plan) in plans {
            for (fact, var finding) in plan.findings where !disputed.contains(fact) {
                finding.dialogue = dialogue
                guard let known = consensus.findings[fact] else {
                    consensus.findings[fact] = finding
                    continue
                }
                if known.holds != finding.holds {
                    consensus.findings[fact] = nil
                    disputed.insert(fact)
                }
            }
        }
        return consensus
    }

    /// What this plan says otherwise than another does, in a fixed order.
    func disputes(with other: FloorPlan) -> [(fact: Fact, own: Finding, other: Finding)] {
        findings.compactMap { fact, own in
            guard let other = other.findings[fact], other.holds != own.holds else { return nil }
            return (fact, own, other)
        }.sorted { $0.fact.order < $1.fact.order }
    }
}

extension FloorPlan.Fact {
    fileprivate var order: (Int, Int) {
        switch self {
        case .door(let receptacle): (-1, Int(receptacle))
        case .beside(let first, let second): (Int(first), Int(second))
        }
    }

    /// `cabinet 1 has a door`.
    func words(_ names: [String], holds: Bool) -> String {
        switch self {
        case .door(let receptacle):
            "\(names[Int(receptacle)]) has \(holds ? "a" : "no") door"
        case .beside(let first, let second):
            "\(names[Int(first)]) is \(holds ? "" : "not ")beside \(names[Int(second)])"
        }
    }
}

extension InferredHouse {
    /// Takes the facts of a plan for known, as far as they can be.
    mutating func assume(_ plan: FloorPlan) {
        for (fact, finding) in plan.findings.sorted(by: { $0.key.order < $1.key.order }) {
            switch fact {
            case .door(let receptacle): _ = assume(.door(receptacle), finding.holds)
            case .beside(let first, let second):
                _ = assume(first, isBeside: second, finding.holds)
            }
        }
    }
}
