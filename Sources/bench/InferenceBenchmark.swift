import Dialogues
import Environments
import FoundationEssentials
import Glibc
import JSONTree
import OrderedWork
import Replay
import Simulators

/// How long it takes to judge recorded dialogues without their worlds, one by one and side by
/// side, to write down the worlds that they imply, and to replay them there: `bench inference`.
///
/// Each environment is measured in a process of its own, so that its peak of memory is its own.
struct InferenceBenchmark {
    /// The package's folder.
    let root: String
    let printsJSON: Bool

    /// Measures every environment that has recorded dialogues, and all of them together.
    func run() async throws {
        for name in Simulators.all.map(\.identifier.rawValue) + ["all"] {
            let flags = printsJSON ? ["--json"] : []
            guard try OwnProcess.run(["--infer", name] + flags) else {
                throw EnvironmentError(.unsupported, "the measurement of \(name) failed")
            }
        }
    }

    /// Measures one environment, or all, and prints a line.
    func run(_ name: String) async throws {
        let simulators = Simulators.all.filter { [$0.identifier.rawValue, "all"].contains(name) }
        let inputs = try simulators.flatMap { try self.inputs(of: $0) }
        guard !inputs.isEmpty else { return }
        let clock = ContinuousClock()
        var times: [Double] = []
        for simulator in simulators where simulators.count == 1 {
            for input in inputs {
                let time = await clock.measure {
                    _ = await simulator.judge(input.episode, settings: [:])
                }
                times.append(time.seconds)
            }
        }
        times.sort()
        let folder = "\(FileManager.default.temporaryDirectory.path)/diorama-bench-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let jobs = Jobs.usual
        let before = Self.processorTime
        var summary = ReplaySummary()
        let judged = try await clock.measure {
            try await replay(inputs, Replayer(simulators: simulators, jobs: jobs), &summary)
        }
        let inference = WorldInference(simulators: simulators, folder: folder, jobs: jobs)
        var made = 0
        let inferred = try await clock.measure {
            var rest = inputs[...]
            try await inference.infer(
                next: { rest.popFirst() }, deliver: { made += $0.place == nil ? 0 : 1 })
        }
        summary = ReplaySummary()
        let replayed = try await clock.measure {
            // Where no world can be made, the dialogues are judged without.
            let replayer = Replayer(
                simulators: simulators, suppliedWorld: made > 0 ? folder : nil, jobs: jobs)
            try await replay(inputs, replayer, &summary)
        }
        var figures: [(String, JSON)] = [
            ("name", .string("inference: \(name)")), ("dialogues", JSON(inputs.count)),
        ]
        if !times.isEmpty {
            figures.append(("median", JSON(times[times.count / 2])))
            figures.append(("p95", JSON(times[times.count * 95 / 100])))
        }
        figures += [
            ("judge", JSON(judged.seconds)), ("infer", JSON(inferred.seconds)),
            ("replay", JSON(replayed.seconds)), ("processor", JSON(Self.processorTime - before)),
            ("worlds", JSON(made)), ("supplied", JSON(summary.total.bases[.supplied] ?? 0)),
            ("megabytes", JSON(Self.peakMemory)),
        ]
        print(printsJSON ? JSON.object(JSONObject(figures)).text() : Self.line(figures))
    }

    private func replay(
        _ inputs: [ReplayInput], _ replayer: Replayer, _ summary: inout ReplaySummary
    ) async throws {
        var rest = inputs[...]
        try await replayer.replay(
            next: { rest.popFirst() }, deliver: { $0.map { summary.add($0) } })
    }

    private func inputs(of simulator: any Simulator) throws -> [ReplayInput] {
        let name = simulator.identifier.rawValue
        return try [
            "\(root)/../shared/corpus/agentinstruct/\(name).jsonl", "\(root)/Transcripts/\(name)",
        ].first(where: FileManager.default.fileExists).map(Self.inputs) ?? []
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
