/// The live part of a recorded dialogue, as far as a simulator needs to know it.
public struct RecordedEpisode: Hashable, Sendable {
    /// One reply of the agent and what the environment answered.
    public struct Turn: Hashable, Sendable {
        /// The agent's whole message.
        public var reply: String
        /// The recorded observation; `nil` after the last reply, which nothing answers.
        public var observation: String?
        /// The observation's index in the dialogue's list of messages.
        public var index: Int

        /// Describes a turn.
        public init(reply: String, observation: String?, index: Int) {
            self.reply = reply
            self.observation = observation
            self.index = index
        }
    }

    /// The dialogue's id; ids may lie, so it is a hint.
    public var id: String
    /// The message that states the task, and in some environments opens the world.
    public var task: String
    /// The task's index in the dialogue's list of messages.
    public var taskIndex: Int
    /// The messages before the task: instruction and demonstration, in order.
    public var preamble: [String]
    /// The agent's replies with their observations.
    public var turns: [Turn]

    /// Describes an episode.
    public init(
        id: String, task: String, taskIndex: Int = 0, preamble: [String], turns: [Turn]
    ) {
        self.id = id
        self.task = task
        self.taskIndex = taskIndex
        self.preamble = preamble
        self.turns = turns
    }
}
