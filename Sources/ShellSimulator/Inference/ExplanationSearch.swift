import Environments

/// A command whose observation was explained, and what was learnt of it.
struct Explanation {
    var past: PastCommand
    var text: RecordedText
    /// The paths of which something was learnt.
    var paths: [String]
}

/// Looks for facts under which a command prints what was recorded: proposes, runs, compares and
/// repairs the difference.
struct ExplanationSearch {
    private let command: String
    private let recorded: RecordedText
    private let folder: String
    private let written: [String: ShellCommand.Pipeline]
    private let parsed: ShellCommand
    private var sink: Sink?
    /// Files that the command works on and no record names.
    private var excess: [String] = []

    private static let rounds = 6

    init(past: PastCommand, folder: String, written: [String: ShellCommand.Pipeline]) {
        command = past.command
        recorded = past.recorded
        self.folder = folder
        self.written = written
        parsed = ShellCommand(past.command)
    }

    /// Looks for facts that explain the last command of a world, which is left as it was if there
    /// are none.
    mutating func run(
        in world: inout FactWorld, _ first: RecordedText
    ) async throws(BoxError) -> Explanation? {
        let start = world.facts
        var replayed = first
        var broken: [Int] = []
        for round in 0..<ExplanationSearch.rounds {
            let current = world.facts
            let proposed = try await proposal(in: world, replayed, broken, round)
            if proposed == current { break }
            (replayed, broken) = try await world.run(over: proposed)
            guard let past = world.history.last else { break }
            if broken.isEmpty, Verdict(past.comparison) != nil {
                let paths = world.facts.order.filter { world.facts[$0] != start[$0] }
                return Explanation(past: past, text: replayed, paths: paths)
            }
        }
        if world.facts != start { try await world.restore(start) }
        return nil
    }

    /// The next facts to try.
    private mutating func proposal(
        in world: FactWorld, _ replayed: RecordedText, _ broken: [Int], _ round: Int
    ) async throws(BoxError) -> FileFacts {
        let place = folder
        var finder = FactFinder(
            folder: place, facts: world.facts, written: written,
            colours: ListedColours(recorded.body),
            ask: { listing, folder async throws(BoxError) in
                try await world.probe(listing, at: folder)
            })
        finder.learn(from: recorded.lines, but: replayed.lines, after: parsed)
        let isRepair = round > 0 && (sink != nil || finder.facts != world.facts)
        if !isRepair {
            for (pipeline, part, way) in ExplanationSearch.flows(parsed, shown) {
                finder.go(way, from: place)
                try await finder.find(
                    in: pipeline, Wanted(kind: .lines(part), isCut: recorded.isCut))
            }
            finder.folder = place
            sink = finder.sink ?? sink
            excess = finder.excess.filter { world.facts[finder.path($0)] == nil }
            if round == 0, sink != nil, let difference = differing(replayed), difference < 0,
                !excess.isEmpty
            {
                // There is too much already: files that only our tree has are not there.
                finder.facts = world.facts
                finder.learn(from: recorded.lines, but: replayed.lines, after: parsed)
                for name in excess.prefix(4000)
                where !finder.path(name).hasPrefix("/root/.")
                    && !FileFacts.isVital(finder.path(name))
                {
                    finder.facts.note(finder.path(name)) { $0.kind = .absent }
                }
                excess = []
                return finder.facts
            }
        }
        // What broke an earlier observation is told once more what that said.
        for index in broken {
            let past = world.history[index]
            let earlier = ShellCommand(past.command)
            let own = finder.sink
            let start = ExplanationSearch.folder(before: index, in: world) ?? place
            for (pipeline, part, way) in ExplanationSearch.flows(earlier, past.recorded.lines) {
                finder.go(way, from: start)
                try await finder.find(
                    in: pipeline, Wanted(kind: .lines(part), isCut: past.recorded.isCut))
            }
            finder.sink = own
            finder.folder = place
        }
        var proposed = finder.facts
        if round > 0 || proposed == world.facts {
            if let difference = differing(replayed), let sink {
                if let changed = sink.changed(proposed, by: difference) {
                    proposed = changed
                }
            }
            if broken.isEmpty { proposed = try await repaired(proposed, replayed, finder) }
        }
        return proposed
    }

    /// The lines of the observation without those that were typed.
    private var shown: [String] {
        let typed = Set(command.split(separator: "\n").map { String($0).trimmedText })
        let lines = recorded.lines.filter { Complaint($0) == nil }
        guard typed.count > 1 else { return lines }
        return lines.filter { line in
            let text = line.hasPrefix(">") ? String(line.dropFirst()).trimmedText : line.trimmedText
            return !typed.contains(text)
        }
    }

    /// The folder that the prompt before an earlier command stated.
    private static func folder(before index: Int, in world: FactWorld) -> String? {
        index == 0 ? "/" : world.history[..<index].lazy.compactMap(\.recorded.folder).last
    }

    /// A pipeline that prints, the lines that it may have printed, and the way from the folder in
    /// which the command begins.
    private typealias Flow = (pipeline: ShellCommand.Pipeline, lines: [String], way: [String])

    private static func flows(_ command: ShellCommand, _ lines: [String]) -> [Flow] {
        let silent: Set<String> = [
            "cd", "mkdir", "touch", "export", "chmod", "chown", "rm", "mv", "cp", "set", "source",
            "true", "wait", "sleep", "useradd", "groupadd", "usermod", "ln", "rmdir",
        ]
        var way: [String] = []
        let ways = command.pipelines.map { stages in
            defer { if let folder = ShellCommand.folder(of: stages) { way.append(folder) } }
            return (stages, way)
        }
        let printing = ways.filter { stages, _ in
            guard let last = stages.last, last.target == nil else { return false }
            return
                !(stages.count == 1
                && (silent.contains(last.name) || last.name.contains("=") && last.parts.count == 1))
        }
        var flows: [Flow] = []
        if printing.count > 1, printing.count == lines.count {
            flows = zip(printing, lines).map { ($0.0, [$1], $0.1) }
        } else {
            flows = printing.map { ($0.0, lines, $0.1) }
        }
        // A number that is printed out of a variable was computed where that was set.
        let set = command.pipelines.compactMap { stages in
            stages.count == 1 && stages[0].name.contains("=")
                ? stages[0].parts.last?.substitutions.first : nil
        }
        if let text = set.last, let line = lines.last,
            let number = line.split(whereSeparator: { !$0.isNumber }).last
        {
            flows += ShellCommand(text).pipelines.map { ($0, [String(number)], way) }
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
        _ facts: FileFacts, _ replayed: RecordedText, _ finder: FactFinder
    ) async throws(BoxError) -> FileFacts {
        guard !recorded.isCut, let stages = parsed.pipelines.last, let stage = stages.first else {
            return facts
        }
        var facts = facts
        let wanted = Set(recorded.lines)
        for line in replayed.lines where !wanted.contains(line) {
            guard let name = listedName(line, stages) else { continue }
            let path = finder.path(name)
            guard !recorded.lines.contains(where: { $0.contains(name) }) else { continue }
            facts.note(path) {
                FindTests(stage).fail(
                    &$0, isOurs: path.hasPrefix("/root/.") || FileFacts.isVital(path))
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
        case "du" where stages.allSatisfy({ ["du", "sort"].contains($0.name) }) && stage.has("a"):
            return line.split(separator: "\t").last.map(String.init)
        case "grep" where line.contains(":") && !line.hasPrefix("grep"):
            return String(line.prefix { $0 != ":" })
        default: return nil
        }
    }
}
