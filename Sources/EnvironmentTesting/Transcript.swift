import Environments

/// What an agent does in a step: through which of the two doors it goes, and with what.
public enum Move: Hashable, Sendable {
    /// The bare action.
    case action(String)
    /// The whole message.
    case reply(String)

    /// What is said.
    var text: String {
        switch self {
        case .action(let text), .reply(let text): text
        }
    }
}

/// What an environment answered to a move; two of them are compared as a whole.
enum Answer: Hashable, Sendable, CustomStringConvertible {
    case step(Step)
    case error(EnvironmentError)

    var description: String {
        switch self {
        case .step(let step):
            "\(step.observation.debugDescription), reward \(step.reward.map { "\($0)" } ?? "none"), "
                + "end \(step.end.map { "\($0)" } ?? "none")"
        case .error(let error): "error \(error)"
        }
    }

    var isError: Bool {
        if case .error = self { true } else { false }
    }

    var step: Step? {
        if case .step(let step) = self { step } else { nil }
    }
}

extension Environment {
    mutating func answer(to move: Move) async -> Answer {
        do {
            switch move {
            case .action(let action): return .step(try await step(action: action))
            case .reply(let reply): return .step(try await step(reply: reply))
            }
        } catch {
            return .error(error)
        }
    }

    mutating func answers(to moves: some Sequence<Move>) async -> [Answer] {
        var answers: [Answer] = []
        for move in moves { answers.append(await answer(to: move)) }
        return answers
    }

    mutating func answerToReset(to task: String?, seed: UInt64) async -> Answer {
        do {
            return .step(try await reset(to: task, seed: seed))
        } catch {
            return .error(error)
        }
    }
}
