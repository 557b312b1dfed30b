import Environments

extension DialogueOpening {
    /// The rules as our dialogues state them.
    ///
    /// - Parameter listsActions: whether every answer ends with what can be done.
    static func ofHouses(_ generation: TextGeneration, listsActions: Bool) -> DialogueOpening {
        let placing =
            generation == .legacy ? "put OBJECT in/on PLACE" : "move OBJECT to PLACE"
        let list =
            listsActions
            ? " I also tell you which actions are available." : ""
        return DialogueOpening(
            instruction: """
                You are in a room of a house and have one task to do there. I will tell you what \
                is around you and what the task is; after that we take turns. In each turn you do \
                one thing, and I tell you what came of it.\(list)
                Write either a thought and an action, in this form:
                THOUGHT: what you think
                 ACTION: what you do
                or just the action:
                ACTION: what you do
                These are the actions, where OBJECT and PLACE are names with their numbers, such \
                as mug 1:
                go to PLACE
                open PLACE
                close PLACE
                take OBJECT from PLACE
                \(placing)
                clean OBJECT with PLACE
                heat OBJECT with PLACE
                cool OBJECT with PLACE
                use OBJECT
                examine OBJECT
                examine PLACE
                inventory
                look
                You can carry one object at a time, and you see what is in a closed place only \
                when you have opened it. If I answer "Nothing happens.", the action was not \
                possible.
                """,
            acknowledgement: "Understood. I will do the task step by step.")
    }
}
