import HouseholdSimulator
import JSONTree
import Testing

@Suite struct PlannerTests {
    @Test(.enabled(if: Corpus.isPresent))
    func `the planner wins every game in no more steps than the published solution`() throws {
        var games: Set<String> = []
        for trace in try Corpus.rows("alfworld/traces.jsonl") {
            let game = try #require(trace["game"]?.string)
            guard games.insert(game).inserted else { continue }
            let file = try Corpus.bytes("alfworld/games/\(game)/game.tw-pddl")
            let house = try House(game: file)
            let plan = try #require(Planner.plan(from: HouseState(house)), "\(game)")
            var state = HouseState(house)
            for command in plan {
                #expect(!state.isWon)
                #expect(state.perform(command, .legacy) != "Nothing happens.")
            }
            #expect(state.isWon)
            if let published = try JSON.parse(bytes: file)["walkthrough"]?.array {
                #expect(plan.count <= published.count, "\(game): \(plan)")
            }
        }
    }
}
