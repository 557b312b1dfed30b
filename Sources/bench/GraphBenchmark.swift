import Environments
import FoundationEssentials
import GraphSimulator
import SeededRandom

/// What is measured of knowledge graphs: reading, preparing and opening one, each kind of question,
/// the memory of the graph and of many live episodes.
///
/// The original takes 3 to 20 ms for a listing or an answer, 24 s to load the graph, and 320 MB.
struct GraphBenchmark: Benchmark {
    /// The package's folder.
    let root: String
    let printsJSON: Bool

    /// FB15k-237's graph where the corpus is present, else our own.
    private var files: [String] {
        let corpus = "\(root)/../shared/corpus/kg"
        let large = [corpus + "/fb15k237_world", corpus + "/ontology"]
        return large.allSatisfy { FileManager.default.fileExists(atPath: $0) }
            ? large : ["\(root)/Worlds/kg/archipelago"]
    }

    func run(_ report: (Measurement) -> Void) async throws {
        let prepared = FileManager.default.temporaryDirectory
            .appending(path: "diorama-bench-\(ProcessInfo.processInfo.processIdentifier).graph")
            .path
        defer { try? FileManager.default.removeItem(atPath: prepared) }
        // In a process of its own: the memory that preparing takes is not that of the graph.
        guard try OwnProcess.run(["--prepare-graph", prepared]) else { return }
        let behaviour = GraphWorld.Behaviour()
        report(
            try await Measurement.of("kg: open a prepared graph", runs: 3...50) {
                _ = try GraphWorld(at: prepared, behaviour: behaviour)
            })
        let world = try GraphWorld(at: prepared, behaviour: behaviour)
        try await questions(world, report)
        try memory(world)
        try await experts(world, report)
        report(
            try await Measurement.of(
                "kg: read \(world.graph.tripleCount) triples from text", runs: 3...3
            ) {
                _ = try GraphWorld(files: files)
            })
    }

    /// Prepares the graph; what `bench --prepare-graph FILE` does.
    func prepare(to path: String) throws { try GraphWorld(files: files).prepare(to: path) }

    // MARK: Questions

    /// An episode in which everything but the last action of a question has been done.
    private struct Prelude {
        var episode: GraphEnvironment
        var action: String
    }

    private func preludes(
        _ world: GraphWorld, _ count: Int, _ isWanted: (GraphTask) -> Bool,
        _ action: (GraphTask) -> String?
    ) throws -> [Prelude] {
        var preludes: [Prelude] = []
        var index = 0
        while preludes.count < count, index < 20 * count {
            let task = try world.question(derivedAs: DerivedTask(seed: 7, index: index))
            index += 1
            guard isWanted(task), let last = action(task) else { continue }
            var episode = world.makeEnvironment()
            _ = try episode.reset(to: task.id, seed: 0)
            for step in task.actions where step != last { _ = try episode.step(action: step) }
            preludes.append(Prelude(episode: episode, action: last))
        }
        return preludes
    }

    private func questions(
        _ world: GraphWorld, _ report: (Measurement) -> Void
    ) async throws {
        func answer(_ task: GraphTask) -> String? {
            let made = task.actions.count {
                !$0.hasPrefix("get_relations") && !$0.hasPrefix("get_a")
            }
            return "Final Answer: #\(made - 1)"
        }
        func ends(with tool: String) -> (GraphTask) -> Bool {
            { $0.actions.last?.hasPrefix(tool) == true }
        }
        let kinds: [(String, (GraphTask) -> Bool, (GraphTask) -> String?)] = [
            ("listing of an entity", { _ in true }, { $0.actions.first }),
            (
                "listing of a variable", { $0.actions.contains("get_relations(#0)") },
                { _ in "get_relations(#0)" }
            ),
            (
                "answer of two steps",
                { $0.actions.count == 4 && $0.actions[2] == "get_relations(#0)" }, answer
            ),
            ("answer of an intersection", ends(with: "intersection"), answer),
            ("answer of a count", ends(with: "count"), answer),
            ("answer of an argmax", ends(with: "argm"), answer),
        ]
        for (name, isWanted, action) in kinds {
            let preludes = try preludes(world, 100, isWanted, action)
            var next = 0
            report(
                try await Measurement.of("kg: \(name)", for: .seconds(1), runs: 100...20_000) {
                    var episode = preludes[next % preludes.count].episode
                    _ = try episode.step(action: preludes[next % preludes.count].action)
                    next += 1
                })
        }
    }

    /// The memory is true only in a fresh process (`bench kg`).
    private func memory(_ world: GraphWorld) throws {
        let resident = ResidentMemory.bytes
        report("kg: the process with its graph", megabytes: resident >> 20)
        let tasks = try (0..<100).map { index in
            try world.question(derivedAs: DerivedTask(seed: 9, index: index))
        }
        let before = ResidentMemory.bytes
        var episodes: [GraphEnvironment] = []
        for number in 0..<10_000 {
            let task = tasks[number % tasks.count]
            var episode = world.makeEnvironment()
            _ = try episode.reset(to: task.id, seed: UInt64(number))
            for action in task.actions { _ = try episode.step(action: action) }
            episodes.append(episode)
        }
        let taken = ResidentMemory.bytes - before
        report("kg: \(episodes.count) live episodes", megabytes: taken >> 20)
    }

    private func report(_ name: String, megabytes: Int) {
        ResidentMemory.report(name, megabytes: megabytes, asJSON: printsJSON)
    }

    /// Derives questions and lets the expert answer them.
    private func experts(
        _ world: GraphWorld, _ report: (Measurement) -> Void
    ) async throws {
        var index = 0
        report(
            try await Measurement.of("kg: derive a question and answer it", runs: 100...5000) {
                let id = DerivedTask(seed: 1, index: index).description
                index += 1
                try await ExpertPlay.play(id, in: world)
            })
    }
}
