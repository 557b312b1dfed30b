import DialogueMixing
import Dialogues
import JSONTree
import Testing

@Suite struct MixerTests {
    private func dialogue(_ id: String, _ text: String = "An answer to what you ask.") -> Dialogue {
        Dialogue(
            id: id,
            messages: [
                Message(role: .human, text: "This is a question for you."),
                Message(role: .gpt, text: text),
            ])
    }

    private func mixed(
        _ recipe: MixRecipe, agents: [Dialogue], general: [[Dialogue]], weights: [Double] = [1, 1]
    ) throws -> (ids: [String], report: MixReport) {
        let mixer = try Mixer(recipe: recipe, folder: "/tmp")
        let pool = mixer.addPool("agents", isAgents: true)
        for dialogue in agents { try mixer.add(dialogue, to: pool) }
        for (index, dialogues) in general.enumerated() {
            let pool = mixer.addPool("general \(index)", isAgents: false, weight: weights[index])
            for dialogue in dialogues { try mixer.add(dialogue, to: pool) }
        }
        var ids: [String] = []
        try mixer.mix { ids.append($0.id ?? "") }
        return (ids, mixer.report)
    }

    private func some(_ name: String, _ count: Int) -> [Dialogue] {
        (0..<count).map { dialogue("\(name)\($0)") }
    }

    @Test func `The share is that of the recipe, and the seed decides the order`() throws {
        let recipe = MixRecipe(agentShare: 0.2, count: 2000, seed: 3)
        let one = try mixed(recipe, agents: some("a", 40), general: [some("g", 900)])
        let two = try mixed(recipe, agents: some("a", 40), general: [some("g", 900)])
        #expect(one.ids == two.ids)
        #expect(one.ids.count == 2000)
        let share = try #require(one.report.agentShare)
        #expect(abs(share - 0.2) < 0.03)
        var other = recipe
        other.seed = 4
        let three = try mixed(other, agents: some("a", 40), general: [some("g", 900)])
        #expect(one.ids != three.ids)
        #expect(one.report.pools[0].repetitions > 5)
    }

    @Test func `Without a count nothing is repeated`() throws {
        let recipe = MixRecipe(agentShare: 0.5, seed: 1)
        let (ids, report) = try mixed(recipe, agents: some("a", 50), general: [some("g", 500)])
        #expect(Set(ids).count == ids.count)
        #expect(report.pools[0].written == 50)
        #expect((20...100).contains(report.pools[1].written))
    }

    @Test func `Weights decide between general pools`() throws {
        let recipe = MixRecipe(agentShare: 0, count: 2000, seed: 1)
        let (_, report) = try mixed(
            recipe, agents: [], general: [some("g", 100), some("h", 100)], weights: [0.2, 0.8])
        #expect((300...500).contains(report.pools[1].written))
    }

    @Test func `Limits leave out what they name, and the report says why`() throws {
        let limits = MixLimits(mostCharacters: 100, leastReward: 1, language: .en)
        let recipe = MixRecipe(agentShare: 0.5, count: 10, seed: 1, limits: limits)
        var failed = dialogue("a1")
        failed.extra.append("reward", 0)
        let long = dialogue("g1", String(repeating: "the word is long ", count: 20))
        let chinese = Dialogue(
            id: "g2",
            messages: [
                Message(role: .human, text: "你好，这是一个问题。"), Message(role: .gpt, text: "这是回答。"),
            ])
        let (ids, report) = try mixed(
            recipe, agents: [dialogue("a0"), failed], general: [[dialogue("g0"), long, chinese]])
        #expect(Set(ids) == ["a0", "g0"])
        #expect(report.pools[0].leftOut == ["reward too small": 1])
        #expect(report.pools[1].leftOut == ["too long": 1, "other language": 1])
        #expect(report.json["pools"]?.array?.count == 2)
    }

    @Test func `A pool that is needed and empty is named`() throws {
        #expect {
            try mixed(MixRecipe(agentShare: 0.5), agents: [], general: [some("g", 3)])
        } throws: { ($0 as? DialogueProblem)?.description.contains("agents") == true }
    }
}
