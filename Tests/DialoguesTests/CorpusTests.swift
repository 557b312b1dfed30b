import Dialogues
import Testing

@Suite(.enabled(if: Corpus.isPresent)) struct CorpusTests {
    @Test(arguments: Corpus.environments)
    func `Every recorded dialogue is read and its environment recognised`(
        _ environment: String
    ) throws {
        let all = try rows(ofFile: Corpus.agentInstruct(environment))
        #expect(!all.isEmpty)
        for row in all {
            #expect(row.problems.isEmpty)
            #expect(row.dialogue?.recognisedEnvironment == environment)
        }
    }

    @Test(arguments: Corpus.conversations)
    func `No general conversation is taken for an agent's`(_ name: String) throws {
        for row in try rows(ofFile: Corpus.shareGPT(name)) {
            #expect(row.dialogue != nil)
            #expect(row.dialogue?.recognisedEnvironment == nil)
        }
    }

    @Test(arguments: Corpus.environments)
    func `The parts are the same with loss and without`(_ environment: String) throws {
        for row in try rows(ofFile: Corpus.agentInstruct(environment)) {
            let dialogue = try #require(row.dialogue)
            let messages = dialogue.messages.map { Message(role: $0.role, text: $0.text) }
            let plain = Dialogue(id: nil, messages: messages)
            let (told, seen) = (dialogue.parts, plain.parts)
            #expect(told.taskIndex == seen.taskIndex)
            #expect(told.turns == seen.turns)
            #expect(told.instruction.count == seen.instruction.count)
        }
    }

    @Test(arguments: [
        ("db", 2, 1), ("webshop", 2, 1), ("alfworld", 2, 1), ("kg", 18, 1), ("os", 6, 1),
        ("mind2web", 0, 0),
    ])
    func `The task stands where each environment has it`(
        _ environment: String, _ task: Int, _ instruction: Int
    ) throws {
        for row in try rows(ofFile: Corpus.agentInstruct(environment)) {
            let dialogue = try #require(row.dialogue)
            let parts = dialogue.parts
            #expect(parts.taskIndex == task)
            #expect(parts.instruction.count == instruction)
            #expect(parts.preamble.count == task)
            #expect(parts.demonstration.allSatisfy { $0.loss != true })
            let live = dialogue.messages[(task + 1)...]
            #expect(parts.turns.map(\.reply) == live.filter { $0.loss == true }.map(\.text))
            #expect(
                parts.turns.compactMap(\.observation)
                    == live.filter { $0.role == .human }.map(\.text))
            for turn in parts.turns where turn.observation != nil {
                #expect(dialogue.messages[turn.index].text == turn.observation)
            }
        }
    }
}
