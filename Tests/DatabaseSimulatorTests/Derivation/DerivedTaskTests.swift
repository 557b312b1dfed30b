import DatabaseSimulator
import Environments
import Testing

@Suite struct DerivedTaskTests {
    /// The package's folder, four above this file.
    private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(4).joined(separator: "/")

    static let names = [
        "chess.sql", "clinic.jsonl", "library.jsonl", "museum.jsonl", "orchard.jsonl",
        "railway.jsonl",
    ]

    private func world(
        _ name: String, _ configuration: DatabaseWorld.Configuration = .init()
    ) throws -> DatabaseWorld {
        try DatabaseWorld(.file("\(Self.root)/Worlds/db/\(name)"), configuration: configuration)
    }

    /// Plays a task as its expert does, and gives the replies and the last step.
    private func play(
        _ task: String, in world: DatabaseWorld, careless: Bool = false
    ) async throws -> (replies: [String], observations: [String], last: Step) {
        var expert = try world.makeExpert(for: task, seed: 3)
        var environment = try world.makeEnvironment()
        var step = try environment.reset(to: task, seed: 3)
        var replies: [String] = []
        var observations = [step.observation]
        while step.end == nil {
            var reply = careless ? try await expert.mistake(after: step) : nil
            if reply == nil { reply = try await expert.reply(after: step) }
            let said = try #require(reply)
            step = try environment.step(reply: said)
            replies.append(said)
            observations.append(step.observation)
        }
        return (replies, observations, step)
    }

    @Test(arguments: names)
    func expertsWinAndAnEmptyAnswerDoesNot(name: String) async throws {
        let world = try world(name)
        for index in 0..<60 {
            let id = DerivedTask(seed: 5, index: index).description
            #expect(try await play(id, in: world).last.reward == 1, "\(name) \(id)")
            var idle = try world.makeEnvironment()
            _ = try idle.reset(to: id, seed: 0)
            #expect(try idle.step(action: "Final Answer: []").reward == 0, "\(name) \(id)")
        }
    }

    @Test(arguments: names)
    func carelessExpertsRecover(name: String) async throws {
        let world = try world(name)
        for index in 0..<60 {
            let id = DerivedTask(seed: 6, index: index).description
            let played = try await play(id, in: world, careless: true)
            #expect(played.last.reward == 1, "\(name) \(id)")
            // Whoever says that a name does not exist has been told so.
            for (reply, observation) in zip(played.replies, played.observations)
            where reply.hasPrefix("There is no ") {
                #expect(observation.contains("42S22") || observation.contains("42S02"), "\(id)")
            }
            for (reply, observation) in zip(played.replies, played.observations)
            where reply.hasPrefix("That finds nothing") {
                #expect(["[]", "[(0,)]", "[(None,)]"].contains(observation), "\(id)")
            }
        }
    }

    @Test(arguments: names)
    func theSameIdIsTheSameTaskInEveryCopy(name: String) throws {
        let first = try world(name)
        let second = try world(name)
        for index in (0..<40).reversed() {
            let id = DerivedTask(seed: 9, index: index)
            #expect(try first.task(derivedAs: id) == second.task(derivedAs: id))
        }
    }

    @Test func tasksAreOfManyKinds() throws {
        var kinds = Set<String>()
        for name in Self.names {
            let world = try world(name)
            for index in 0..<60 {
                kinds.insert(try world.task(derivedAs: DerivedTask(seed: 1, index: index)).kind)
            }
        }
        #expect(
            kinds.isSuperset(of: [
                "other", "counting", "comparison", "ranking", "aggregation-SUM",
                "aggregation-AVG", "aggregation-MAX", "aggregation-MIN", "INSERT", "UPDATE",
                "DELETE",
            ]))
    }

    @Test func listedTasksAreSolvedByTheStatementOfTheirFile() async throws {
        for name in Self.names {
            let world = try world(name)
            for task in world.tasks {
                #expect(try await play(task.id, in: world).last.reward == 1, "\(task.id)")
            }
        }
    }

    @Test func toolCallsSolveTasksToo() async throws {
        var configuration = DatabaseWorld.Configuration()
        configuration.replies = .agentBenchFunctionCalls
        let world = try world("library.jsonl", configuration)
        for index in 0..<20 {
            let id = DerivedTask(seed: 5, index: index).description
            #expect(try await play(id, in: world).last.reward == 1, "\(id)")
        }
    }

    @Test func aWorldWithoutTablesDerivesNothing() throws {
        let world = try DatabaseWorld(.script("SELECT 1;", name: "empty.sql"))
        #expect(throws: EnvironmentError.self) {
            try world.task(derivedAs: DerivedTask(seed: 0, index: 0))
        }
    }
}
