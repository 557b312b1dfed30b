public import Environments
import JSONTree
import SeededRandom

/// An episode with a number.
public struct CounterEnvironment: Environment {
    private let world: CounterWorld
    private var number = 0
    private var goal: Int?
    private var generator = SeededGenerator(seed: 0)
    private var isRunning = false

    init(world: CounterWorld) {
        self.world = world
    }

    /// Starts at the world's number.
    public mutating func reset(to task: String?, seed: UInt64) throws(EnvironmentError) -> Step {
        guard let task else {
            begin(with: nil, seed: seed)
            return Step(observation: "The number is \(shown).")
        }
        let goal = try world.goal(of: task)
        begin(with: goal, seed: seed)
        return Step(observation: CounterWorld.text(of: goal))
    }

    private mutating func begin(with goal: Int?, seed: UInt64) {
        number = world.start
        self.goal = goal
        generator = SeededGenerator(seed: seed)
        isRunning = true
    }

    /// Takes `Action: …` or `Final Answer: …`.
    public mutating func step(reply: String) throws(EnvironmentError) -> Step {
        if let action = action(in: reply) { return try step(action: action) }
        guard isRunning else { throw EnvironmentError(.notRunning, "the episode is over") }
        isRunning = false
        let answer = reply.split(separator: "Final Answer: ").last.flatMap { Int($0) }
        return Step(
            observation: "", reward: goal.map { answer == $0 && number == $0 ? 1 : 0 },
            end: .terminated)
    }

    /// Takes `add N`, `show`, `roll` or `halve`.
    public mutating func step(action: String) throws(EnvironmentError) -> Step {
        guard isRunning else { throw EnvironmentError(.notRunning, "the episode is over") }
        let words = action.split(separator: " ")
        switch (words.first, words.dropFirst().first.flatMap { Int($0) }) {
        case ("add", let summand?): number += summand
        case ("show", nil): break
        case ("roll", nil): number += Int.random(in: 1...6, using: &generator)
        case ("halve", nil):
            guard number.isMultiple(of: 2) else { throw .unsupported("halves of odd numbers") }
            number /= 2
        default: return Step(observation: "Nothing happens.")
        }
        return Step(observation: shown, details: JSONObject([("number", JSON(number))]))
    }

    private var shown: String { world.isLoud ? "\(number)!" : "\(number)" }

    /// What follows `Action: `.
    public func action(in reply: String) -> String? {
        CounterEnvironment.action(in: reply)
    }

    static func action(in reply: String) -> String? {
        reply.split(separator: "\n").first { $0.hasPrefix("Action: ") }
            .map { String($0.dropFirst(8)) }
    }

    /// The actions.
    public func completions(for prefix: String) -> [String] {
        ["add ", "halve", "roll", "show"].filter { $0.hasPrefix(prefix) }
    }

    /// The format of actions.
    public func reply(acting action: String) -> String? { "Action: \(action)" }

    /// The format of answers.
    public func reply(answering answer: String) -> String? { "Final Answer: \(answer)" }
}
