import Environments
import JSONTree

/// The database that a dialogue implies, as files.
struct InferredDatabase {
    private let finding: DatabaseJudge.Finding
    private let episode: RecordedEpisode

    init(_ finding: DatabaseJudge.Finding, _ episode: RecordedEpisode) {
        self.finding = finding
        self.episode = episode
    }

    /// The script, the task, and where the rows come from.
    func world() throws(EnvironmentError) -> InferredWorld {
        guard let world = finding.world else {
            throw .unsupported("a database for a dialogue that names no table that can be made")
        }
        let open = finding.outcomes.firstIndex {
            $0.judgement.verdict == .unverifiable || $0.judgement.verdict == .divergent
        }
        if let open {
            let verdict = finding.outcomes[open].judgement
            throw .unsupported(
                "rows for an observation that is \(verdict.verdict.rawValue) "
                    + "(\(verdict.reason ?? "no reason"))")
        }
        return Self.world(
            world, of: [(episode, finding)], facts: facts(of: world), engine: finding.engine)
    }

    /// A database as files: its script, the tasks of its dialogues, and what it leaves open.
    static func world(
        _ world: CandidateWorld, of members: [(RecordedEpisode, DatabaseJudge.Finding)],
        facts: [InferredWorld.Fact], engine: RecordingEngine?
    ) -> InferredWorld {
        let unknown = unknown(in: world, engine)
        let marker = InferredWorld.marker(
            of: .db, dialogues: members.map(\.0.id), unknown: unknown,
            details: OpenDatabase(members.map(\.1.steps), world: world).details)
        let mark = world.engine == .sqlite ? DatabaseWorldLoader.sqliteMark : ""
        let tasks = members.map { episode, _ in
            let task = JSONObject([
                ("id", .string(episode.id)), ("description", .string(episode.task)),
                ("type", .array(["other"])), ("table", .array([])),
            ])
            return JSON.object(task).text(.compact) + "\n"
        }
        let script = mark + world.script + "\n"
        return InferredWorld(
            files: [
                InferredWorld.File(name: "world.sql", bytes: Array(script.utf8)),
                InferredWorld.File(name: "task.jsonl", bytes: Array(tasks.joined().utf8)), marker,
            ], facts: facts, unknown: unknown, engine: engine?.rawValue)
    }

    /// A database of several dialogues.
    static func shared(
        _ world: CandidateWorld, of members: [(RecordedEpisode, DatabaseJudge.Finding)]
    ) -> InferredWorld {
        var facts: [InferredWorld.Fact] = []
        for (episode, finding) in members {
            for fact in InferredDatabase(finding, episode).facts(of: finding.world ?? world) {
                let turn = fact.turn.map { ", turn \($0)" } ?? ""
                facts.append(
                    InferredWorld.Fact("\(fact.text) (\(episode.id)\(turn))", turn: nil))
            }
        }
        let engines = Set(members.compactMap(\.1.engine).filter { $0 != .either })
        return Self.world(
            world, of: members, facts: facts,
            engine: engines.count == 1 ? engines.first : .either)
    }

    private func facts(of world: CandidateWorld) -> [InferredWorld.Fact] {
        let taskTurn = episode.turns.first.map { $0.index - 2 }
        var facts: [InferredWorld.Fact] = []
        for table in world.tables where !world.missingTables.contains(table.name) {
            let count = table.columns.count
            facts.append(
                InferredWorld.Fact(
                    "table \(table.name) with \(count) column\(count == 1 ? "" : "s")",
                    turn: taskTurn))
        }
        for table in world.missingTables.sorted() {
            facts.append(InferredWorld.Fact("no table \(table)", turn: nil))
        }
        for (table, rows) in (world.witness?.rows ?? [:]).sorted(by: { $0.key < $1.key }) {
            var counts: [Int: Int] = [:]
            for row in rows { counts[row.turn, default: 0] += row.copies }
            for (turn, count) in counts.sorted(by: { $0.key < $1.key }) {
                facts.append(
                    InferredWorld.Fact(
                        "\(count) row\(count == 1 ? "" : "s") of \(table)", turn: turn))
            }
        }
        return facts
    }

    private static func unknown(
        in world: CandidateWorld, _ engine: RecordingEngine?
    ) -> [String] {
        var unknown = world.tables.map { "further rows of \($0.name)" }
        if world.witness != nil {
            unknown.append("cells of the rows that no statement reads")
        }
        if engine == .either { unknown.append("whether MySQL or SQLite answered") }
        return unknown
    }
}
