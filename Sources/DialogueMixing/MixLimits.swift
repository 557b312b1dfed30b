import Dialogues
import JSONTree

/// Which dialogues a mixture takes.
public struct MixLimits: Hashable, Sendable {
    /// The characters of all messages.
    public var mostCharacters: Int?
    /// The messages.
    public var mostMessages: Int?
    /// The least reward, for dialogues that record one.
    public var leastReward: Double?
    /// The language of general conversations; `nil` takes all.
    public var language: Language?

    /// Sets limits; without any, all is taken that can be trained on.
    public init(
        mostCharacters: Int? = nil, mostMessages: Int? = nil, leastReward: Double? = nil,
        language: Language? = nil
    ) {
        self.mostCharacters = mostCharacters
        self.mostMessages = mostMessages
        self.leastReward = leastReward
        self.language = language
    }

    /// Why a dialogue is not taken; `nil` if it is.
    func reason(against dialogue: Dialogue, isGeneral: Bool) -> String? {
        guard dialogue.messages.contains(where: { $0.role.side == .agent && $0.loss != false })
        else { return "nothing to train on" }
        if dialogue.messages.contains(where: { $0.role.side == nil }) { return "unknown roles" }
        if let mostMessages, dialogue.messages.count > mostMessages { return "too many messages" }
        if let mostCharacters, dialogue.characterCount > mostCharacters { return "too long" }
        if let leastReward, let reward = dialogue.extra["reward"]?.double, reward < leastReward {
            return "reward too small"
        }
        if isGeneral, let language, Language(of: dialogue) != language { return "other language" }
        return nil
    }
}

extension Dialogue {
    /// The characters of all messages, as Unicode counts them.
    var characterCount: Int { messages.reduce(0) { $0 + $1.characterCount } }
}
