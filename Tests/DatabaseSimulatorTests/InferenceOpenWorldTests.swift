import Environments
import Foundation
import JSONTree
import Testing

@testable import DatabaseSimulator

/// Dialogues about a library whose task names two tables, as our own tasks do.
private enum Recorded {
    static let task = """
        Who owes most?
        Table `loans` has the columns `id`, `reader`, `fee`. Table `readers` has the columns `name`, \
        `town`.
        """

    static func episode(
        _ steps: [(String, String)], id: String = "db_1", task: String = task
    ) -> RecordedEpisode {
        RecordedEpisode(id, task: task, statements: steps)
    }

    /// The world that a dialogue implies, loaded as from a folder.
    static func world(
        _ steps: [(String, String)], settings: Settings = [:]
    ) async throws -> any World {
        let inferred = try await Database().inferWorld(from: episode(steps), settings: [:])
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in inferred.files {
            try Data(file.bytes).write(to: folder.appending(path: file.name))
        }
        return try Database().loadWorld(at: folder.path, settings: settings)
    }
}

@Suite struct InferenceOpenWorldTests {
    private static let steps = [
        ("SELECT `reader` FROM `loans` WHERE `id` = 3", "[('Ada',)]"),
        ("SELECT COUNT(*) FROM `readers`", "[(4,)]"),
        ("INSERT INTO `loans` VALUES (9, 'Bo', 2)", "[]"),
        ("SELECT `fee` FROM `loans` WHERE `id` = 9", "[('2',)]"),
    ]

    /// What a world answers to statements, one after the other; what it leaves open in brackets.
    private func answers(
        _ statements: [String], settings: Settings = [:]
    ) async throws -> [String] {
        let world = try await Recorded.world(Self.steps, settings: settings)
        return try await answers(statements, in: world)
    }

    private func answers(_ statements: [String], in world: some World) async throws -> [String] {
        var environment = try world.makeEnvironment()
        _ = try await environment.reset(to: "db_1", seed: 0)
        var answers: [String] = []
        for statement in statements {
            do {
                answers.append(try await environment.step(action: statement).observation)
            } catch {
                answers.append("<\(error.code.rawValue) \(error.message)>")
            }
        }
        return answers
    }

    @Test func `The record is answered as it was recorded`() async throws {
        #expect(try await answers(Self.steps.map(\.0)) == Self.steps.map(\.1))
        let world = try await Recorded.world(Self.steps)
        let judgement = await world.replay(Recorded.episode(Self.steps), task: "db_1", seed: 0)
        #expect(judgement.judgements.allSatisfy { $0.verdict == .exact && $0.basis == .supplied })
    }

    @Test(arguments: [
        ("SELECT * FROM `loans`", "the rows of `loans` beyond those that the record shows"),
        ("SELECT COUNT(*) FROM `loans`", "how many rows `loans` has"),
        ("SELECT `fee` FROM `loans` WHERE `id` = 3", "the rows of `loans`"),
        ("SELECT `reader` FROM `loans` WHERE `id` > 3", "the rows of `loans`"),
        ("SELECT * FROM `fines`", "whether there is a table `fines`"),
        ("SELECT `name` FROM `readers`", "the rows of `readers`"), ("SHOW TABLES", "the server"),
    ])
    func `What the record leaves open names the missing fact`(
        _ statement: String, _ fact: String
    ) async throws {
        let answer = try #require(try await answers([statement]).first)
        #expect(answer.hasPrefix("<unknown "))
        #expect(answer.contains(fact))
    }

    @Test(arguments: [
        ("SELECT `reader` FROM `loans` WHERE `id` = 3 AND `reader` = 'Bo'", "[]"),
        ("SELECT COUNT(`reader`) FROM `loans` WHERE `id` = 3", "[(1,)]"),
        ("DELETE FROM `loans` WHERE `id` = 5", "[]"), ("SELECT 2 * 3", "[(6,)]"),
        (
            "SELECT `colour` FROM `loans`",
            "1054 (42S22): Unknown column 'colour' in 'field list'"
        ),
    ])
    func `What every completion answers alike is answered`(
        _ statement: String, _ answer: String
    ) async throws {
        #expect(try await answers([statement]) == [answer])
    }

    @Test func `A table that was emptied or made is known`() async throws {
        let answers = try await answers([
            "DELETE FROM `loans`", "SELECT COUNT(*) FROM `loans`",
            "CREATE TABLE `notes` (`text` TEXT)", "INSERT INTO `notes` VALUES ('x')",
            "SELECT * FROM `notes`",
        ])
        #expect(answers == ["[]", "[(0,)]", "[]", "[]", "[('x',)]"])
    }

    @Test func `Another history makes a recorded read an open one`() async throws {
        let answers = try await answers(
            ["UPDATE `loans` SET `reader` = 'Cy'", "SELECT `reader` FROM `loans` WHERE `id` = 3"])
        #expect(answers[0] == "[]")
        #expect(answers[1].hasPrefix("<unknown "))
    }

    @Test func `Completion invents rows, changes nothing recorded and says so`() async throws {
        let world = try await Recorded.world(Self.steps, settings: ["complete": "5"])
        #expect(try await answers(Self.steps.map(\.0), in: world) == Self.steps.map(\.1))
        var environment = try world.makeEnvironment()
        _ = try await environment.reset(to: nil, seed: 0)
        let all = try await environment.step(action: "SELECT * FROM `loans`")
        #expect(all.details["invented"] != nil)
        let again = try await Recorded.world(Self.steps, settings: ["complete": "5"])
        #expect(
            try await answers(["SELECT * FROM `loans`"], in: again)
                == answers(["SELECT * FROM `loans`"], in: world))
        let count = try await environment.step(action: "SELECT COUNT(*) FROM `readers`")
        #expect(count.observation == "[(4,)]")
        #expect(count.details["invented"] == nil)
    }

    @Test func `A completion that is no seed is refused`() {
        #expect(throws: EnvironmentError.self) {
            try Database().loadWorld(at: "/nowhere", settings: ["complete": "much"])
        }
    }
}

@Suite struct InferenceSeveralTablesTests {
    private func verdicts(
        _ steps: [(String, String)], task: String = Recorded.task
    ) async -> [Verdict] {
        await Database().judge(Recorded.episode(steps, task: task), settings: [:])
            .judgements.map(\.verdict)
    }

    @Test func `Each table has its own columns`() async {
        #expect(
            await verdicts([("SELECT * FROM `readers` LIMIT 2", "[('Ada', 'Oslo')]")]) == [.exact])
        #expect(
            await verdicts([("SELECT * FROM `readers` LIMIT 2", "[('Ada', 'Oslo', 3)]")])
                == [.divergent])
    }

    @Test(arguments: [
        "Read.\nThe table loans has the columns id, reader and fee. The table readers has the "
            + "columns name and town.",
        "Read.\nThe name of the table is 'loans', and its columns are id, reader, fee.\nThe second "
            + "table is called readers. Its fields are name and town.",
        "Read.\nThe columns of the first table are id, reader and fee.",
        "Read.\nTable: loans\nColumns: id, reader, fee\nTable: readers\nColumns: name, town",
    ])
    func `A person's description proves no width`(_ task: String) async {
        let verdicts = await verdicts(
            [("SELECT * FROM `readers` LIMIT 2", "[('Ada', 'Oslo')]")], task: task)
        #expect(!verdicts.contains(.divergent))
    }

    @Test func `Tables that the text does not name may be listed`() async {
        let listed = ("SHOW TABLES", "[('fines',), ('loans',), ('readers',)]")
        #expect(await verdicts([listed]) == [.exact])
        #expect(await verdicts([("SHOW TABLES", "[('fines',)]")]) == [.unverifiable])
        #expect(await verdicts([listed, ("SHOW TABLES", "[('loans',)]")]) == [.exact, .divergent])
    }

    @Test func `Rows of one statement serve the others`() async {
        let first = ("SELECT * FROM `loans` LIMIT 2", "[('1', 'Ada', '4'), ('2', 'Ada', '6')]")
        #expect(
            await verdicts([first, ("SELECT COUNT(DISTINCT `reader`) FROM `loans`", "[(3,)]")])
                == [.exact, .exact])
        #expect(
            await verdicts([first, ("SELECT COUNT(*) FROM `loans`", "[(5,)]")]) == [.exact, .exact])
        #expect(
            await verdicts([
                (
                    "SELECT CAST(COUNT(CASE WHEN `fee` > 3 THEN 1 END) AS REAL) * 100 / COUNT(*) "
                        + "FROM `loans` UNION ALL SELECT `reader` FROM `loans` WHERE `fee` > 3",
                    "[(40.0,), ('Ada',), ('Bo',)]"
                )
            ]) == [.exact])
    }
}

@Suite struct InferencePoolTests {
    private let episodes = [
        Recorded.episode([("SELECT `town` FROM `readers` WHERE `name` = 'Ada'", "[('Oslo',)]")]),
        Recorded.episode(
            [("SELECT `town` FROM `readers` WHERE `name` = 'Ada'", "[('Oslo',)]")], id: "db_2"),
        Recorded.episode(
            [("SELECT `town` FROM `readers` WHERE `name` = 'Ada'", "[('Rome',)]")], id: "db_3"),
        Recorded.episode([("SELECT MAX(`fee`) FROM `loans`", "[('7',)]")], id: "db_4"),
    ]

    @Test func `Agreement is pooled, and disagreement is a finding`() async throws {
        let pool = try #require(await Database().pool(episodes, with: nil, settings: [:]))
        let second = await pool.judge(episodes[1], number: 1).judgements[0]
        #expect(second.verdict == .exact && second.basis == .pooled)
        let third = await pool.judge(episodes[2], number: 2).judgements[0]
        #expect(third.verdict == .exact && third.basis == .explained)
        #expect(third.note?.contains("db_1, turn 4") == true)
        #expect(pool.contradictions.count == 1)
        #expect(pool.contradictions[0].hasPrefix("db_3, turn 4"))
    }

    @Test func `Dialogues that agree share one database`() async throws {
        let shared = try await Database().inferWorlds(sharedBy: episodes, settings: [:])
        #expect(shared.map(\.members) == [[0, 1, 3]])
        let names = Set(shared[0].world.files.map(\.name))
        #expect(names == ["world.sql", "task.jsonl", InferredWorld.markerName])
    }
}
