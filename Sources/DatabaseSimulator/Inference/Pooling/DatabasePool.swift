import Environments

/// What dialogues say of tables that they share: tables of the same name with the same columns.
///
/// Where another dialogue's record fixes the answer to a read (``OpenDatabase``), running the read
/// in the rows that explain that other dialogue tells it. That the tables held the same rows in
/// both is likely and not proved, so what differs is a finding and no divergence.
struct DatabasePool: EpisodePool {
    /// A dialogue by itself.
    private struct Member: Sendable {
        var id: String
        var finding: DatabaseJudge.Finding
        var judgement: EpisodeJudgement
        /// What its record fixes; `nil` where nothing explains the record.
        var database: OpenDatabase?
        var tables: Set<TableKey>
    }

    /// What another dialogue fixes.
    private struct Witnessed {
        var member: Member
        var answer: String
        /// The read whose answer fixes this one, by its observation's index.
        var turn: Int?

        /// The dialogue and the turn.
        var place: String { member.id + (turn.map { ", turn \($0)" } ?? "") }

        /// Whether the answers differ in more than the order of rows and the kinds of numbers, which
        /// the two systems behind the data print differently.
        func contradicts(_ step: EpisodeStep) -> Bool {
            guard case .rows(let rows) = step.recorded, !rows.isTruncated,
                case .rows(let others) = RecordedObservation(answer), !others.isTruncated
            else { return false }
            func texts(_ rows: [[RecordedCell]]) -> [String] {
                rows.map { row in
                    row.map { WitnessValue($0)?.plainText ?? "" }.joined(separator: "\u{1F}")
                }.sorted()
            }
            return texts(rows.rows) != texts(others.rows)
        }
    }

    let contradictions: [String]
    private let members: [Member]
    private let judgements: [EpisodeJudgement]

    init(
        _ episodes: [RecordedEpisode], judge: DatabaseJudge,
        makeExecutor: DatabaseJudge.MakeExecutor
    ) {
        let members = episodes.map { episode in
            let (judgement, finding) = judge.judgementAndWorld(of: episode)
            let world = finding.explainingWorld
            return Member(
                id: episode.id, finding: finding, judgement: judgement,
                database: world.map { OpenDatabase([finding.steps], world: $0) },
                tables: Set(world?.tables.map(TableKey.init) ?? []))
        }
        self.members = members
        var sharers: [TableKey: [Int]] = [:]
        for (number, member) in members.enumerated() {
            for table in member.tables { sharers[table, default: []].append(number) }
        }
        var contradictions: [String] = []
        judgements = members.indices.map { number in
            let member = members[number]
            var judgement = member.judgement
            let others = Set(member.tables.flatMap { sharers[$0] ?? [] }).subtracting([number])
            guard !others.isEmpty, let world = member.finding.explainingWorld else {
                return judgement
            }
            for (place, step) in zip(judgement.places(of: member.finding), member.finding.steps) {
                let statement = RecordedStatement(
                    step.statement, tables: world.tables, engine: world.engine)
                guard statement.effect == .reads, let syntax = statement.syntax else { break }
                let tables = StatementContents(syntax).tables
                guard case .rows = step.recorded, !tables.isEmpty else { continue }
                for other in others.sorted() {
                    guard
                        let found = Self.witness(
                            of: step.statement, over: tables, of: member, in: members[other],
                            makeExecutor)
                    else { continue }
                    if found.answer == step.observation {
                        judgement.judgements[place].basis = .pooled
                        judgement.judgements[place].note = "\(found.place) says the same"
                    } else if found.contradicts(step) {
                        if judgement.judgements[place].verdict == .exact {
                            judgement.judgements[place].reason = "contradicted"
                        }
                        judgement.judgements[place].note =
                            "\(found.place) says \(found.answer), and here it is "
                            + step.observation
                        if other < number {
                            contradictions.append(
                                "\(member.id), turn \(step.turn), answers \(step.observation) to "
                                    + "\(step.statement), where \(found.place) says "
                                    + found.answer)
                        }
                    }
                    break
                }
            }
            return judgement
        }
        self.contradictions = contradictions
    }

    func judge(_ episode: RecordedEpisode, number: Int) -> EpisodeJudgement {
        judgements[number]
    }

    /// The answer to a read that another dialogue's record fixes.
    private static func witness(
        of statement: String, over tables: Set<String>, of member: Member, in other: Member,
        _ makeExecutor: DatabaseJudge.MakeExecutor
    ) -> Witnessed? {
        let shared = Set(member.tables.intersection(other.tables).map(\.name))
        guard tables.isSubset(of: shared), let database = other.database,
            database.missingFact(for: statement, after: []) == nil,
            let world = other.finding.explainingWorld,
            let executor = try? makeExecutor(world.engine),
            (try? executor.prepare(world.script)) != nil,
            let answer = try? executor.answer(statement), answer.hasPrefix("[")
        else { return nil }
        let step = other.finding.steps.first { $0.statement == statement }
        return Witnessed(
            member: other, answer: answer, turn: (step ?? other.finding.steps.first)?.turn)
    }
}

/// A table by its name and its columns.
struct TableKey: Hashable, Sendable {
    var name: String
    var columns: Set<String>

    init(_ table: DescribedTable) {
        name = table.name
        columns = Set(table.columns.map { $0.name.lowercased() })
    }
}

extension EpisodeJudgement {
    /// The places of the judgements that belong to a finding's statements, in order.
    fileprivate func places(of finding: DatabaseJudge.Finding) -> [Int] {
        judgements.indices.filter { judgements[$0].reason != "no-action" }
    }
}
