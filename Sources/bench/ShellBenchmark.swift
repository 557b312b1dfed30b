import Environments
import FoundationEssentials
import Glibc
import ShellSimulator

/// What is measured of boxes: starting, a command in the kept shell, forking, closing, and many at
/// once.
struct ShellBenchmark: Benchmark {
    let printsJSON: Bool

    func run(_ report: (Measurement) -> Void) async throws {
        do {
            try TreeShelf().tree().probe()
        } catch {
            print("os: left out, no box can be had: \(error)")
            return
        }
        for rendering in [Rendering.pipe, .agentInstruct] {
            try await measure(
                ShellWorld(rendering: rendering), rendering == .pipe ? "pipe" : "terminal", report)
        }
        let world = ShellWorld(rendering: .pipe)
        try await manyAtOnce(world)
        try await oneAfterAnother(world)
    }

    private func measure(
        _ world: ShellWorld, _ name: String, _ report: (Measurement) -> Void
    ) async throws {
        var live: [ShellEnvironment] = []
        report(
            try await Measurement.of("os: start an episode, \(name)", runs: 3...100) {
                live.append(try await started(world))
            })
        report(
            try await Measurement.of("os: close it, \(name)", runs: 3...live.count - 1) {
                live.removeLast()
            })
        var episode = try await started(world)
        report(
            try await Measurement.of("os: a builtin in the kept shell, \(name)") {
                _ = try await episode.step(action: "cd /")
            })
        report(
            try await Measurement.of("os: a program in the kept shell, \(name)") {
                _ = try await episode.step(action: "/bin/true")
            })
        report(
            try await Measurement.of("os: a program 100 times in one step, \(name)", items: 100) {
                _ = try await episode.step(action: "for i in {1..100}; do /bin/true; done")
            })
        _ = try await episode.step(
            action: "mkdir /d; for i in $(seq 100); do echo $i > /d/$i; done")
        report(
            try await Measurement.of("os: fork 100 changed files, \(name)", runs: 3...100) {
                live.append(try await episode.fork())
            })
    }

    private func started(_ world: ShellWorld) async throws -> ShellEnvironment {
        var episode = world.makeEnvironment()
        _ = try await episode.reset(to: nil, seed: 0)
        return episode
    }

    private func tell(_ name: String, _ figures: KeyValuePairs<String, Int>) {
        let text = figures.map {
            printsJSON ? "\"\($0.key)\": \($0.value)" : "\($0.key) \($0.value)"
        }
        .joined(separator: ", ")
        print(printsJSON ? "{\"name\": \"\(name)\", \(text)}" : "\(name): \(text)")
    }

    private func manyAtOnce(_ world: ShellWorld) async throws {
        var episodes: [ShellEnvironment] = []
        let before = Leftovers.now
        for _ in 0..<200 { episodes.append(try await started(world)) }
        let now = Leftovers.now
        tell(
            "os: 200 live episodes",
            [
                "megabytes": (before.available - now.available) >> 10,
                "processes": now.processes - before.processes,
            ])
    }

    /// What is left of many short episodes, and whether the later ones take longer.
    private func oneAfterAnother(_ world: ShellWorld) async throws {
        let clock = ContinuousClock()
        let before = Leftovers.now
        var times: [Double] = []
        for _ in 0..<10_000 {
            let time = try await clock.measure {
                var episode = try await started(world)
                _ = try await episode.step(action: "echo x > /x")
            }
            times.append(time.seconds)
        }
        let now = Leftovers.now
        let median = { (times: ArraySlice<Double>) in
            Int(times.sorted()[times.count / 2] * 1e6)
        }
        tell(
            "os: 10000 episodes one after another",
            [
                "median µs of the first 1000": median(times[..<1000]),
                "of the last 1000": median(times[9000...]),
                "more processes": now.processes - before.processes,
                "mounts": now.mounts - before.mounts,
                "descriptors": now.descriptors - before.descriptors,
                "control groups": now.groups - before.groups,
                "files": now.files - before.files,
                "KB of memory": now.resident - before.resident,
            ])
    }
}

/// What episodes could leave behind on the host.
private struct Leftovers {
    var processes: Int
    var mounts: Int
    var descriptors: Int
    var groups: Int
    var files: Int
    /// The memory of this process, and the machine's available memory, in kilobytes.
    var resident: Int
    var available: Int

    static var now: Leftovers {
        Leftovers(
            processes: names("/proc").count { name in
                text("/proc/\(name)/stat").split(separator: ")").last?.split(separator: " ")
                    .dropFirst().first == "\(getpid())"
            },
            mounts: text("/proc/self/mountinfo").split(separator: "\n").count,
            descriptors: names("/proc/self/fd").count,
            groups: ["", "/pids", "/memory"].flatMap { names("/sys/fs/cgroup\($0)") }
                .count { $0.hasPrefix("diorama-\(getpid())-") },
            files: names("/tmp").count { $0.hasPrefix("diorama") }
                + names(TreeShelf().folder).count,
            resident: kilobytes("VmRSS:", in: "/proc/self/status"),
            available: kilobytes("MemAvailable:", in: "/proc/meminfo"))
    }

    private static func names(_ folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    private static func text(_ path: String) -> String {
        (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    }

    private static func kilobytes(_ name: String, in path: String) -> Int {
        let line = text(path).split(separator: "\n").first { $0.hasPrefix(name) }
        return Int(line?.filter(\.isNumber) ?? "") ?? 0
    }
}
