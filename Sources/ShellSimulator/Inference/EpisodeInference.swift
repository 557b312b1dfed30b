import Environments

/// Judges a recorded dialogue without its container: infers the files from what was printed, and
/// really runs every command over them.
///
/// Facts are only proposals. A set of facts counts when the box, with it, prints the observation
/// and everything before it once more.
struct EpisodeInference {
    private let episode: RecordedEpisode
    private let tree: BaseTree
    private let host: String
    private var facts = FileFacts()
    private var matched: [Int] = []
    /// Whether an earlier observation was not confirmed, so that a difference proves nothing.
    private var isBehind = false
    private var known: KnownFiles = KnownFiles()
    private var session: Session?

    /// How long a command may take here.
    private static let deadline = Duration.seconds(4)

    init(_ episode: RecordedEpisode, on tree: BaseTree) {
        self.episode = episode
        self.tree = tree
        host =
            episode.turns.lazy.compactMap { $0.observation }.map(RecordedText.init)
            .compactMap(\.host).first ?? "000000000000"
    }

    mutating func judge() async throws(BoxError) -> EpisodeJudgement {
        var result = EpisodeJudgement(judgements: [])
        for (index, turn) in episode.turns.enumerated() {
            guard let observation = turn.observation else { continue }
            result.judgements.append(try await judge(turn, at: index, observation))
        }
        return result
    }

    private mutating func judge(
        _ turn: RecordedEpisode.Turn, at index: Int, _ observation: String
    ) async throws(BoxError) -> Judgement {
        guard case .bash(let command)? = ReplyVersion.agentInstruct.action(in: turn.reply) else {
            isBehind = true
            return Judgement(.unverifiable, reason: "no-command")
        }
        let recorded = RecordedText(observation)
        if session == nil { session = try await world(facts) }
        guard let session else { throw BoxError("no session") }
        let first = try await EpisodeInference.run(command, in: session)
        let isFixed = known.fix(command)
        let comparison = ObservationComparison(recorded, first, after: command)
        if let verdict = Verdict(comparison) {
            matched.append(index)
            known.note(command, facts)
            let isPredicted = isFixed && !isBehind && comparison == .exact
            return Judgement(
                verdict, basis: isPredicted ? .predicted : .explained, reason: comparison.reason,
                action: command, replayed: verdict == .exact ? nil : first.message)
        }
        if isFixed, !isBehind, comparison == .different {
            isBehind = true
            return Judgement(
                .divergent, basis: .predicted, action: command, replayed: first.message,
                note: "the command depends on nothing that is not known")
        }
        if let reason = EpisodeInference.hopeless(command, comparison) {
            isBehind = true
            return Judgement(
                .unverifiable, reason: reason, action: command, replayed: first.message)
        }
        if let found = try await explain(command, at: index, recorded, first) {
            matched.append(index)
            known.note(command, facts)
            return Judgement(
                Verdict(found.comparison) ?? .exact, basis: .explained,
                reason: found.comparison.reason, action: command,
                replayed: found.comparison == .exact ? nil : found.text.message,
                note: "the files that it shows were inferred from it")
        }
        isBehind = true
        return Judgement(
            .unverifiable, reason: recorded.isCut ? "truncated" : "no-rule", action: command,
            replayed: first.message)
    }

    private static func hopeless(
        _ command: String, _ comparison: ObservationComparison
    ) -> String? {
        if comparison == .lost { return "lost-output" }
        let words = Set(command.split { " \n|;&()\t".contains($0) }.map(String.init))
        if !words.isDisjoint(with: [
            "curl", "wget", "apt", "apt-get", "ping", "netstat", "ifconfig",
        ]) {
            return "network"
        }
        if !words.isDisjoint(with: ["ps", "top", "uptime", "free", "who", "w", "last", "pgrep"]) {
            return "process-table"
        }
        return nil
    }

    private struct Explanation {
        var comparison: ObservationComparison
        var text: RecordedText
    }

    /// Looks for facts under which the command prints what was recorded.
    private mutating func explain(
        _ command: String, at index: Int, _ recorded: RecordedText, _ first: RecordedText
    ) async throws(BoxError) -> Explanation? {
        let words = ShellWords(command)
        guard let pipeline = words.pipelines.last else { return nil }
        let place = folder(before: index)
        var current = facts
        var replayed = first
        for round in 0..<3 {
            var finder = FactFinder(
                folder: place, facts: current, lines: EpisodeInference.shown(recorded, command),
                isCut: recorded.isCut)
            var proposed = finder.find(in: pipeline, listed: []) ?? current
            if round > 0 || proposed == current {
                proposed = EpisodeInference.repaired(proposed, recorded, replayed, pipeline, place)
            }
            if proposed == current { return nil }
            current = proposed
            let box = try await world(current)
            var isConsistent = true
            for earlier in matched {
                let turn = episode.turns[earlier]
                guard let observation = turn.observation,
                    case .bash(let earlierCommand)? = ReplyVersion.agentInstruct.action(
                        in: turn.reply)
                else { continue }
                let again = try await EpisodeInference.run(earlierCommand, in: box)
                let comparison = ObservationComparison(
                    RecordedText(observation), again, after: earlierCommand)
                isConsistent = isConsistent && Verdict(comparison) != nil
            }
            replayed = try await EpisodeInference.run(command, in: box)
            let comparison = ObservationComparison(recorded, replayed, after: command)
            if isConsistent, Verdict(comparison) != nil {
                facts = current
                session = box
                return Explanation(comparison: comparison, text: replayed)
            }
        }
        return nil
    }

    /// The lines of an observation without those that were typed.
    private static func shown(_ recorded: RecordedText, _ command: String) -> [String] {
        let typed = Set(command.split(separator: "\n").map { String($0).trimmedText })
        guard typed.count > 1 else { return recorded.lines }
        return recorded.lines.filter { line in
            let text = line.hasPrefix(">") ? String(line.dropFirst()).trimmedText : line.trimmedText
            return !typed.contains(text)
        }
    }

    /// Removes what our run lists in excess, and makes what it misses.
    private static func repaired(
        _ facts: FileFacts, _ recorded: RecordedText, _ replayed: RecordedText,
        _ pipeline: [ShellWords.Stage], _ folder: String
    ) -> FileFacts {
        var facts = facts
        let wanted = Set(recorded.lines)
        let whole = { (name: String) in name.hasPrefix("/") ? name : "\(folder)/\(name)" }
        for line in replayed.lines where !wanted.contains(line) {
            guard let name = path(in: line, pipeline), facts[whole(name)]?.kind != .file else {
                continue
            }
            if pipeline[0].words.contains(where: { ["-mtime", "-mmin", "-newer"].contains($0) }) {
                facts.note(whole(name)) { $0.time = "700 days ago" }
            } else if !name.hasSuffix("/.bashrc") {
                facts.note(whole(name)) { $0.kind = .absent }
            }
        }
        return facts
    }

    private static func path(in line: String, _ pipeline: [ShellWords.Stage]) -> String? {
        switch pipeline[0].name {
        case "find" where pipeline.count == 1 && !pipeline[0].words.contains("-exec"):
            return line.contains(":") ? nil : line
        case "grep" where line.contains(":") && !line.hasPrefix("grep"):
            return String(line.prefix { $0 != ":" })
        default: return nil
        }
    }

    /// The folder that the prompt before a command states.
    private func folder(before index: Int) -> String {
        for turn in episode.turns[..<index].reversed() {
            if let folder = turn.observation.map(RecordedText.init)?.folder { return folder }
        }
        return "/"
    }

    /// A box with the facts in it, and a shell.
    private func world(_ facts: FileFacts) async throws(BoxError) -> Session {
        let box = try Box(on: tree, named: host)
        if !facts.script.isEmpty {
            _ = try await box.run(ShellTask.Script(language: "bash", code: facts.script))
        }
        return try await Session(in: box, rendering: .agentInstruct)
    }

    private static func run(
        _ command: String, in session: Session
    ) async throws(BoxError) -> RecordedText {
        let output = try await session.run(command, deadline: deadline)
        return RecordedText(Rendering.agentInstruct.observation(output))
    }
}

extension Verdict {
    /// What a comparison says; `nil` where it confirms nothing.
    fileprivate init?(_ comparison: ObservationComparison) {
        switch comparison {
        case .exact: self = .exact
        case .equivalent: self = .equivalent
        case .lost, .different: return nil
        }
    }
}

extension ObservationComparison {
    fileprivate var reason: String? {
        if case .equivalent(let reason) = self { reason } else { nil }
    }
}

/// The files whose whole content the dialogue has shown or written.
///
/// A command that reads nothing else prints what it must, so its observation was predicted, and
/// another one is false.
struct KnownFiles {
    private var names: Set<String> = []

    private static let pure: Set<String> = [
        "cat", "wc", "head", "tail", "sort", "uniq", "cut", "tr", "grep", "awk", "sed", "echo",
        "nl", "tac", "rev", "seq", "expr", "printf", "paste",
    ]

    /// Whether a command reads known files only.
    func fix(_ command: String) -> Bool {
        let pipelines = ShellWords(command).pipelines
        guard pipelines.count == 1, !command.contains("\n"), let stages = pipelines.first else {
            return false
        }
        for (index, stage) in stages.enumerated() {
            guard KnownFiles.pure.contains(stage.name), !stage.isComputed || stage.name == "awk",
                !stage.hasGlob || stage.operands.count <= 1 || stage.name == "grep",
                stage.target == nil, !stage.words.contains("-r"), !stage.words.contains("-R")
            else { return false }
            if ["echo", "seq", "expr", "printf"].contains(stage.name) {
                if index > 0 || stage.isComputed || stage.hasGlob { return false }
                continue
            }
            let files = KnownFiles.files(of: stage)
            if index == 0, files.isEmpty { return false }
            if !files.allSatisfy(names.contains) { return false }
        }
        return true
    }

    /// The operands that are files: behind the pattern or program, and no numbers.
    private static func files(of stage: ShellWords.Stage) -> [String] {
        var operands = stage.operands
        if ["grep", "awk", "sed"].contains(stage.name), !operands.isEmpty {
            operands.removeFirst()
        }
        if stage.name == "tr" { return [] }
        return operands.filter { $0.contains(".") || $0.contains("/") || $0.count > 2 }
    }

    /// Remembers the file that a confirmed command showed whole.
    mutating func note(_ command: String, _ facts: FileFacts) {
        let pipelines = ShellWords(command).pipelines
        guard pipelines.count == 1, let stage = pipelines[0].first else { return }
        let writes = pipelines[0].contains { $0.target != nil }
        let reads = [
            "cat", "ls", "find", "grep", "wc", "head", "tail", "sort", "awk", "cut", "echo",
        ]
        if pipelines[0].count == 1, stage.name == "cat", !stage.isComputed, !writes,
            stage.operands.count == 1, !stage.hasGlob
        {
            names.insert(stage.operands[0])
        } else if writes || !reads.contains(stage.name) || command.contains("-delete")
            || command.contains("-exec") || command.contains("tee ")
        {
            // It may have changed any of them.
            names = []
        }
    }
}
