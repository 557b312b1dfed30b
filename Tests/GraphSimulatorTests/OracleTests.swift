import Environments
import GraphSimulator
import JSONTree
import Testing

/// Episodes that AgentBench v0.2 played over Virtuoso.
@Suite struct OracleTests {
    @Test(.enabled(if: Corpus.isPresent))
    func `every step over the small graph agrees with AgentBench on Virtuoso`() throws {
        let world = try world([
            "kg/small_world/small_world.tsv.gz", "kg/small_world/small_literals.tsv.gz",
            "kg/small_world/small_entity_names.tsv", "kg/ontology",
        ])
        try check(world, "kg/oracle/small_episodes.jsonl")
    }

    @Test(.enabled(if: Corpus.isPresentAndFast))
    func `every step over the large graph agrees with AgentBench on Virtuoso`() throws {
        let world = try world(["kg/fb15k237_world", "kg/ontology"])
        try check(world, "kg/oracle/episodes.jsonl")
    }

    private func world(_ paths: [String]) throws -> GraphWorld {
        try GraphWorld(
            files: paths.map { Corpus.folder + $0 },
            behaviour: GraphWorld.Behaviour(version: .agentBenchV2))
    }

    private func check(_ world: GraphWorld, _ path: String) throws {
        for row in try Corpus.rows(path) {
            // The hole that lets a reply call any function is closed here.
            if row["tags"]?.array?.contains("module_hole") == true { continue }
            let episode = try Episode(row)
            var environment = world.asking([episode.task]).makeEnvironment()
            let opening = try environment.reset(to: episode.task.id, seed: 1)
            #expect(opening.observation == row["first_user"]?.string)
            var last = opening
            for step in episode.steps {
                last = try environment.step(reply: step.reply)
                guard let wanted = step.observation else { continue }
                let same =
                    last.observation == wanted
                    || world.equivalence(of: wanted, and: last.observation, after: nil) != nil
                #expect(
                    same, "\(episode.task.id): \(step.reply): \(last.observation), not \(wanted)")
                if let variable = step.variable {
                    #expect(last.details["variable"]?["program"] == variable["program"])
                    if let members = variable["members"]?.array {
                        let index = try #require(variable["index"]?.int)
                        let value = try #require(environment.value(of: index)).answer
                        #expect(value.sorted() == members.compactMap(\.string).sorted())
                    }
                }
            }
            #expect(last.end != nil, "\(episode.task.id)")
            if let answer = row["final"]?["answer"]?.array {
                let seen = last.details["answer"]?.array?.compactMap(\.string).sorted()
                #expect(seen == answer.compactMap(\.string).sorted(), "\(episode.task.id)")
            }
            if let actions = row["final"]?["actions"] {
                #expect(last.details["actions"] == actions, "\(episode.task.id)")
            }
        }
    }
}

/// A recorded episode.
private struct Episode {
    struct Step {
        var reply: String
        var observation: String?
        var variable: JSON?
    }

    var task: GraphTask
    var steps: [Step]

    init(_ row: JSON) throws {
        let topics = try #require(row["entities"]?.object)
        task = GraphTask(
            id: try #require(row["id"]?.string), question: try #require(row["question"]?.string),
            topics: topics.map { GraphTask.Topic(name: $0.key, id: $0.value.string ?? "") })
        steps = try #require(row["steps"]?.array).map { step in
            Step(
                reply: step["reply"]?.string ?? "", observation: step["observation"]?.string,
                variable: step["variable"])
        }
    }
}
