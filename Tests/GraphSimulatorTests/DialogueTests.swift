import Environments
import GraphSimulator
import JSONTree
import Testing

/// AgentInstruct's dialogues, judged without their graph.
@Suite struct DialogueTests {
    @Test(.enabled(if: Corpus.isPresent))
    func `every recorded observation is reproduced with the ontology`() async throws {
        let ontology = try GraphWorld(at: Corpus.folder + "kg/ontology")
        #expect(ontology.problems.first.contains { $0.line == 5608 })
        try await check(ontology: ontology)
    }

    @Test(.enabled(if: Corpus.isPresent))
    func `every recorded observation is reproduced without the ontology`() async throws {
        try await check(ontology: nil)
    }

    private func check(ontology: GraphWorld?) async throws {
        var counts: [String: Int] = [:]
        for row in try Corpus.rows("agentinstruct/kg.jsonl") {
            let episode = try #require(RecordedEpisode(agentInstruct: row))
            let result =
                if let ontology {
                    await KnowledgeGraph().judge(episode, with: ontology, settings: [:])
                } else {
                    await KnowledgeGraph().judge(episode, settings: [:])
                }
            for (turn, judgement) in zip(
                episode.turns.filter { $0.observation != nil }, result.judgements)
            {
                counts[
                    "\(judgement.verdict) \(judgement.basis.map { "\($0)" } ?? "-")", default: 0] +=
                    1
                #expect(
                    judgement.verdict == .exact,
                    "\(episode.id) \(turn.index): \(turn.observation ?? "") \(judgement)")
            }
            if result.judgements.last?.reason == "no-answer" {
                counts["no answer", default: 0] += 1
            }
        }
        print(counts.sorted { $0.key < $1.key })
        #expect(counts["no answer"] == 10)
    }
}

extension RecordedEpisode {
    /// The live part of a row of AgentInstruct.
    init?(agentInstruct row: JSON) {
        guard let id = row["id"]?.string, let messages = row["conversations"]?.array else {
            return nil
        }
        let texts = messages.map { $0["value"]?.string ?? "" }
        guard let task = texts.lastIndex(where: { $0.hasPrefix("A new question:") }) else {
            return nil
        }
        let turns = stride(from: task + 1, to: texts.count, by: 2).map { index in
            Turn(
                reply: texts[index],
                observation: index + 1 < texts.count ? texts[index + 1] : nil, index: index + 1)
        }
        self.init(id: id, task: texts[task], preamble: Array(texts[..<task]), turns: turns)
    }
}
