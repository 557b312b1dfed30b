import Environments

/// Facts under which a command printed what was recorded, and the box that has them.
struct Explanation {
    var facts: FileFacts
    var comparison: ObservationComparison
    var text: RecordedText
    var session: Session
    /// What was learnt.
    var paths: [String]
}

/// Looks for facts under which a command prints what was recorded: proposes, runs, compares and
/// repairs the difference.
struct ExplanationSearch {
    let boxes: FactBoxes
    let command: String
    let recorded: RecordedText
    let folder: String
    let matched: [EpisodeInference.Confirmed]
    let written: [String: ShellCommand.Pipeline]

    private static let rounds = 5

    mutating func run(
        from facts: FileFacts, _ first: RecordedText, in session: Session
    ) async throws(BoxError) -> Explanation? {
        let parsed = ShellCommand(command)
        let lines = shown
        var current = facts
        var replayed = first
        var box = session
        var sink: Sink?
        for round in 0..<ExplanationSearch.rounds {
            let place = folder
            let boxes = boxes
            let asked = box
            var finder = FactFinder(
                folder: place, facts: current, written: written,
                colours: ListedColours(recorded.body),
                probe: { listing async throws(BoxError) in
                    try await boxes.probe(listing, in: asked.box, at: place)
                })
            finder.learn(from: recorded.lines, but: replayed.lines, after: parsed)
            if round == 0 || finder.facts == current, sink == nil || round == 0 {
                for (pipeline, part) in ExplanationSearch.flows(parsed, lines) {
                    try await finder.find(
                        in: pipeline, Wanted(kind: .lines(part), isCut: recorded.isCut))
                }
            }
            var proposed = finder.facts
            sink = finder.sink ?? sink
            if round > 0 {
                if let changed = differing(replayed).flatMap({ sink?.changed(proposed, by: $0) }) {
                    proposed = changed
                }
                proposed = try await repaired(proposed, replayed, parsed, finder)
            }
            if proposed == current {
                guard round == 0 else { return nil }
                proposed = try await repaired(proposed, replayed, parsed, finder)
                if proposed == current { return nil }
            }
            current = proposed
            box = try await boxes.session(current)
            var isConsistent = true
            for earlier in matched {
                let again = try await boxes.run(earlier.command, in: box)
                let comparison = ObservationComparison(earlier.text, again, after: earlier.command)
                isConsistent = isConsistent && Verdict(comparison) != nil
            }
            replayed = try await boxes.run(command, in: box)
            let comparison = ObservationComparison(recorded, replayed, after: command)
            if isConsistent, Verdict(comparison) != nil {
                let paths = current.order.filter { current[$0] != facts[$0] }
                return Explanation(
                    facts: current, comparison: comparison, text: replayed, session: box,
                    paths: paths)
            }
        }
        return nil
    }

    /// The lines of the observation without those that were typed.
    private var shown: [String] {
        let typed = Set(command.split(separator: "\n").map { String($0).trimmedText })
        guard typed.count > 1 else { return recorded.lines }
        return recorded.lines.filter { line in
            let text = line.hasPrefix(">") ? String(line.dropFirst()).trimmedText : line.trimmedText
            return !typed.contains(text)
        }
    }

    /// The pipelines that print, and the lines that each may have printed.
    private static func flows(
        _ command: ShellCommand, _ lines: [String]
    ) -> [(ShellCommand.Pipeline, [String])] {
        let silent: Set<String> = [
            "cd", "mkdir", "touch", "export", "chmod", "chown", "rm", "mv", "cp", "set", "source",
            "true", "wait", "sleep",
        ]
        let printing = command.pipelines.filter { stages in
            guard let last = stages.last, last.target == nil else { return false }
            return
                !(stages.count == 1
                && (silent.contains(last.name) || last.name.contains("=") && last.parts.count == 1))
        }
        var flows: [(ShellCommand.Pipeline, [String])] = []
        if printing.count > 1, printing.count == lines.count {
            flows = zip(printing, lines).map { ($0, [$1]) }
        } else {
            flows = printing.map { ($0, lines) }
        }
        // A number that is printed out of a variable was computed where that was set.
        let set = command.pipelines.compactMap { stages in
            stages.count == 1 && stages[0].name.contains("=")
                ? stages[0].parts.last?.substitutions.first : nil
        }
        if let text = set.last, let line = lines.last,
            let number = line.split(whereSeparator: { !$0.isNumber }).last
        {
            flows += ShellCommand(text).pipelines.map { ($0, [String(number)]) }
        }
        return flows
    }

    /// By how much the one number that was recorded is larger than ours.
    private func differing(_ replayed: RecordedText) -> Double? {
        guard let line = recorded.lines.last, let own = replayed.lines.last else { return nil }
        let number = { (text: String) in
            text.split(whereSeparator: { !$0.isNumber && $0 != "." }).first.flatMap {
                Double(String($0))
            }
        }
        guard let wanted = number(line) else { return nil }
        let difference = wanted - (number(own) ?? 0)
        return difference == 0 ? nil : difference
    }

    /// Removes what our run lists in excess.
    private func repaired(
        _ facts: FileFacts, _ replayed: RecordedText, _ parsed: ShellCommand, _ finder: FactFinder
    ) async throws(BoxError) -> FileFacts {
        guard !recorded.isCut, let stages = parsed.pipelines.last, let stage = stages.first else {
            return facts
        }
        var facts = facts
        let wanted = Set(recorded.lines)
        let tests = stage.words
        for line in replayed.lines where !wanted.contains(line) {
            guard let name = listedName(line, stages) else { continue }
            let path = finder.path(name)
            guard recorded.lines.contains(where: { $0.contains(name) }) == false else { continue }
            if tests.contains("-atime") || tests.contains("-amin") {
                facts.note(path) { $0.accessTime = "700 days ago" }
            } else if tests.contains(where: { ["-mtime", "-mmin", "-newer"].contains($0) }) {
                facts.note(path) {
                    $0.time =
                        (stage.argument("-mtime") ?? "").hasPrefix("+") ? "now" : "700 days ago"
                }
            } else if !path.hasPrefix("/root/.")
                || tests.contains("-size") == false && stage.name == "find" && !path.hasSuffix("rc")
            {
                facts.note(path) { $0.kind = .absent }
            }
        }
        return facts
    }

    private func listedName(_ line: String, _ stages: ShellCommand.Pipeline) -> String? {
        guard let stage = stages.first else { return nil }
        switch stage.name {
        case "find" where stages.count == 1 && !stage.words.contains("-exec"):
            return line.contains(": ") ? nil : line
        case "find":
            let last = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).last.map(String.init)
            return last.flatMap { $0.contains("/") ? $0 : nil }
        case "grep" where line.contains(":") && !line.hasPrefix("grep"):
            return String(line.prefix { $0 != ":" })
        default: return nil
        }
    }
}
