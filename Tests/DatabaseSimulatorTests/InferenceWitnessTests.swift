import Environments
import Testing

@testable import DatabaseSimulator

@Suite struct InferenceWitnessTests {
    private static let task = """
        What is it?
        There are 3 tables involved with this task. The name of the 1st table is plants, and the \
        headers of this table are plantId,name,height,bed. The name of the 2nd table is beds, and \
        the headers of this table are bedId,label,sun hours. The name of the 3rd table is visits, \
        and the headers of this table are visitId,plantId,day,minutes.
        """

    private func judge(_ steps: [(String, String)]) async -> EpisodeJudgement {
        await Database().judge(episode(steps), settings: [:])
    }

    private func episode(_ steps: [(String, String)]) -> RecordedEpisode {
        RecordedEpisode("garden", task: Self.task, statements: steps)
    }

    @Test(
        arguments: [
            ("SELECT COUNT(*) FROM plants WHERE height > 40", "[(17,)]"),
            ("SELECT MAX(height) FROM plants", "[(2.75,)]"),
            (
                "SELECT name, height FROM plants ORDER BY height DESC LIMIT 2",
                "[('oak', 9), ('ash', 7)]"
            ),
            ("SELECT name FROM plants ORDER BY height DESC LIMIT 3", "[('a',), ('c',), ('b',)]"),
            (
                "SELECT p.name, b.label FROM plants p JOIN beds b ON p.bed = b.bedId WHERE "
                    + "b.`sun hours` BETWEEN 3 AND 5", "[('fern', 'north'), ('moss', 'wall')]"
            ),
            (
                "SELECT b.label, COUNT(*) FROM plants p JOIN beds b ON p.bed = b.bedId "
                    + "GROUP BY b.label ORDER BY COUNT(*) DESC", "[('east', 12), ('west', 3)]"
            ),
            (
                "SELECT name FROM plants WHERE height = (SELECT MAX(height) FROM plants)",
                "[('yew',)]"
            ),
            (
                "SELECT name FROM plants WHERE height > (SELECT AVG(height) FROM plants)",
                "[('elm',)]"
            ),
            (
                "SELECT name FROM plants WHERE plantId IN (SELECT plantId FROM visits WHERE "
                    + "minutes > 30)", "[('rose',), ('iris',)]"
            ),
            ("SELECT MIN(height), MAX(height), COUNT(*) FROM plants", "[(3, 90, 5)]"),
            ("SELECT COUNT(DISTINCT bed) FROM plants", "[(4,)]"),
            ("SELECT height * 2 + 1 FROM plants WHERE name = 'oak'", "[(15,)]"),
            ("SELECT name FROM plants WHERE name LIKE 'a%' OR height < 2", "[('moss',)]"),
            (
                "SELECT b.label FROM beds b WHERE EXISTS (SELECT 1 FROM plants p WHERE "
                    + "p.bed = b.bedId)", "[('east',)]"
            ),
        ])
    func `Rows are found that either engine prints so`(_ statement: String, _ answer: String) async
    {
        let judgement = await judge([(statement, answer)])
        #expect(judgement.judgements.map(\.verdict) == [.exact])
        #expect(judgement.judgements.map(\.basis) == [.explained])
        #expect(judgement.engine == "either")
    }

    @Test(
        arguments: [
            ("SELECT AVG(height) FROM plants", "[(Decimal('5.1429'),)]", "mysql"),
            ("SELECT SUM(minutes) FROM visits", "[(Decimal('340'),)]", "mysql"),
            (
                "SELECT day FROM visits WHERE YEAR(day) = 2021", "[(datetime.date(2021, 4, 2),)]",
                "mysql"
            ),
            ("SELECT SUM(minutes) FROM visits", "[(340,)]", "sqlite"),
            (
                "SELECT CAST(SUM(IIF(name = 'oak', 1, 0)) AS REAL) * 100 / COUNT(plantId) "
                    + "FROM plants", "[(28.571428571428573,)]", "sqlite"
            ),
            (
                "SELECT plantId FROM visits WHERE STRFTIME('%Y-%m', day) = '2020-05'", "[(8,)]",
                "sqlite"
            ),
            ("SELECT T FROM (SELECT name AS T FROM plants) WHERE T != 'x'", "[('oak',)]", "sqlite"),
        ])
    func `The rows prove the engine`(_ statement: String, _ answer: String, _ engine: String) async
    {
        let judgement = await judge([(statement, answer)])
        #expect(judgement.judgements.map(\.verdict) == [.exact])
        #expect(judgement.engine == engine)
    }

    @Test func `One set of rows explains all statements of a dialogue`() async {
        let judgement = await judge([
            ("SELECT name FROM plants ORDER BY height DESC LIMIT 1", "[('oak',)]"),
            ("SELECT COUNT(*) FROM beds WHERE label = 'east'", "[(2,)]"),
            ("DELETE FROM beds WHERE label = 'east'", "[]"),
            ("SELECT COUNT(*) FROM beds WHERE label = 'east'", "[(0,)]"),
        ])
        #expect(judgement.judgements.allSatisfy { $0.verdict == .exact })
    }

    @Test func `A search that fails is no verdict`() async {
        let judgement = await judge([("SELECT STDDEV(height) FROM plants", "[(1.2345,)]")])
        #expect(judgement.judgements[0].verdict == .unverifiable)
        #expect(judgement.judgements[0].reason == "search")
    }

    @Test func `What no rows can print is divergent`() async {
        let judgement = await judge([("SELECT COUNT(*) FROM plants", "[('many',)]")])
        #expect(judgement.judgements[0].verdict == .divergent)
    }

    @Test func `An inferred world prints what was recorded`() async throws {
        let episode = episode([
            ("SELECT `plants.name` FROM plants WHERE height = 3", "[('fern',)]"),
            ("SELECT p.name FROM plants p JOIN beds b ON p.bed = b.bedId", "[('oak',)]"),
        ])
        let inferred = try await Database().inferWorld(from: episode, settings: [:])
        #expect(
            inferred.files.map(\.name) == ["world.sql", "task.jsonl", InferredWorld.markerName])
        #expect(inferred.facts.contains { $0.text == "1 row of plants" && $0.turn == 6 })
        let script = String(decoding: inferred.files[0].bytes, as: UTF8.self)
        let world = try DatabaseWorld(.script(script, name: "world.sql"))
        let replayed = await world.replay(episode, task: nil, seed: 0)
        #expect(replayed.judgements.map(\.verdict) == [.equivalent, .exact])
        #expect(replayed.judgements.map(\.reason) == ["rewritten-sql", nil])
        #expect(replayed.judgements.map(\.basis) == [.supplied, .supplied])
    }
}
