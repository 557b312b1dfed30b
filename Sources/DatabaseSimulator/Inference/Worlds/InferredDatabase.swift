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
        let unknown = unknown(in: world)
        let marker = InferredWorld.marker(
            of: .db, dialogues: [episode.id], unknown: unknown,
            details: OpenDatabase([finding.steps], world: world).details)
        let mark = world.engine == .sqlite ? DatabaseWorldLoader.sqliteMark : ""
        let task = JSONObject([
            ("id", .string(episode.id)), ("description", .string(episode.task)),
            ("type", .array(["other"])), ("table", .array([])),
        ])
        return InferredWorld(
            files: [
                InferredWorld.File(
                    name: "world.sql", bytes: Array((mark + world.script + "\n").utf8)),
                InferredWorld.File(
                    name: "task.jsonl", bytes: Array((JSON.object(task).text(.compact) + "\n").utf8)
                ), marker,
            ], facts: facts(of: world), unknown: unknown,
            engine: finding.engine?.rawValue)
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

    private func unknown(in world: CandidateWorld) -> [String] {
        var unknown = world.tables.map { "further rows of \($0.name)" }
        if world.witness != nil {
            unknown.append("cells of the rows that no statement reads")
        }
        if finding.engine == .either { unknown.append("whether MySQL or SQLite answered") }
        return unknown
    }
}
