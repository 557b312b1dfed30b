import Dialogues
import Testing

@Suite struct PartsTests {
    private func dialogue(_ texts: String...) -> Dialogue {
        let messages = texts.enumerated().map { index, text in
            Message(role: index.isMultiple(of: 2) ? .human : .gpt, text: text)
        }
        return Dialogue(id: "alfworld_7", messages: messages)
    }

    private func system(_ text: String, _ rest: Dialogue) -> Dialogue {
        var dialogue = rest
        dialogue.messages.insert(Message(role: .system, text: text), at: 0)
        return dialogue
    }

    @Test func `The shop's example is told from the task by what is to be bought`() {
        func page(_ wish: String, _ rest: String) -> String {
            "Observation:\n\"Instruction: [SEP] \(wish) [SEP] \(rest)\"\n\nAvailable Actions:\n{}"
        }
        let parts = dialogue(
            "You are web shopping.\nI will give you instructions.", "Ok.",
            "Observation:\n\"WebShop [SEP] Instruction: [SEP] a lamp [SEP] Search\"",
            "Action:\nsearch[lamp]", page("a lamp", "Back to Search"), "Action:\nclick[Buy Now]",
            "Observation:\n\"WebShop [SEP] Instruction: [SEP] a chair [SEP] Search\"",
            "Action:\nsearch[chair]", page("a chair", "Back to Search"),
            "Action:\nclick[Back to Search]",
            "Observation:\n\"WebShop [SEP] Instruction: [SEP] a chair [SEP] Search\"",
            "Action:\nsearch[chairs]"
        ).parts
        #expect(parts.taskIndex == 6)
        #expect(parts.instruction.count == 1)
        #expect(parts.demonstration.count == 5)
        #expect(parts.turns.map(\.index) == [8, 10, 12])
        #expect(parts.turns.last?.observation == nil)
    }

    @Test func `The household's example is told from the task by how it is introduced`() {
        let household = dialogue(
            "Interact with a household to solve a task.", "OK. I'll follow your instructions.",
            "Here is one example.\nYou are in the middle of a room.", "ACTION: go to shelf 1",
            "Nothing happens.", "ACTION: look",
            "Here is your task. You are in the middle of a room.", "ACTION: go to desk 1")
        #expect(household.recognisedEnvironment == "alfworld")
        #expect(household.parts.taskIndex == 6)
        #expect(household.parts.turns.map(\.reply) == ["ACTION: go to desk 1"])
    }

    @Test func `Function-calling prompts put the task behind the system prompt`() {
        let shell = system(
            "You are an assistant. Use bash_action, finish_action or answer_action.",
            dialogue(
                "Now, I will start a new problem in a new OS. My problem is:\n\nCount.", "ls",
                "The output of the OS:\n\nx", "1"))
        #expect(shell.recognisedEnvironment == "os")
        #expect(shell.parts.taskIndex == 1)
        #expect(shell.parts.instruction.map(\.role) == [.system])
        #expect(shell.parts.turns.count == 2)
        let database = system(
            "You may call execute_sql and commit_final_answer.",
            dialogue("Question: how many?", "SELECT 1", "[(1,)]"))
        #expect(database.recognisedEnvironment == "db")
        #expect(database.parts.task?.text == "Question: how many?")
    }

    @Test func `A shell's problem may stand in the first message itself`() {
        let shell = dialogue(
            "Act like a person, I'will play the role of linux(ubuntu) operating system. "
                + "Now, my problem is:\n\nCount.", "Act: bash", "The output of the OS:\n\nx")
        #expect(shell.parts.taskIndex == 0)
        #expect(shell.parts.preamble.isEmpty)
        #expect(shell.parts.turns.map(\.observation) == ["The output of the OS:\n\nx"])
    }

    @Test func `A first reply that acts is no acknowledgement`() {
        let database = dialogue(
            "I will ask you a question, then you should help me OPERATE a MySQL\ndatabase with SQL.",
            "Ok.\nAction: Operation\n```sql\nSELECT 1\n```", "[(1,)]")
        #expect(database.recognisedEnvironment == "db")
        #expect(database.parts.taskIndex == 0)
        #expect(database.parts.turns.count == 1)
    }

    @Test func `A general conversation begins with its first question`() {
        let talk = dialogue("What is Action: Operation?", "A phrase.", "Final Answer: [?", "No.")
        #expect(talk.recognisedEnvironment == nil)
        #expect(talk.parts.taskIndex == 0)
        #expect(talk.parts.turns.count == 2)
        let reversed = Dialogue(id: nil, messages: [Message(role: .gpt, text: "Hello")])
        #expect(reversed.parts.task == nil)
        #expect(reversed.parts.turns.isEmpty)
        #expect(Dialogue(id: nil, messages: []).parts.task == nil)
    }

    @Test func `Untrained turns in the middle are live`() {
        var mixed = Samples.dialogue()
        mixed.messages[3].loss = true
        mixed.messages[5].loss = false
        #expect(mixed.parts.taskIndex == 2)
        #expect(mixed.parts.turns.count == 2)
        #expect(mixed.parts.turns[0].index == 4)
        #expect(mixed.parts.turns[0].replyIndex == 3)
    }
}
