extension ToolScheme {
    /// The tools of all environments that have some.
    static let all = [
        ToolScheme(
            environment: "db",
            tools: [
                Tool(
                    name: "execute_sql",
                    parameters: [("query", "string", "one SQL statement")],
                    summary: "Runs a statement and shows what the database prints."),
                Tool(
                    name: "commit_final_answer",
                    parameters: [("answers", "array", "the values of the answer")],
                    summary: "Ends the task with an answer."),
            ]),
        ToolScheme(
            environment: "os",
            tools: [
                Tool(
                    name: "bash_action",
                    parameters: [("script", "string", "lines for bash")],
                    summary: "Runs lines in the shell and shows what it prints."),
                Tool(
                    name: "answer_action",
                    parameters: [("answer", "string", "the answer alone")],
                    summary: "Ends the task with an answer."),
                Tool(name: "finish_action", parameters: [], summary: "Ends the task as done."),
            ]),
        ToolScheme(
            environment: "webshop",
            tools: [
                Tool(
                    name: "search_action",
                    parameters: [("keywords", "string", "the words to search for")],
                    summary: "Searches the shop."),
                Tool(
                    name: "click_action",
                    parameters: [("value", "string", "the text of the button or link")],
                    summary: "Clicks on what the page shows."),
            ]),
        ToolScheme(
            environment: "alfworld",
            tools: [
                Tool(
                    name: "take_action",
                    parameters: [("action", "string", "the command for the household")],
                    summary: "Does something in the household.")
            ]),
        ToolScheme(environment: "kg", tools: graph),
    ]

    private static let graph = [
        Tool(
            name: "get_relations",
            parameters: [("variable", "string", "a variable or an entity")],
            summary: "Lists the relations of a variable or an entity."),
        Tool(
            name: "get_neighbors",
            parameters: [
                ("variable", "string", "a variable or an entity"),
                ("relation", "string", "one of its relations"),
            ],
            summary: "Makes a variable of all that a relation leads to."),
        Tool(
            name: "intersection",
            parameters: [
                ("variable1", "string", "a variable"), ("variable2", "string", "another"),
            ],
            summary: "Makes a variable of what two variables share."),
        Tool(
            name: "get_attributes", parameters: [("variable", "string", "a variable")],
            summary: "Lists the attributes of a variable that have numbers."),
        Tool(
            name: "argmax",
            parameters: [
                ("variable", "string", "a variable"), ("attribute", "string", "its attribute"),
            ],
            summary: "Makes a variable of those with the largest number."),
        Tool(
            name: "argmin",
            parameters: [
                ("variable", "string", "a variable"), ("attribute", "string", "its attribute"),
            ],
            summary: "Makes a variable of those with the smallest number."),
        Tool(
            name: "count", parameters: [("variable", "string", "a variable")],
            summary: "Counts the members of a variable."),
    ]
}
