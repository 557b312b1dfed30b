import Environments
import FoundationEssentials
import GraphSimulator
import JSONTree
import Testing

/// The world that `Scripts/make-kg-world` makes.
enum ShippedGraph {
    static let package = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(3).joined(separator: "/")

    static func world(_ version: GraphVersion) throws -> GraphWorld {
        try GraphWorld(
            at: package + "/Worlds/kg/archipelago",
            behaviour: GraphWorld.Behaviour(version: version))
    }
}

/// The dialogues that we ship are what the expert says: to make them anew, run these tests with
/// `DIORAMA_REGENERATE=1`.
@Suite struct ShippedGraphTests {
    private static let dialogues = ShippedGraph.package + "/Transcripts/kg/archipelago.jsonl"
    private static let isRegenerating =
        ProcessInfo.processInfo.environment["DIORAMA_REGENERATE"] == "1"

    @Test(arguments: GraphVersion.allCases)
    func `the gold programs lead to the answers that the generator worked out`(
        version: GraphVersion
    ) throws {
        let world = try ShippedGraph.world(version)
        #expect(world.faults == [] && world.tasks.count == 60)
        #expect(world.graph.tripleCount > 5000)
        for task in world.tasks { #expect(try world.faults(inTask: task.id) == []) }
    }

    @Test func `the shipped dialogues are what the expert says`() async throws {
        let world = try ShippedGraph.world(.agentinstruct)
        let opening = try KnowledgeGraph().opening(settings: [:])
        var lines: [String] = []
        // Every third question, and a mistake now and then in every other dialogue.
        for number in 0..<20 {
            let task = world.tasks[3 * number]
            let played = try await ExpertTests.play(
                task.id, in: world, seed: UInt64(number),
                mistakes: number.isMultiple(of: 2) ? 0 : 0.25)
            #expect(played.turns.last?.step.reward == 1)
            var messages = [
                message(opening.instruction), message(opening.acknowledgement, loss: false),
            ]
            for round in opening.demonstration {
                messages += [message(round.message), message(round.reply, loss: false)]
            }
            messages.append(message(opening.lead + played.opening))
            for turn in played.turns {
                messages.append(message(turn.reply, loss: true))
                if turn.step.end == nil { messages.append(message(turn.step.observation)) }
            }
            let dialogue: JSON = [
                "id": .string("kg_\(task.id)"), "conversations": .array(messages),
            ]
            lines.append(dialogue.text())
        }
        let text = lines.map { $0 + "\n" }.joined()
        let file = URL(filePath: Self.dialogues)
        if Self.isRegenerating {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        #expect(try Data(contentsOf: file) == Data(text.utf8))
    }

    private func message(_ text: String, loss: Bool? = nil) -> JSON {
        [
            "from": loss == nil ? "human" : "gpt", "loss": loss.map { .bool($0) } ?? .null,
            "value": .string(text),
        ]
    }

    @Test func `the demonstration is what the simulator answers`() throws {
        let files = [
            "graph.tsv": """
            m.skarv\tcoast.island.lighthouses\tm.north
            m.skarv\tcoast.island.lighthouses\tm.south
            m.skarv\tcoast.island.harbours\tm.port
            m.north\tcoast.lighthouse.height\t31
            m.south\tcoast.lighthouse.height\t24
            m.north\tcoast.lighthouse.first_lit\t1861
            """,
            "fb_roles": """
            coast.island coast.island.lighthouses coast.lighthouse
            coast.island coast.island.harbours coast.harbour
            coast.lighthouse coast.lighthouse.height type.int
            coast.lighthouse coast.lighthouse.first_lit type.datetime
            """,
            "tasks.json": """
            [{"question": "Which of the lighthouses on Skarv is the tallest?", "qid": "d",
              "entities": {"Skarv": "m.skarv", "Lighthouse": "coast.lighthouse"},
              "answer": [{"answer_argument": "m.north"}]}]
            """,
        ]
        let rounds = try KnowledgeGraph().opening(settings: [:]).demonstration
        var episode = try SmallGraph.world(.agentinstruct, files).makeEnvironment()
        let opening = try episode.reset(to: "d", seed: 0).observation
        #expect(opening == rounds[0].message.replacing("Question: ", with: "A new question: "))
        for (index, round) in rounds.enumerated() {
            let step = try episode.step(reply: round.reply)
            if index + 1 < rounds.count { #expect(step.observation == rounds[index + 1].message) }
            #expect(step.reward == (index + 1 < rounds.count ? nil : 1))
        }
    }
}
