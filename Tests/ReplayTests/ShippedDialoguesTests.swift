import Dialogues
import Environments
import FoundationEssentials
import Replay
import Simulators
import Testing

/// The package's folder and what lies beside it.
private enum Place {
    static let package = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(3).joined(separator: "/")
    static let transcripts = "\(package)/Transcripts"
    static let lies = "\(package)/Tests/Fixtures/lies.jsonl"
    static let corpus = "\(package)/../shared/corpus/agentinstruct"

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}

@Suite struct ShippedDialoguesTests {
    private func replay(
        _ path: String, ending: String = ".jsonl", jobs: Int = 2
    ) async throws -> [ReplayedDialogue] {
        let paths = try DialogueSequence(paths: [path]).paths.filter { $0.hasSuffix(ending) }
        var files = try DialogueSequence(paths: paths)
        var results: [ReplayedDialogue] = []
        let replayer = Replayer(
            simulators: Simulators.all,
            shippedWorlds: WorldShelf(folder: "\(Place.package)/Worlds"), jobs: jobs)
        try await replayer.replay(
            next: {
                while let entry = try files.next() {
                    guard let dialogue = entry.row.dialogue else { continue }
                    return ReplayInput(dialogue, name: entry.name, source: entry.path)
                }
                return nil
            }, deliver: { if let dialogue = $0 { results.append(dialogue) } })
        return results
    }

    @Test(.enabled(if: Place.exists(Place.transcripts)))
    func `Every dialogue that we ship is true`() async throws {
        for dialogue in try await replay(Place.transcripts) {
            for observation in dialogue.observations {
                let verdict = observation.judgement.verdict
                #expect(
                    verdict == .exact || verdict == .equivalent,
                    "\(dialogue.source) \(dialogue.id) turn \(observation.turn): \(observation)")
                #expect(observation.judgement.basis == .supplied)
            }
        }
    }

    @Test(.enabled(if: Place.exists(Place.lies)))
    func `Every lie is seen, and nothing else is called one`() async throws {
        for dialogue in try await replay(Place.lies) {
            let lies = dialogue.observations.filter { $0.judgement.verdict == .divergent }
            #expect(lies.count == 1, "\(dialogue.id): \(lies)")
            #expect(
                dialogue.observations.allSatisfy { $0.judgement.verdict != .unverifiable },
                "\(dialogue)")
        }
    }

    @Test(.enabled(if: Place.exists(Place.corpus)))
    func `Every live observation gets one verdict, with any number of jobs`() async throws {
        // A shell is a real process, and late output may be late; the others are computed.
        var one: [ReplayedDialogue] = []
        for name in ["alfworld", "db", "kg", "mind2web", "webshop"] {
            let path = "\(Place.corpus)/\(name).jsonl"
            let dialogues = try await replay(path, jobs: 1)
            #expect(dialogues == (try await replay(path, jobs: 4)))
            one += dialogues
        }
        for dialogue in one {
            for observation in dialogue.observations {
                let judgement = observation.judgement
                if judgement.verdict == .unverifiable || judgement.verdict == .equivalent {
                    #expect(judgement.reason != nil, "\(dialogue.id) \(observation)")
                }
                #expect((judgement.basis == nil) == (judgement.verdict == .unverifiable))
                #expect(judgement.verdict != .divergent || judgement.replayed != nil)
            }
        }
    }
}
