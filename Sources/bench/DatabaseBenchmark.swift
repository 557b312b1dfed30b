import DatabaseSimulator
import Environments
import SQLiteKit

/// What is measured of the database: single statements through the whole path, beside SQLite's own
/// C API on the same statements in the same run; fresh episodes, forks, and the memory of many.
struct DatabaseBenchmark: Benchmark {
    let printsJSON: Bool
    private static let rows = 100_000

    func run(_ report: (Measurement) -> Void) async throws {
        try await liveEpisodes(report)
        try await points(report)
        try await scans(report)
    }

    // MARK: Single statements

    private func points(_ report: (Measurement) -> Void) async throws {
        let world = try DatabaseWorld(.script(Self.script(rows: 1_000), name: "bench.sql"))
        var episode = try world.makeEnvironment()
        _ = try episode.reset(to: nil, seed: 0)
        var next = 0
        report(
            try await Measurement.of("db: 1000 point queries, each its own text", runs: 3...200) {
                for _ in 0..<1_000 {
                    next += 1
                    _ = try episode.step(
                        action: "SELECT name, price FROM items WHERE id = \(next % 1_000) "
                            + "AND \(next) > 0")
                }
            })
        report(
            try await Measurement.of("db: 1000 point queries of one shape", runs: 3...200) {
                for id in 0..<1_000 {
                    _ = try episode.step(
                        action: "SELECT name, price FROM items WHERE id = \(id)")
                }
            })
        report(
            try await Measurement.of("db: 1000 times one statement", runs: 3...200) {
                for _ in 0..<1_000 {
                    _ = try episode.step(
                        action: "SELECT name, price FROM items WHERE id = 77")
                }
            })
        report(
            try await Measurement.of("db: 1000 updates of one shape", runs: 3...200) {
                for id in 0..<1_000 {
                    _ = try episode.step(
                        action: "UPDATE items SET stock = stock + 1 WHERE id = \(id)")
                }
            })
        let raw = try Connection()
        try Self.fill(raw, rows: 1_000)
        report(
            try await Measurement.of("db: 1000 point queries, SQLite itself", runs: 3...200) {
                for id in 0..<1_000 {
                    _ = try raw.rows("SELECT name, price FROM items WHERE id = \(id)")
                }
            })
    }

    // MARK: Many rows

    private func scans(_ report: (Measurement) -> Void) async throws {
        let world = try DatabaseWorld(.script(Self.script(rows: Self.rows), name: "bench.sql"))
        var episode = try world.makeEnvironment()
        _ = try episode.reset(to: nil, seed: 0)
        let raw = try Connection()
        try Self.fill(raw, rows: Self.rows)
        let statements = [
            ("scan", "SELECT COUNT(*) FROM items WHERE stock > 50 AND name LIKE 'item 9%'"),
            (
                "join",
                "SELECT COUNT(*) FROM items i JOIN kinds k ON k.id = i.kind WHERE k.label = 'kind 3'"
            ),
            (
                "aggregate",
                "SELECT kind, COUNT(*), SUM(stock), AVG(weight) FROM items GROUP BY kind"
            ),
        ]
        for (name, statement) in statements {
            report(
                try await Measurement.of("db: \(name) over \(Self.rows) rows", runs: 3...50) {
                    _ = try episode.step(action: statement)
                })
            report(
                try await Measurement.of(
                    "db: \(name) over \(Self.rows) rows, SQLite itself", runs: 3...50
                ) {
                    _ = try raw.rows(statement)
                })
        }
    }

    // MARK: Episodes

    private func liveEpisodes(_ report: (Measurement) -> Void) async throws {
        let world = try DatabaseWorld(.script(Self.script(rows: 1_000), name: "bench.sql"))
        let before = ResidentMemory.bytes
        var episodes: [DatabaseEnvironment] = []
        for _ in 0..<1_000 {
            var episode = try world.makeEnvironment()
            _ = try episode.reset(to: nil, seed: 0)
            _ = try episode.step(action: "UPDATE items SET stock = 1 WHERE id = 5")
            episodes.append(episode)
        }
        let megabytes = (ResidentMemory.bytes - before) >> 20
        let name = "db: \(episodes.count) live episodes"
        ResidentMemory.report(name, megabytes: megabytes, asJSON: printsJSON)
        try await forks(report)
    }

    private func forks(_ report: (Measurement) -> Void) async throws {
        let world = try DatabaseWorld(.script(Self.script(rows: 20_000), name: "bench.sql"))
        var episode = try world.makeEnvironment()
        _ = try episode.reset(to: nil, seed: 0)
        report(
            try await Measurement.of("db: fresh episode of 1 MB", runs: 3...2_000) {
                var fresh = try world.makeEnvironment()
                _ = try fresh.reset(to: nil, seed: 0)
            })
        report(
            try await Measurement.of("db: fork of 1 MB and a step", runs: 3...2_000) {
                var fork = episode
                _ = try fork.step(action: "SELECT 1")
            })
    }

    // MARK: The data

    private static func values(_ id: Int) -> String {
        "(\(id), 'item \(id)', \(id % 100).50, \(id % 97), \(Double(id % 13) / 4), \(id % 10))"
    }

    private static func script(rows: Int) -> String {
        var script = """
            CREATE DATABASE bench; USE bench;
            CREATE TABLE kinds (id INT PRIMARY KEY, label VARCHAR(20) NOT NULL);
            CREATE TABLE items (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL, \
            price DECIMAL(8,2), stock INT, weight DOUBLE, kind INT);

            """
        script += "INSERT INTO kinds VALUES "
        script += (0..<10).map { "(\($0), 'kind \($0)')" }.joined(separator: ", ") + ";\n"
        for start in stride(from: 0, to: rows, by: 1_000) {
            script += "INSERT INTO items VALUES "
            script += (start..<min(start + 1_000, rows)).map(values).joined(separator: ", ")
            script += ";\n"
        }
        return script
    }

    private static func fill(_ connection: Connection, rows: Int) throws {
        try connection.run("CREATE TABLE kinds (id INTEGER PRIMARY KEY, label TEXT)")
        try connection.run(
            "CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE, price REAL, "
                + "stock INT, weight REAL, kind INT)")
        for id in 0..<10 { try connection.run("INSERT INTO kinds VALUES (\(id), 'kind \(id)')") }
        try connection.run("BEGIN")
        for id in 0..<rows { try connection.run("INSERT INTO items VALUES \(values(id))") }
        try connection.run("COMMIT")
    }
}
