import Environments
import HouseholdSimulator
import JSONTree
import Testing

@Suite struct DialogueTests {
    @Test(.enabled(if: Corpus.isPresent))
    func `every recorded dialogue is exact in its game and won at its last action`() throws {
        let world = try HouseholdWorld(path: Corpus.folder + "alfworld/agentinstruct_games")
        for dialogue in try Corpus.dialogues() {
            let task = try #require(world.task(of: dialogue), "\(dialogue.id)")
            #expect(task == dialogue.id)
            var environment = world.makeEnvironment()
            let opening = try environment.reset(to: task, seed: 0)
            try #require(opening.observation == dialogue.task)
            for turn in dialogue.turns {
                let step = try environment.step(reply: turn.reply)
                if let recorded = turn.observation {
                    try #require(step.observation == recorded, "\(dialogue.id) \(turn.index)")
                    try #require(step.end == nil)
                } else {
                    #expect(step.reward == 1, "\(dialogue.id)")
                    #expect(step.end == .terminated)
                }
            }
        }
    }
}
