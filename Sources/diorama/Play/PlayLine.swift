import Environments
import JSONTree

/// What a play answers to one line of its script.
struct PlayLine {
    /// A refusal or failure.
    struct Failure: Error {
        var code: String
        var message: String

        init(code: String, message: String) {
            self.code = code
            self.message = message
        }

        init(_ error: EnvironmentError) {
            self.init(code: error.code.rawValue, message: error.message)
        }
    }

    /// How many steps were taken since the reset.
    var step: Int
    /// What the environment answered; `nil` if nothing happened.
    private(set) var answer: Step?
    var observation: String?
    var reward: Double?
    var done: Bool
    var failure: Failure?
    var info: JSONObject

    /// What a reset or a step gave.
    init(step: Int, _ answer: Step) {
        self.step = step
        self.answer = answer
        observation = answer.observation
        reward = answer.reward
        done = answer.end != nil
        info = answer.details
    }

    /// That nothing happened, and why.
    init(step: Int, done: Bool, _ failure: Failure) {
        self.step = step
        self.done = done
        self.failure = failure
        info = JSONObject()
    }

    /// The line of `play --json`.
    var json: JSON {
        let error: JSON =
            if let failure {
                ["code": .string(failure.code), "message": .string(failure.message)]
            } else {
                .null
            }
        return .object(
            JSONObject([
                ("step", JSON(step)), ("observation", JSON(observation)),
                ("reward", reward.map { JSON($0) } ?? .null), ("done", .bool(done)),
                ("error", error), ("info", .object(info)),
            ]))
    }
}
