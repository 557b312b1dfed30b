import JSONTree

/// One line of a script: what is to be done.
enum PlayOrder: Hashable {
    /// Which task a reset goes to.
    enum Task: Hashable {
        case same
        case free
        case named(String)
    }

    case reply(String)
    case action(String)
    case reset(Task, seed: UInt64?)
    case snapshot(String)
    case restore(String)

    /// Reads a line of a script.
    ///
    /// - Throws: ``PlayLine/Failure`` with the code `bad-line` that says what the line should be.
    init(line: [UInt8]) throws(PlayLine.Failure) {
        let value: JSON
        do {
            value = try JSON.parse(bytes: line)
        } catch {
            throw PlayLine.Failure(code: "bad-line", message: "not JSON: \(error)")
        }
        if let reply = value.string {
            self = .reply(reply)
        } else if let members = value.object, members.count == 1, let member = members.first {
            self = try PlayOrder(key: member.key, value: member.value)
        } else {
            throw PlayOrder.badLine("a line is a string or an object with one key")
        }
    }

    private init(key: String, value: JSON) throws(PlayLine.Failure) {
        switch (key, value) {
        case ("action", .string(let action)): self = .action(action)
        case ("reply", .string(let reply)): self = .reply(reply)
        case ("snapshot", .string(let name)): self = .snapshot(name)
        case ("restore", .string(let name)): self = .restore(name)
        case ("reset", .null): self = .reset(.same, seed: nil)
        case ("reset", .object(let object)): self = try PlayOrder(reset: object)
        case ("action", _), ("reply", _), ("snapshot", _), ("restore", _):
            throw PlayOrder.badLine("\(key) takes a string, not \(value.kind)")
        case ("reset", _):
            throw PlayOrder.badLine("reset takes an object, not \(value.kind)")
        default:
            throw PlayOrder.badLine(
                "\(key) is none of action, reply, reset, snapshot and restore")
        }
    }

    private init(reset: JSONObject) throws(PlayLine.Failure) {
        let task: Task
        switch reset["task"] {
        case nil: task = .same
        case .null: task = .free
        case .string(let id): task = .named(id)
        case let other?: throw PlayOrder.badLine("task is a string or null, not \(other.kind)")
        }
        switch reset["seed"] {
        case nil, .null: self = .reset(task, seed: nil)
        case .number(let literal):
            guard let seed = UInt64(literal) else {
                throw PlayOrder.badLine("seed is a whole number from 0 on, not \(literal)")
            }
            self = .reset(task, seed: seed)
        case let other?: throw PlayOrder.badLine("seed is a number, not \(other.kind)")
        }
    }

    private static func badLine(_ message: String) -> PlayLine.Failure {
        PlayLine.Failure(code: "bad-line", message: message)
    }
}
