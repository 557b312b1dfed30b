import HouseholdSimulator
import JSONTree
import Testing

@Suite struct GameFileTests {
    @Test(.enabled(if: Corpus.isPresent))
    func `every playable game loads`() throws {
        for index in 0..<167 {
            let file = try Corpus.game(index)
            if try JSON.parse(bytes: file)["solvable"]?.bool == true {
                _ = try House(game: file)
            }
        }
    }

    @Test(
        .enabled(if: Corpus.isPresent),
        arguments: [
            (150, "pddl_domain, line 153: the action openobject is not the one of ALFWorld"),
            (155, "pddl_problem, line 441: no commands can reach this goal"),
            (157, "pddl_problem, line 1109: this goal is of none of ALFWorld's six kinds"),
        ])
    func `a game that cannot be played is refused with the line`(
        index: Int, message: String
    ) throws {
        let file = try Corpus.game(index)
        let error = #expect(throws: GameError.self) { try House(game: file) }
        #expect(error?.message.hasPrefix(message) == true)
    }
}

extension Corpus {
    /// A game of the older release, by its number in the sample.
    static func game(_ index: Int) throws -> [UInt8] {
        let digits = String(1000 + index).dropFirst()
        return try bytes("alfworld/games_211_sample/g\(digits).tw-pddl")
    }
}
