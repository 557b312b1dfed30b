import Environments
import JSONTree

/// A line of the corpus: the dialogue behind its demonstration.
struct CorpusDialogue {
    let episode: RecordedEpisode?

    init(_ line: some StringProtocol) {
        guard let value = try? JSON.parse(String(line)), let id = value["id"]?.string,
            let messages = value["conversations"]?.array
        else {
            episode = nil
            return
        }
        let texts = messages.map { $0["value"]?.string ?? "" }
        let start = texts.lastIndex { $0.contains("Now, I will start a new problem") } ?? 0
        var turns: [RecordedEpisode.Turn] = []
        var place = start + 1
        while place < texts.count {
            turns.append(
                RecordedEpisode.Turn(
                    reply: texts[place],
                    observation: place + 1 < texts.count ? texts[place + 1] : nil, index: place + 1)
            )
            place += 2
        }
        episode = RecordedEpisode(
            id: id, task: texts[start], preamble: Array(texts[..<start]), turns: turns)
    }
}
