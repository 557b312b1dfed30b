import Environments
import HouseholdSimulator
import SeededRandom
import Testing

@Suite struct InferenceTests {
    @Test(.enabled(if: Corpus.isPresent))
    func `no recorded dialogue is doubted without its game`() async throws {
        var bases: [Basis: Int] = [:]
        for dialogue in try Corpus.dialogues() {
            let judged = await Household().judge(dialogue, settings: [:])
            for judgement in judged.judgements {
                #expect(judgement.verdict == .exact, "\(dialogue.id): \(judgement)")
                if let basis = judgement.basis { bases[basis, default: 0] += 1 }
            }
            #expect(judged.reward != 0)
        }
        // Three observations in ten repeat or follow from what was seen before.
        #expect(bases[.predicted, default: 0] * 4 > bases[.explained, default: 0])
    }
}

extension InferenceTests {
    @Test(.enabled(if: Corpus.isPresent))
    func `a changed digit or word in a predicted observation never passes`() async throws {
        let seed: UInt64 = 7
        var generator = SeededGenerator(seed: seed)
        var changed = 0
        for dialogue in try Corpus.dialogues() {
            let clean = await Household().judge(dialogue, settings: [:])
            for (index, judgement) in clean.judgements.enumerated() {
                guard judgement.basis == .predicted,
                    Int.random(in: 0..<6, using: &generator) == 0,
                    let recorded = dialogue.turns[index].observation
                else { continue }
                let text = Self.change(recorded, using: &generator)
                guard text != recorded else { continue }
                var lie = dialogue
                lie.turns[index].observation = text
                let judged = await Household().judge(lie, settings: [:])
                changed += 1
                #expect(
                    judged.judgements[index].verdict == .divergent,
                    "seed \(seed), \(dialogue.id): \(text)")
            }
        }
        #expect(changed > 0)
    }

    /// One digit changed, or one word turned round or replaced by another of the game's.
    private static func change(
        _ text: String, using generator: inout SeededGenerator
    ) -> String {
        var characters = Array(text)
        let digits = characters.indices.filter { characters[$0].isNumber }
        if Bool.random(using: &generator), let place = digits.randomElement(using: &generator) {
            characters[place] = Array("123456789").randomElement(using: &generator) ?? "1"
            return String(characters)
        }
        var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let long = words.indices.filter {
            words[$0].count > 3 && words[$0].allSatisfy(\.isLetter)
        }
        guard let place = long.randomElement(using: &generator) else { return text + "x" }
        let others = ["cabinet", "drawer", "mug", "apple", "shelf", "fridge", "heat", "clean"]
        words[place] =
            Bool.random(using: &generator)
            ? String(words[place].reversed())
            : others.randomElement(using: &generator) ?? "mug"
        return words.joined(separator: " ")
    }
}

extension InferenceTests {
    @Test(
        .enabled(if: Corpus.isPresent),
        arguments: ["agentbench-v0.2", "original"], ["legacy", "2025"])
    func `what this simulator answers in other versions is believed`(
        version: String, text: String
    ) async throws {
        let settings = ["version": version, "text": text]
        let world = try #require(
            try Household().loadWorld(
                at: Corpus.folder + "alfworld/agentinstruct_games", settings: settings)
                as? HouseholdWorld)
        for dialogue in try Corpus.dialogues().prefix(40) {
            let episode = try Self.played(dialogue, in: world, version, text)
            let judged = await Household().judge(episode, settings: settings)
            for judgement in judged.judgements {
                #expect(judgement.verdict == .exact, "\(dialogue.id): \(judgement)")
            }
        }
    }

    /// A dialogue's actions as another version records them.
    static func played(
        _ dialogue: RecordedEpisode, in world: HouseholdWorld, _ version: String, _ text: String
    ) throws -> RecordedEpisode {
        var environment = world.makeEnvironment()
        var episode = dialogue
        episode.task = try environment.reset(to: dialogue.id, seed: 0).observation
        for (index, turn) in dialogue.turns.enumerated() {
            var action = try #require(BehaviorVersion.agentInstruct.action(in: turn.reply))
            if text == "2025", action.hasPrefix("put ") {
                action = "move" + action.dropFirst(3)
                action = action.replacing(" in/on ", with: " to ")
            }
            let reply = version == "original" ? action : "ACTION: " + action
            let step = try environment.step(reply: reply)
            episode.turns[index].reply = reply
            episode.turns[index].observation = turn.observation == nil ? nil : step.observation
            if step.end != nil {
                episode.turns.removeSubrange((index + 1)...)
                break
            }
        }
        return episode
    }
}
