import FoundationEssentials
import SeededRandom
import Testing

@testable import DatabaseSimulator

/// Whatever is typed, the session answers or refuses, and lives on.
@Suite struct StatementFuzzTests {
    /// Words that statements are made of, and what breaks them.
    private static let pieces =
        StatementReference.all.flatMap { $0.example.split(separator: " ").map(String.init) } + [
            "'", "\"", "`", "(", ")", ";", "--", "/*", "*/", "\\", "\0", "é", "0x", "1e9999", "@",
            "?",
            "NULL", "18446744073709551616", "-", "!", "''", "``", "INTERVAL", "OVER",
            "'2023-02-30'",
        ]

    /// How many statements: `DIORAMA_FUZZ=1000000` for more.
    private static let count =
        ProcessInfo.processInfo.environment["DIORAMA_FUZZ"].flatMap { Int($0) } ?? 100_000

    @Test func mutatedStatementsNeverEndASession() throws {
        let template = try MySQLEngine(
            rendering: .agentinstruct, limits: ExecutionLimits(statementTime: .milliseconds(200)))
        _ = try template.run(
            script: StatementReference.setUp.joined(separator: ";\n"), defaultDatabase: "test")
        var random = SeededGenerator(seed: 20)
        var engine = try template.copy()
        for number in 0..<Self.count {
            if number % 50 == 0 { engine = try template.copy() }
            let statement = mutation(&random)
            do throws(StatementFailure) {
                _ = try engine.answer(statement)
            } catch .mysql(let error) {
                Issue.record("thrown, not answered: \(statement): \(error.rendered)")
            } catch {
                // A refusal.
            }
        }
        #expect(try template.copy().answer("SELECT COUNT(*) FROM t") == "[(2,)]")
    }

    private func mutation(_ random: inout SeededGenerator) -> String {
        let example = StatementReference.all.randomElement(using: &random)?.example ?? ""
        var words = example.split(separator: " ").map(String.init)
        for _ in 0..<Int.random(in: 1...3, using: &random) where !words.isEmpty {
            let place = Int.random(in: 0..<words.count, using: &random)
            let piece = Self.pieces.randomElement(using: &random) ?? ""
            switch Int.random(in: 0..<4, using: &random) {
            case 0: words.remove(at: place)
            case 1: words.insert(piece, at: place)
            case 2: words[place] = piece
            default: words.swapAt(place, Int.random(in: 0..<words.count, using: &random))
            }
        }
        return words.joined(separator: " ")
    }
}
