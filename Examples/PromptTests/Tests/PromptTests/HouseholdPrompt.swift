/// A prompt as an agent's author would write one.
enum HouseholdPrompt {
    static let instruction = """
        You are in a house and have something to do there. In each message think in a line that \
        begins with THOUGHT:, and then act in a line that begins with ACTION: and holds one \
        command, such as “go to fridge 1” or “take mug 1 from countertop 2”.
        """

    static let examples = [
        "THOUGHT: Mugs are often near the coffee machine.\nACTION: go to countertop 1",
        "ACTION: take mug 1 from countertop 1",
    ]
}
