public import Environments
import JSONTree

/// An episode in a house.
///
///     var episode = try HouseholdWorld(path: "Worlds/alfworld").makeEnvironment()
///     _ = try episode.reset(to: "kitchen/clean-mug-1", seed: 0)
///     let step = try episode.step(action: "go to countertop 1")
///     // step.observation == "On the countertop 1, you see a mug 2, and a plate 1."
///
/// Each step's details say what could be done next (`admissible_commands`), whether the goal holds
/// (`won`) and what the game was given for the agent's action (`command`).
public struct HouseholdEnvironment: Environment {
    private let world: HouseholdWorld
    private let version: BehaviorVersion
    private let generation: TextGeneration
    private var state: HouseState?
    private var isGraded = false
    private var hasEnded = false
    private var steps = 0
    /// The latest messages, the oldest first: three alike end an AgentBench episode.
    private var latest: [String] = []
    private(set) var sightings = Sightings()

    init(world: HouseholdWorld) {
        self.world = world
        version = world.version
        generation = world.generation
    }

    /// The state of the house; `nil` before the first reset.
    public var houseState: HouseState? { state }

    /// Starts a game; without a task free play in the world's first game, or in the one that the
    /// seed chooses.
    public mutating func reset(
        to task: String?, seed: UInt64
    ) throws(EnvironmentError) -> Step {
        let state = HouseState(try world.house(for: task, seed: seed))
        self.state = state
        isGraded = task != nil
        hasEnded = false
        steps = 0
        latest = []
        sightings = Sightings()
        return answer(version.opening(state.house), in: state, command: nil)
    }

    /// Takes the agent's whole message.
    public mutating func step(reply: String) throws(EnvironmentError) -> Step {
        guard let action = version.action(in: reply) else {
            return try stepWithoutAction(reply)
        }
        return try step(action: action, message: reply)
    }

    /// Takes a bare action.
    public mutating func step(action: String) throws(EnvironmentError) -> Step {
        try step(action: action, message: action)
    }

    /// The action that this version's reply format reads in a message.
    public func action(in reply: String) -> String? { version.action(in: reply) }

    /// The message that takes an action, without a thought.
    public func reply(acting action: String) -> String? { version.reply(acting: action) }

    /// The admissible commands that begin with a prefix.
    public func completions(for prefix: String) -> [String] {
        (state?.admissibleCommands(generation) ?? []).filter { $0.hasPrefix(prefix) }
    }

    private mutating func step(
        action: String, message: String
    ) throws(EnvironmentError) -> Step {
        guard var state, !hasEnded else { throw notRunning }
        let house = state.house
        let command = version.command(
            for: action, among: { state.admissibleCommands(generation) },
            isAdmissible: { Command($0, in: house, generation).map(state.permits) ?? false })
        let parsed = Command(command.trimmingPythonSpace, in: house, generation)
            .flatMap { state.permits($0) ? $0 : nil }
        var gaps: [String] = []
        if let open = house.open {
            gaps = state.gaps(behind: parsed, written: version.normalized(action), in: open)
            if let gap = gaps.first, open.completion == nil {
                throw EnvironmentError(.unknown, "no dialogue shows \(gap)")
            }
        }
        if let parsed { sightings.note(parsed, in: state) }
        let observation = state.perform(command, generation)
        self.state = state
        steps += 1
        latest.append(message)
        var step = answer(version.observation(observation), in: state, command: command)
        step.details.append(inventions: gaps)
        return step
    }

    /// What AgentBench does with a message in which it finds no action.
    private mutating func stepWithoutAction(_ reply: String) throws(EnvironmentError) -> Step {
        guard let state, !hasEnded else { throw notRunning }
        steps += 1
        guard version == .agentBenchFC else {
            hasEnded = true
            var step = Step(
                observation: "", end: .terminated, details: details(state, [], command: nil))
            if isGraded { step.reward = 0 }
            return step
        }
        latest.append(reply)
        return answer(ToolCall.complaint(about: reply), in: state, command: nil)
    }

    private var notRunning: EnvironmentError {
        EnvironmentError(
            .notRunning, state == nil ? "reset the episode first" : "the episode has ended")
    }

    /// The step that an observation makes, with the end of the episode if this was it.
    private mutating func answer(
        _ observation: String, in state: HouseState, command: String?
    ) -> Step {
        let commands = state.admissibleCommands(generation)
        var step = Step(
            observation: observation + version.actionList(commands),
            details: details(state, commands, command: command))
        guard isGraded, steps > 0 else { return step }
        latest.removeFirst(max(0, latest.count - 3))
        if version.isWrapped, steps > 3, latest.count == 3,
            latest.allSatisfy({ $0.isIdentical(to: latest[0]) })
        {
            step.end = .terminated
            step.reward = 0
        } else if state.isWon {
            step.end = .terminated
            step.reward = 1
        } else if steps >= version.stepLimit {
            step.end = .truncated
            step.reward = 0
        }
        hasEnded = step.end != nil
        return step
    }

    private func details(
        _ state: HouseState, _ commands: [String], command: String?
    ) -> JSONObject {
        var details = JSONObject()
        details.append("admissible_commands", .array(commands.map(JSON.string)))
        details.append("won", .bool(state.isWon))
        if let command { details.append("command", .string(command)) }
        return details
    }
}
