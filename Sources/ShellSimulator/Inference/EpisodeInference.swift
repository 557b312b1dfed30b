import Environments

/// Judges a recorded dialogue without its container: infers the files from what was printed, and
/// really runs every command over them.
///
/// Facts are only proposals. A set of facts counts when the box, with it, prints the observation
/// and everything before it once more.
struct EpisodeInference {
    let episode: RecordedEpisode
    private(set) var world: FactWorld
    /// What each observation added, with its message's index.
    private(set) var learnt: [(turn: Int, paths: [String])] = []
    /// Whether an earlier observation was not confirmed, so that a difference proves nothing.
    private var isBehind = false
    /// The places of commands whose end nobody waited for.
    private(set) var unawaited: [Int] = []
    /// Whether the terminal shows earlier output.
    private var isAdrift = false
    private var known = KnownOutputs()
    private var written: [String: ShellCommand.Pipeline] = [:]

    init(_ episode: RecordedEpisode, on tree: BaseTree) {
        self.episode = episode
        let records = episode.turns.compactMap { $0.observation }.map(RecordedText.init)
        let host = records.lazy.compactMap(\.host).first ?? "000000000000"
        world = FactWorld(
            .ofImage(on: tree, marksPaste: records.contains { $0.marksPaste }),
            in: FactBoxes(tree: tree, host: host))
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
        let isFixed = known.fix(command) && !isBehind && !isAdrift
        var past = PastCommand(command: command, recorded: recorded)
        var first = try await world.run(&past)
        if first.isStopped, FactBoxes.deadline(for: command) > FactBoxes.haste {
            let isConfirmed = Verdict(past.comparison) != nil
            if isConfirmed, !goesOn(after: index) {
                unawaited.append(world.history.count - 1)
            } else if !isConfirmed,
                let found = try await explanation(of: past, at: index, first)
            {
                return confirmation(of: found, at: turn.index)
            } else {
                first = try await world.runUnhurried(&past)
            }
        }
        if isFixed, first.isSettled, !past.comparison.isStrict {
            isBehind = true
            return Judgement(
                .divergent, basis: .predicted, action: command, replayed: first.message,
                note: "the command depends on nothing that is not known")
        }
        if let verdict = Verdict(past.comparison) {
            confirm(past)
            return Judgement(
                verdict, basis: isFixed && past.comparison == .exact ? .predicted : .explained,
                reason: past.comparison.reason, action: command,
                replayed: verdict == .exact ? nil : first.message, note: past.comparison.note)
        }
        if let found = try await explanation(of: past, at: index, first) {
            return confirmation(of: found, at: turn.index)
        }
        if past.comparison == .lost {
            isAdrift = true
            note(writes: command)
            return Judgement(
                .equivalent, basis: .explained, reason: "lost-output", action: command,
                replayed: first.message, note: ObservationComparison.piece("").note)
        }
        isBehind = true
        return Judgement(
            .unverifiable, reason: Undecided.reason(command, recorded, first), action: command,
            replayed: first.message)
    }

    /// Facts under which a command prints what was recorded.
    private mutating func explanation(
        of past: PastCommand, at index: Int, _ first: RecordedText
    ) async throws(BoxError) -> Explanation? {
        var search = ExplanationSearch(
            past: past, folder: folder(before: index), written: written)
        return try await search.run(in: &world, first)
    }

    private mutating func confirmation(of found: Explanation, at turn: Int) -> Judgement {
        learnt.append((turn, found.paths))
        confirm(found.past)
        return Judgement(
            Verdict(found.past.comparison) ?? .exact, basis: .explained,
            reason: found.past.comparison.reason, action: found.past.command,
            replayed: found.past.comparison == .exact ? nil : found.text.message,
            note: "the files that it shows were inferred from it")
    }

    /// Whether another command follows, which may see what this one did.
    private func goesOn(after index: Int) -> Bool {
        episode.turns[(index + 1)...].contains { turn in
            if case .bash? = ReplyVersion.agentInstruct.action(in: turn.reply) {
                true
            } else {
                false
            }
        }
    }

    private mutating func confirm(_ past: PastCommand) {
        if case .piece = past.comparison { isAdrift = true }
        if !past.recorded.lines.isEmpty, past.comparison == .exact { isAdrift = false }
        known.note(
            past.command, isExact: past.comparison == .exact,
            isClean: !past.recorded.isCut && !isAdrift
                && past.recorded.lines.allSatisfy { Complaint($0) == nil })
        note(writes: past.command)
    }

    /// Remembers which pipeline wrote a file.
    private mutating func note(writes command: String) {
        let folder = world.history.last { $0.recorded.folder != nil }?.recorded.folder ?? "/"
        let whole = { (name: String) in
            FileFacts.normalised(
                name.hasPrefix("/")
                    ? name : name.hasPrefix("~") ? "/root" + name.dropFirst() : "\(folder)/\(name)")
        }
        for stages in ShellCommand(command).pipelines {
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

    /// The folder that the prompt before a command states.
    private func folder(before index: Int) -> String {
        for turn in episode.turns[..<index].reversed() {
            if let folder = turn.observation.map(RecordedText.init)?.folder { return folder }
        }
        return "/"
    }
}

extension Verdict {
    /// What a comparison says; `nil` where it confirms nothing.
    init?(_ comparison: ObservationComparison) {
        switch comparison {
        case .exact: self = .exact
        case .equivalent, .piece: self = .equivalent
        case .lost, .different: return nil
        }
    }
}
