import Environments

/// What dialogues that open in the same room say together: a floor plan for each opening.
///
/// That equal openings mean equal rooms is likely and not proved, so a dialogue that contradicts
/// the others is no false one for it.
struct HousePool: EpisodePool {
    private let version: BehaviorVersion
    private let generation: TextGeneration
    private let ids: [String]
    /// What each dialogue shows by itself; `nil` for what is no dialogue in a house.
    private let plans: [FloorPlan?]
    /// The dialogues of each room.
    private let rooms: [Room: [Int]]

    /// What tells rooms apart: all their receptacles.
    private struct Room: Hashable {
        var surroundings: String
    }

    init(_ episodes: [RecordedEpisode], _ version: BehaviorVersion, _ generation: TextGeneration) {
        self.version = version
        self.generation = generation
        ids = episodes.map(\.id)
        plans = episodes.map { HousePool.plan(of: $0, version, generation) }
        var rooms: [Room: [Int]] = [:]
        for (number, episode) in episodes.enumerated() where plans[number] != nil {
            guard let opening = Opening(episode.task) else { continue }
            rooms[Room(surroundings: opening.surroundings), default: []].append(number)
        }
        self.rooms = rooms
    }

    /// What a dialogue shows by itself, up to the first observation that cannot be.
    private static func plan(
        of episode: RecordedEpisode, _ version: BehaviorVersion, _ generation: TextGeneration
    ) -> FloorPlan? {
        guard var verifier = EpisodeVerifier(episode, version, generation) else { return nil }
        var plan = FloorPlan()
        for turn in episode.turns {
            guard let judgement = verifier.judge(turn), judgement.verdict == .exact else { break }
            plan.learn(from: verifier.houses, turn: turn.index)
        }
        return plan
    }

    private func companions(of number: Int, _ opening: Opening) -> [(
        dialogue: Int, plan: FloorPlan
    )] {
        (rooms[Room(surroundings: opening.surroundings)] ?? []).filter { $0 != number }
            .compactMap { other in plans[other].map { (other, $0) } }
    }

    func judge(_ episode: RecordedEpisode, number: Int) -> EpisodeJudgement {
        guard let opening = Opening(episode.task),
            var alone = EpisodeVerifier(episode, version, generation)
        else { return Household().undecidedOpening(of: episode) }
        let companions = companions(of: number, opening)
        let consensus = FloorPlan.consensus(of: companions)
        var together: EpisodeVerifier? = alone
        together?.assume(consensus)
        var own = FloorPlan()
        var result = EpisodeJudgement(judgements: [])
        for turn in episode.turns {
            let other = together?.judge(turn)
            guard var judgement = alone.judge(turn) else { continue }
            own.learn(from: alone.houses, turn: turn.index)
            if let other, judgement.verdict == .exact {
                if other.verdict == .divergent {
                    judgement.reason = "contradicted"
                    judgement.note =
                        dispute(own, consensus, alone.receptacles)
                        ?? dispute(episode, upTo: turn, companions)
                    together = nil
                } else if judgement.basis == .explained, other.basis == .predicted {
                    judgement.basis = .pooled
                    judgement.note = witness(turn, alone, consensus)
                }
            }
            result.judgements.append(judgement)
        }
        result.reward = alone.reward
        return result
    }

    /// Says which dialogue says otherwise of a fact.
    private func dispute(
        _ own: FloorPlan, _ consensus: FloorPlan, _ names: [String]
    ) -> String? {
        guard let (fact, mine, other) = own.disputes(with: consensus).first else { return nil }
        return "\(ids[other.dialogue]), turn \(other.turn) says that "
            + "\(fact.words(names, holds: other.holds)), and turn \(mine.turn) here that "
            + fact.words(names, holds: mine.holds)
    }

    /// Says with which dialogue an observation cannot be, though no single fact is denied.
    private func dispute(
        _ episode: RecordedEpisode, upTo last: RecordedEpisode.Turn,
        _ companions: [(dialogue: Int, plan: FloorPlan)]
    ) -> String {
        for (dialogue, plan) in companions {
            guard var verifier = EpisodeVerifier(episode, version, generation) else { break }
            verifier.assume(plan)
            for turn in episode.turns where turn.index <= last.index {
                if verifier.judge(turn)?.verdict == .divergent {
                    return "\(ids[dialogue]) shows a room in which this could not be answered so"
                }
            }
        }
        return "other dialogues together show a room in which this could not be answered so"
    }

    /// Says which dialogue says the same.
    private func witness(
        _ turn: RecordedEpisode.Turn, _ verifier: EpisodeVerifier, _ consensus: FloorPlan
    ) -> String {
        guard let receptacle = turn.observation.flatMap(verifier.receptacle(in:)),
            let finding = consensus.findings[.door(receptacle)]
        else { return "other dialogues of this room fix it" }
        return "\(ids[finding.dialogue]), turn \(finding.turn) says the same: "
            + FloorPlan.Fact.door(receptacle).words(verifier.receptacles, holds: finding.holds)
    }

    var contradictions: [String] {
        var lines: [String] = []
        for (room, numbers) in rooms.sorted(by: { $0.value.lexicographicallyPrecedes($1.value) }) {
            let names = NameRegister.receptacles(in: room.surroundings) ?? []
            for (place, number) in numbers.enumerated() {
                guard let plan = plans[number] else { continue }
                // Each dialogue is held against the first before it that says otherwise.
                var told: Set<FloorPlan.Fact> = []
                for earlier in numbers[..<place] {
                    for (fact, later, first) in plan.disputes(with: plans[earlier] ?? FloorPlan())
                    where told.insert(fact).inserted {
                        lines.append(
                            "\(ids[earlier]), turn \(first.turn): "
                                + fact.words(names, holds: first.holds)
                                + "; \(ids[number]), turn \(later.turn): "
                                + fact.words(names, holds: later.holds))
                    }
                }
            }
        }
        return lines
    }
}
