public import Dialogues
public import Environments
public import JSONTree

/// Counts over a set of dialogues, environment by environment.
public struct DatasetStatistics: Hashable, Sendable {
    /// Counts over the dialogues of one environment, or over general conversations.
    public struct Counts: Hashable, Sendable {
        /// The dialogues.
        public internal(set) var dialogues = 0
        /// Their messages, all of them.
        public internal(set) var messages = 0
        /// The agent's messages.
        public internal(set) var replies = 0
        /// The agent's messages that training counts: all but those whose `loss` is `false`.
        public internal(set) var trainedReplies = 0
        /// The agent's messages of which the file does not say whether they are trained.
        public internal(set) var silentReplies = 0
        /// The characters of all messages.
        public internal(set) var allCharacters = 0
        /// The characters of the agent's messages.
        public internal(set) var replyCharacters = 0
        /// The characters that training counts.
        public internal(set) var trainedCharacters = 0
        /// The live observations.
        public internal(set) var observations = 0
        /// How many live replies dialogues have.
        public internal(set) var turns = Distribution()
        /// How many characters dialogues have.
        public internal(set) var characters = Distribution()
        /// How often each kind of action occurs in live replies: the first word of an action.
        public internal(set) var actions: [String: Int] = [:]
        /// The rewards that rows record, in thousandths.
        public internal(set) var rewards = Distribution()

        /// The kinds of actions, the most frequent first, equals in alphabetical order.
        public var rankedActions: [(kind: String, count: Int)] {
            actions.map { (kind: $0.key, count: $0.value) }
                .sorted { $0.count != $1.count ? $0.count > $1.count : $0.kind < $1.kind }
        }
    }

    /// Environment by environment.
    public private(set) var environments: [EnvironmentIdentifier: Counts] = [:]
    /// General conversations, which belong to no environment.
    public private(set) var general = Counts()
    private let simulators: [any Simulator]

    /// Counts of nothing yet.
    ///
    /// - Parameter simulators: they know the actions in replies.
    public init(simulators: [any Simulator]) {
        self.simulators = simulators
    }

    /// Compares the counts.
    public static func == (left: DatasetStatistics, right: DatasetStatistics) -> Bool {
        left.environments == right.environments && left.general == right.general
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(environments)
        hasher.combine(general)
    }

    /// Counts one more dialogue.
    public mutating func add(_ dialogue: Dialogue) {
        let environment = dialogue.recognisedEnvironment.flatMap(EnvironmentIdentifier.init)
        guard let environment else {
            general.add(dialogue)
            return
        }
        let simulator = simulators.first { $0.identifier == environment }
        environments[environment, default: Counts()].add(
            dialogue, parts: dialogue.parts
        ) { simulator?.action(in: $0, settings: [:]) }
    }

    /// The counts as JSON.
    public var json: JSON {
        var members = JSONObject()
        for environment in EnvironmentIdentifier.allCases {
            if let counts = environments[environment] {
                members.append(environment.rawValue, counts.json)
            }
        }
        return ["environments": .object(members), "general": general.json]
    }
}

extension DatasetStatistics.Counts {
    /// More kinds of actions than this are counted together: hostile data has no end of them.
    private static let kindLimit = 1000

    /// Counts a dialogue without looking for an episode in it.
    mutating func add(_ dialogue: Dialogue) {
        dialogues += 1
        messages += dialogue.messages.count
        var total = 0
        for message in dialogue.messages {
            let count = message.characterCount
            total += count
            guard message.role.side == .agent else { continue }
            replies += 1
            replyCharacters += count
            silentReplies += message.loss == nil ? 1 : 0
            guard message.loss != false else { continue }
            trainedReplies += 1
            trainedCharacters += count
        }
        allCharacters += total
        characters.add(total)
        if let reward = dialogue.extra["reward"]?.double, reward.magnitude < 1e12 {
            rewards.add(Int((reward * 1000).rounded()))
        }
    }

    mutating func add(
        _ dialogue: Dialogue, parts: DialogueParts, action: (String) -> String?
    ) {
        add(dialogue)
        turns.add(parts.turns.count)
        for turn in parts.turns {
            observations += turn.observation == nil ? 0 : 1
            guard let action = action(turn.reply) else { continue }
            let kind = Self.kind(of: action)
            let isKnown = actions[kind] != nil || actions.count < Self.kindLimit
            actions[isKnown ? kind : "other", default: 0] += 1
        }
    }

    /// The first word of an action; of a choice, which begins with a letter, what is done to it.
    private static func kind(of action: String) -> String {
        let words = action.split(separator: " ", maxSplits: 2)
        if let first = words.first, first.count == 1, first.first?.isUppercase == true {
            return words.count > 1 ? String(words[1]) : "none"
        }
        return String(action.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    }

    var json: JSON {
        let kinds = JSONObject(rankedActions.map { ($0.kind, JSON($0.count)) })
        return [
            "dialogues": JSON(dialogues), "messages": JSON(messages), "replies": JSON(replies),
            "trained_replies": JSON(trainedReplies), "observations": JSON(observations),
            "turns": turns.json(scale: 1), "characters": characters.json(scale: 1),
            "loss": loss, "actions": .object(kinds), "rewards": rewards.json(scale: 1000),
        ]
    }

    /// What training counts of replies and of all characters.
    private var loss: JSON {
        func share(_ part: Int, _ whole: Int) -> JSON {
            whole > 0 ? JSON(Double(part) / Double(whole)) : .null
        }
        return [
            "trained": JSON(trainedReplies), "untrained": JSON(replies - trainedReplies),
            "unstated": JSON(silentReplies), "trained_share": share(trainedReplies, replies),
            "trained_characters": JSON(trainedCharacters),
            "trained_characters_share": share(trainedCharacters, allCharacters),
        ]
    }
}
