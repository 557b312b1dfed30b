public import Dialogues
public import Environments
public import JSONTree

/// A place where a rule is broken.
public struct CheckFinding: Hashable, Sendable {
    /// The rule.
    public var rule: CheckRule
    /// The file, row and line, as far as they are known; the first message that breaks the rule.
    public var place: DialogueProblem.Place
    /// The dialogue's id, or what stands for it.
    public var dialogue: String?
    /// The environment that the dialogue was recorded in; `nil` for a general conversation.
    public var environment: EnvironmentIdentifier?
    /// The indices of all messages that break the rule.
    public var messages: [Int]
    /// What is wrong, as a clause.
    public var what: String

    init(
        _ rule: CheckRule, at place: DialogueProblem.Place = .init(), dialogue: String? = nil,
        environment: EnvironmentIdentifier? = nil, messages: [Int] = [], _ what: String
    ) {
        self.rule = rule
        self.place = place
        self.dialogue = dialogue
        self.environment = environment
        self.messages = messages
        self.what = what
    }

    /// The finding as JSON.
    public var json: JSON {
        [
            "rule": .string(rule.id), "severity": .string(rule.severity.rawValue),
            "path": JSON(place.path), "line": place.line.map { JSON($0) } ?? .null,
            "row": place.row.map { JSON($0) } ?? .null, "dialogue": JSON(dialogue),
            "environment": JSON(environment?.rawValue),
            "messages": .array(messages.map { JSON($0) }), "what": .string(what),
        ]
    }
}

extension CheckFinding: CustomStringConvertible {
    /// One line: where, how bad, what, and the rule.
    public var description: String {
        var place = self.place.path ?? ""
        if let line = self.place.line { place += ":\(line)" }
        if !place.isEmpty { place += ": " }
        var subject = dialogue.map { "\($0): " } ?? ""
        if let first = messages.first {
            subject +=
                "message \(first)\(messages.count > 1 ? " (and \(messages.count - 1) more)" : ""): "
        }
        return "\(place)\(rule.severity.rawValue): \(subject)\(what) [\(rule.id)]"
    }
}
