import DatabaseSimulator
import Environments
import Testing

/// Worlds of a `.sql` script.
@Suite struct ScriptWorldTests {
    @Test func `Statements that the database refused are told, and the rest goes on`() throws {
        let world = try DatabaseWorld(
            .script(
                "CREATE TABLE a (i INT); INSERT INTO nope VALUES (1); INSERT INTO a VALUES (7);",
                name: "w.sql"))
        #expect(
            world.faults == ["w.sql: statement 2: 1146 (42S02): Table 'w.nope' doesn't exist"])
        var environment = try world.makeEnvironment()
        _ = try environment.reset(to: nil, seed: 0)
        #expect(try environment.step(action: "SELECT * FROM a").observation == "[(7,)]")
    }

    @Test func `A script may make the database that its file is named after`() throws {
        let world = try DatabaseWorld(
            .script(
                "CREATE DATABASE chess CHARACTER SET latin1; USE chess; CREATE TABLE a (i INT);",
                name: "chess.sql"))
        #expect(world.faults.isEmpty)
        var environment = try world.makeEnvironment()
        _ = try environment.reset(to: nil, seed: 0)
        let answer = try environment.step(action: "SHOW CREATE TABLE a").observation
        #expect(answer.contains("DEFAULT CHARSET=latin1"), "\(answer)")
    }
}
