public import Environments
public import JSONTree

/// What was found in a data set, for people and programs.
public struct CheckReport: Sendable {
    /// The files that were checked, in order.
    public var paths: [String]
    /// The findings, in the order of the files; those of the whole data set last.
    public var findings: [CheckFinding]
    /// How many dialogues were checked, by environment; `nil` for general conversations.
    public var dialogues: [EnvironmentIdentifier?: Int]

    /// Collects findings.
    public init(
        paths: [String], findings: [CheckFinding], dialogues: [EnvironmentIdentifier?: Int]
    ) {
        self.paths = paths
        self.findings = findings
        self.dialogues = dialogues
    }

    /// The worst that was found; `nil` if nothing was.
    public var worst: CheckRule.Severity? { findings.map(\.rule.severity).max() }

    /// The rules that are broken, in the order of all rules, and how often.
    public var counts: [(rule: CheckRule, count: Int)] {
        CheckRule.all.compactMap { rule in
            let count = findings.count { $0.rule.id == rule.id }
            return count > 0 ? (rule, count) : nil
        }
    }

    /// Everything as JSON.
    public var json: JSON {
        let counts = self.counts.map { ($0.rule.id, JSON($0.count)) }
        let dialogues = columns.map { ($0?.rawValue ?? "general", JSON(self.dialogues[$0] ?? 0)) }
        return [
            "dialogues": .object(JSONObject(dialogues)), "counts": .object(JSONObject(counts)),
            "findings": .array(findings.map(\.json)),
        ]
    }

    private var columns: [EnvironmentIdentifier?] {
        (EnvironmentIdentifier.allCases.map(Optional.some) + [nil]).filter {
            dialogues[$0] != nil
        }
    }

    /// How many dialogues of each environment break each rule, as a table in Markdown.
    public var markdown: String {
        let columns = self.columns
        var lines = [
            "| rule | severity | "
                + columns.map { $0?.rawValue ?? "general" }
                .joined(separator: " | ") + " |",
            "| --- | --- |" + String(repeating: " --- |", count: columns.count),
        ]
        let totals = columns.map { "\(dialogues[$0] ?? 0)" }.joined(separator: " | ")
        lines.append("| *dialogues* | | \(totals) |")
        for (rule, _) in counts {
            let cells = columns.map { column -> String in
                let count = findings.count {
                    $0.rule.id == rule.id && $0.environment == column
                }
                return count > 0 ? "\(count)" : ""
            }
            let row = cells.joined(separator: " | ")
            lines.append("| `\(rule.id)` | \(rule.severity.rawValue) | \(row) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The rules themselves, as a table in Markdown.
    public static var rules: String {
        var lines = ["| rule | severity | what must hold | `--fix` |", "| --- | --- | --- | --- |"]
        for rule in CheckRule.all {
            lines.append(
                "| `\(rule.id)` | \(rule.severity.rawValue) | \(rule.summary) | "
                    + "\(rule.isMendable ? "yes" : "") |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
