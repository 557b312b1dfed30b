import Dialogues
import Environments
import FoundationEssentials
import Replay
import Synthesis

/// How many dialogues a minute an environment's expert makes, on one core, with all that a run
/// does to them but the writing.
struct GenerationBenchmark: Benchmark {
    /// How many dialogues a run makes.
    private static let count = 200

    let simulator: any Simulator
    /// The package's folder.
    let root: String

    func run(_ report: (Measurement) -> Void) async throws {
        let name = simulator.identifier.rawValue
        let paths = WorldShelf(folder: "\(root)/Worlds").paths(of: simulator.identifier)
        guard !paths.isEmpty, let opening = try? simulator.opening(settings: [:]) else { return }
        let worlds = try paths.map { path throws(EnvironmentError) in
            NamedWorld(path, try simulator.loadWorld(at: path, settings: [:]))
        }
        let generator = Generator(
            environment: simulator.identifier, settings: [:],
            series: try TaskSeries(worlds: worlds, seed: 1), policy: ExpertPolicy(),
            form: DialogueForm(opening))
        // A run that makes nothing is no measurement.
        guard try await made(by: generator, 1) == 1 else { return }
        let count = GenerationBenchmark.count
        report(
            try await Measurement.of("\(name): \(count) expert dialogues", items: count) {
                _ = try await made(by: generator, count)
            })
    }

    private func made(by generator: Generator, _ count: Int) async throws -> Int {
        var made = 0
        _ = try await generator.run(.init(count: count)) { outcome in
            made += outcome.dialogue?.json == nil ? 0 : 1
        }
        return made
    }
}
