/// An agent's dialogue, taken apart: what it was told, what it was shown, what it was asked, and
/// what it did.
public struct DialogueParts: Hashable, Sendable {
    /// A reply of the agent and what the environment answered.
    public struct Turn: Hashable, Sendable {
        /// The agent's whole message.
        public var reply: String
        /// The index of the reply in `conversations`.
        public var replyIndex: Int
        /// What the environment answered; `nil` after the last reply, which nothing answers.
        public var observation: String?
        /// The index of the observation in `conversations`, or the one it would have.
        public var index: Int
    }

    /// The rules, before anything happens.
    public var instruction: [Message]
    /// The acknowledgement and the worked examples, in order; the agent's turns among them are
    /// those whose `loss` is `false`.
    public var demonstration: [Message]
    /// The message that states the task, and in some environments opens the world; `nil` if nobody
    /// asks anything.
    public var task: Message?
    /// The index of the task in `conversations`; the number of messages if there is none.
    public var taskIndex: Int
    /// What the agent did about it.
    public var turns: [Turn]

    /// The texts before the task, in order.
    public var preamble: [String] { (instruction + demonstration).map(\.text) }
}

extension Dialogue {
    /// The dialogue taken apart.
    ///
    /// Where `loss` says what is demonstration, it is believed. Without it (agents' dialogues in the
    /// form of ShareGPT) the acknowledgement and the examples are known by what they say.
    public var parts: DialogueParts { DialogueSplit(self).parts }
}

/// Finds where a dialogue's preamble ends.
private struct DialogueSplit {
    private let dialogue: Dialogue
    private let messages: [Message]

    init(_ dialogue: Dialogue) {
        self.dialogue = dialogue
        messages = dialogue.messages
    }

    var parts: DialogueParts {
        let taskIndex = self.taskIndex
        let preamble = messages[..<taskIndex]
        let instruction = instructionCount(taskIndex)
        return DialogueParts(
            instruction: Array(preamble.prefix(instruction)),
            demonstration: Array(preamble.dropFirst(instruction)),
            task: taskIndex < messages.count ? messages[taskIndex] : nil,
            taskIndex: taskIndex, turns: turns(after: taskIndex))
    }

    /// System prompts, and the human's first message if it is not the task itself.
    private func instructionCount(_ taskIndex: Int) -> Int {
        let systems = messages.prefix(taskIndex).prefix { $0.role.side == .system }.count
        guard systems < taskIndex, messages[systems].role.side == .human else { return systems }
        return systems + 1
    }

    private var taskIndex: Int {
        let shown = endOfUntrainedTurns
        let environment = shown > 0 ? nil : dialogue.recognisedEnvironment
        let start =
            shown > 0 ? shown : environment.map { endOfRecognisedExamples(in: $0) } ?? 0
        return humanIndex(from: start) ?? messages.count
    }

    private func humanIndex(from start: Int) -> Int? {
        messages[start...].firstIndex { $0.role.side == .human }
    }

    /// The index behind the leading agent's turns whose `loss` is `false`.
    private var endOfUntrainedTurns: Int {
        var end = 0
        for (index, message) in messages.enumerated() where message.role.side == .agent {
            guard message.loss == false else { break }
            end = index + 1
        }
        return end
    }

    /// The index behind acknowledgement and examples, by what the messages say.
    private func endOfRecognisedExamples(in environment: String) -> Int {
        switch environment {
        case "kg":
            // The example asks “Question: …”; the task is “A new question: …”.
            if let task = lastHuman(where: { $0.starts(with: "a new question:") }) { return task }
        case "os":
            if let task = lastHuman(where: { $0.contains("i will start a new problem in a new os") }
            ) {
                return task
            }
        case "alfworld":
            if let task = lastHuman(where: { $0.contains("here is your task.") }) { return task }
        case "mind2web":
            if let task = openingOfLastErrand { return task }
        case "webshop":
            if let task = openingOfLastShop { return task }
        default: break
        }
        return endOfAcknowledgement(in: environment)
    }

    /// The last message of the human that fulfils a condition and is answered.
    private func lastHuman(where condition: (NormalisedText) -> Bool) -> Int? {
        messages.indices.dropLast().last { index in
            messages[index].role.side == .human && condition(NormalisedText(messages[index].text))
        }
    }

    /// The first question about a page that states the task of the last one: the examples before it
    /// are about other tasks, and a task may take several questions.
    private var openingOfLastErrand: Int? {
        var opening: (index: Int, task: Substring)?
        for (index, message) in messages.enumerated().dropLast()
        where message.role.side == .human {
            guard NormalisedText(message.text).contains("based on the html webpage above") else {
                continue
            }
            let task = message.text.split(separator: "\n").last { $0.hasPrefix("Task: ") } ?? ""
            if opening?.task != task { opening = (index, task) }
        }
        return opening?.index
    }

    /// The first message that states the instruction of the last one: an example before it shops
    /// for something else.
    private var openingOfLastShop: Int? {
        var opening: (index: Int, instruction: Substring)?
        for (index, message) in messages.enumerated() where message.role.side == .human {
            guard let instruction = shopInstruction(message.text) else { continue }
            if opening?.instruction != instruction { opening = (index, instruction) }
        }
        return opening?.index
    }

    /// What the shop is to be searched for: the text behind `Instruction: [SEP] `.
    private func shopInstruction(_ text: String) -> Substring? {
        let words = "Instruction: [SEP] "
        guard let start = text.firstRange(of: words)?.upperBound,
            let end = text[start...].firstRange(of: " [SEP]")?.lowerBound
        else { return nil }
        return text[start..<end]
    }

    /// The index behind a first reply that only says that the rules are understood.
    private func endOfAcknowledgement(in environment: String) -> Int {
        // A question about a page, or a problem of a shell, is in the first message itself.
        guard environment != "mind2web", environment != "os" else { return 0 }
        guard let reply = messages.firstIndex(where: { $0.role.side == .agent }),
            humanIndex(from: reply) != nil
        else { return 0 }
        let text = NormalisedText(messages[reply].text)
        let acts: [StaticString] = ["action", "final answer", "search[", "click[", "select "]
        let isShort = text.count < 200 && !acts.contains { text.contains($0) }
        let agrees =
            text.starts(with: "ok") || text.starts(with: "i've understood")
            || text.starts(with: "i understand") || text.starts(with: "sure")
            || text.starts(with: "understood")
        return isShort && agrees ? reply + 1 : 0
    }

    private func turns(after taskIndex: Int) -> [DialogueParts.Turn] {
        guard taskIndex < messages.count else { return [] }
        var turns: [DialogueParts.Turn] = []
        for index in messages.indices[(taskIndex + 1)...]
        where messages[index].role.side == .agent {
            let next = index + 1
            let answer = next < messages.count && messages[next].role.side == .human
            turns.append(
                DialogueParts.Turn(
                    reply: messages[index].text, replyIndex: index,
                    observation: answer ? messages[next].text : nil, index: next))
        }
        return turns
    }
}
