import Environments
import JSONTree

extension DialogueOpening {
    /// What the agent of a database is told, in our own words.
    static func database(_ format: DatabaseReplyFormat) -> DialogueOpening {
        guard format == .agentBenchFunctionCalls else {
            return DialogueOpening(instruction: textInstruction, acknowledgement: "Ok.")
        }
        var opening = DialogueOpening(instruction: toolInstruction, acknowledgement: "Ok.")
        opening.tools = [
            tool(
                "execute_sql", "Runs one SQL statement and gives what the database prints.",
                "query", ["type": "string", "description": "One statement of MySQL."]),
            tool(
                "commit_final_answer", "Ends the task with its answer.", "answers",
                [
                    "type": "array", "items": ["type": "string"],
                    "description": "The values alone; anything after a change of the data.",
                ]),
        ]
        return opening
    }

    private static func tool(
        _ name: String, _ summary: String, _ argument: String, _ description: JSON
    ) -> JSON {
        let parameters: JSON = [
            "type": "object",
            "properties": .object(JSONObject([(argument, description)])),
            "required": [.string(argument)],
        ]
        return [
            "type": "function",
            "function": [
                "name": .string(name), "description": .string(summary), "parameters": parameters,
            ],
        ]
    }

    private static let toolInstruction = """
        You answer a question about a database, or change it, with the help of SQL. I operate a \
        MySQL database with SQL for you: call execute_sql with one statement and you get what the \
        database prints. When you know the result, call commit_final_answer with the values alone; \
        after a change of the data anything may stand there. Call one tool in each message.
        """

    private static let textInstruction = """
        You answer a question about a database, or change it, with the help of SQL. I operate a \
        MySQL database with SQL for you: each time you send one statement I run it and give you \
        what the database prints; your input will be raw MySQL response.
        First say what you think. Then do one of two things. To run a statement, end your message \
        with:
        Action: Operation
        ```sql
        SELECT name FROM shelf WHERE width > 80;
        ```
        One statement at a time, on one line, with nothing else in the block.
        When you know the result, end your message with:
        Action: Answer
        Final Answer: ["first value", "second value"]
        The answer is compared word by word, so give the values alone. After a change of the data \
        anything may stand there. A message in another form ends the task.
        """
}
