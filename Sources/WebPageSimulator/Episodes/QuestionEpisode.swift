import Environments
import JSONTree
import SeededRandom

/// Questions about one recorded step, or about all steps of a task.
struct QuestionEpisode: Sendable {
    private let task: WebPageTask
    private let version: WebPageVersion
    private let afterMistake: AfterMistake
    private let seed: UInt64
    private var step = 0
    private var selection: Selection
    private var round = 0
    /// The question that a record has next: which elements it is about is taken from it.
    var expected: String?
    private(set) var asked: PrunedPage?
    private(set) var message = ""
    private var scores: [StepScore] = []
    /// Wrong answers to the present question, and all of them.
    private var misses = 0
    private var allMisses = 0
    /// Operation and value of the latest answer.
    private var prediction = ""
    /// What was made up to judge the latest answer.
    private var invented: String?
    private(set) var hasEnded = false

    /// How often a question may be answered wrongly where it is asked again.
    private static let missLimit = 5

    init(
        _ task: WebPageTask, version: WebPageVersion, afterMistake: AfterMistake, seed: UInt64
    ) {
        self.task = task
        self.version = version
        self.afterMistake = afterMistake
        self.seed = seed
        selection = Selection(single: [])
    }

    private var item: WebPageTask.Item { task.steps[step] }

    /// Asks the first question.
    mutating func begin() -> Step {
        startStep()
        return ask() ?? end(.terminated, with: .none, status: selection.outcome)
    }

    private mutating func startStep() {
        // An inferred page is what a question shows, so all its candidates are asked about.
        selection =
            item.knowledge != nil
            ? Selection(single: item.snapshot.candidates.map(\.id))
            : Selection(item.snapshot, isSingleRound: version.isSingleRound, seed: stepSeed)
        round = 0
    }

    /// Every question has a seed of its own, so that it does not depend on those before.
    private var stepSeed: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in task.id.utf8.prefix(while: { $0 != UInt8(ascii: "#") }) {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        let number = UInt64(item.history.count)
        return hash ^ (seed &* 0x9E37_79B9_7F4A_7C15) ^ (number &* 0xD1B5_4A32_D192_ED03)
    }

    /// Asks the next round's question; `nil` if the step is decided.
    private mutating func ask() -> Step? {
        let drawn = selection
        guard let elements = selection.nextRound() else { return nil }
        var page = item.snapshot.page.pruned(to: elements)
        message = question(about: page)
        if let expected, !message.isIdentical(to: expected),
            let recorded = recordedRound(of: drawn, in: expected)
        {
            selection = drawn
            selection.ask(about: recorded)
            page = item.snapshot.page.pruned(to: recorded)
            message = question(about: page)
        }
        asked = page
        round += 1
        var details = self.details
        details.append(
            "elements", .array(page.choices.map { .string($0.id) }))
        return Step(observation: message, details: details)
    }

    private func question(about page: PrunedPage) -> String {
        Question(page, task: task.text, previousActions: item.history).message(in: version)
    }

    /// The elements that a recorded question is about, if they can be those of the next round.
    private func recordedRound(of selection: Selection, in message: String) -> [String]? {
        guard let prompt = RecordedPrompt(message) else { return nil }
        var search = RoundSearch(
            item.snapshot.page, pool: selection.possibleElements(item.snapshot),
            choices: prompt.choices
        ) { page in
            question(about: page).isIdentical(to: message)
        }
        return search.find()
    }

    private var details: JSONObject {
        JSONObject([
            ("task", .string(task.id)), ("step", JSON(step)), ("round", JSON(round)),
            ("ranking", .string(item.snapshot.ranking.rawValue)),
        ])
    }

    /// Takes an answer.
    ///
    /// - Throws: ``EnvironmentError`` `unknown` where an inferred record does not tell its worth.
    mutating func take(_ reply: PageReply) throws(EnvironmentError) -> Step {
        guard !hasEnded, let asked else {
            throw EnvironmentError(.notRunning, "the episode has ended")
        }
        let choices = asked.choices
        let chosen = reply.choice.flatMap { choices.indices.contains($0) ? choices[$0].id : nil }
        prediction = reply.prediction
        selection.choose(chosen, prediction: prediction)
        if let next = ask() { return next }
        return try decide(selection.outcome ?? .nothing)
    }

    /// Scores the step and goes on, or ends.
    private mutating func decide(_ outcome: Selection.Outcome) throws(EnvironmentError) -> Step {
        invented = try invention(for: outcome)
        var score = StepScore.none
        if case .chosen(let element, let prediction) = outcome {
            score = StepScore(element: element, prediction: prediction, in: item.snapshot)
        }
        // Of a question that is asked again the first answer counts.
        if scores.count <= step { scores.append(score) }
        if !task.isWhole { return end(.terminated, with: score, status: outcome) }
        if score.isSuccess {
            misses = 0
            if step + 1 == task.steps.count {
                return end(.terminated, with: score, status: outcome)
            }
            step += 1
        } else {
            misses += 1
            allMisses += 1
            if afterMistake == .end { return end(.terminated, with: score, status: outcome) }
            if misses >= Self.missLimit {
                return end(.truncated, with: score, status: outcome)
            }
        }
        startStep()
        guard var next = ask() else {
            return end(.terminated, with: .none, status: selection.outcome)
        }
        for member in QuestionEpisode.lastStep(score) {
            next.details.append(member.key, member.value)
        }
        if let invented { next.details.append("invented", [.string(invented)]) }
        return next
    }

    /// What has to be made up to judge an answer.
    private func invention(
        for outcome: Selection.Outcome
    ) throws(EnvironmentError) -> String? {
        guard let knowledge = item.knowledge else { return nil }
        var answer = StepKnowledge.Answer(element: nil, prediction: prediction)
        if case .chosen(let element, let prediction) = outcome {
            answer = StepKnowledge.Answer(element: element, prediction: prediction)
        }
        guard knowledge.leavesOpen(answer, targets: item.snapshot.targets) else { return nil }
        if let invention = knowledge.invention { return invention }
        throw EnvironmentError(
            .unknown,
            knowledge.isOpen
                ? "the dialogue that this world was inferred from does not tell which element is "
                    + "right in step \(step)"
                : "the dialogue that this world was inferred from does not tell whether another "
                    + "element is right too in step \(step)")
    }

    private static func lastStep(_ score: StepScore) -> JSONObject {
        score.json.object ?? JSONObject()
    }

    private mutating func end(
        _ end: EpisodeEnd, with score: StepScore, status: Selection.Outcome?
    ) -> Step {
        hasEnded = true
        asked = nil
        message = ""
        var details = self.details
        for member in QuestionEpisode.lastStep(score) { details.append(member.key, member.value) }
        switch status {
        case .chosen(let element, let prediction):
            details.append("status", "completed")
            details.append("element", .string(element))
            details.append("action", .string(prediction))
        case .unanswerable: details.append("status", "unknown")
        case .nothing, nil: details.append("status", "invalid-action")
        }
        if let invented { details.append("invented", [.string(invented)]) }
        guard task.isWhole else {
            return Step(
                observation: "", reward: score.isSuccess ? 1 : 0, end: end, details: details)
        }
        let isDone = score.isSuccess && step + 1 == task.steps.count
        let count = Double(task.steps.count)
        details.append("task_success", .bool(isDone && allMisses == 0))
        details.append(
            "element_accuracy", JSON(Double(scores.count { $0.isElementRight }) / count))
        details.append(
            "mean_operation_f1", JSON(scores.reduce(0) { $0 + $1.operationF1 } / count))
        details.append(
            "step_success_rate", JSON(Double(scores.count { $0.isSuccess }) / count))
        return Step(observation: "", reward: isDone ? 1 : 0, end: end, details: details)
    }
}

extension QuestionEpisode {
    /// What could be answered; the options of a list once it is chosen from.
    func actions(for prefix: String) -> [String] {
        guard let asked else { return [] }
        var actions = ["A"]
        for (index, choice) in asked.choices.enumerated() {
            let letter = Question.letter(of: index)
            let ability = ElementAbility(of: choice.node, in: asked.whole)
            for kind in ability.operations {
                let beginning = "\(letter) \(kind.rawValue)" + (kind == .click ? "" : " ")
                if kind == .select, !ability.options.isEmpty, prefix.hasPrefix(beginning) {
                    actions += ability.options.map { beginning + $0 }
                } else {
                    actions.append(beginning)
                }
            }
        }
        return actions
    }

    /// The question laid out for a person.
    func presentation(of step: Step, columns: Int) -> [StyledLine]? {
        guard let asked else { return ScoreLines.lines(of: step) }
        var lines = ScoreLines.lines(of: step)
        lines.append(StyledLine([.init("Task  ", .faint), .init(task.text, .heading)]))
        for action in item.history.suffix(Question.historyLength) {
            lines.append(StyledLine("  done  \(action)", .faint))
        }
        lines.append(StyledLine(""))
        let choices = asked.choices
        var marks: [Int: String] = [:]
        for (index, choice) in choices.enumerated() {
            marks[choice.node] = Question.letter(of: index)
        }
        var layout = PageLayout(asked, marks: marks, columns: columns)
        lines += layout.lines()
        lines.append(StyledLine(""))
        lines.append(
            StyledLine(
                [
                    .init("Which element, and what with it? ", .plain),
                    .init("B CLICK", .action), .init(", ", .plain),
                    .init("C TYPE words", .action), .init(", ", .plain),
                    .init("D SELECT option", .action), .init(", or ", .plain),
                    .init("A", .action), .init(" for none of them", .plain),
                ]))
        return lines
    }
}

/// How good the latest answer was, for a person.
enum ScoreLines {
    static func lines(of step: Step) -> [StyledLine] {
        guard let isElementRight = step.details["element_correct"]?.bool,
            let f1 = step.details["operation_f1"]?.double,
            let isSuccess = step.details["step_success"]?.bool
        else { return [] }
        let percent = Int((f1 * 100).rounded())
        let text =
            isSuccess
            ? "✓ right"
            : "✗ \(isElementRight ? "the right element" : "another element was wanted"), "
                + "operation \(percent) %"
        return [StyledLine(text, isSuccess ? .good : .bad)]
    }
}
