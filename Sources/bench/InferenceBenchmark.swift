import Dialogues
import Environments
import FoundationEssentials
import Glibc
import JSONTree
import Replay
import Simulators

/// How long it takes to judge recorded dialogues without their worlds, to write down the worlds
/// that they imply, and to replay them there: `bench inference`.
///
/// Each environment is measured in a process of its own, so that its peak of memory is its own.
struct InferenceBenchmark {
    /// The package's folder.
    let root: String
    let printsJSON: Bool

    /// Measures every environment that has recorded dialogues.
    func run() async throws {
        for simulator in Simulators.all {
            let name = simulator.identifier.rawValue
            let flags = printsJSON ? ["--json"] : []
            guard try OwnProcess.run(["--infer", name] + flags) else {
                throw EnvironmentError(.unsupported, "the measurement of \(name) failed")
            }
        }
    }

    /// Measures one environment and prints a line.
    func run(_ name: String) async throws {
        guard let simulator = Simulators.all.first(where: { $0.identifier.rawValue == name }),
            let path = [
                "\(root)/../shared/corpus/agentinstruct/\(name).jsonl",
                "\(root)/Transcripts/\(name)",
            ].first(where: FileManager.default.fileExists)
        else { return }
        let inputs = try Self.inputs(at: path)
        let clock = ContinuousClock()
        var times: [Double] = []
        for input in inputs {
            let time = await clock.measure {
                _ = await simulator.judge(input.episode, settings: [:])
            }
            times.append(time.seconds)
        }
        times.sort()
        let folder = "\(FileManager.default.temporaryDirectory.path)/diorama-bench-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let inference = WorldInference(simulators: [simulator], folder: folder, jobs: 2)
        var made = 0
        let before = Self.processorTime
        let inferred = try await clock.measure {
            var rest = inputs[...]
            try await inference.infer(
                next: { rest.popFirst() }, deliver: { made += $0.place == nil ? 0 : 1 })
        }
        var summary = ReplaySummary()
        let replayed = try await clock.measure {
            var rest = inputs[...]
            // Where no world can be made, the dialogues are judged without.
            let replayer = Replayer(
                simulators: [simulator], suppliedWorld: made > 0 ? folder : nil, jobs: 2)
            try await replayer.replay(
                next: { rest.popFirst() }, deliver: { $0.map { summary.add($0) } })
        }
        let judged = times.reduce(0, +)
        let median = times.isEmpty ? 0 : times[times.count / 2]
        let worst = times.isEmpty ? 0 : times[times.count * 95 / 100]
        let figures: [(String, JSON)] = [
            ("name", .string("inference: \(name)")), ("dialogues", JSON(inputs.count)),
            ("median", JSON(median)), ("p95", JSON(worst)), ("judge", JSON(judged)),
            ("infer", JSON(inferred.seconds)), ("replay", JSON(replayed.seconds)),
            ("processor", JSON(Self.processorTime - before)), ("worlds", JSON(made)),
            ("supplied", JSON(summary.total.bases[.supplied] ?? 0)),
            ("megabytes", JSON(Self.peakMemory)),
        ]
        print(printsJSON ? JSON.object(JSONObject(figures)).text() : Self.line(figures))
    }

    private static func inputs(at path: String) throws -> [ReplayInput] {
        var files = try DialogueSequence(paths: [path])
        var inputs: [ReplayInput] = []
        while let entry = try files.next() {
            guard let dialogue = entry.row.dialogue else { continue }
            inputs.append(ReplayInput(dialogue, name: entry.name, source: entry.path))
        }
        return inputs
    }

    /// The most memory that this process and its children ever held, in MB.
    private static var peakMemory: Int {
        var own = rusage()
        var children = rusage()
        getrusage(RUSAGE_SELF.rawValue, &own)
        getrusage(RUSAGE_CHILDREN.rawValue, &children)
        return max(own.ru_maxrss, children.ru_maxrss) / 1024
    }

    /// The seconds that this process and its children have kept a processor busy, which says more
    /// than the clock on a machine that others use too.
    private static var processorTime: Double {
        var own = rusage()
        var children = rusage()
        getrusage(RUSAGE_SELF.rawValue, &own)
        getrusage(RUSAGE_CHILDREN.rawValue, &children)
        return [own.ru_utime, own.ru_stime, children.ru_utime, children.ru_stime].reduce(0) {
            $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
        }
    }

    private static func line(_ figures: [(String, JSON)]) -> String {
        figures.dropFirst().reduce(figures[0].1.string ?? "") { line, figure in
            guard let number = figure.1.double else { return line }
            let isTime = [
                "median", "p95", "judge", "infer", "replay", "processor",
            ].contains(figure.0)
            let text =
                isTime
                ? number < 1
                    ? "\((number * 10_000).rounded() / 10) ms"
                    : "\((number * 100).rounded() / 100) s"
                : "\(Int(number))"
            return line + "  \(figure.0) \(text)"
        }
    }
}
