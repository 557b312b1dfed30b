public import Environments
import FoundationEssentials
public import JSONTree

/// Says what a script says: the form of `play --actions`.
///
/// A line is a JSON value: a string is a whole reply, `{"action": "…"}` a bare action, and
/// `{"reset": {"task": "ID"}}` begins what is said in the episodes of a task. What stands before the
/// first reset is said in all episodes of other tasks.
public struct ScriptPolicy: Policy {
    enum Line: Hashable, Sendable {
        case reply(String)
        case action(String)
    }

    /// The script's name, for provenance.
    private let source: String
    private var lines: [String: [Line]] = [:]
    private var common: [Line] = []

    /// `script`.
    public var name: String { "script" }

    /// The script's name.
    public var settings: JSONObject { JSONObject([("script", .string(source))]) }

    /// Reads a script.
    ///
    /// - Throws: ``SynthesisError`` with the line that is none.
    public init(path: String) throws(SynthesisError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SynthesisError(.badInput, "the script \(path) cannot be read")
        }
        try self.init(bytes: [UInt8](data), name: path)
    }

    /// Reads a script from memory; `name` stands for its path.
    public init(bytes: [UInt8], name: String) throws(SynthesisError) {
        source = name
        var task: String?
        for (index, row) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            .enumerated()
        where !row.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) {
            guard let json = try? JSON.parse(bytes: row) else {
                throw ScriptPolicy.bad(name, index, "no JSON")
            }
            if let reset = json["reset"] {
                guard let id = reset["task"]?.string else {
                    throw ScriptPolicy.bad(name, index, "a reset names its task")
                }
                task = id
            } else if let reply = json.string ?? json["reply"]?.string {
                add(.reply(reply), to: task)
            } else if let action = json["action"]?.string {
                add(.action(action), to: task)
            } else {
                throw ScriptPolicy.bad(name, index, "a line is a reply, an action or a reset")
            }
        }
    }

    private mutating func add(_ line: Line, to task: String?) {
        if let task { lines[task, default: []].append(line) } else { common.append(line) }
    }

    private static func bad(_ name: String, _ index: Int, _ what: String) -> SynthesisError {
        SynthesisError(.badInput, "\(name), line \(index + 1): \(what)")
    }

    /// Someone who reads the lines for the task out.
    public func makeAgent(for episode: EpisodePlan, in world: some World) throws -> any Agent {
        guard let lines = lines[episode.task.id] ?? (common.isEmpty ? nil : common) else {
            throw EnvironmentError.unsupported("\(episode.task.id): the script has no line for it")
        }
        return ScriptAgent(rest: lines[...])
    }
}

private struct ScriptAgent: Agent {
    var rest: ArraySlice<ScriptPolicy.Line>

    mutating func reply(after step: Step, in environment: some Environment) throws -> String? {
        switch rest.popFirst() {
        case .reply(let reply): return reply
        case .action(let action):
            guard let reply = environment.reply(acting: action) else {
                throw EnvironmentError.unsupported(
                    "a bare action where the reply format has no form for one")
            }
            return reply
        case nil: return nil
        }
    }
}
