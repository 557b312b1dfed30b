import Environments
import Replay

/// What `replay` prints: a line for each environment with the observations of interest below it,
/// and the total.
struct ReplayListing {
    /// More than this many observations of one environment are only counted.
    private static let limit = 1000

    private let verdict: Verdict
    private let namesFiles: Bool
    private var findings: [EnvironmentIdentifier: [Finding]] = [:]
    /// Why no box could be had, and what to do.
    private var obstacle: String?

    private struct Finding {
        var dialogue: String
        var observation: ReplayedDialogue.Observation
    }

    init(verdict: Verdict, namesFiles: Bool) {
        self.verdict = verdict
        self.namesFiles = namesFiles
    }

    /// Keeps the observations of interest.
    mutating func add(_ dialogue: ReplayedDialogue) {
        let judgements = dialogue.observations.lazy.map(\.judgement)
        obstacle = obstacle ?? judgements.first { $0.reason == "no-sandbox" }?.note
        for observation in dialogue.observations where observation.judgement.verdict == verdict {
            guard findings[dialogue.environment, default: []].count < ReplayListing.limit else {
                return
            }
            let name = namesFiles ? "\(dialogue.source) \(dialogue.id)" : dialogue.id
            findings[dialogue.environment, default: []].append(
                Finding(dialogue: name, observation: observation))
        }
    }

    func print(_ summary: ReplaySummary, seconds: Double, to output: Output) {
        let style = Style(isOn: output.showsColours)
        for environment in EnvironmentIdentifier.allCases {
            guard let counts = summary.environments[environment] else { continue }
            output.writeLine(line(for: environment, counts, style))
            if let line = secondLine(for: counts) { output.writeLine(style.dim(line)) }
            for line in proofs(in: counts) { output.writeLine(style.dim(line)) }
            if environment == .os, let obstacle { output.writeLine("  \(obstacle)") }
            let shown = findings[environment] ?? []
            for finding in shown { show(finding, style, to: output) }
            let more = counts.count(of: verdict) - shown.count
            if more > 0 {
                output.writeLine("  … and \(more) more; --report FILE has them all")
            }
        }
        output.writeLine(total(of: summary, seconds: seconds))
        if let bases = bases(of: summary.total) { output.writeLine(style.dim(bases)) }
    }

    // MARK: Lines of counts

    private func line(
        for environment: EnvironmentIdentifier, _ counts: ReplayCounts, _ style: Style
    ) -> String {
        var line = environment.rawValue.padded(to: 9)
        line += counted(counts.dialogues, "dialogue", width: 4).padded(to: 14)
        line += counted(counts.observations, "observation", width: 6).padded(to: 19)
        var width = 6
        for verdict in Verdict.allCases where counts.count(of: verdict) > 0 {
            let count = "\(counts.count(of: verdict))".rightAligned(in: width)
            width = 4
            line += coloured("\(count) \(verdict.rawValue)", as: verdict, style)
            line += reasons(counts.verdicts[verdict])
        }
        return line
    }

    /// What there is beside verdicts: recomputed rewards, and engines that dialogues prove.
    private func secondLine(for counts: ReplayCounts) -> String? {
        var parts: [String] = []
        if let mean = counts.meanReward {
            parts.append(
                counted(counts.rewards, "reward") + ", mean \(ReplayListing.shortDecimal(mean))")
        }
        if !counts.engines.isEmpty {
            let engines = counts.engines.sorted { $0.key < $1.key }
            parts.append(
                "recorded by " + engines.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        }
        if !counts.remarks.isEmpty {
            let remarks = counts.rankedRemarks.map { "\($0.count) \($0.code)" }
            parts.append("replies: " + remarks.joined(separator: ", "))
        }
        return parts.isEmpty ? nil : "".padded(to: 12) + parts.joined(separator: "; ")
    }

    /// Which dialogues prove which engine, as many as fit on a line.
    private func proofs(in counts: ReplayCounts) -> [String] {
        let most = 12
        return counts.proofs.sorted { $0.key < $1.key }.map { engine, ids in
            let more = ids.count - most
            return "".padded(to: 12) + "only \(engine): "
                + ids.prefix(most).map(\.printable).joined(separator: " ")
                + (more > 0 ? " and \(more) more; --report FILE has them all" : "")
        }
    }

    private func reasons(_ count: ReplayCounts.VerdictCount?) -> String {
        guard let count, let first = count.rankedReasons.first else { return "" }
        if count.rankedReasons.count == 1, first.count == count.count {
            return " (\(first.reason))"
        }
        let parts = count.rankedReasons.map { "\($0.reason) \($0.count)" }
        return " (\(parts.joined(separator: ", ")))"
    }

    private func total(of summary: ReplaySummary, seconds: Double) -> String {
        let counts = summary.total
        let time = ReplayListing.shortDecimal(seconds)
        var line = counted(counts.dialogues, "dialogue") + ", "
        line += counted(counts.observations, "observation") + " in \(time) s"
        let parts = Verdict.allCases.filter { counts.count(of: $0) > 0 }
            .map { "\(counts.count(of: $0)) \($0.rawValue)" }
        if !parts.isEmpty { line += ": " + parts.joined(separator: ", ") }
        if summary.skipped > 0 {
            line += "; \(counted(summary.skipped, "general conversation")) skipped"
        }
        return line
    }

    /// What the verdicts rest on, if not all on worlds that were supplied.
    private func bases(of counts: ReplayCounts) -> String? {
        guard counts.bases.keys.contains(where: { $0 != .supplied }) else { return nil }
        let parts = Basis.allCases.compactMap { basis in
            counts.bases[basis].map { "\($0) \(basis.rawValue)" }
        }
        return "basis: " + parts.joined(separator: ", ")
    }

    private func counted(_ count: Int, _ noun: String, width: Int = 0) -> String {
        "\(count)".rightAligned(in: width) + " \(noun)" + (count == 1 ? "" : "s")
    }

    private static func shortDecimal(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let fraction = "\(hundredths % 100)"
        return "\(hundredths / 100)." + (fraction.count == 1 ? "0" + fraction : fraction)
    }

    // MARK: Observations

    private func show(_ finding: Finding, _ style: Style, to output: Output) {
        let judgement = finding.observation.judgement
        let room = output.isTerminal ? max(40, TerminalSize.columns) : 200
        let mark = coloured(ReplayListing.marks[judgement.verdict] ?? "", as: verdict, style)
        let head = "\(finding.dialogue.printable)  turn \(finding.observation.turn)   "
        let action = (judgement.action ?? "no action").printable
        output.writeLine(
            "  \(mark) \(head)" + style.bold(action.cut(to: max(30, room - head.count - 4))))
        let difference = DifferenceText(
            recorded: finding.observation.recorded, replayed: judgement.replayed,
            width: room - 17)
        output.writeLine("      recorded   " + difference.recorded(style))
        if let replayed = difference.replayed(style) {
            output.writeLine("      replayed   " + replayed)
        }
        let because = [judgement.reason, judgement.note].compactMap { $0 }
        if !because.isEmpty {
            output.writeLine(
                "      because    " + style.dim(because.joined(separator: ": ").printable))
        }
    }

    private static let marks: [Verdict: String] = [
        .exact: "✓", .equivalent: "≈", .divergent: "✗", .unverifiable: "?",
    ]

    private func coloured(_ text: String, as verdict: Verdict, _ style: Style) -> String {
        switch verdict {
        case .exact, .equivalent: style.green(text)
        case .divergent: style.red(text)
        case .unverifiable: style.yellow(text)
        }
    }
}
