import Environments
import JSONTree

extension EpisodeInference {
    /// A world that prints what was recorded: one task in AgentBench's form, whose init script makes
    /// the files, and the mark of what is open.
    mutating func inferredWorld() async throws(BoxError) -> InferredWorld {
        let judged = try await judge()
        let turns = episode.turns.filter { $0.observation != nil }
        var undecided: [Int: String] = [:]
        for (turn, judgement) in zip(turns, judged.judgements)
        where judgement.verdict == .unverifiable || judgement.verdict == .divergent {
            undecided[turn.index] = judgement.reason ?? judgement.verdict.rawValue
        }
        let facts = world.facts
        var script = FactScript(facts, on: world.boxes.tree)
        let files = facts.order.compactMap { path -> OpenBox.OpenFile? in
            facts[path]?.openness(path).map { OpenBox.OpenFile(path: path, known: $0) }
        }
        let open = OpenBox(
            host: world.boxes.host, times: script.times(), commands: world.history.map(\.command),
            unawaited: unawaited,
            files: files, folders: openFolders(), entries: openEntries(), undecided: undecided)
        let unknown = EpisodeInference.unknown(open)
        let task: JSON = [
            "id": .string(episode.id),
            "description": .string(ShellWorld.description(of: episode.task)),
            "create": ["init": ["language": "bash", "code": .string(script.files())]],
            "evaluation": ["match": answer.map { .string($0) } ?? ["regex": ""]],
        ]
        return InferredWorld(
            files: [
                InferredWorld.File(
                    name: "tasks.json", bytes: Array((JSON.array([task]).text() + "\n").utf8)),
                InferredWorld.marker(
                    of: .os, dialogues: [episode.id], unknown: unknown, details: open.details),
            ],
            facts: told, unknown: unknown)
    }

    /// What each observation told, and what was only assumed.
    private var told: [InferredWorld.Fact] {
        var seen: Set<String> = []
        var facts: [InferredWorld.Fact] = []
        for entry in learnt.reversed() {
            for path in entry.paths where seen.insert(path).inserted {
                guard let fact = world.facts[path] else { continue }
                facts.append(InferredWorld.Fact(fact.description(of: path), turn: entry.turn))
            }
        }
        for path in world.facts.order where !seen.contains(path) {
            guard let fact = world.facts[path] else { continue }
            facts.append(InferredWorld.Fact(fact.description(of: path), turn: nil))
        }
        return facts.reversed()
    }

    private static func unknown(_ open: OpenBox) -> [String] {
        let traits = OpenEntry.Trait.allCases.compactMap { trait -> String? in
            let paths = open.entries.filter { $0.missing.contains(trait) }.map(\.path)
            guard let first = paths.first else { return nil }
            return "the \(trait.rawValue) of "
                + (paths.count == 1 ? first : "\(paths.count) files and folders, such as \(first)")
        }
        return open.files.map { "the content of \($0.path): \($0.known)" }
            + open.folders.map(\.missingFact) + traits
            + open.undecided.sorted { $0.key < $1.key }
            .map { "what turn \($0.key) shows: \($0.value)" }
            + [
                "files that no command of the dialogue showed; what is not shown is as in the base tree"
            ]
    }

    /// What the agent answered in the end: nothing else is known of what is right.
    private var answer: String? {
        guard let last = episode.turns.last,
            case .answer(let text)? = ReplyVersion.agentInstruct.action(in: last.reply)
        else { return nil }
        return text
    }
}

extension FileFact {
    /// What is known of a file of which not all is; `nil` where all is known.
    func openness(_ path: String) -> String? {
        guard kind == .file, !isWhole, !path.hasPrefix("/root/.") else { return nil }
        if isPrefix { return "only its first lines were shown" }
        if lines != nil { return "some of its lines were shown, or counted" }
        if size == 0 { return nil }
        if let size { return isGuess ? "its size is a share of a sum" : "it has \(size) bytes" }
        if let room { return "it takes \(room) bytes" }
        return "only its name was shown"
    }

    /// The fact in a few words.
    func description(of path: String) -> String {
        switch kind {
        case .absent: "\(path) is not there"
        case .folder: "\(path) is a folder"
        case .link(let target): "\(path) is a link to \(target)"
        case .file:
            openness(path).map { "\(path) is a file: \($0)" } ?? "\(path) is a file, known whole"
        }
    }
}
