import Environments
import JSONTree
import SeededRandom

/// An expert that knows what was done in the record, and says only what a question shows.
struct Guide: Expert {
    private let task: WebPageTask
    private let style: PromptStyle
    private let version: WebPageVersion
    private let mayErr: Bool
    private var generator: SeededGenerator
    /// Whether the latest reply was a mistake on purpose.
    private var hasErred = false

    init(
        _ task: WebPageTask, version: WebPageVersion, style: PromptStyle,
        afterMistake: AfterMistake, seed: UInt64
    ) {
        self.task = task
        self.version = version
        self.style = style
        mayErr = task.isWhole && afterMistake == .repeat
        generator = SeededGenerator(seed: seed)
    }

    mutating func reply(after step: Step) -> String? {
        guard let scene = Scene(step, of: task) else { return nil }
        defer { hasErred = false }
        let opening = hasErred ? "That did not lead on. " : ""
        guard let choice = scene.elements.firstIndex(where: scene.item.snapshot.targets.contains)
        else {
            return written(opening + pick(Phrases.nothing), letter: "A", operation: nil)
        }
        let operation = scene.item.snapshot.operation
        let element = scene.description(of: choice)
        let thought: String =
            switch operation.kind {
            case .click: pick(scene.isFirst ? Phrases.firstClick : Phrases.click)
            case .type: pick(Phrases.type)
            case .select: pick(Phrases.select)
            }
        return written(
            opening + Phrases.fill(thought, element: element, value: operation.value),
            letter: Question.letter(of: choice), operation: operation)
    }

    /// Another element that looks fitting, where the question is asked again afterwards.
    mutating func mistake(after step: Step) -> String? {
        guard mayErr, !hasErred, version.isSingleRound, let scene = Scene(step, of: task) else {
            return nil
        }
        let wrong = scene.elements.indices.filter {
            !scene.item.snapshot.targets.contains(scene.elements[$0])
        }
        guard !wrong.isEmpty else { return nil }
        let choice = wrong[Int(generator.next() % UInt64(wrong.count))]
        hasErred = true
        return written(
            Phrases.fill(
                pick(Phrases.mistaken), element: scene.description(of: choice), value: ""),
            letter: Question.letter(of: choice), operation: Operation(.click))
    }

    private mutating func pick(_ phrases: [String]) -> String {
        phrases[Int(generator.next() % UInt64(phrases.count))]
    }

    private func written(_ thought: String, letter: String, operation: Operation?) -> String {
        var text = style == .thoughtful ? "Thought: \(thought)\n" : ""
        text += "Answer: \(letter)."
        guard let operation else { return text }
        text += "\nAction: \(operation.kind.rawValue)"
        if operation.kind != .click { text += "\nValue: \(operation.value)" }
        return text
    }
}

/// A question as the expert sees it.
private struct Scene {
    let item: WebPageTask.Item
    /// The names of the elements that are offered, in order.
    let elements: [String]
    private let observation: String

    init?(_ step: Step, of task: WebPageTask) {
        guard step.end == nil, let number = step.details["step"]?.int,
            task.steps.indices.contains(number),
            let elements = step.details["elements"]?.array
        else { return nil }
        item = task.steps[number]
        self.elements = elements.compactMap(\.string)
        observation = step.observation
    }

    var isFirst: Bool { item.history.isEmpty }

    /// An element by what it is and what is written on it, if the question shows that.
    func description(of choice: Int) -> String {
        let page = item.snapshot.page
        guard let index = page.index(of: elements[choice]) else { return "this element" }
        let node = page.nodes[index]
        let kind: String =
            switch node.name {
            case "a": "link"
            case "button": "button"
            case "input", "textarea": "field"
            case "select": "list"
            case "option", "li": "entry"
            default: "element"
            }
        let shown = node.name == "select" ? "" : page.text(within: index)
        let named = ["aria_label", "placeholder", "title", "name"].compactMap { node[$0] }
            .map(PythonText.lowercased)
        for words in [shown] + named + [ElementSummary.words(of: node)] where !words.isEmpty {
            let label = PythonText.words(words).prefix(6).joined(separator: " ")
            if observation.utf8Range(of: label) != nil { return "the \(kind) “\(label)”" }
        }
        return "the \(kind) offered as \(Question.letter(of: choice))"
    }
}

/// What the expert says; `$E` stands for the element, `$V` for the value.
private enum Phrases {
    static let firstClick = [
        "To begin, $E looks like the way to what the task asks for.",
        "Nothing is done yet. $E is where the task starts.",
        "The task starts with $E.",
        "No action was taken so far, and $E is the first thing to go to.",
        "I would begin at $E.",
        "From here $E leads towards what is wanted.",
    ]
    static let click = [
        "After what was done so far, $E is the next step.",
        "What remains of the task goes on with $E.",
        "Of what is offered, $E fits the task.",
        "With the earlier actions done, it is time for $E.",
        "$E is what the task needs now.",
        "Next I click $E.",
        "The other elements do not help; $E does.",
    ]
    static let type = [
        "“$V” has to be entered, and $E takes it.",
        "The task calls for “$V”; it goes into $E.",
        "Next comes “$V” in $E.",
        "$E is still to be filled in, with “$V”.",
        "I type “$V” into $E.",
        "For the task $E has to hold “$V”.",
    ]
    static let select = [
        "“$V” is to be chosen in $E.",
        "The task wants “$V”, which is chosen in $E.",
        "In $E the right choice is “$V”.",
        "$E has to be set to “$V”.",
        "From $E I take “$V”.",
    ]
    static let nothing = [
        "None of the elements offered here leads on with the task.",
        "The next step of the task is not among these elements.",
        "Nothing that is offered here belongs to the next step.",
    ]
    static let mistaken = [
        "$E looks as if it belonged to the task.",
        "Perhaps $E leads on.",
        "It may be $E that is meant.",
    ]

    static func fill(_ phrase: String, element: String, value: String) -> String {
        var text = ""
        for (index, part) in phrase.split(separator: "$", omittingEmptySubsequences: false)
            .enumerated()
        {
            guard index > 0 else {
                text += part
                continue
            }
            var filled = part.hasPrefix("E") ? element : value
            if text.isEmpty || text.hasSuffix(". ") {
                filled = filled.prefix(1).uppercased() + filled.dropFirst()
            }
            text += filled + part.dropFirst()
        }
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}
