public import Environments
import JSONTree
import SeededRandom

/// The realistic expert as one that writes dialogues: it plays as ``Resident`` does and says why.
///
/// It follows what the game was really given, so that it finds its way after a command that was
/// taken for another one.
public struct HouseholdExpert: Expert {
    private let version: BehaviorVersion
    private let generation: TextGeneration
    private var resident: Resident
    private var narrator: Narrator
    private var generator: SeededGenerator
    private var state: HouseState
    private var steps = 0
    /// The command of a mistake that was made in the last reply, and what would have been right.
    private var mistake: (said: String, meant: String)?
    private var remark: String?

    /// A mistake costs time, which must not be missing in the end.
    private static let sparedSteps = 22

    init(
        _ house: House, _ version: BehaviorVersion, _ generation: TextGeneration, seed: UInt64
    ) {
        self.version = version
        self.generation = generation
        resident = Resident(house, generation)
        narrator = Narrator(SeededGenerator(seed: seed))
        var series = SeededGenerator(seed: seed)
        generator = SeededGenerator(seed: series.next())
        state = HouseState(house)
    }

    /// The next command, often with a thought.
    public mutating func reply(after step: Step) throws(EnvironmentError) -> String? {
        guard follow(step), let move = resident.next(in: state) else { return nil }
        defer { remark = nil }
        return message(
            move.command, narrator.thought(on: move, state.house.goal, remark: remark))
    }

    /// An unlikely place, a number that there is not, or something done in the wrong place.
    public mutating func mistake(after step: Step) throws(EnvironmentError) -> String? {
        guard mistake == nil, steps + HouseholdExpert.sparedSteps < version.stepLimit else {
            return nil
        }
        var after = self
        guard after.follow(step), let move = after.resident.next(in: after.state) else {
            return nil
        }
        var slips = HouseholdSlip.plausible(
            instead: move, in: after.state, unlikely: after.resident.unlikelyPlaces(after.state))
        slips.removeAll { $0.command == move.command }
        guard let slip = slips.randomElement(using: &after.generator) else { return nil }
        let thought = [after.remark, slip.thought].compactMap { $0 }.joined(separator: " ")
        after.remark = nil
        self = after
        mistake = (slip.command, move.command)
        return message(slip.command, thought.isEmpty ? nil : thought)
    }

    /// Carries out what the game was given; `false` if there is nothing more to do.
    private mutating func follow(_ step: Step) -> Bool {
        guard step.end == nil else { return false }
        defer { mistake = nil }
        guard let given = step.details["command"]?.string else { return true }
        steps += 1
        if let mistake, given != mistake.meant,
            given != mistake.said || step.observation.hasPrefix("Nothing happens.")
        {
            remark = narrator.remark(on: step.observation)
        }
        guard let command = Command(given, in: state.house, generation), state.permits(command)
        else { return true }
        resident.note(command, in: state)
        state.apply(command)
        return true
    }

    /// A message in the reply format of the version.
    private func message(_ command: String, _ thought: String?) -> String {
        switch version {
        case .original: return command
        case .agentInstruct, .agentBench02:
            let action = "ACTION: \(command)"
            return thought.map { "THOUGHT: \($0)\n \(action)" } ?? action
        case .agentBenchFC:
            let arguments: JSON = ["action": .string(command)]
            let function: JSON = [
                "name": "take_action", "arguments": .string(arguments.text()),
            ]
            let message: JSON = [
                "role": "assistant", "content": thought.map { .string($0) } ?? .null,
                "tool_calls": [
                    ["id": .string("call_\(steps)"), "type": "function", "function": function]
                ],
            ]
            return message.text()
        }
    }
}
