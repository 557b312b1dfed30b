import Environments

/// Explains a reward to a person.
struct ScoreLayout {
    private let score: Score
    private let cap: PriceCap?

    init(_ score: Score, _ cap: PriceCap?) {
        self.score = score
        self.cap = cap
    }

    var lines: [StyledLine] {
        let met =
            score.attributes.filter(\.isMet).count + score.options.filter(\.isMet).count
            + (score.matchesPrice ? 1 : 0)
        let all = score.attributes.count + score.options.count + 1
        let reward = PythonRepresentation.of((score.reward * 1000).rounded() / 1000)
        var lines = [
            StyledLine([
                .init("Reward \(reward)", score.reward == 1 ? .good : .heading),
                .init(
                    "  = \(met) of \(all) wishes × \(score.type) for the type of product", .faint),
            ])
        ]
        lines += score.attributes.map { line("attribute \($0.name)", $0.isMet) }
        lines += score.options.map { line("option \($0.name)", $0.isMet) }
        lines.append(line(price, score.matchesPrice))
        lines.append(
            StyledLine(
                "  type: \(score.matchesQuery ? "found by the same query" : "found by another query"), "
                    + "\(score.matchesCategory ? "the same category" : "another category"), "
                    + "\(Int((score.titleScore * 100).rounded())) % of the title's nouns "
                    + "(nouns: \(score.nouns))", .faint))
        return lines
    }

    private var price: String {
        let price = PythonRepresentation.cents(score.price)
        guard case .dollars(let cap)? = cap else { return "price \(price), without a cap" }
        return "price \(price), at most \(PythonRepresentation.cents(cap))"
    }

    private func line(_ text: String, _ isMet: Bool) -> StyledLine {
        StyledLine([
            .init(isMet ? "  ✓ " : "  ✗ ", isMet ? .good : .bad), .init(text),
        ])
    }
}
