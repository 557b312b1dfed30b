public import Environments

/// The form of single replies and prompts, without a dialogue around them.
public enum ReplyForm {
    /// What is wrong with a reply.
    public static func findings(
        in reply: String, of simulator: any Simulator, settings: Settings = [:]
    ) -> [CheckFinding] {
        let reading = ReplyReading(reply) { simulator.action(in: $0, settings: settings) }
        func finding(_ rule: CheckRule, _ what: String) -> [CheckFinding] {
            [CheckFinding(rule, environment: simulator.identifier, what)]
        }
        guard reading.action != nil else {
            return finding(.unparsedReply, "the parser finds no action in the reply")
        }
        let count = reading.actionCount
        if count > 1 { return finding(.severalActions, "the reply holds \(count) actions") }
        guard let rest = reading.textAfterAction else { return [] }
        return finding(.textAfterAction, "text follows the action: “\(rest.excerpt)”")
    }

    /// What is wrong with a prompt.
    public static func findings(
        instruction: String, examples: [String], of simulator: any Simulator,
        settings: Settings = [:]
    ) -> [CheckFinding] {
        var findings: [CheckFinding] = []
        if instruction.hasPlaceholder {
            findings.append(
                CheckFinding(
                    .unfilledPlaceholder, environment: simulator.identifier,
                    "a placeholder was not filled in"))
        }
        if instruction.trimmed.isEmpty {
            findings.append(
                CheckFinding(
                    .emptyMessage, environment: simulator.identifier, "the instruction is empty"))
        }
        for (index, example) in examples.enumerated() {
            for var finding in self.findings(in: example, of: simulator, settings: settings) {
                if finding.rule == .unparsedReply { finding.rule = .unparsedExample }
                finding.messages = [index]
                findings.append(finding)
            }
        }
        return findings
    }
}
