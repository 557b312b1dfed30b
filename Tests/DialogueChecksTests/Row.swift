/// Rows for the cases.
enum Row {
    /// A dialogue in AgentInstruct's form: the human's and the agent's messages by turns.
    static func agents(id: String = "x", _ messages: [(text: String, loss: String)]) -> String {
        let list = messages.enumerated().map { index, message in
            let from = index.isMultiple(of: 2) ? "human" : "gpt"
            return #"{"from": "\#(from)", "loss": \#(message.loss), "value": "\#(message.text)"}"#
        }
        return #"{"id": "\#(id)", "conversations": [\#(list.joined(separator: ", "))]}"#
    }

    private static let instruction =
        "I operate a MySQL database with SQL. Your input will be raw MySQL response."

    /// A dialogue with the database after its acknowledgement.
    static func database(
        id: String = "x", instruction: String = Row.instruction,
        acknowledged loss: String = "false",
        _ replies: [(text: String, loss: String)], answers: [String] = []
    ) -> String {
        var messages: [(text: String, loss: String)] = [
            (instruction, "null"), ("Ok.", loss), ("How many loans are there?", "null"),
        ]
        for (index, reply) in replies.enumerated() {
            messages.append(reply)
            if index < replies.count - 1 {
                messages.append((index < answers.count ? answers[index] : "[(3,)]", "null"))
            }
        }
        return agents(id: id, messages)
    }

    static func operation(_ statement: String) -> String {
        #"I look.\nAction: Operation\n```sql\n\#(statement)\n```"#
    }

    static let answer = #"There are three.\nAction: Answer\nFinal Answer: [\"3\"]"#

    static let sound = database([
        (operation("SELECT COUNT(*) FROM loans"), "true"), (answer, "true"),
    ])

    static func write(_ id: String, _ observation: String) -> String {
        database(
            id: id,
            [(operation("UPDATE loans SET fine = \(id.utf8.count)"), "true"), (answer, "true")],
            answers: [observation])
    }

    static func graph(
        example: String, answers: [(text: String, loss: String)] = []
    ) -> String {
        let opening: [(text: String, loss: String)] = [
            (
                "You are an agent that answers questions based on the knowledge stored in a "
                    + "knowledge base. get_relations(x)", "null"
            ),
            ("I've understood your instruction, start please.", "false"),
            (#"Question: who?\nEntities: [Lake]"#, "null"), (example, "false"),
            ("Observation: [a.b.c]", "null"),
            (#"Thought: So it is.\nFinal Answer: #0"#, "false"),
            (#"A new question: who?\nEntities: [Lake]"#, "null"),
            (#"Thought: I look.\nAction: get_relations(Lake)"#, "true"),
            ("Observation: [a.b.c]", "null"),
        ]
        return agents(opening + answers + [(#"Thought: It is so.\nFinal Answer: #0"#, "true")])
    }

    /// An answer that the graph refuses, and the one after it.
    static let refusedAnswer = graph(
        example: #"Thought: I look.\nAction: get_relations(Lake)"#,
        answers: [
            (#"Thought: It is so.\nFinal Answer: #7"#, "true"),
            ("Invalid variable id! Need to recheck the action.", "null"),
        ])

    static func shop(click: String) -> String {
        agents([
            ("You are web shopping. search[keywords] click[value]", "null"), ("Ok.", "false"),
            ("WebShop [SEP] Instruction: [SEP] a red cup [SEP] Search", "null"),
            (#"Thought:\nI search.\n\nAction:\nsearch[red cup]"#, "true"),
            ("Instruction: [SEP] a red cup [SEP] Back to Search [SEP] B000000001", "null"),
            (#"Thought:\nThis one.\n\nAction:\nclick[\#(click)]"#, "true"),
            ("Instruction: [SEP] a red cup [SEP] Back to Search [SEP] Buy Now", "null"),
            (#"Thought:\nI buy.\n\nAction:\nclick[Buy Now]"#, "true"),
        ])
    }

    /// A purchase on a page without the button, and the page again.
    static let ignoredPurchase = agents([
        ("You are web shopping. search[keywords] click[value]", "null"), ("Ok.", "false"),
        ("WebShop [SEP] Instruction: [SEP] a red cup [SEP] Search", "null"),
        (#"Thought:\nI buy.\n\nAction:\nclick[Buy Now]"#, "true"),
        ("WebShop [SEP] Instruction: [SEP] a red cup [SEP] Search", "null"),
        (#"Thought:\nI search.\n\nAction:\nsearch[red cup]"#, "true"),
        ("Instruction: [SEP] a red cup [SEP] Back to Search [SEP] Buy Now", "null"),
        (#"Thought:\nI buy.\n\nAction:\nclick[Buy Now]"#, "true"),
    ])

    static func page(choice: String, action: String = "CLICK") -> String {
        agents([
            question("Find it."),
            (#"Thought: There.\nAnswer: \#(choice).\nAction: \#(action)"#, "true"),
        ])
    }

    /// Questions about pages, all of them answered and trained.
    static func pages(tasks: [String]) -> String {
        agents(
            tasks.flatMap { task in
                [question(task), (#"Thought: There.\nAnswer: B.\nAction: CLICK"#, "true")]
            })
    }

    private static func question(_ task: String) -> (text: String, loss: String) {
        (
            #"Based on the HTML webpage above, try to complete the following task:\n"#
                + #"Task: \#(task)\nPrevious actions:\nNone\n"#
                + #"What should be the next action?\n\n"#
                + #"A. None of the above\nB. <a id=1> here </a>"#, "null"
        )
    }

    static func shell(_ observation: String) -> String {
        agents([
            (
                "I will play the role of linux(ubuntu) operating system. Now, I will start a "
                    + "new problem in a new OS. Count them.", "null"
            ), (#"Think: I look.\n\nAct: bash\n\n```bash\nls\n```"#, "true"),
            (observation, "null"),
            (#"Think: Two.\n\nAct: answer(2)"#, "true"),
        ])
    }

    static func general(_ text: String) -> String {
        #"{"id": "x", "conversations": [{"from": "human", "value": "Hello?"}, "#
            + #"{"from": "gpt", "value": "\#(text)"}]}"#
    }
}
