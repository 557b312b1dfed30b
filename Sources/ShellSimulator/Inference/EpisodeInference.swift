import Environments

/// Judges a recorded dialogue without its container: infers the files from what was printed, and
/// really runs every command over them.
///
/// Facts are only proposals. A set of facts counts when the box, with it, prints the observation
/// and everything before it once more.
struct EpisodeInference {
    let episode: RecordedEpisode
    let boxes: FactBoxes
    private(set) var facts = FileFacts()
    /// What each observation added, with its message's index.
    private(set) var learnt: [(turn: Int, paths: [String])] = []
    private var matched: [Confirmed] = []
    /// Whether an earlier observation was not confirmed, so that a difference proves nothing.
    private var isBehind = false
    /// Whether the terminal shows earlier output.
    private var isAdrift = false
    private var known = KnownOutputs()
    private var written: [String: ShellCommand.Pipeline] = [:]
    private var record: TerminalRecord
    private var session: Session?

    /// A command whose observation was confirmed.
    struct Confirmed {
        var command: String
        var text: RecordedText
    }

    init(_ episode: RecordedEpisode, on tree: BaseTree) {
        self.episode = episode
        let records = episode.turns.compactMap { $0.observation }.map(RecordedText.init)
        let host = records.lazy.compactMap(\.host).first ?? "000000000000"
        boxes = FactBoxes(tree: tree, host: host)
        record = TerminalRecord(host: "root@\(host)")
        facts = .ofImage(marksPaste: records.contains { $0.marksPaste })
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
        if session == nil { session = try await boxes.session(facts) }
        guard let session else { throw BoxError("no session") }
        let first = try await boxes.run(command, in: session)
        let isFixed = known.fix(command) && !isBehind && !isAdrift
        let comparison = ObservationComparison(recorded, first, after: command)
        if isFixed, !comparison.isStrict {
            isBehind = true
            return Judgement(
                .divergent, basis: .predicted, action: command, replayed: first.message,
                note: "the command depends on nothing that is not known")
        }
        if let verdict = Verdict(comparison) {
            confirm(command, recorded, first, comparison)
            return Judgement(
                verdict, basis: isFixed && comparison == .exact ? .predicted : .explained,
                reason: comparison.reason, action: command,
                replayed: verdict == .exact ? nil : first.message)
        }
        if let found = try await explain(command, at: index, recorded, first) {
            learnt.append((turn.index, found.paths))
            facts = found.facts
            self.session = found.session
            confirm(command, recorded, found.text, found.comparison)
            return Judgement(
                Verdict(found.comparison) ?? .exact, basis: .explained,
                reason: found.comparison.reason, action: command,
                replayed: found.comparison == .exact ? nil : found.text.message,
                note: "the files that it shows were inferred from it")
        }
        return unconfirmed(command, recorded, first, comparison)
    }

    /// A text that is no answer to its command: a piece of what the terminal owed, or unexplained.
    private mutating func unconfirmed(
        _ command: String, _ recorded: RecordedText, _ first: RecordedText,
        _ comparison: ObservationComparison
    ) -> Judgement {
        record.append(command, printed: first.message)
        let lateness = "the original's reader lost or delayed what the terminal printed"
        if let reason = comparison == .lost ? "lost-output" : record.take(recorded.message) {
            isAdrift = true
            note(writes: command)
            return Judgement(
                .equivalent, basis: .explained, reason: reason, action: command,
                replayed: first.message, note: lateness)
        }
        isBehind = true
        return Judgement(
            .unverifiable, reason: Undecided.reason(command, recorded, first), action: command,
            replayed: first.message)
    }

    private mutating func confirm(
        _ command: String, _ recorded: RecordedText, _ text: RecordedText,
        _ comparison: ObservationComparison
    ) {
        matched.append(Confirmed(command: command, text: recorded))
        record.clear()
        record.append(command, printed: text.message)
        record.clear()
        isAdrift = isAdrift && recorded.lines.isEmpty
        known.note(
            command, isExact: comparison == .exact,
            isClean: !recorded.isCut && !isAdrift
                && recorded.lines.allSatisfy { Complaint($0) == nil })
        note(writes: command)
    }

    /// Remembers which pipeline wrote a file.
    private mutating func note(writes command: String) {
        for stages in ShellCommand(command).pipelines {
            let folder = recordFolder
            let whole = { (name: String) in
                FileFacts.normalised(
                    name.hasPrefix("/")
                        ? name
                        : name.hasPrefix("~") ? "/root" + name.dropFirst() : "\(folder)/\(name)")
            }
            if let target = stages.last?.target { written[whole(target)] = stages }
            if let stage = stages.first, ["cp", "mv"].contains(stage.name),
                stage.operands.count == 2
            {
                var cat = ShellCommand.Stage()
                cat.parts = [
                    ShellCommand.Word(text: "cat", source: "cat"),
                    stage.parts[stage.parts.count - 2],
                ]
                written[whole(stage.operands[1])] = [cat]
            }
        }
    }

    private var recordFolder: String { matched.last?.text.folder ?? "/" }

    /// Looks for facts under which the command prints what was recorded.
    private func explain(
        _ command: String, at index: Int, _ recorded: RecordedText, _ first: RecordedText
    ) async throws(BoxError) -> Explanation? {
        guard let session else { return nil }
        var search = ExplanationSearch(
            boxes: boxes, command: command, recorded: recorded, folder: folder(before: index),
            matched: matched, written: written)
        return try await search.run(from: facts, first, in: session)
    }

    /// The folder that the prompt before a command states.
    private func folder(before index: Int) -> String {
        for turn in episode.turns[..<index].reversed() {
            if let folder = turn.observation.map(RecordedText.init)?.folder { return folder }
        }
        return "/"
    }
}

extension FileFacts {
    /// What every container of the original's image has: its Ubuntu is no secret.
    static func ofImage(marksPaste: Bool) -> FileFacts {
        var facts = FileFacts()
        facts.marksPaste = marksPaste
        facts.note("/root/.bashrc") { fact in
            fact.size = 3106
            fact.time = "2019-12-05 14:39:21 UTC"
        }
        for name in ["lib32", "libx32"] {
            facts.note("/usr/\(name)") { $0.kind = .folder }
            facts.note("/\(name)") { $0.kind = .link("usr/\(name)") }
        }
        return facts
    }
}

extension Verdict {
    /// What a comparison says; `nil` where it confirms nothing.
    init?(_ comparison: ObservationComparison) {
        switch comparison {
        case .exact: self = .exact
        case .equivalent: self = .equivalent
        case .lost, .different: return nil
        }
    }
}

extension ObservationComparison {
    var reason: String? {
        if case .equivalent(let reason) = self { reason } else { nil }
    }
}

/// Why an observation stays undecided.
enum Undecided {
    static func reason(_ command: String, _ recorded: RecordedText, _ replayed: RecordedText)
        -> String
    {
        let programs = Set(ShellCommand(command).atoms.map(\.name))
        let network: Set<String> = [
            "curl", "wget", "apt", "apt-get", "ping", "netstat", "ifconfig", "ip", "ss", "pip",
            "npm",
        ]
        if !programs.isDisjoint(with: network) { return "network" }
        let complaints = replayed.lines.compactMap(Complaint.init).filter { $0.kind == .notFound }
        if !complaints.isEmpty,
            !recorded.lines.contains(where: { Complaint($0)?.kind == .notFound })
        {
            return "missing-program"
        }
        if !programs.isDisjoint(with: ["ps", "top", "uptime", "who", "w", "last", "pgrep"]) {
            return "process-table"
        }
        if !programs.isDisjoint(with: ["free", "df", "nproc", "lscpu", "uname", "lsblk"])
            || command.contains("/proc/") || command.contains("/sys/")
        {
            return "kernel-or-host"
        }
        return recorded.isCut ? "truncated" : "no-rule"
    }
}
