public import Environments
import JSONTree

/// An episode on web pages.
///
///     var episode = try WebPageWorld(path: "Worlds/mind2web/seedhouse").makeEnvironment()
///     let question = try episode.reset(to: "seedhouse-01", seed: 0)
///     let step = try episode.step(action: "C TYPE tomato")
///
/// With a task, the observation is a question about the page, and a reply chooses one of its
/// elements and says what to do with it. An episode over a whole task goes on to the recorded next
/// page after a right answer. Without a task one moves about on saved pages.
///
/// The details say how a question was put (`task`, `step`, `round`, `elements`, `ranking`) and, once
/// an answer is decided, how good it was (`element_correct`, `operation_f1`, `step_success`); at the
/// end of a whole task also `task_success` and the shares of right steps.
public struct WebPageEnvironment: Environment {
    private let world: WebPageWorld
    private var mode = Mode.idle
    /// The question that comes next by the record that is replayed.
    private var expected: String?

    private enum Mode: Sendable {
        case idle
        case questions(QuestionEpisode)
        case visit(PageVisit)
    }

    init(world: WebPageWorld) {
        self.world = world
    }

    /// Starts a task, or without one a visit to the world's first page.
    public mutating func reset(
        to task: String?, seed: UInt64
    ) throws(EnvironmentError) -> Step {
        guard let task else {
            let visit = try PageVisit(in: world, seed: seed)
            mode = .visit(visit)
            return visit.step
        }
        var episode = QuestionEpisode(
            try world.task(task), version: world.version, afterMistake: world.afterMistake,
            seed: seed)
        episode.expected = expected
        let step = episode.begin()
        mode = .questions(episode)
        return step
    }

    /// Tells which question a record has next, so that its elements are asked about.
    mutating func expect(_ message: String?) {
        expected = message
        guard case .questions(var episode) = mode else { return }
        episode.expected = message
        mode = .questions(episode)
    }

    /// Takes the agent's whole message.
    public mutating func step(reply: String) throws(EnvironmentError) -> Step {
        switch mode {
        case .questions(var episode):
            let step = try episode.take(PageReply(reply))
            mode = .questions(episode)
            return step
        case .visit: return try step(action: action(in: reply) ?? PythonText.stripped(reply))
        case .idle: throw EnvironmentError(.notRunning, "reset the episode first")
        }
    }

    /// Takes a bare action: letter, operation and value (`C TYPE New York`); on a visit operation,
    /// number and value (`TYPE 3 New York`).
    public mutating func step(action: String) throws(EnvironmentError) -> Step {
        switch mode {
        case .questions(var episode):
            guard !episode.hasEnded else {
                throw EnvironmentError(.notRunning, "the episode has ended")
            }
            guard let reply = PageReply(action: action) else {
                throw .unsupported(
                    "the action \(action.debugDescription): an action is a letter, CLICK, TYPE or "
                        + "SELECT, and a value, such as C TYPE New York; A is none of the elements")
            }
            let step = try episode.take(reply)
            mode = .questions(episode)
            return step
        case .visit(var visit):
            let step = try visit.take(action)
            mode = .visit(visit)
            return step
        case .idle: throw EnvironmentError(.notRunning, "reset the episode first")
        }
    }

    /// The answer in a message, as a bare action.
    public func action(in reply: String) -> String? { PageReply(reply).action }

    /// The message that gives an answer, without a thought; on a visit the action itself.
    public func reply(acting action: String) -> String? {
        if case .visit = mode { return action }
        return PageReply(action: action)?.message
    }

    /// The letters or numbers of the elements, with what can be done to each.
    public func completions(for prefix: String) -> [String] {
        let actions: [String] =
            switch mode {
            case .idle: []
            case .questions(let episode): episode.actions(for: prefix)
            case .visit(let visit): visit.actions
            }
        return actions.filter { $0.hasPrefix(prefix) }
    }

    /// The page as readable text, with the elements that can be chosen marked.
    public func presentation(of step: Step, columns: Int) -> [StyledLine]? {
        switch mode {
        case .idle: nil
        case .questions(let episode): episode.presentation(of: step, columns: columns)
        case .visit(let visit): visit.presentation(columns: columns)
        }
    }

    /// The message as the agent is sent it.
    public var views: [View] { [View("prompt", "the message as the agent is sent it")] }

    /// Shows the message.
    public func view(_ name: String, columns: Int) -> [StyledLine]? {
        guard name == "prompt" else { return nil }
        let text: String =
            switch mode {
            case .idle: ""
            case .questions(let episode): episode.message
            case .visit(let visit): visit.step.observation
            }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map {
            StyledLine(String($0))
        }
    }
}
