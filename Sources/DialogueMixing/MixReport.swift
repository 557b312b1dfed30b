import Dialogues
public import JSONTree

/// What went into a mixture.
public struct MixReport: Hashable, Sendable {
    /// What one pool gave.
    public struct Pool: Hashable, Sendable {
        /// What the pool is called.
        public var name: String
        /// Whether it holds agents' dialogues.
        public var isAgents: Bool
        /// How many dialogues it was offered.
        public internal(set) var read = 0
        /// Why dialogues were not taken, and how many.
        public internal(set) var leftOut: [String: Int] = [:]
        /// How many dialogues of it are in the mixture.
        public internal(set) var written = 0
        /// How often it was begun again because it was used up.
        public internal(set) var repetitions = 0
        /// The characters of its dialogues in the mixture.
        public internal(set) var characters = 0
        /// Of these, the ones that training counts.
        public internal(set) var trainedCharacters = 0

        init(name: String, isAgents: Bool) {
            self.name = name
            self.isAgents = isAgents
        }

        mutating func count(_ dialogue: Dialogue) {
            written += 1
            for message in dialogue.messages {
                let count = message.characterCount
                characters += count
                if message.role.side == .agent, message.loss != false {
                    trainedCharacters += count
                }
            }
        }
    }

    /// The recipe.
    public var recipe: MixRecipe
    /// The pools, in order.
    public var pools: [Pool]

    /// How many dialogues the mixture has.
    public var written: Int { pools.reduce(0) { $0 + $1.written } }

    /// The share of agents' dialogues; `nil` of nothing.
    public var agentShare: Double? {
        guard written > 0 else { return nil }
        let agents = pools.reduce(0) { $0 + ($1.isAgents ? $1.written : 0) }
        return Double(agents) / Double(written)
    }

    /// Everything as JSON.
    public var json: JSON {
        let pools = self.pools.map { pool -> JSON in
            let reasons = pool.leftOut.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) }
            return [
                "name": .string(pool.name), "agents": .bool(pool.isAgents),
                "read": JSON(pool.read), "left_out": .object(JSONObject(reasons)),
                "written": JSON(pool.written), "repetitions": JSON(pool.repetitions),
                "characters": JSON(pool.characters),
                "trained_characters": JSON(pool.trainedCharacters),
            ]
        }
        return [
            "written": JSON(written), "agent_share": agentShare.map { JSON($0) } ?? .null,
            "wanted_share": JSON(recipe.agentShare), "seed": JSON(literal: recipe.seed),
            "pools": .array(pools),
        ]
    }
}

extension JSON {
    /// A number that need not fit `Int`.
    fileprivate init(literal number: UInt64) {
        self = .number(literal: "\(number)")
    }
}
