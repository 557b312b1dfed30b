import Environments
import Foundation
import Replay
import Simulators
import Testing

/// Dialogues, the worlds that were made of them, and the replay in these.
@Suite struct InferredWorldsTests {
    private func dialogue(_ id: String, _ statement: String, _ answer: String) -> ReplayInput {
        let task = """
            How many?
            The name of this table is ferries, and the headers of this table are line,harbour.
            """
        let turn = RecordedEpisode.Turn(
            reply: "Action: Operation\n```sql\n\(statement)\n```", observation: answer, index: 4)
        return ReplayInput(
            environment: .db,
            episode: RecordedEpisode(id: id, task: task, preamble: [], turns: [turn]),
            source: "d.jsonl")
    }

    private func judgements(
        of inputs: [ReplayInput], in folder: String
    ) async throws -> [Judgement?] {
        var rest = inputs[...]
        var results: [Judgement?] = []
        try await Replayer(simulators: Simulators.all, suppliedWorld: folder, jobs: 3).replay(
            next: { rest.popFirst() },
            deliver: { results.append($0?.observations.first?.judgement) })
        return results
    }

    @Test func `Each dialogue has its own world, and a broken one spoils no other`() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "inferred-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let made = [
            dialogue("a", "SELECT COUNT(*) FROM ferries", "[(3,)]"),
            dialogue("b", "SELECT COUNT(*) FROM ferries", "[(5,)]"),
            dialogue("c", "SELECT COUNT(*) FROM ferries", "[(7,)]"),
        ]
        var rest = made[...]
        var places: [String?] = []
        try await WorldInference(simulators: Simulators.all, folder: folder).infer(
            next: { rest.popFirst() }, deliver: { places.append($0.place) })
        #expect(places == ["db/a", "db/b", "db/c"])
        try "{".write(toFile: "\(folder)/db/b/inferred.json", atomically: true, encoding: .utf8)

        let stranger = dialogue("d", "SELECT COUNT(*) FROM ferries", "[(9,)]")
        let results = try await judgements(of: made + [stranger], in: folder)
        #expect(results.map { $0?.verdict } == [.exact, .unverifiable, .exact, .exact])
        #expect(results.map { $0?.basis } == [.supplied, nil, .supplied, .explained])
        #expect(results.map { $0?.reason } == [nil, "bad-world", nil, nil])
    }
}
