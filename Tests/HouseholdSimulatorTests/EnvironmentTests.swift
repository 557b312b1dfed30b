import EnvironmentTesting
import Environments
import FoundationEssentials
import HouseholdSimulator
import JSONTree
import Testing

/// The shipped games, and their texts for those who change them.
enum Cottages {
    static let path =
        #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(3).joined(separator: "/") + "/Worlds/alfworld/cottages"

    static let game = "pick_heat_then_place_in_recep-Mug-None-Fridge-1045/trial_0045"

    static func world(
        _ version: BehaviorVersion, _ generation: TextGeneration = .legacy
    ) throws -> HouseholdWorld {
        try HouseholdWorld(path: path, version: version, generation: generation)
    }

    static func file(_ game: String = game) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: "\(path)/\(game)/game.tw-pddl")))
    }
}

@Suite struct EnvironmentTests {
    @Test(arguments: BehaviorVersion.allCases)
    func `the laws of environments hold`(version: BehaviorVersion) async throws {
        let world = try Cottages.world(version)
        let plan = try #require(Planner.plan(from: HouseState(world.house(Cottages.game))))
        func reply(_ command: String) -> String {
            switch version {
            case .original: command
            case .agentBenchFC: #"{"name": "take_action", "arguments": {"action": "\#(command)"}}"#
            case .agentInstruct, .agentBench02: "THOUGHT: hm.\n ACTION: \(command)\nor so"
            }
        }
        let moves: [Move] =
            [.reply(reply("look")), .action("open the window"), .action("inventory ")]
            + plan.enumerated().map { $0 % 2 == 0 ? .action($1) : .reply(reply($1)) }
        #expect(await checkEnvironment(world, task: Cottages.game, moves: moves) == [])
    }

    @Test func `the wrapping of a version is what stands between agent and game`() throws {
        var bench = try Cottages.world(.agentBench02).makeEnvironment()
        let opening = try bench.reset(to: Cottages.game, seed: 0).observation
        #expect(opening.hasPrefix("Here is your task. You are in the middle of a room. Looking"))
        #expect(opening.contains("\nYour task is to: ") && opening.hasSuffix("\nlook\n"))
        #expect(opening.contains(" AVAILABLE ACTIONS: go to "))
        let there = try bench.step(reply: "ACTION: GO TO Fridge 1 ")
        #expect(there.observation.hasPrefix("The fridge 1 is closed. AVAILABLE ACTIONS: "))
        #expect(there.details["command"]?.string == "go to fridge 1")
        // The nearest command is taken for one that there is not.
        let near = try bench.step(reply: "ACTION: open the fridge 1 quickly")
        #expect(near.details["command"]?.string == "open fridge 1")
        let nowhere = try bench.step(reply: "ACTION: zzz")
        #expect(nowhere.observation.hasPrefix("Nothing happens. AVAILABLE ACTIONS: "))
        #expect(try bench.step(reply: "I would rather not.").end == .terminated)

        var original = try Cottages.world(.original).makeEnvironment()
        let first = try original.reset(to: Cottages.game, seed: 0).observation
        #expect(first.hasPrefix("-= Welcome to TextWorld, ALFRED! =-\n\nYou are in the middle"))
        #expect(try original.step(reply: "GO TO fridge 1").observation == "Nothing happens.")
        #expect(try original.step(reply: " go to fridge 1\n").observation.hasPrefix("You arrive"))
    }

    @Test func `three equal messages end an episode from the fourth round on`() throws {
        var episode = try Cottages.world(.agentInstruct).makeEnvironment()
        _ = try episode.reset(to: Cottages.game, seed: 0)
        for round in 1...4 {
            let step = try episode.step(reply: "ACTION: look")
            #expect(step.end == (round == 4 ? .terminated : nil))
            #expect(step.reward == (round == 4 ? 0 : nil))
        }
    }

    @Test func `a message without a tool call is answered, and costs a round`() throws {
        var episode = try Cottages.world(.agentBenchFC).makeEnvironment()
        _ = try episode.reset(to: Cottages.game, seed: 0)
        let answer = try episode.step(reply: "I look around.").observation
        #expect(answer.hasPrefix("No executable tool calls found. Please call a tool instead"))
        for _ in 2..<20 {
            let call = #"{"name": "take_action", "arguments": "{\"action\": \"look\"}"}"#
            let other = #"{"name": "take_action", "arguments": "{\"action\": \"inventory\"}"}"#
            if try episode.step(reply: call).end != nil { return }
            if try episode.step(reply: other).end != nil { return }
        }
        Issue.record("the episode has no end")
    }

    @Test func `the agent is shown only the latest list of actions`() throws {
        let messages = [
            "rules", "OK.", "task. AVAILABLE ACTIONS: look\n", "ACTION: look",
            "You see. AVAILABLE ACTIONS: look\n",
        ]
        let shown = try Household().history(messages, settings: ["version": "agentbench-v0.2"])
        #expect(shown == ["rules", "OK.", "task. ", "ACTION: look", messages[4]])
        #expect(try Household().history(messages, settings: [:]) == messages)
    }
}
