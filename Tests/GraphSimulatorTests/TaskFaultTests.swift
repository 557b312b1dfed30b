import Environments
import GraphSimulator
import Testing

@Suite struct TaskFaultTests {
    @Test func `gold actions are accepted or rejected by version, with the reason`() throws {
        let world = try SmallGraph.world(.agentBenchV1)
        #expect(try world.faults(inTask: "who") == [])
        #expect(try world.faults(inTask: "tasks#1") == ["unwritable-name: Old, Film"])
        #expect(try world.faults(inTask: "kinds") == ["different-types: intersection(#0, #1)"])
        let corrected = try SmallGraph.world(.corrected)
        for id in ["who", "tasks#1", "kinds"] {
            #expect(try corrected.faults(inTask: id) == [])
        }
    }

    @Test func `gold actions that lead to another answer are told`() throws {
        var files = SmallGraph.standard
        files["tasks.json"] = SmallGraph.tasks.replacing("\"2\"", with: "\"3\"")
        let world = try SmallGraph.world(.corrected, files)
        #expect(try world.faults(inTask: "tasks#1") == ["other-answer: 2"])
    }
}

/// The tasks of AgentBench that its own harness rejects.
@Suite struct PublishedTaskTests {
    @Test(
        .enabled(if: Corpus.isPresent), arguments: [("tasks_dev", 20, 5), ("tasks_std", 150, 21)])
    func `as many gold programs are rejected as were measured`(
        file: String, count: Int, rejected: Int
    ) throws {
        let world = try GraphWorld(files: [
            Corpus.folder + "kg/ontology", Corpus.folder + "kg/\(file).json",
        ])
        let faulty = try world.tasks.filter { try world.faults(inTask: $0.id)?.isEmpty == false }
        #expect(world.tasks.count == count && faulty.count == rejected)
    }
}
