import Foundation
import JSONTree

/// The recorded statements beside the package, where they are there.
enum SyntaxCorpus {
    /// A statement and what MySQL 8.0.46 answered.
    struct Recorded: Sendable {
        var sql: String
        var response: String
    }

    private static let folder: URL = {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.deletingLastPathComponent().appendingPathComponent("shared/corpus")
    }()

    /// Whether the corpus is there.
    static let isPresent = FileManager.default.fileExists(
        atPath: folder.appendingPathComponent("dbbench/oracle.jsonl").path)

    /// Every statement with its response, and every statement of a set-up.
    static func load() throws -> (recorded: [Recorded], setup: [String]) {
        let dbbench = folder.appendingPathComponent("dbbench")
        var documents: [JSON] = []
        for name in ["oracle.jsonl", "oracle_generated.jsonl", "probes.jsonl"] {
            documents += try lines(dbbench.appendingPathComponent(name))
        }
        let typed = dbbench.appendingPathComponent("typed")
        for file in try FileManager.default.contentsOfDirectory(atPath: typed.path).sorted()
        where file.hasSuffix(".json") {
            let data = try Data(contentsOf: typed.appendingPathComponent(file))
            documents.append(try JSON.parse(String(decoding: data, as: UTF8.self)))
        }
        var recorded: [Recorded] = []
        var setup: [String] = []
        for document in documents { collect(document, &recorded, &setup) }
        return (recorded, setup)
    }

    /// The SQL that agents wrote, with what the recorded database answered.
    static func agentReplies() throws -> [Recorded] {
        var replies: [Recorded] = []
        for dialogue in try lines(folder.appendingPathComponent("agentinstruct/db.jsonl")) {
            let turns = dialogue["conversations"]?.array ?? []
            for (index, turn) in turns.enumerated() where turn["from"]?.string == "gpt" {
                let text = turn["value"]?.string ?? ""
                guard let start = text.range(of: "```sql\n"),
                    let end = text.range(of: "\n```", range: start.upperBound..<text.endIndex)
                else { continue }
                let sql = text[start.upperBound..<end.lowerBound].replacing("\n", with: " ")
                let answer = index + 1 < turns.count ? turns[index + 1]["value"]?.string : nil
                replies.append(Recorded(sql: String(sql), response: answer ?? ""))
            }
        }
        return replies
    }

    private static func lines(_ url: URL) throws -> [JSON] {
        let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
        return try text.split(separator: "\n").map { try JSON.parse(String($0)) }
    }

    private static func collect(
        _ value: JSON, _ recorded: inout [Recorded], _ setup: inout [String]
    ) {
        if let elements = value.array {
            for element in elements { collect(element, &recorded, &setup) }
        }
        guard let members = value.object else { return }
        if let sql = value["sql"]?.string, let response = value["response"]?.string {
            recorded.append(Recorded(sql: sql, response: response))
        }
        for member in members {
            if member.key == "setup" {
                setup += (member.value.array ?? []).compactMap(\.string)
            } else {
                collect(member.value, &recorded, &setup)
            }
        }
    }
}
