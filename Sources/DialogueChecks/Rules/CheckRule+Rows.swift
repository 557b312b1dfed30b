import Dialogues

extension CheckRule {
    /// Rules of rows: what a reader complains of, under the reader's codes.
    static let rows = [
        CheckRule("not-json", .error),
        CheckRule("truncated", .error),
        CheckRule("invalid-utf8", .error),
        CheckRule("nul-byte", .error),
        CheckRule("row-too-large", .error),
        CheckRule("not-a-dialogue", .error),
        CheckRule("missing-conversations", .error),
        CheckRule("empty-conversations", .error),
        CheckRule("missing-role", .error),
        CheckRule("missing-value", .error),
        CheckRule("wrong-member", .error),
        CheckRule("unknown-role", .error, isMendable: true),
        CheckRule("wrong-order", .error),
        CheckRule("loss-on-human-turn", .error, isMendable: true),
        CheckRule("repeated-id", .error),
    ]

    /// The rule that a reader's problem breaks; `nil` for problems of files rather than rows.
    static func of(_ code: DialogueProblem.Code) -> CheckRule? {
        rows.first { $0.id == code.rawValue }
    }
}
