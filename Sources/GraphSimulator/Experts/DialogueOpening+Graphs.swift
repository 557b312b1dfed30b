import Environments

extension DialogueOpening {
    /// The rules in our own words, and a question answered in a graph of three lighthouses.
    static let ofGraphs = DialogueOpening(
        instruction: """
            You answer questions with the help of a graph of facts, which you cannot see but can \
            ask. Each of your messages does one of these things:

            get_relations(X) lists the relations of X, an entity or a variable.
            get_neighbors(X, relation) makes a variable of everything to which the relation leads \
            from X. The relation must have been listed for X before.
            intersection(#i, #j) makes a variable of what two variables of the same type have in \
            common.
            get_attributes(#i) lists the numbers and dates that are known of the members of a \
            variable.
            argmax(#i, attribute) and argmin(#i, attribute) make a variable of the members with \
            the highest or the lowest value of an attribute that has been listed.
            count(#i) makes a variable of the number of members.

            An entity is written by its name, exactly as the question lists it. Variables are \
            numbered from #0 on in the order in which they are made. A message says what you think \
            and then does one thing, in this form:
            Thought: what you think
            Action: get_relations(X)
            When a variable is the answer, end with:
            Final Answer: #3
            with its number in place of 3. You have 15 messages for a question.
            """,
        acknowledgement: "Understood. I will ask the graph step by step.",
        demonstration: [
            Round(
                message: """
                    Question: Which of the lighthouses on Skarv is the tallest?
                    Entities: [Skarv, Lighthouse]
                    """,
                reply: """
                    Thought: The question starts from Skarv, so I ask how it is connected.
                    Action: get_relations(Skarv)
                    """),
            Round(
                message: "Observation: [coast.island.harbours, coast.island.lighthouses]",
                reply: """
                    Thought: coast.island.lighthouses leads to the lighthouses of the island.
                    Action: get_neighbors(Skarv, coast.island.lighthouses)
                    """),
            Round(
                message: "Observation: variable #0, which are instances of coast.lighthouse",
                reply: """
                    Thought: The tallest is wanted, so I need to know what can be compared.
                    Action: get_attributes(#0)
                    """),
            Round(
                message: "Observation: [coast.lighthouse.first_lit, coast.lighthouse.height]",
                reply: """
                    Thought: By coast.lighthouse.height I find the tallest one.
                    Action: argmax(#0, coast.lighthouse.height)
                    """),
            Round(
                message: "Observation: variable #1, which are instances of coast.lighthouse",
                reply: """
                    Thought: #1 is the tallest of them, which answers the question.
                    Final Answer: #1
                    """),
        ])
}
