import EnvironmentTesting
import Environments
import Synchronization

/// Ways to break a law.
enum Fault: Sendable {
    case sharedState, stepsAfterEnd, deafReply, countsRefusals, generousReward
}

/// A counter that breaks one law.
struct FaultyWorld: World {
    let fault: Fault
    private let shared = Tally()

    init(fault: Fault) { self.fault = fault }

    /// What all episodes see, which they should not.
    final class Tally: Sendable {
        let steps = Mutex(0)
    }

    var tasks: [TaskDescription] { [] }

    func makeEnvironment() -> Episode {
        Episode(fault: fault, counter: CounterWorld().makeEnvironment(), shared: shared)
    }

    struct Episode: Environment {
        let fault: Fault
        var counter: CounterEnvironment
        let shared: Tally
        var refusals = 0

        mutating func reset(to task: String?, seed: UInt64) throws(EnvironmentError) -> Step {
            refusals = 0
            return try counter.reset(to: task, seed: seed)
        }

        mutating func step(reply: String) throws(EnvironmentError) -> Step {
            if fault == .deafReply, action(in: reply) != nil { return Step(observation: "What?") }
            return try told { counter throws(EnvironmentError) in try counter.step(reply: reply) }
        }

        mutating func step(action: String) throws(EnvironmentError) -> Step {
            try told { counter throws(EnvironmentError) in try counter.step(action: action) }
        }

        private mutating func told(
            _ step: (inout CounterEnvironment) throws(EnvironmentError) -> Step
        ) throws(EnvironmentError) -> Step {
            var answer: Step
            do {
                answer = try step(&counter)
            } catch {
                if fault == .stepsAfterEnd, error.code == .notRunning {
                    return Step(observation: "Still here.")
                }
                refusals += 1
                throw error
            }
            switch fault {
            case .sharedState:
                answer.observation += " (step \(shared.steps.withLock { $0 += 1; return $0 }))"
            case .countsRefusals: answer.observation += " (\(refusals) refused)"
            case .generousReward: answer.reward = 2
            case .stepsAfterEnd, .deafReply: break
            }
            return answer
        }

        func action(in reply: String) -> String? { counter.action(in: reply) }
    }
}
