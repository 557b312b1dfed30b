public import Environments
import JSONTree

extension ShopEnvironment {
    /// `search[`, and what can be clicked.
    public func completions(for prefix: String) -> [String] {
        guard visit != nil else { return [] }
        return (["search["] + content.clickables.map { "click[\($0)]" }).filter {
            $0.hasPrefix(prefix)
        }
    }

    /// The instruction, and how the purchase was scored.
    public var views: [View] {
        [View("instruction", "what is to be bought"), View("score", "how the reward came about")]
    }

    /// What a view shows.
    public func view(_ name: String, columns: Int) -> [StyledLine]? {
        switch name {
        case "instruction":
            PageLayout.wrapped(
                errand.map(\.instruction).flatMap { $0.isEmpty ? nil : $0 }
                    ?? "Nothing in particular is to be bought.", columns)
        case "score":
            if let score {
                ScoreLayout(score, errand?.wish?.cap).lines
            } else {
                [StyledLine("Nothing has been bought yet.", .faint)]
            }
        default: nil
        }
    }

    /// The page laid out for a person, with the score after a purchase.
    public func presentation(of step: Step, columns: Int) -> [StyledLine]? {
        guard let visit, world.observation == .text, !step.observation.isEmpty else { return nil }
        var lines: [StyledLine] = []
        if let raised = step.details["raised"]?.string {
            lines.append(StyledLine("The original raises \(raised); the page stays.", .bad))
        }
        if hasIdled {
            lines.append(StyledLine("Nothing happens: the page offers no such action.", .bad))
        }
        lines += PageLayout(content, visit.page, columns: columns).lines
        for (key, words) in [("invented", "Made up"), ("assumed", "Assumed")] {
            for guess in step.details[key]?.array?.compactMap(\.string) ?? [] {
                lines += PageLayout.wrapped("\(words): \(guess).", columns).map {
                    StyledLine($0.spans.map { StyledLine.Span($0.text, .faint) })
                }
            }
        }
        if visit.page.kind == .done, let score {
            lines.append("")
            lines += ScoreLayout(score, errand?.wish?.cap).lines
        }
        return lines
    }
}
