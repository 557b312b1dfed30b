import Dialogues
import Environments
import FoundationEssentials
import Replay
import Simulators
import Synthesis
import Testing

/// Generated dialogues are judged in the world that their provenance names.
@Suite struct GeneratedReplayTests {
    /// The package's folder, three above this file.
    private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(3).joined(separator: "/")

    private static let shelf = WorldShelf(folder: "\(root)/Worlds")

    /// The environments whose worlds and experts are here.
    static var environments: [EnvironmentIdentifier] {
        Simulators.all.filter {
            !shelf.paths(of: $0.identifier).isEmpty && (try? $0.opening(settings: [:])) != nil
        }.map(\.identifier)
    }

    private func generate(
        _ environment: EnvironmentIdentifier, _ policy: some Policy, count: Int, to path: String
    ) async throws -> Int {
        let simulator = try #require(Simulators.simulator(of: environment))
        let worlds = try Self.shelf.paths(of: environment).map { path throws(EnvironmentError) in
            NamedWorld(
                String(path.dropFirst(Self.shelf.folder.count + 1)),
                try simulator.loadWorld(at: path, settings: [:]))
        }
        let generator = Generator(
            environment: environment, settings: [:],
            series: try TaskSeries(worlds: worlds, seed: 11), policy: policy,
            form: DialogueForm(try simulator.opening(settings: [:])))
        let store = try DialogueStore(path: path)
        var made = 0
        _ = try await generator.run(.init(count: count)) { outcome in
            guard let dialogue = outcome.dialogue else { return }
            try store.add(dialogue, outcome.provenance)
            made += 1
        }
        try store.finish()
        return made
    }

    private func replay(
        _ path: String, changing change: (inout Dialogue) -> Void = { _ in }
    ) async throws -> ReplaySummary {
        var summary = ReplaySummary()
        var files = try DialogueSequence(paths: [path])
        let replayer = Replayer(simulators: Simulators.all, shippedWorlds: Self.shelf)
        try await replayer.replay(
            next: {
                guard let entry = try files.next(), var dialogue = entry.row.dialogue else {
                    return nil
                }
                change(&dialogue)
                return ReplayInput(dialogue, name: entry.name, source: entry.path)
            }, deliver: { $0.map { summary.add($0) } })
        return summary
    }

    private func withTemporaryFile(_ body: (String) async throws -> Void) async throws {
        let path = ModelRun.temporaryPath("dialogues.jsonl")
        defer {
            try? FileManager.default.removeItem(atPath: path)
            try? FileManager.default.removeItem(atPath: Provenance.path(beside: path))
        }
        try await body(path)
    }

    @Test(arguments: environments)
    func everyObservationIsExactInTheSuppliedWorld(
        environment: EnvironmentIdentifier
    ) async throws {
        try await withTemporaryFile { path in
            let made = try await generate(
                environment, ExpertPolicy(mistakeRate: 0.3), count: 30, to: path)
            // Where a simulator has no expert yet there is nothing to judge.
            guard made > 0 else { return }
            let summary = try await replay(path)
            #expect(summary.total.dialogues == made)
            #expect(summary.total.count(of: .exact) == summary.total.observations)
            #expect(
                summary.total.bases[.supplied] ?? 0 == summary.total.observations)
        }
    }

    @Test func aChangedObservationDiverges() async throws {
        try await withTemporaryFile { path in
            _ = try await generate(.db, ExpertPolicy(), count: 30, to: path)
            let summary = try await replay(path) { dialogue in
                let index = dialogue.messages.count - 2
                dialogue.messages[index].text = "[('changed',)]"
            }
            #expect(summary.total.count(of: .divergent) == 30)
        }
    }

    @Test func provenanceOfAnotherOpeningIsNotBelieved() async throws {
        try await withTemporaryFile { path in
            _ = try await generate(.db, ExpertPolicy(), count: 10, to: path)
            let summary = try await replay(path) { dialogue in
                dialogue.messages[2].text = "What is the answer?\nTable `t` has the columns `a`."
            }
            #expect(summary.total.bases[.supplied] == nil)
        }
    }
}
