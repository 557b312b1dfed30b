public import Environments
import JSONTree
import SeededRandom

/// Does anything that the environment offers: the floor under every score.
public struct RandomPolicy: Policy {
    /// Makes the policy; all its choices come from the seed.
    public init() {}

    /// `random`.
    public var name: String { "random" }

    /// Someone who chooses by chance.
    public func makeAgent(for episode: EpisodePlan, in world: some World) throws -> any Agent {
        RandomAgent(generator: SeededGenerator(seed: episode.seed))
    }
}

private struct RandomAgent: Agent {
    /// An action is put together of so many completions at most.
    private static let wordLimit = 8

    var generator: SeededGenerator

    mutating func reply(after step: Step, in environment: some Environment) throws -> String? {
        let action = action(in: environment, after: step)
        guard let reply = environment.reply(acting: action) else {
            throw EnvironmentError.unsupported(
                "random play where the reply format has no form for a bare action")
        }
        return reply
    }

    /// A listed action, else one that is grown word by word from what could be typed next.
    private mutating func action(in environment: some Environment, after step: Step) -> String {
        if let listed = step.details["admissible_commands"]?.array?.compactMap(\.string),
            let action = listed.randomElement(using: &generator)
        {
            return action
        }
        var text = ""
        for _ in 0..<RandomAgent.wordLimit {
            guard let next = continuation(of: text, in: environment) else { break }
            // A whole action is completed by itself alone.
            if next.isEmpty || text.hasSuffix(next) { break }
            text += next
        }
        return text
    }

    /// What could follow a text; where nothing is offered, what could follow a first letter.
    private mutating func continuation(
        of text: String, in environment: some Environment
    ) -> String? {
        let offered = environment.completions(for: text)
        if let whole = offered.randomElement(using: &generator) {
            return RandomAgent.added(by: whole, to: text)
        }
        let beginning = text.isEmpty || text.hasSuffix(" ") ? text : text + " "
        let letter = "abcdefghijklmnopqrstuvwxyz".randomElement(using: &generator) ?? "a"
        let guessed = beginning + String(letter)
        guard let word = environment.completions(for: guessed).randomElement(using: &generator)
        else { return text.isEmpty ? String(letter) : nil }
        return String(beginning.dropFirst(text.count))
            + (word.hasPrefix(guessed) ? String(word.dropFirst(beginning.count)) : word)
    }

    /// What a completion adds: completions are whole actions, or the last word alone.
    private static func added(by completion: String, to text: String) -> String {
        if completion.hasPrefix(text) { return String(completion.dropFirst(text.count)) }
        let word = text.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
        return completion.hasPrefix(word) ? String(completion.dropFirst(word.count)) : ""
    }
}
