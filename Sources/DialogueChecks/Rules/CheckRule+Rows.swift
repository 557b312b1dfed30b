import Dialogues

extension CheckRule {
    /// Rules of rows: what a reader complains of, under the reader's codes.
    static let rows: [CheckRule] = [
        CheckRule(
            "not-json", .error, "Every row is JSON.",
            "A row that is not JSON is lost to every reader. The message names the byte where it "
                + "breaks; correct the row or delete it."),
        CheckRule(
            "truncated", .error, "No row is cut off.",
            "The file ends within a row, as after a broken download. Fetch or write it again."),
        CheckRule(
            "invalid-utf8", .error, "Texts are UTF-8.",
            "Readers differ in what they make of other bytes. Convert the file to UTF-8."),
        CheckRule(
            "nul-byte", .error, "No row holds NUL bytes.",
            "NUL bytes come from damaged files; many tools end the text there. Fetch the file again."
        ),
        CheckRule(
            "row-too-large", .error, "No row is larger than the reader's limit.",
            "A row of more than 64 MB is nearly always a file in which line ends are missing."),
        CheckRule(
            "not-a-dialogue", .error, "Every row is an object with messages.",
            "The row is JSON of another kind. Delete it, or name files of dialogues alone."),
        CheckRule(
            "missing-conversations", .error, "Every row has the list “conversations”.",
            "AgentInstruct and ShareGPT keep messages there. Files of other formats are made so by "
                + "`diorama convert`."),
        CheckRule(
            "empty-conversations", .error, "Every dialogue has messages.",
            "A dialogue without messages teaches nothing and breaks templates. Delete the row."),
        CheckRule(
            "missing-role", .error, "Every message says who speaks.",
            "The member “from” is missing or is not a string."),
        CheckRule(
            "missing-value", .error, "Every message has a text.",
            "The member “value” is missing or is not a string."),
        CheckRule(
            "wrong-member", .error, "Members have the kind of value that the format gives them.",
            "For instance an id that is a list, or a loss that is a number."),
        CheckRule(
            "unknown-role", .error, "Roles are those of the format.", isMendable: true,
            "AgentInstruct has human and gpt; ShareGPT also system, user, assistant, chatgpt, bing "
                + "and bard. Names that differ only in capital letters are mended; others are not "
                + "guessed at."),
        CheckRule(
            "wrong-order", .error, "Human and agent take turns, and the human begins.",
            "Checked where messages have loss. Templates of chats assume it; two turns in a row or a "
                + "missing one shift every loss mask behind them."),
        CheckRule(
            "loss-on-human-turn", .error, "The human's turns have no loss.", isMendable: true,
            "Training on what the environment says teaches the agent to invent observations. The "
                + "mend writes null."),
        CheckRule(
            "repeated-id", .error, "Every id occurs once in a file.",
            "Tools that join by id mix such dialogues up. Rename one; which, nobody can know."),
    ]

    /// The rule that a reader's problem breaks; `nil` for problems of files rather than rows.
    static func of(_ code: DialogueProblem.Code) -> CheckRule? {
        rows.first { $0.id == code.rawValue }
    }
}
