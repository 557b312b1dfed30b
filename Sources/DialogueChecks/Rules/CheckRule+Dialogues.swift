extension CheckRule {
    static let unparsedReply = CheckRule("unparsed-reply", .error)
    static let unparsedExample = CheckRule("unparsed-example", .error)
    static let severalActions = CheckRule("several-actions", .warning)
    static let textAfterAction = CheckRule("text-after-action", .warning)

    /// Rules of single replies.
    static let replies = [unparsedReply, unparsedExample, severalActions, textAfterAction]

    static let afterTheEnd = CheckRule("after-the-end", .error)
    static let noEnd = CheckRule("no-end", .warning)
    static let unanswered = CheckRule("unanswered", .warning)
    static let unknownChoice = CheckRule("unknown-choice", .error)
    static let unavailableClick = CheckRule("unavailable-click", .warning)
    static let misleadingID = CheckRule("misleading-id", .note)

    /// Rules of episodes.
    static let episodes = [
        afterTheEnd, noEnd, unanswered, unknownChoice, unavailableClick, misleadingID,
    ]

    static let emptyMessage = CheckRule("empty-message", .error)
    static let escapeCodes = CheckRule("escape-codes", .warning)
    static let truncatedObservation = CheckRule("truncated-observation", .note)
    static let replacementCharacter = CheckRule("replacement-character", .warning)
    static let unfilledPlaceholder = CheckRule("unfilled-placeholder", .error)

    /// Rules of texts.
    static let texts = [
        emptyMessage, escapeCodes, truncatedObservation, replacementCharacter, unfilledPlaceholder,
    ]

    static let missingLoss = CheckRule("missing-loss", .warning, isMendable: true)
    static let trainedDemonstration = CheckRule("trained-demonstration", .error, isMendable: true)
    static let untrainedReply = CheckRule("untrained-reply", .warning)
    static let nothingTrained = CheckRule("nothing-trained", .error)

    /// Rules of losses.
    static let losses = [missingLoss, trainedDemonstration, untrainedReply, nothingTrained]

    static let repeatedDialogue = CheckRule("repeated-dialogue", .warning, isMendable: true)
    static let mixedConventions = CheckRule("mixed-conventions", .warning)

    /// Rules of whole data sets.
    static let datasets = [repeatedDialogue, mixedConventions]
}
