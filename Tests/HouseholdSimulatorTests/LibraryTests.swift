import Environments
import FoundationEssentials
import HouseholdSimulator
import JSONTree
import SeededRandom
import Testing

/// Game files, folders of them and indices, good and bad.
@Suite struct LibraryTests {
    private func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "house-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder.path)
    }

    /// A shipped game with changes in one of its texts.
    private func file(
        _ key: String, _ changes: [(old: String, new: String)]
    ) throws -> [UInt8] {
        var game = try JSON.parse(bytes: Cottages.file())
        var text = try #require(game[key]?.string)
        for change in changes {
            #expect(text.contains(change.old), "\(change.old)")
            text = text.replacing(change.old, with: change.new)
        }
        game = .object(
            JSONObject(
                (game.object ?? JSONObject()).map { member in
                    (member.key, member.key == key ? .string(text) : member.value)
                }))
        return Array(game.text().utf8)
    }

    @Test(arguments: [
        ("pddl_problem", "(:goal", "(:gaol", "pddl_problem, line"),
        ("pddl_problem", "(:init", "(:init (openable nowhere_1)", "pddl_problem, line"),
        ("pddl_problem", "(:init", "(:init (flies agent1)", "pddl_problem, line"),
        ("pddl_problem", "(isHot ", "(isCold ", "pddl_problem, line"),
        ("pddl_domain", "(domain alfred)", "(domain blocks)", "pddl_domain, line"),
        ("pddl_domain", ":action OpenObject", ":action OpenSesame", "pddl_domain, line"),
        ("pddl_domain", "(define", "(refine", "pddl_domain, line 1"),
        ("grammar", "Your task is to: ", "Your duty is to: ", "grammar: "),
    ])
    func `what is no game of ALFWorld's is refused with the line`(
        key: String, old: String, new: String, message: String
    ) throws {
        let bytes = try file(key, [(old, new)])
        let error = #expect(throws: GameError.self) { try House(game: bytes) }
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    }

    @Test func `an object that is missing makes the goal unreachable, which is said`() throws {
        let bytes = try file("pddl_problem", [("MugType", "PlateType")])
        let plain = try JSON.parse(bytes: bytes)["pddl_problem"]?.string ?? ""
        // Only the goal still asks for a mug.
        let goal = try #require(plain.firstRange(of: "(:goal"))
        let asked =
            plain[..<goal.lowerBound]
            + plain[goal.lowerBound...].replacing("PlateType", with: "MugType")
        var game = try JSON.parse(bytes: bytes)
        game = .object(
            JSONObject(
                (game.object ?? JSONObject()).map { member in
                    (
                        member.key,
                        member.key == "pddl_problem" ? .string(String(asked)) : member.value
                    )
                }))
        let error = #expect(throws: GameError.self) { try House(game: Array(game.text().utf8)) }
        #expect(error?.message.contains("no commands can reach this goal") == true)
        #expect(error?.message.hasPrefix("pddl_problem, line ") == true)
    }

    @Test func `files of a folder that are no games are told, and the others are played`() throws {
        try withFolder { folder in
            try Data(Cottages.file()).write(to: URL(filePath: folder + "/a.tw-pddl"))
            try Data("{\"pddl_domain\": 1,\n}".utf8)
                .write(to: URL(filePath: folder + "/b.tw-pddl"))
            try Data(file("pddl_problem", [("(:init", "(:init (flies agent1)")]))
                .write(to: URL(filePath: folder + "/c.tw-pddl"))
            let world = try HouseholdWorld(path: folder)
            #expect(world.tasks.map(\.id) == ["a", "c"])
            #expect(world.faults.count == 1 && world.faults[0].contains("b.tw-pddl: line 2"))
            #expect(try world.faults(inTask: "a") == [])
            #expect(try world.faults(inTask: "c")?.first?.contains("c.tw-pddl: pddl_prob") == true)

            let index = folder + "/games.index"
            let prepared = try Household().prepareWorld(
                from: [folder, folder + "/a.tw-pddl"], to: index, settings: [:])
            #expect(prepared.summary == "1 games" && prepared.faults.count == 3)
            let indexed = try HouseholdWorld(path: index)
            #expect(indexed.tasks == Array(world.tasks.prefix(1)))
            #expect(
                try indexed.house("a").surroundings == (try world.house("a").surroundings))
        }
    }

    @Test func `an index plays as its files do`() throws {
        try withFolder { folder in
            let world = try Cottages.world(.original)
            let index = folder + "/games.index"
            #expect(try world.writeIndex(to: index) == [])
            let indexed = try HouseholdWorld(path: index, version: .original)
            #expect(indexed.tasks == world.tasks)
            for game in world.games.prefix(12) {
                var first = HouseState(try world.house(game.id))
                var second = HouseState(try indexed.house(game.id))
                for command in Planner.plan(from: first) ?? [] {
                    #expect(first.perform(command, .legacy) == second.perform(command, .legacy))
                    #expect(
                        first.admissibleCommands(.legacy) == second.admissibleCommands(.legacy))
                }
                #expect(second.isWon)
            }
        }
    }

    @Test func `games are chosen by kind and scene`() throws {
        let world = try Cottages.world(.original)
        #expect(world.games(ofType: .heatAndPlace).count == 5)
        #expect(world.games(scene: 1045).map(\.id) == [Cottages.game])
        #expect(world.games(split: "valid_seen").isEmpty)
    }

    @Test func `damaged files are refused or played, and never stop the process`() throws {
        let whole = try Cottages.file()
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<80 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...30, using: &generator) {
                let place = Int.random(in: bytes.indices, using: &generator)
                bytes[place] = UInt8.random(in: 0x20...0x7E, using: &generator)
            }
            if Bool.random(using: &generator) {
                bytes.removeLast(Int.random(in: 1..<bytes.count, using: &generator))
            }
            guard let house = try? House(game: bytes) else { continue }
            var state = HouseState(house)
            for command in state.admissibleCommands(.legacy) {
                #expect(!state.perform(command, .legacy).isEmpty)
            }
        }
    }
}
