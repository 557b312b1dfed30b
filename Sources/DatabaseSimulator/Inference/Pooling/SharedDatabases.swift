import Environments

/// Databases for several dialogues: those that speak of the same tables share one as long as every
/// dialogue's statements, run in it from its start, print that dialogue's record.
struct SharedDatabases {
    /// A database in the making.
    private struct Group {
        var world: CandidateWorld
        var members: [Int]
        var tables: Set<TableKey>
    }

    private let findings: [DatabaseJudge.Finding]
    private let makeExecutor: DatabaseJudge.MakeExecutor
    private var groups: [Group] = []

    /// The most rows of a database that others join: each trial runs all dialogues over them.
    private static let mostRows = 2_000
    /// The most dialogues of one database.
    private static let mostMembers = 40

    init(_ findings: [DatabaseJudge.Finding], makeExecutor: @escaping DatabaseJudge.MakeExecutor) {
        self.findings = findings
        self.makeExecutor = makeExecutor
        for number in findings.indices { place(number) }
    }

    /// The databases that more than one dialogue shares.
    var shared: [(world: CandidateWorld, members: [Int])] {
        groups.filter { $0.members.count > 1 }.map { ($0.world, $0.members) }
    }

    private mutating func place(_ number: Int) {
        guard let world = findings[number].explainingWorld, world.missingTables.isEmpty,
            !world.hasStatedTypes, (world.witness?.rowCount ?? 0) <= Self.mostRows
        else { return }
        let tables = Set(world.tables.map(TableKey.init))
        for index in groups.indices
        where !groups[index].tables.isDisjoint(with: tables)
            && groups[index].members.count < Self.mostMembers
        {
            let members = groups[index].members + [number]
            let known = groups[index].world
            let engines = known.engine == world.engine ? [known.engine] : [.mysql, .sqlite]
            for engine in engines {
                for isFirst in [false, true] {
                    guard var joint = joined(known, world, newFirst: isFirst) else { continue }
                    joint.engine = engine
                    guard members.allSatisfy({ holds($0, in: joint) }) else { continue }
                    groups[index].world = joint
                    groups[index].members = members
                    groups[index].tables.formUnion(tables)
                    return
                }
            }
        }
        groups.append(Group(world: world, members: [number], tables: tables))
    }

    /// One database with the tables and rows of both; `nil` where a table has other columns.
    private func joined(
        _ first: CandidateWorld, _ second: CandidateWorld, newFirst: Bool
    ) -> CandidateWorld? {
        var joint = first
        for table in second.tables {
            guard let known = joint.tables.first(where: { $0.name == table.name }) else {
                joint.tables.append(table)
                continue
            }
            guard TableKey(known) == TableKey(table) else { return nil }
        }
        var rows = first.witness?.rows ?? [:]
        for (table, more) in second.witness?.rows ?? [:] {
            let known = rows[table] ?? []
            let seen = Set(known.map(\.values))
            let new = more.filter { $0.copies > 1 || !seen.contains($0.values) }
            rows[table] = newFirst ? new + known : known + new
        }
        joint.witness = Witness(rows: rows)
        return joint
    }

    /// Whether a dialogue's statements print its record there.
    private func holds(_ number: Int, in world: CandidateWorld) -> Bool {
        var world = world
        let finding = findings[number]
        world.database = finding.world?.database ?? world.database
        guard let executor = try? makeExecutor(world.engine),
            var trial = try? EpisodeTrial(world, executor: executor)
        else { return false }
        return trial.outcomes(of: finding.steps).allSatisfy { outcome in
            switch outcome.judgement.verdict {
            case .exact, .equivalent: true
            case .divergent, .unverifiable: false
            }
        }
    }
}

extension DatabaseJudge.Finding {
    /// The world, where every observation of the dialogue is printed in it.
    var explainingWorld: CandidateWorld? {
        let isWhole = outcomes.allSatisfy { outcome in
            switch outcome.judgement.verdict {
            case .exact, .equivalent: true
            case .divergent, .unverifiable: false
            }
        }
        return isWhole && !steps.isEmpty ? world : nil
    }
}
