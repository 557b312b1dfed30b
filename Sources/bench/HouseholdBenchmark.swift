import Environments
import FoundationEssentials
import Glibc
import HouseholdSimulator
import JSONTree
import SeededRandom

/// What is measured of the household: steps with and without the list of admissible commands,
/// loading, forking, and the memory of many live episodes.
///
/// The original takes 8 to 15 steps a second, 2 s to load a game, and 4 to 5 MB for each.
struct HouseholdBenchmark: Benchmark {
    /// The package's folder.
    let root: String
    let printsJSON: Bool
    private static let steps = 100_000

    func run(_ report: (Measurement) -> Void) async throws {
        let world = try HouseholdWorld(path: "\(root)/Worlds/alfworld/cottages", version: .original)
        let scripts = try world.games.enumerated().map { index, game in
            Script(try world.house(game.id), seed: UInt64(index))
        }
        // Memory first, while nothing that was freed can be used again.
        try await forking(scripts, report)
        for lists in [false, true] {
            let name = lists ? "steps with admissible commands" : "steps"
            report(
                try await Measurement.of("alfworld: \(Self.steps) \(name)", runs: 3...100) {
                    Self.play(scripts, lists: lists)
                })
        }
        try await loading(world, report)
        try await experts(report)
    }

    /// Derives tasks and lets the expert play them, as `generate` does.
    private func experts(_ report: (Measurement) -> Void) async throws {
        let world = try HouseholdWorld(path: "\(root)/Worlds/alfworld/cottages")
        var index = 0
        report(
            try await Measurement.of("alfworld: derive a task and play it", runs: 100...5000) {
                let id = DerivedTask(seed: 1, index: index).description
                index += 1
                try await ExpertPlay.play(id, in: world)
            })
    }

    /// Mixed commands over all games until there were enough of them.
    private static func play(_ scripts: [Script], lists: Bool) {
        var steps = 0
        var size = 0
        while steps < Self.steps {
            for script in scripts {
                var state = script.start
                for command in script.commands {
                    size &+= state.perform(command, .legacy).utf8.count
                    if lists { size &+= state.admissibleCommands(.legacy).count }
                    if state.isWon { size &+= 1 }
                }
                steps += script.commands.count
            }
        }
        precondition(size != 0)
    }

    private func loading(
        _ world: HouseholdWorld, _ report: (Measurement) -> Void
    ) async throws {
        let files = try world.games.map { game in
            let path = "\(root)/Worlds/alfworld/cottages/\(game.id)/game.tw-pddl"
            return [UInt8](try Data(contentsOf: URL(filePath: path)))
        }
        var next = 0
        report(
            try await Measurement.of("alfworld: compile a game from its text", runs: 60...2000) {
                _ = try House(game: files[next % files.count])
                next += 1
            })
        let index = FileManager.default.temporaryDirectory
            .appending(path: "diorama-bench-\(getpid()).alfworld-index").path
        defer { try? FileManager.default.removeItem(atPath: index) }
        try world.writeIndex(to: index)
        report(
            try await Measurement.of("alfworld: open an index of 60 games and play one") {
                var episode = try HouseholdWorld(path: index, version: .original).makeEnvironment()
                _ = try episode.reset(to: world.games[next % world.games.count].id, seed: 0)
                next += 1
            })
    }

    /// Many episodes that have each gone their own way, all alive at once; then forks of them.
    ///
    /// The memory is true only in a fresh process (`bench alfworld`): what was freed before is
    /// used again.
    private func forking(
        _ scripts: [Script], _ report: (Measurement) -> Void
    ) async throws {
        let world = try HouseholdWorld(path: "\(root)/Worlds/alfworld/cottages")
        let count = 100_000
        let before = ResidentMemory.bytes
        var played: [HouseholdEnvironment] = []
        played.reserveCapacity(count)
        for number in 0..<count {
            let place = number % scripts.count
            var episode = world.makeEnvironment()
            _ = try episode.reset(to: world.games[place].id, seed: 0)
            // The last messages are kept, so each is one of its own and as long as they are.
            for command in scripts[place].commands.prefix(8) {
                let step = try episode.step(
                    reply: "THOUGHT: In episode \(number) I have not found it yet, so I look on "
                        + "where it is likely to be.\nACTION: " + command)
                if step.end != nil { break }
            }
            played.append(episode)
        }
        let episodes = played
        let megabytes = (ResidentMemory.bytes - before) >> 20
        let name = "alfworld: \(count) live episodes"
        ResidentMemory.report(name, megabytes: megabytes, asJSON: printsJSON)
        report(
            try await Measurement.of("alfworld: \(count) forks, a step each", runs: 3...50) {
                var size = 0
                for (number, episode) in episodes.enumerated() {
                    var fork = episode.houseState
                    let command = scripts[number % scripts.count].commands[0]
                    size &+= fork?.perform(command, .legacy).utf8.count ?? 0
                }
                precondition(size != 0)
            })
        report(
            try await Measurement.of("alfworld: \(count) forks of episodes", runs: 3...50) {
                var forks = episodes
                for index in forks.indices { forks[index] = try await episodes[index].fork() }
                precondition(forks.count == count)
            })
    }
}

/// A game and a walk of random admissible commands in it.
private struct Script {
    let start: HouseState
    let commands: [String]

    init(_ house: House, seed: UInt64) {
        start = HouseState(house)
        var generator = SeededGenerator(seed: seed)
        var state = start
        var commands: [String] = []
        while commands.count < 40 {
            // A verb first, so that moving about does not crowd out the rest.
            let admissible = state.admissibleCommands(.legacy)
            let verbs = Set(admissible.map { $0.prefix { $0 != " " } }).sorted()
            guard let verb = verbs.randomElement(using: &generator),
                let command = admissible.filter({ $0.hasPrefix(verb) })
                    .randomElement(using: &generator)
            else { break }
            _ = state.perform(command, .legacy)
            commands.append(command)
        }
        self.commands = commands
    }
}
