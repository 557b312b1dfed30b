import Dialogues
import Environments
import FoundationEssentials
import Replay

/// What is measured of an environment: replay of its recorded dialogues, and how long a world takes
/// to be ready for a task.
struct EnvironmentBenchmark: Benchmark {
    let simulator: any Simulator
    /// The package's folder.
    let root: String

    /// The recorded dialogues: the corpus beside the package where there is one, else our own.
    private var dialogues: [String] {
        let name = simulator.identifier.rawValue
        return existing([
            "\(root)/../shared/corpus/agentinstruct/\(name).jsonl", "\(root)/Transcripts/\(name)",
        ])
    }

    /// The worlds: the original's tasks where they are at hand, else our own.
    private var worlds: [String] {
        let corpus =
            simulator.identifier == .db
            ? ["\(root)/../shared/corpus/dbbench/tasks_standard.jsonl"] : []
        return existing(corpus)
            + WorldShelf(folder: "\(root)/Worlds").paths(of: simulator.identifier)
    }

    private func existing(_ paths: [String]) -> [String] {
        paths.filter { FileManager.default.fileExists(atPath: $0) }
    }

    func run(_ report: (Measurement) -> Void) async throws {
        let name = simulator.identifier.rawValue
        if let path = dialogues.first {
            let count = try await replay(path)
            report(
                try await Measurement.of("\(name): replay of \(count) dialogues", runs: 3...50) {
                    _ = try await replay(path)
                })
        }
        if let path = worlds.first {
            let world = try simulator.loadWorld(at: path, settings: [:])
            report(
                try await Measurement.of("\(name): load a file of worlds", runs: 3...200) {
                    _ = try simulator.loadWorld(at: path, settings: [:])
                })
            var tasks = world.tasks.map(\.id).makeIterator()
            report(
                try await Measurement.of("\(name): new world with its task", runs: 3...20_000) {
                    if let task = tasks.next() ?? restarted(&tasks, world) {
                        try await start(task, in: world)
                    }
                })
        }
    }

    private func restarted(
        _ tasks: inout IndexingIterator<[String]>, _ world: any World
    ) -> String? {
        tasks = world.tasks.map(\.id).makeIterator()
        return tasks.next()
    }

    private func start(_ task: String, in world: some World) async throws {
        var environment = try world.makeEnvironment()
        _ = try await environment.reset(to: task, seed: 0)
    }

    /// Replays a file of dialogues as the command does, with one job; gives their number.
    private func replay(_ path: String) async throws -> Int {
        let replayer = Replayer(
            simulators: [simulator], shippedWorlds: WorldShelf(folder: "\(root)/Worlds"))
        var files = try DialogueSequence(paths: [path])
        var summary = ReplaySummary()
        try await replayer.replay(
            next: {
                guard let entry = try files.next(), let dialogue = entry.row.dialogue else {
                    return nil
                }
                return ReplayInput(dialogue, name: entry.name, source: entry.path)
            }, deliver: { dialogue in dialogue.map { summary.add($0) } })
        return summary.total.dialogues
    }
}
