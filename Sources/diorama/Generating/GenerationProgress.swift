import Synthesis

/// What is told of a run while it lasts and when it ends.
struct GenerationProgress {
    private let wanted: Int
    private var kept = 0
    private var won = 0
    private var played = 0
    private var rejections: [String: Int] = [:]
    private var firstFailure: String?
    private var progress = ProgressLine()
    private let start = ContinuousClock.now

    init(wanted: Int) {
        self.wanted = wanted
    }

    mutating func add(_ outcome: Generator.Outcome) {
        if outcome.dialogue != nil { kept += 1 }
        if outcome.episode.failure?.isSkipped != true { played += 1 }
        if let reward = outcome.episode.reward, reward >= 1 { won += 1 }
        if let rejection = outcome.rejection { rejections[rejection, default: 0] += 1 }
        firstFailure = firstFailure ?? outcome.episode.failure?.message
        let text = "\(kept) of \(wanted) dialogues, \(rate) a minute, \(success) % solved"
        progress.show(text)
    }

    private var rate: Int {
        Int(Double(kept) * 60 / max((ContinuousClock.now - start).seconds, 0.001))
    }

    private var success: Int { played > 0 ? won * 100 / played : 0 }

    /// Says on standard error how it ended.
    mutating func finish(_ ending: Generator.Ending, path: String?) {
        progress.clear()
        let errors = Output.error()
        var line = "\(kept) dialogue\(kept == 1 ? "" : "s")"
        if let path { line += " in \(path)" }
        line += ", \(rate) a minute, \(success) % solved"
        let others = rejections.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        if !others.isEmpty { line += "; not kept: " + others.joined(separator: ", ") }
        errors.writeLine(line)
        switch ending {
        case .complete: break
        case .exhausted:
            errors.writeLine(
                "diorama: only \(kept) of \(wanted) dialogues could be made"
                    + (firstFailure.map { ": \($0.printable)" } ?? ""))
        case .interrupted:
            errors.writeLine("diorama: interrupted at \(kept) of \(wanted) dialogues")
        }
        errors.flush()
    }
}
