import Foundation
import SeededRandom
import Testing

@testable import DatabaseSimulator

@Suite struct SyntaxRobustnessTests {
    /// Parses on a thread with a stack of 512 KB, as tasks have.
    private func parseOnSmallStack(_ text: String) async -> String {
        await withCheckedContinuation { continuation in
            let thread = Thread {
                do throws(MySQLError) {
                    let parsed = try Parser.parse(text)
                    if case .unsupported(let words) = parsed.statement {
                        continuation.resume(returning: "refused: \(words)")
                    } else {
                        continuation.resume(returning: "parses \(parsed == parsed)")
                    }
                } catch {
                    continuation.resume(returning: error.rendered)
                }
            }
            thread.stackSize = 512 * 1024
            thread.start()
        }
    }

    /// What opens, what stands in the middle, and what closes.
    static let nestings: [(open: String, middle: String, close: String)] = [
        ("(1+", "1", ")"), ("(SELECT ", "1", ")"), ("f(1,", "1", ")"),
        ("(1 + (SELECT 1 FROM t WHERE a = ", "1", "))"), ("CASE WHEN ", "1", " THEN 1 END"),
        ("1 IN (1, ", "1", ")"), ("1 IN (SELECT ", "1", ")"), ("EXISTS (SELECT ", "1", ")"),
        ("NOT ", "1", ""), ("- ", "1", ""), ("1 BETWEEN 1 AND ", "1", ""), ("@a := ", "1", ""),
        ("INTERVAL 1 DAY + ", "1", ""), ("1 + INTERVAL (", "1", ", 2)"),
        ("SUM(1) OVER (ORDER BY ", "1", ")"), ("GROUP_CONCAT(1 ORDER BY ", "1", ")"),
        ("TRIM(BOTH ", "1", " FROM 2)"), ("CAST(", "1", " AS CHAR)"), ("{d ", "1", "}"),
        ("(SELECT * FROM ", "t", " x)"), ("1 FROM (t JOIN ", "t", ")"),
    ]

    @Test(arguments: nestings)
    func `Deep nesting is refused on a small stack`(
        _ open: String, _ middle: String, _ close: String
    ) async {
        let text =
            "SELECT " + String(repeating: open, count: 10_000) + middle
            + String(repeating: close, count: 10_000)
        let answer = await parseOnSmallStack(text)
        #expect(
            answer == "refused: a statement nested deeper than 100 levels"
                || answer.hasPrefix("1064 (42000): "), "\(answer)")
    }

    @Test(arguments: ["(1)", "(SELECT 1)", "(1, 2) = (1, 2)", "(SELECT 1) UNION SELECT 2"])
    func `Parentheses nest as deep as one likes`(_ middle: String) async {
        let text =
            "SELECT " + String(repeating: "(", count: 10_000) + middle
            + String(repeating: ")", count: 10_000)
        #expect(await parseOnSmallStack(text) == "parses true")
    }

    @Test(arguments: ["+1", " IS NULL", " COLLATE utf8mb4_bin", " EXCEPT SELECT 1", " = 1"])
    func `A chain that would make a high tree is refused`(_ link: String) async {
        let answer = await parseOnSmallStack("SELECT 1" + String(repeating: link, count: 10_000))
        #expect(answer == "refused: a statement nested deeper than 100 levels", "\(answer)")
    }

    @Test func `Constructs as deep as the bound allows parse on a small stack`() async {
        for (open, middle, close) in Self.nestings {
            for depth in [10, 25, 45] {
                let text =
                    "SELECT " + String(repeating: open, count: depth) + middle
                    + String(repeating: close, count: depth)
                let answer = await parseOnSmallStack(text)
                #expect(
                    answer == "parses true" || answer.hasPrefix("refused: ")
                        || open.contains("FROM"), "\(open): \(answer)")
            }
        }
    }

    @Test func `Texts of ten megabytes are answered in linear time`() {
        let values = (0..<200_000).map { "(\($0), 'some text here, and some more of it')" }
        let texts = [
            "INSERT INTO t VALUES " + values.joined(separator: ","),
            "SELECT '" + String(repeating: "x", count: 10_000_000),
            "SELECT /* " + String(repeating: "x", count: 10_000_000),
            "SELECT `" + String(repeating: "`", count: 10_000_000),
            "SELECT " + String(repeating: "(", count: 10_000_000),
            "SELECT " + String(repeating: "1+INTERVAL (", count: 800_000),
            "SELECT " + String(repeating: "\u{0}", count: 10_000_000),
        ]
        for text in texts {
            do throws(MySQLError) {
                _ = try Parser.parse(text)
            } catch {
                #expect(error.number == 1064)
            }
        }
    }

    /// Changes a text in a few places.
    private func mutated(_ text: String, _ random: inout SeededGenerator) -> String {
        let pieces = [
            "(", ")", "'", "\"", "`", ";", ",", ".", "*", "@", "@@", "--", "/*", "*/", "/*!", "\\",
            " SELECT ", " FROM ", " WHERE ", " JOIN ", " ON ", " NOT ", " IN ", " UNION ", "1", "a",
            " INTERVAL ", "0x", "x'", " CASE ", " END", "é", "😀", "\u{0}", "\n", " OVER (",
            ":=", "<=>", "==", "!", "{", "}", "1e", ".5", "_utf8mb4", "N'", "?", "%", "->", " AS ",
        ]
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 0...8, using: &random))
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 2:
                let copied = Array(bytes[place..<end])
                bytes.insert(
                    contentsOf: copied, at: Int.random(in: 0...bytes.count, using: &random))
            default:
                let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
                bytes.insert(contentsOf: piece.utf8, at: place)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `Mutated statements never do harm`() {
        #if DEBUG
            let rounds = 5_000
        #else
            let rounds = 100_000
        #endif
        let seed: UInt64 = 20_260_301
        var random = SeededGenerator(seed: seed)
        let originals = SyntaxAcceptanceTests.accepted
        let modes: [SyntaxMode] = [
            [], .ansiQuotes, [.pipesAsConcat, .noBackslashEscapes], [.prepared, .ignoreSpace],
            .highNotPrecedence,
        ]
        var parsed = 0
        for round in 0..<rounds {
            let original = originals[Int.random(in: 0..<originals.count, using: &random)]
            let text = mutated(original, &random)
            var parser = Parser(text, mode: modes[round % modes.count])
            do throws(MySQLError) {
                while try parser.next() != nil { parsed += 1 }
            } catch {
                #expect(
                    error.state.utf8.count == 5 && !error.message.isEmpty,
                    "seed \(seed), round \(round): \(text)")
            }
        }
        #expect(parsed > rounds / 20, "seed \(seed)")
    }
}
