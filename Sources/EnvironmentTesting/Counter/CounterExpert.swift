import Environments

/// Adds what is missing, then answers.
struct CounterExpert: Expert {
    private let goal: Int
    /// The number as it was shown last; the start is what a counter's task begins from.
    private var number: Int
    private var hasActed = false

    init(start: Int, goal: Int) {
        number = start
        self.goal = goal
    }

    mutating func reply(after step: Step) -> String? {
        look(at: step)
        guard number == goal else { return "Action: add \(goal - number)" }
        return "Final Answer: \(goal)"
    }

    mutating func mistake(after step: Step) -> String? {
        look(at: step)
        return number == goal ? nil : "Action: add \(goal - number + 1)"
    }

    private mutating func look(at step: Step) {
        if hasActed, let shown = Int(step.observation.filter { $0 != "!" }) { number = shown }
        hasActed = true
    }
}
