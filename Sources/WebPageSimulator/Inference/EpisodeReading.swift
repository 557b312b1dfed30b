import Environments

/// A dialogue read as a record: its questions as steps, with what the replies prove of each.
struct EpisodeReading {
    /// A step of the task, as far as the dialogue tells of it.
    struct Step {
        var reading: PromptVerifier.Reading
        /// The message that asked about it first.
        var turn: Int
        /// The answer that led on; `nil` if none did.
        var answer: (element: String, operation: Operation)?
        /// How a later question tells what was done.
        var report: String?
        /// Answers after which the same question was asked again.
        var mistakes: Set<StepKnowledge.Answer> = []
    }

    private(set) var steps: [Step] = []
    /// The version that the questions are worded in.
    private(set) var version = WebPageVersion.agentInstruct

    /// Whether the dialogue had more than one question.
    var isWhole: Bool { steps.count > 1 || repeats }

    /// Whether a question was asked again after a wrong answer.
    var repeats: Bool { steps.contains { !$0.mistakes.isEmpty } }

    /// - Throws: ``EnvironmentError`` `unsupported` that names what no record can hold.
    init(_ episode: RecordedEpisode) throws(EnvironmentError) {
        var verifier = PromptVerifier()
        version = episode.task.hasSuffix("\n") ? .agentBench02 : .agentInstruct
        var latest = episode.task
        try begin(episode.task, at: episode.taskIndex, &verifier)
        for turn in episode.turns {
            guard let message = turn.observation else { break }
            guard let next = RecordedPrompt(message) else {
                throw .unsupported("a page for a message that is no question about one")
            }
            if message.isIdentical(to: latest) {
                steps[steps.count - 1].mistakes.insert(answer(turn.reply))
                continue
            }
            try goOn(to: next, after: turn.reply)
            try begin(message, at: turn.index, &verifier)
            latest = message
        }
    }

    private mutating func begin(
        _ message: String, at turn: Int, _ verifier: inout PromptVerifier
    ) throws(EnvironmentError) {
        let (judgement, reading) = verifier.judge(message, at: turn)
        guard judgement.verdict == .exact, let reading else {
            throw .unsupported(
                "a page for a question that is \(judgement.verdict.rawValue) "
                    + "(\(judgement.reason ?? "no reason"))")
        }
        steps.append(Step(reading: reading, turn: turn))
    }

    /// Takes the reply that led to another question for the right one.
    private mutating func goOn(
        to next: RecordedPrompt, after reply: String
    ) throws(EnvironmentError) {
        let before = steps[steps.count - 1].reading.prompt.previousActions
        guard let report = EpisodeReading.addition(to: before, in: next.previousActions) else {
            throw .unsupported(
                next.previousActions == before
                    ? "a record of several questions about one step"
                    : "a record of an episode that leaves out steps")
        }
        let reply = PageReply(reply)
        guard let kind = Operation.Kind(rawValue: reply.operation),
            let element = answer(reply).element,
            EpisodeReading.tells(report, of: Operation(kind, value: reply.value))
        else {
            throw .unsupported("a record of an episode that goes on after a wrong answer")
        }
        steps[steps.count - 1].answer = (element, Operation(kind, value: reply.value))
        steps[steps.count - 1].report = report
    }

    private func answer(_ message: String) -> StepKnowledge.Answer { answer(PageReply(message)) }

    private func answer(_ reply: PageReply) -> StepKnowledge.Answer {
        let choices = steps[steps.count - 1].reading.pruned.choices
        let element = reply.choice.flatMap { choices.indices.contains($0) ? choices[$0].id : nil }
        return StepKnowledge.Answer(element: element, prediction: reply.prediction)
    }

    /// The one action that was done between two questions; `nil` if it was not one.
    private static func addition(to before: [String], in now: [String]) -> String? {
        let isCut = before.count == Question.historyLength
        guard let last = now.last, now.count == (isCut ? before.count : before.count + 1),
            now.dropLast().elementsEqual(isCut ? before.dropFirst() : before[...])
        else { return nil }
        return last
    }

    /// Whether the words for an action (`[link]  Fares -> CLICK`) can be about an operation.
    private static func tells(_ report: String, of operation: Operation) -> Bool {
        guard let arrow = report.lastUTF8Range(of: "-> ") else { return true }
        let told = PythonText.words(String(report[arrow.upperBound...]))
        guard let name = told.first else { return true }
        return name == operation.kind.rawValue || name == operation.kind.rawValue + ":"
    }
}
