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
        let world = ShellWorld(rendering: .pipe)
        report(
            try await Measurement.of("os: start an episode and close it") {
                var episode = world.makeEnvironment()
                _ = try await episode.reset(to: nil, seed: 0)
            })
        let terminal = ShellWorld(rendering: .agentInstruct)
        report(
            try await Measurement.of("os: the same on a terminal") {
                var episode = terminal.makeEnvironment()
                _ = try await episode.reset(to: nil, seed: 0)
            })
        for (name, world) in [("pipe", world), ("terminal", terminal)] {
            var episode = world.makeEnvironment()
            _ = try await episode.reset(to: nil, seed: 0)
            report(
                try await Measurement.of("os: a builtin in the kept shell, \(name)") {
                    _ = try await episode.step(action: "cd /")
                })
        }
        var episode = world.makeEnvironment()
        _ = try await episode.reset(to: nil, seed: 0)
        _ = try await episode.step(
            action: "mkdir /d; for i in $(seq 100); do echo $i > /d/$i; done")
        report(
            try await Measurement.of("os: fork an episode of 100 changed files") {
                _ = try await episode.fork()
            })
        try await manyAtOnce(world)
        try await oneAfterAnother(world, report)
    }

    private func manyAtOnce(_ world: ShellWorld) async throws {
        var episodes: [ShellEnvironment] = []
        let before = Self.available
        for seed in 0..<200 {
            var episode = world.makeEnvironment()
            _ = try await episode.reset(to: nil, seed: UInt64(seed))
            episodes.append(episode)
        }
        let megabytes = (before - Self.available) >> 10
        let name = "os: 200 live episodes"
        print(
            printsJSON
                ? "{\"name\": \"\(name)\", \"megabytes\": \(megabytes)}"
                : "\(name) take \(megabytes) MB")
    }

    /// What is left of many short episodes: processes, mounts, descriptors.
    private func oneAfterAnother(
        _ world: ShellWorld, _ report: (Measurement) -> Void
    ) async throws {
        let before = Self.leftovers
        report(
            try await Measurement.of("os: 1000 episodes one after another", runs: 3...10) {
                for seed in 0..<1000 {
                    var episode = world.makeEnvironment()
                    _ = try await episode.reset(to: nil, seed: UInt64(seed))
                    _ = try await episode.step(action: "echo x > /x")
                }
            })
        print("os: left behind (descriptors, mounts): \(before) before, \(Self.leftovers) after")
    }

    private static var leftovers: [Int] {
        let descriptors = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
            .count
        let mounts = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)
            .split(separator: "\n").count
        return [descriptors ?? 0, mounts ?? 0]
    }

    /// The machine's available memory in kilobytes.
    private static var available: Int {
        let text = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? ""
        for line in text.split(separator: "\n") where line.hasPrefix("MemAvailable:") {
            return Int(line.filter(\.isNumber)) ?? 0
        }
        return 0
    }
}
