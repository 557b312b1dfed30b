import Environments

/// What a recorded dialogue says of its house, by itself.
struct HouseRecord {
    let episode: RecordedEpisode
    let opening: Opening
    let goal: Goal
    /// The possible houses in the end; the first is the likeliest.
    let houses: [InferredHouse]
    /// What was new in its observations, and when.
    let facts: [InferredWorld.Fact]
    /// What it shows of the room.
    let plan: FloorPlan

    var task: String { opening.task }

    /// Reads a dialogue.
    ///
    /// - Throws: where it opens otherwise, asks for something else, or contradicts itself.
    init(
        _ episode: RecordedEpisode, _ version: BehaviorVersion, _ generation: TextGeneration
    ) throws(EnvironmentError) {
        guard let opening = Opening(episode.task),
            var verifier = EpisodeVerifier(episode, version, generation)
        else { throw .unsupported("a game for a dialogue that does not open as ALFWorld does") }
        guard let goal = Goal(task: opening.task) else {
            throw .unsupported("a game for a task that ALFWorld does not set")
        }
        var facts: [InferredWorld.Fact] = []
        var plan = FloorPlan()
        for turn in episode.turns {
            guard let judgement = verifier.judge(turn) else { continue }
            guard judgement.verdict == .exact else {
                throw .unsupported(
                    "a game for an observation that is \(judgement.verdict.rawValue)"
                        + (judgement.note.map { " (\($0))" } ?? ""))
            }
            plan.learn(from: verifier.houses, turn: turn.index)
            guard judgement.basis == .explained, let note = judgement.note else { continue }
            let text = note.hasPrefix("new: ") ? String(note.dropFirst("new: ".count)) : note
            facts.append(InferredWorld.Fact(text, turn: turn.index))
        }
        self.episode = episode
        self.opening = opening
        self.goal = goal
        self.facts = facts
        self.plan = plan
        houses = verifier.houses
    }
}

extension Goal {
    /// The class of the object that is wanted: `mug`.
    var objectClass: String { Self.category(object) }
    /// The class of the receptacle or lamp that it is wanted at.
    var targetClass: String { Self.category(target) }

    private static func category(_ type: String) -> String {
        type.hasSuffix("type") ? String(type.dropLast("type".count)) : type
    }
}
