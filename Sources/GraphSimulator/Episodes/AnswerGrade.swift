/// How good an answer is, by AgentBench's measures.
public struct AnswerGrade: Hashable, Sendable {
    /// The harmonic mean of precision and recall.
    public var f1: Double
    /// Whether the sets are equal.
    public var isExact: Bool
    /// Whether there is any answer.
    public var isExecutable: Bool

    /// Grades an answer against the gold one; both are sets.
    public init(answer: [String], gold: [String]) {
        let answer = Set(answer)
        let gold = Set(gold)
        let common = answer.intersection(gold).count
        isExact = answer == gold
        isExecutable = !answer.isEmpty
        if common == 0 {
            f1 = 0
        } else {
            let precision = Double(common) / Double(answer.count)
            let recall = Double(common) / Double(gold.count)
            f1 = 2 * precision * recall / (precision + recall)
        }
    }
}
