import HouseholdSimulator
import JSONTree
import Testing

@Suite struct TraceTests {
    @Test(.enabled(if: Corpus.isPresent))
    func `every recorded step of the original engine is reproduced byte for byte`() throws {
        var steps = 0
        for trace in try Corpus.rows("alfworld/traces.jsonl") {
            let game = try #require(trace["game"]?.string)
            let generation = try #require(
                TextGeneration(rawValue: trace["grammar"]?.string ?? ""))
            let house = try House(
                game: Corpus.bytes("alfworld/games/\(game)/game.tw-pddl"))
            var state = HouseState(house)
            for step in trace["steps"]?.array ?? [] {
                let observation =
                    if let action = step["action"]?.string {
                        state.perform(action, generation)
                    } else {
                        "-= Welcome to TextWorld, ALFRED! =-\n\n\(house.surroundings)\n\n"
                            + "Your task is to: \(house.task)"
                    }
                try #require(observation == step["observation"]?.string, "\(game)")
                try #require(
                    state.admissibleCommands(generation)
                        == step["admissible_commands"]?.array?.compactMap(\.string), "\(game)")
                try #require(state.isWon == step["won"]?.bool, "\(game)")
                try #require((state.isWon ? 1 : 0) == step["reward"]?.int, "\(game)")
                try #require(state.isWon == step["done"]?.bool, "\(game)")
                steps += 1
            }
        }
        #expect(steps > 5000)
    }
}
