public import JSONTree

/// The messages before a dialogue's task: what the agent is told about the environment, in our own
/// words, and a demonstration.
public struct DialogueOpening: Hashable, Sendable {
    /// One round of the demonstration: what the environment says, and the agent's reply to it.
    public struct Round: Hashable, Sendable {
        /// The environment's message; the first one states the demonstration's task.
        public var message: String
        /// The agent's whole reply.
        public var reply: String

        /// Describes a round.
        public init(message: String, reply: String) {
            self.message = message
            self.reply = reply
        }
    }

    /// What the agent is told: its part, and the form of its replies.
    public var instruction: String
    /// The agent's answer to that; where it is empty the instruction stands in the message that
    /// follows.
    public var acknowledgement: String
    /// A whole solved task; empty where the recorded dialogues have none.
    public var demonstration: [Round]
    /// What stands before the first observation in the message that opens the task.
    public var lead: String
    /// The tools that the agent may call, as OpenAI's chat API takes them; empty where replies are
    /// plain text.
    public var tools: [JSON] = []

    /// Describes an opening.
    public init(
        instruction: String, acknowledgement: String, demonstration: [Round] = [], lead: String = ""
    ) {
        self.instruction = instruction
        self.acknowledgement = acknowledgement
        self.demonstration = demonstration
        self.lead = lead
    }
}
