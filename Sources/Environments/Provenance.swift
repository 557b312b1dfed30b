public import JSONTree

/// Where a dialogue of our own making comes from: what it takes to make it again, and to judge it.
///
/// It stands beside the dialogues in a file of its own, `NAME.provenance.jsonl`, a line for each
/// dialogue of `NAME.jsonl`.
public struct Provenance: Hashable, Sendable {
    /// The id of the dialogue.
    public var id: String
    /// The environment that it was held in.
    public var environment: EnvironmentIdentifier
    /// The world: a path relative to the shipped worlds (`db/library.jsonl`), or an absolute one.
    public var world: String
    /// The task, listed or derived.
    public var task: String
    /// The seed of the episode.
    public var seed: UInt64
    /// Behaviour versions other than the defaults.
    public var settings: Settings
    /// What else is known, such as the policy, the reward and the errors.
    public var details: JSONObject

    /// Describes where a dialogue comes from.
    public init(
        id: String, environment: EnvironmentIdentifier, world: String, task: String, seed: UInt64,
        settings: Settings = [:], details: JSONObject = JSONObject()
    ) {
        self.id = id
        self.environment = environment
        self.world = world
        self.task = task
        self.seed = seed
        self.settings = settings
        self.details = details
    }

    /// The members that every line has.
    private static let members = ["id", "environment", "world", "task", "seed", "settings"]

    /// Reads a line; `nil` if it lacks something or says something else.
    public init?(_ json: JSON) {
        guard let id = json["id"]?.string,
            let environment = json["environment"]?.string.flatMap(EnvironmentIdentifier.init),
            let world = json["world"]?.string, let task = json["task"]?.string,
            case .number(let literal)? = json["seed"], let seed = UInt64(literal)
        else { return nil }
        self.init(id: id, environment: environment, world: world, task: task, seed: seed)
        for member in json["settings"]?.object ?? JSONObject() {
            settings[member.key] = member.value.string
        }
        for member in json.object ?? JSONObject() where !Provenance.members.contains(member.key) {
            details.append(member.key, member.value)
        }
    }

    /// The line.
    public var json: JSON {
        var object = JSONObject([
            ("id", .string(id)), ("environment", .string(environment.rawValue)),
            ("world", .string(world)), ("task", .string(task)),
            ("seed", .number(literal: String(seed))),
            (
                "settings",
                .object(
                    JSONObject(
                        settings.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
            ),
        ])
        for member in details { object.append(member.key, member.value) }
        return .object(object)
    }

    /// The path of the file that stands beside a file of dialogues.
    public static func path(beside dialogues: String) -> String {
        stem(of: dialogues) + ".provenance.jsonl"
    }

    /// A path without the ending of its file's name.
    public static func stem(of path: String) -> String {
        let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) }
        let start = name ?? path.startIndex
        guard let dot = path[start...].lastIndex(of: "."), dot > start else { return path }
        return String(path[..<dot])
    }
}
