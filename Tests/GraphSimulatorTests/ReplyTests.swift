import EnvironmentTesting
import Environments
import GraphSimulator
import JSONTree
import Testing

@Suite struct ReplyTests {
    private func episode(_ version: GraphVersion = .agentinstruct) throws -> GraphEnvironment {
        var episode = try SmallGraph.world(version).makeEnvironment()
        _ = try episode.reset(to: "who", seed: 0)
        return episode
    }

    @Test func `the opening states the question and the names alone`() throws {
        let world = try SmallGraph.world()
        var episode = world.makeEnvironment()
        #expect(
            try episode.reset(to: "who", seed: 0).observation
                == "A new question: who plays in film one?\nEntities: [Film One, Ann, Actor, Old,"
                + " Film]")
        #expect(world.tasks.map(\.id) == ["who", "tasks#1", "kinds"])
    }

    @Test(arguments: [
        ("Action: get_relations(Film One)", "Observation: [film.film.cast, film.film.said]"),
        ("Thought.\nAction 1: get_relations( m.film1 )", "get_relations( m.film1 ) cannot be"),
        ("Action (step 3): get_relations(variable Film One)", "Observation: [film.film.cast, "),
        ("Actions get_relations(Film One): now", "Observation: [film.film.cast, film.film.said]"),
        ("Action: **get_relations(Film One)**", "Observation: [film.film.cast, film.film.said]"),
        ("action: get_relations(Film One)", "No executable function found! Need to recheck"),
        (" Action: get_relations(Film One)", "No executable function found! Need to recheck"),
        ("**Action**: get_relations(Film One)", "No executable function found! Need to recheck"),
        ("Action: look at Film One", "Function is not executed!"),
        ("Action: get_relations(film one)", "get_relations(film one) cannot be executed. You may"),
        ("Action: get_relations('Film One')", "get_relations('Film One') cannot be executed."),
        ("Action: get_relations(Old, Film)", "get_relations(Old, Film) cannot be executed. You"),
        ("Action: get_relations(Film One", "I may make a syntax error when calling get_relations"),
        ("Action: get_relations()", "I may make a syntax error when calling get_relations (e.g.,"),
        ("Action: get_tail(Film One, x)", "I may make a syntax error when calling get_tail (e.g."),
        ("Action: get_attributes(Film One)", "get_attributes(Film One) cannot be executed. You"),
        ("Action: get_neighbors(Film One, film.film.cast)", "get_neighbors(Film One, film.film."),
        ("Action: get_relations(#0)", "get_relations(#0) cannot be executed. You may make a"),
        ("Final Answer: #0", "Invalid variable id! Need to recheck the action."),
        ("The Final Answer: is nothing.", "No executable function found! Need to recheck the"),
        ("Action: get\\_relations(Film One)", "Observation: [film.film.cast, film.film.said]"),
        ("Action: x\nAction: get_relations(Film One)", "Function is not executed!"),
        ("Observation: Action: get_relations(Film One)", "No executable function found!"),
    ])
    func `a reply is read as AgentBench reads it`(reply: String, answer: String) throws {
        var episode = try episode()
        let observation = try episode.step(reply: reply).observation
        #expect(observation.hasPrefix(answer), "\(observation)")
    }

    @Test func `a message about a call without arguments repeats those of the call before`() throws
    {
        var episode = try episode()
        _ = try episode.step(reply: "Action: get_relations(Ann)")
        #expect(
            try episode.step(reply: "Action: get_tail(Ann, x)").observation
                == "get_tail(Ann) cannot be executed. You may make a mistake and need to fix it.")
        #expect(
            try episode.step(reply: "Action: get_relations()").observation
                == "get_relations(Ann) cannot be executed. You may make a mistake and need to"
                + " fix it.")
    }

    @Test func `of nested calls the inner one makes a variable`() throws {
        var episode = try episode()
        _ = try episode.step(reply: "Action: get_relations(Film One)")
        let nested = try episode.step(
            reply: "Action: count(get_neighbors(Film One, film.film.cast))")
        #expect(
            nested.observation == "Observation: variable #0, which are instances of film.actor")
        #expect(
            try episode.step(reply: "Action: get_relations(# 00)").observation
                == "Observation: [film.actor.films, people.person.knows]")
        #expect(
            try episode.step(reply: "Action: count(#-1)").observation
                == "Observation: variable #1, which is a number")
    }

    @Test func `an answer is graded, and fifteen rounds without one end the episode`() throws {
        var episode = try episode()
        _ = try episode.step(reply: "Action: get_relations(m.film2)")
        _ = try episode.step(reply: "Action: get_neighbors(m.film2, film.film.cast)")
        var late = episode
        let end = try episode.step(reply: "Find Answer: #0, but Final Answer: #1")
        #expect(end.end == .terminated && end.reward == 0.5)
        #expect(end.details["exact_match"]?.bool == false)
        for round in 3...15 {
            let step = try late.step(reply: "Let me think.")
            #expect(step.end == (round == 15 ? .truncated : nil))
            #expect(step.reward == (round == 15 ? 0 : nil))
        }
    }

    @Test func `a tool call gets its own messages`() throws {
        var episode = try episode(.agentBenchFunctionCalls)
        func call(_ name: String, _ arguments: String) -> String {
            let function: JSON = ["name": .string(name), "arguments": .string(arguments)]
            let message: JSON = ["tool_calls": [["type": "function", "function": function]]]
            return message.text()
        }
        let expected = [
            (
                call("get_relations", #"{"variable": "Film One"}"#),
                "Observation: [film.film.cast, film.film.said]"
            ),
            (
                call("union", "{}"),
                "Provide an invalid function name. Function union does not exist"
            ),
            (
                call("get_relations", #"{"var": "Film One"}"#),
                "Arguments do not match the function signature. Error processing arguments for"
                    + " get_relations"
            ),
            (
                call("get_relations", #"{"variable": "Film Two"}"#),
                "Error processing tool call: get_relations: variable must be a variable or an"
                    + " entity"
            ),
            // The listing is made on the way.
            (
                call("get_neighbors", #"{"variable": "Ann", "relation": "film.actor.films"}"#),
                "Observation: variable #0, which are instances of film.film"
            ),
            (
                call("get_neighbors", #"{"variable": "Ann", "relation": "film.film.cast"}"#),
                "Error processing tool call: get_neighbors: relation must be a relation of the"
                    + " variable"
            ),
            ("I wonder.", "No valid function calls found! Need to recheck the function calls."),
        ]
        for (reply, answer) in expected {
            #expect(try episode.step(reply: reply).observation == answer)
        }
        let end = try episode.step(reply: "Final Answer: #4")
        #expect(end.details["status"]?.string == "agent validation failed" && end.end != nil)
    }

    @Test func `the corrected version carries what the original cannot`() throws {
        var episode = try episode(.corrected)
        #expect(
            try episode.step(reply: "Action: get_relations(Old, Film)").observation
                == "Observation: [film.film.cast]")
        #expect(
            try episode.step(reply: "Action: get_neighbors(Old, Film, film.film.cast)").observation
                == "Observation: variable #0, which are instances of film.actor")
    }

    @Test(arguments: GraphVersion.allCases)
    func `the laws of environments hold`(version: GraphVersion) async throws {
        let world = try SmallGraph.world(version)
        let moves: [Move] = [
            .action("get_relations(Film One)"), .reply("Thought: hm.\nAction: nothing()"),
            .action("get_neighbors(Film One, film.film.cast)"),
            .reply("Action: get_attributes(#0)"), .action("argmax(#0, people.person.height)"),
            .reply("Thought: done.\nFinal Answer: #1"),
        ]
        #expect(await checkEnvironment(world, task: "who", moves: moves) == [])
    }
}
