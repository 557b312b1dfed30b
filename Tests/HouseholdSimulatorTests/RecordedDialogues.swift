import Environments
import JSONTree

extension Corpus {
    /// AgentInstruct's dialogues; in this split everything after the first reply is live.
    static func dialogues() throws -> [RecordedEpisode] {
        try dialogues(in: rows("agentinstruct/alfworld.jsonl"))
    }

    /// Dialogues of an instruction, an acknowledgement, a task and live turns.
    static func dialogues(in rows: [JSON]) -> [RecordedEpisode] {
        rows.map { row in
            let messages = (row["conversations"]?.array ?? []).map { $0["value"]?.string ?? "" }
            return RecordedEpisode(
                id: row["id"]?.string ?? "", task: messages[2], preamble: Array(messages[..<2]),
                turns: stride(from: 3, to: messages.count, by: 2).map { index in
                    RecordedEpisode.Turn(
                        reply: messages[index],
                        observation: index + 1 < messages.count ? messages[index + 1] : nil,
                        index: index + 1)
                })
        }
    }
}
