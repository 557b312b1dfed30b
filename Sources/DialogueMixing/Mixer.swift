public import Dialogues
import JSONTree
import SeededRandom

/// Mixes agents' dialogues with general conversations.
///
/// Rows go to a file without a name beside the output, and memory holds 16 bytes for each: the
/// mixture is shuffled as a whole, however large it is.
///
///     let mixer = try Mixer(recipe: MixRecipe(seed: 7), folder: "out")
///     let agents = mixer.addPool("agents", isAgents: true)
///     let general = mixer.addPool("sharegpt", isAgents: false)
///     try mixer.add(dialogue, to: agents)
///     …
///     try mixer.mix { dialogue in try exporter.write(dialogue) }
///
/// A class, because it owns an open file.
public final class Mixer {
    private struct Pool {
        var report: MixReport.Pool
        var weight: Double
        var slots: [Spool.Slot] = []
        var next = 0
    }

    private let recipe: MixRecipe
    private let spool: Spool
    private var pools: [Pool] = []
    private var generator: SeededGenerator

    /// A mixer that gathers in a folder.
    public init(recipe: MixRecipe, folder: String) throws(DialogueProblem) {
        self.recipe = recipe
        spool = try Spool(in: folder)
        generator = SeededGenerator(seed: recipe.seed)
    }

    /// What went in so far.
    public var report: MixReport { MixReport(recipe: recipe, pools: pools.map(\.report)) }

    /// Begins a pool, which is drawn from by its weight among those of its kind.
    public func addPool(_ name: String, isAgents: Bool, weight: Double = 1) -> Int {
        pools.append(
            Pool(report: MixReport.Pool(name: name, isAgents: isAgents), weight: weight))
        return pools.count - 1
    }

    /// Offers a dialogue to a pool.
    public func add(_ dialogue: Dialogue, to pool: Int) throws(DialogueProblem) {
        pools[pool].report.read += 1
        let isGeneral = !pools[pool].report.isAgents
        if let reason = recipe.limits.reason(against: dialogue, isGeneral: isGeneral) {
            pools[pool].report.leftOut[reason, default: 0] += 1
            return
        }
        var bytes: [UInt8] = []
        dialogue.json.write(to: &bytes, style: .compact)
        pools[pool].slots.append(try spool.append(bytes))
    }

    /// Draws the mixture.
    public func mix(
        _ deliver: (Dialogue) throws(DialogueProblem) -> Void
    ) throws(DialogueProblem) {
        try checkPools()
        for index in pools.indices { pools[index].slots.shuffle(using: &generator) }
        var written = 0
        while written < recipe.count ?? .max, let pool = choose() {
            if pools[pool].next == pools[pool].slots.count {
                guard recipe.count != nil else { return }
                pools[pool].slots.shuffle(using: &generator)
                pools[pool].next = 0
                pools[pool].report.repetitions += 1
            }
            let slot = pools[pool].slots[pools[pool].next]
            pools[pool].next += 1
            guard let dialogue = try dialogue(at: slot) else { continue }
            pools[pool].report.count(dialogue)
            try deliver(dialogue)
            written += 1
        }
    }

    private func dialogue(at slot: Spool.Slot) throws(DialogueProblem) -> Dialogue? {
        let reader = try DialogueReader(
            bytes: try spool.row(at: slot), name: "mixture",
            options: .init(keepsLayout: false, rules: nil))
        return try reader.next()?.dialogue
    }

    private func checkPools() throws(DialogueProblem) {
        for isAgents in [true, false] {
            let share = isAgents ? recipe.agentShare : 1 - recipe.agentShare
            let empty = pools.first {
                $0.report.isAgents == isAgents && $0.slots.isEmpty && $0.weight > 0
            }
            let isMissing = !pools.contains { $0.report.isAgents == isAgents && $0.weight > 0 }
            guard share > 0, empty != nil || isMissing else { continue }
            let name = empty?.report.name ?? (isAgents ? "agents" : "general conversations")
            throw DialogueProblem(
                .notADialogue, at: .init(path: name),
                "no dialogue is left of this pool, which the mixture needs",
                advice: "loosen the limits, or change the share")
        }
    }

    /// The pool of the next dialogue.
    private func choose() -> Int? {
        let isAgents = Double.random(in: 0..<1, using: &generator) < recipe.agentShare
        let total = pools.reduce(0) { $0 + ($1.report.isAgents == isAgents ? $1.weight : 0) }
        guard total > 0 else { return nil }
        var rest = Double.random(in: 0..<total, using: &generator)
        var last: Int?
        for (index, pool) in pools.enumerated()
        where pool.report.isAgents == isAgents && pool.weight > 0 {
            last = index
            if rest < pool.weight { break }
            rest -= pool.weight
        }
        return last
    }
}
