import Foundation
import JSONTree

/// The recorded database dialogues that lie beside the repository on developers' machines.
enum InferenceCorpus {
    struct Dialogue {
        var id: String
        var task: String
        /// The recorded statements with their observations.
        var steps: [(statement: String, observation: String)]
    }

    private static let path = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../shared/corpus/agentinstruct/db.jsonl").standardizedFileURL.path

    static var isPresent: Bool { FileManager.default.fileExists(atPath: path) }

    static func dialogues() throws -> [Dialogue] {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return try text.split(separator: "\n").map { line in
            let dialogue = try JSON.parse(String(line))
            let messages = (dialogue["conversations"]?.array ?? []).map {
                $0["value"]?.string ?? ""
            }
            var steps: [(String, String)] = []
            for index in stride(from: 3, to: messages.count - 1, by: 2) {
                guard let statement = statement(in: messages[index]) else { continue }
                steps.append((statement, messages[index + 1]))
            }
            return Dialogue(
                id: dialogue["id"]?.string ?? "", task: messages[2], steps: steps)
        }
    }

    private static func statement(in reply: String) -> String? {
        guard let start = reply.range(of: "```sql\n"),
            let end = reply.range(of: "\n```", range: start.upperBound..<reply.endIndex)
        else { return nil }
        return String(reply[start.upperBound..<end.lowerBound])
    }
}
