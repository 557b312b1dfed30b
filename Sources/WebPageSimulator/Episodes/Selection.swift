import SeededRandom

/// How a question's elements are brought before the agent, five at a time, until one is left.
struct Selection: Hashable, Sendable {
    /// How many elements a round has.
    static let defaultRoundSize = 5
    /// How many places of the ranking take part.
    static let poolSize = 10

    /// What came of it.
    enum Outcome: Hashable, Sendable {
        /// The record has nothing right to choose, so nothing is asked.
        case unanswerable
        /// Nothing was chosen in the end.
        case nothing
        case chosen(String, prediction: String)
    }

    private let isSingleRound: Bool
    private let roundSize: Int
    private var pool: [String]
    private var latest: (id: String, prediction: String)?
    private(set) var outcome: Outcome?

    init(_ snapshot: Snapshot, isSingleRound: Bool, seed: UInt64) {
        self.isSingleRound = isSingleRound
        roundSize = Selection.defaultRoundSize
        let targets = snapshot.pool(of: Selection.poolSize).targets
        var others = snapshot.pool(of: Selection.poolSize).others
        var generator = SeededGenerator(seed: seed)
        if isSingleRound {
            // A right element, and of the others as many as there is room for.
            others += targets.dropFirst()
            Selection.shuffle(&others, with: &generator)
            pool = Array(targets.prefix(1) + others.prefix(roundSize - 1))
        } else {
            pool = targets + others
            Selection.shuffle(&pool, with: &generator)
        }
        if targets.isEmpty { outcome = .unanswerable }
    }

    /// A selection whose single round is about given elements.
    init(single round: [String]) {
        isSingleRound = true
        pool = round
        roundSize = round.count
    }

    /// The elements of the next round; `nil` if all is decided.
    mutating func nextRound() -> [String]? {
        guard outcome == nil else { return nil }
        if !isSingleRound, pool.count <= 1 {
            outcome =
                pool.isEmpty
                ? .nothing : latest.map { .chosen($0.id, prediction: $0.prediction) } ?? .nothing
            return nil
        }
        let round = Array(pool.prefix(roundSize))
        pool.removeFirst(round.count)
        return round
    }

    /// The elements that a next round can be about, whatever the dice say.
    func possibleElements(_ snapshot: Snapshot) -> [String] {
        guard isSingleRound else { return pool }
        let (targets, others) = snapshot.pool(of: Selection.poolSize)
        return targets + others
    }

    /// Begins a round about given elements.
    mutating func ask(about round: [String]) {
        pool.removeAll { round.contains($0) }
    }

    /// Takes the agent's choice in a round.
    mutating func choose(_ id: String?, prediction: String) {
        if let id {
            latest = (id, prediction)
            if !isSingleRound { pool.append(id) }
        }
        guard isSingleRound else { return }
        outcome = id.map { .chosen($0, prediction: prediction) } ?? .nothing
    }

    private static func shuffle(
        _ ids: inout [String], with generator: inout SeededGenerator
    ) {
        for index in stride(from: ids.count - 1, to: 0, by: -1) {
            ids.swapAt(index, Int(generator.next() % UInt64(index + 1)))
        }
    }

    static func == (left: Selection, right: Selection) -> Bool {
        left.isSingleRound == right.isSingleRound && left.pool == right.pool
            && left.outcome == right.outcome && left.latest?.id == right.latest?.id
            && left.latest?.prediction == right.latest?.prediction
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(pool)
        hasher.combine(outcome)
    }
}
