import Environments
import JSONTree

/// What an inferred world's marker says of its record beyond Mind2Web's own format.
struct InferredMarker: Hashable, Sendable {
    /// The version that the questions were asked in.
    var version: WebPageVersion
    /// What followed wrong answers.
    var afterMistake: AfterMistake
    /// Whether the dialogue was about a whole task, not one step of it.
    var isWhole: Bool
    /// What is known of each step.
    var steps: [StepKnowledge]

    init(
        version: WebPageVersion, afterMistake: AfterMistake, isWhole: Bool, steps: [StepKnowledge]
    ) {
        self.version = version
        self.afterMistake = afterMistake
        self.isWhole = isWhole
        self.steps = steps
    }

    /// Reads a marker; `nil` if it is not one of a page's.
    init?(_ json: JSON) {
        guard json["environment"]?.string == EnvironmentIdentifier.mind2web.rawValue,
            let version = json["version"]?.string.flatMap(WebPageVersion.init),
            let wrong = json["wrong"]?.string.flatMap(AfterMistake.init),
            let steps = json["steps"]?.array
        else { return nil }
        self.init(
            version: version, afterMistake: wrong, isWhole: json["whole"]?.bool ?? false,
            steps: steps.map(StepKnowledge.init))
    }

    /// The marker's members.
    var details: JSONObject {
        JSONObject([
            ("version", .string(version.rawValue)), ("wrong", .string(afterMistake.rawValue)),
            ("whole", .bool(isWhole)), ("steps", .array(steps.map(\.json))),
        ])
    }
}
