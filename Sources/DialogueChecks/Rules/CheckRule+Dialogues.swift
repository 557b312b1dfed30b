extension CheckRule {
    static let unparsedReply = CheckRule(
        "unparsed-reply", .error, "The environment's parser finds an action in every reply.",
        "The reply after the task is read as the environment itself would read it. Where that finds "
            + "nothing, the original ended the episode or answered with a complaint, so the reply "
            + "teaches a form that does not work.")
    static let unparsedExample = CheckRule(
        "unparsed-example", .error,
        "The environment's parser finds an action in every reply of the demonstration.",
        "Examples in a prompt teach the form of replies more than its rules do. An example that the "
            + "parser does not accept teaches failure. The acknowledgement is exempt.")
    static let severalActions = CheckRule(
        "several-actions", .warning, "A reply holds one action.",
        "Parsers take one action of a reply, some the first, some the last. The agent learns that "
            + "the others happen too.")
    static let textAfterAction = CheckRule(
        "text-after-action", .warning, "Nothing follows the action in a reply.",
        "Often it is an observation that the agent made up. Generation should stop at the action.")

    /// Rules of single replies.
    static let replies = [unparsedReply, unparsedExample, severalActions, textAfterAction]

    static let afterTheEnd = CheckRule(
        "after-the-end", .error, "Nothing follows the reply that ends the episode.",
        "A second task that was appended to a finished one, or an environment that went on. Replay "
            + "and rewards see one episode in a dialogue. Cut the dialogue there.")
    static let noEnd = CheckRule(
        "no-end", .warning, "The last reply ends the episode.",
        "db, kg and os end with an answer (or finish), the shop with buying. A dialogue that stops "
            + "before ran out of rounds or was cut off: its reward cannot have been 1. Households end "
            + "by themselves, so they are exempt.")
    static let unanswered = CheckRule(
        "unanswered", .warning, "The last message is the agent's.",
        "An observation that nobody answers is not trained on and costs context.")
    static let unknownChoice = CheckRule(
        "unknown-choice", .error, "The agent chooses one of the choices that the page offers.",
        "Checked for mind2web: the letter of the answer must be among those of the question. "
            + "Elsewhere the reasoning belongs to another page.")
    static let unavailableClick = CheckRule(
        "unavailable-click", .warning, "The agent clicks on what the page shows.",
        "Checked for webshop where the page is shown as text with [SEP]: the shop ignores other "
            + "clicks.")
    static let misleadingID = CheckRule(
        "misleading-id", .note, "The id does not name another environment.",
        "The environment is known by what the dialogue says. Tools that trust ids put the dialogue "
            + "in the wrong split.")

    /// Rules of episodes.
    static let episodes = [
        afterTheEnd, noEnd, unanswered, unknownChoice, unavailableClick, misleadingID,
    ]

    static let emptyMessage = CheckRule(
        "empty-message", .error, "Every message says something.",
        "Templates treat an empty message as one that is still to come, and shift masks. An empty "
            + "observation has words in every environment but the household's and the shell's.")
    static let escapeCodes = CheckRule(
        "escape-codes", .warning, "No message holds raw control characters.",
        "Colours, titles and bells of a terminal. They cost tokens and mean nothing to a model; but "
            + "where the agent was shown them, taking them out makes the record untrue, so they are "
            + "not mended.")
    static let truncatedObservation = CheckRule(
        "truncated-observation", .note, "Observations are whole.",
        "The environment cut a long output and said so. The agent answers from what it cannot see.")
    static let replacementCharacter = CheckRule(
        "replacement-character", .warning, "No message holds U+FFFD.",
        "It stands for bytes that were not understood when the text was read: the original "
            + "characters are lost. Read the source again in its own encoding.")
    static let unfilledPlaceholder = CheckRule(
        "unfilled-placeholder", .error, "Prompts have no placeholders left.",
        "A name in double braces in the instruction: a template was not filled in.")

    /// Rules of texts.
    static let texts = [
        emptyMessage, escapeCodes, truncatedObservation, replacementCharacter, unfilledPlaceholder,
    ]

    static let missingLoss = CheckRule(
        "missing-loss", .warning, "If one reply says whether it is trained, all do.",
        isMendable: true,
        "Training counts a reply that says nothing. The mend writes true, which means the same.")
    static let trainedDemonstration = CheckRule(
        "trained-demonstration", .error, "The demonstration is not trained.", isMendable: true,
        "Acknowledgement and worked examples are the same in every dialogue; trained, they outweigh "
            + "everything else. The mend writes false.")
    static let untrainedReply = CheckRule(
        "untrained-reply", .warning, "Every reply after the task is trained.",
        "A loss of false behind the task drops a step that the episode needs, often the last one.")
    static let nothingTrained = CheckRule(
        "nothing-trained", .error, "Some reply is trained.",
        "With a loss of false everywhere the dialogue is read and teaches nothing.")

    /// Rules of losses.
    static let losses = [missingLoss, trainedDemonstration, untrainedReply, nothingTrained]

    static let repeatedDialogue = CheckRule(
        "repeated-dialogue", .warning, "No dialogue occurs twice.", isMendable: true,
        "The same messages, whatever the ids. The mend takes the later one out.")
    static let mixedConventions = CheckRule(
        "mixed-conventions", .warning, "One data set has one convention.",
        "The same kind of action is answered in two forms: an update that prints [] here and [1] "
            + "there, an observation with its heading here and without it there. The rarer form is "
            + "reported. The data came from two systems, or two versions of one.")

    /// Rules of whole data sets.
    static let datasets = [repeatedDialogue, mixedConventions]
}
