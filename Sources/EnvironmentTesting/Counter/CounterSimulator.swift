public import Environments

/// The smallest environment that has everything: for tests of what runs environments, and to see
/// how one is made.
///
/// The world is a number. `add N` changes it, `show` shows it, `roll` adds a number drawn from the
/// seed, `halve` is refused where the number is odd, and `Final Answer: N` ends the episode.
public struct CounterSimulator: Simulator {
    /// The name under which it stands in.
    public let identifier: EnvironmentIdentifier

    /// A counter under the name of an environment.
    public init(as identifier: EnvironmentIdentifier) {
        self.identifier = identifier
    }

    /// What it is.
    public var summary: String { "a number that can be added to" }

    /// How the number is shown.
    public var settings: [Setting] {
        [Setting(name: "version", values: ["plain", "loud"], summary: "how the number is shown")]
    }

    /// A path that is a number is the number that free play starts from.
    public func loadWorld(
        at path: String, settings: Settings
    ) throws(EnvironmentError) -> any World {
        guard let start = Int(path.split(separator: "/").last ?? "") else {
            throw EnvironmentError(.badWorld, "\(path) is not the name of a number")
        }
        return CounterWorld(
            start: start, isLoud: try value(of: "version", in: settings) == "loud")
    }

    /// Without a world the start is unknown, so nothing can be decided.
    public func judge(
        _ episode: RecordedEpisode, settings: Settings
    ) async -> EpisodeJudgement {
        EpisodeJudgement(
            undecided: episode, because: EnvironmentError(.unknown, "the start is not known"))
    }

    /// A demonstration of how to add.
    public func opening(settings: Settings) throws(EnvironmentError) -> DialogueOpening {
        DialogueOpening(
            instruction: "Change a number with `Action: add N` and end with `Final Answer: N`.",
            acknowledgement: "I see.",
            demonstration: [
                .init(message: "Bring the number to 2.", reply: "Action: add 2"),
                .init(message: "2", reply: "Final Answer: 2"),
            ],
            lead: "Now it is your turn. ")
    }

    /// What follows `Action: `.
    public func action(in reply: String, settings: Settings) -> String? {
        CounterEnvironment.action(in: reply)
    }
}

/// A number to start from, with tasks to reach others.
public struct CounterWorld: World {
    /// The number that free play starts from.
    public var start: Int
    /// Whether numbers are shown with an exclamation mark.
    public var isLoud: Bool

    /// A world that starts from a number.
    public init(start: Int = 0, isLoud: Bool = false) {
        self.start = start
        self.isLoud = isLoud
    }

    /// To name the sums of the start and 1, 2 and 3.
    public var tasks: [TaskDescription] {
        (1...3).map {
            TaskDescription(
                id: "counter#\(start + $0)", text: CounterWorld.text(of: start + $0),
                kind: "reach")
        }
    }

    /// To bring the number to one further away.
    public func task(derivedAs id: DerivedTask) throws(EnvironmentError) -> TaskDescription {
        let goal = try goal(of: id.description)
        return TaskDescription(
            id: id.description, text: CounterWorld.text(of: goal), kind: "reach", difficulty: 2)
    }

    /// Someone who can add, and who when careless adds too much.
    public func makeExpert(
        for task: String, seed: UInt64
    ) throws(EnvironmentError) -> any Expert {
        CounterExpert(start: start, goal: try goal(of: task))
    }

    static func text(of goal: Int) -> String { "Bring the number to \(goal)." }

    func goal(of task: String) throws(EnvironmentError) -> Int {
        if let id = DerivedTask(id: task) {
            return start + 10 + id.index + Int(id.seed % 100)
        }
        guard let index = tasks.firstIndex(where: { $0.id == task }) else {
            throw EnvironmentError(.unknownTask, "there is no task \(task)")
        }
        return start + index + 1
    }

    /// An episode before its first reset.
    public func makeEnvironment() -> CounterEnvironment {
        CounterEnvironment(world: self)
    }

    /// Blanks around a number do not matter.
    public func equivalence(
        of recorded: String, and replayed: String, after action: String?
    ) -> String? {
        recorded.filter { $0 != " " } == replayed.filter { $0 != " " } ? "blanks" : nil
    }
}
