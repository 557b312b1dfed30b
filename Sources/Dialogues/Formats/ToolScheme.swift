import JSONTree

/// A call of a tool: what an action is in a chat with tools.
struct ToolAction: Hashable {
    var name: String
    var arguments: JSONObject

    init(_ name: String, _ arguments: KeyValuePairs<String, JSON>) {
        self.name = name
        self.arguments = JSONObject(arguments.map { ($0.key, $0.value) })
    }

    /// Reads a member of `tool_calls`.
    init?(_ call: JSON) {
        guard let function = call["function"], let name = function["name"]?.string else {
            return nil
        }
        let given = function["arguments"]
        let value = given?.string.flatMap { try? JSON.parse($0) } ?? given
        guard let arguments = value?.object else { return nil }
        self.name = name
        self.arguments = arguments
    }

    func json(id: String) -> JSON {
        [
            "id": .string(id), "type": "function",
            "function": [
                "name": .string(name), "arguments": .string(JSON.object(arguments).text()),
            ],
        ]
    }
}

/// The tools of an environment, by the names that AgentBench's function-calling version gives them,
/// and how its text form says the same.
///
/// Only replies that the tools say to the byte are taken apart; all others stay text.
struct ToolScheme {
    /// A function, its parameters and what it does.
    struct Tool {
        var name: String
        var parameters: [(name: String, type: String, summary: String)]
        var summary: String
    }

    let environment: String
    let tools: [Tool]
    /// The tools as a request declares them.
    let declarations: JSON

    init(environment: String, tools: [Tool]) {
        self.environment = environment
        self.tools = tools
        declarations = .array(tools.map(\.declaration))
    }

    /// The scheme of an environment; mind2web has none.
    static func of(_ environment: String) -> ToolScheme? {
        all.first { $0.environment == environment }
    }

    /// A reply taken apart: what stands before the action, white space included, and the action.
    func split(_ reply: String) -> (content: String, action: ToolAction)? {
        for place in reply.places(of: marker) {
            guard let action = action(in: reply[place.lowerBound...]) else { continue }
            return (String(reply[..<place.lowerBound]), action)
        }
        return nil
    }

    /// What an action begins with.
    private var marker: String {
        switch environment {
        case "os": "Act:"
        case "alfworld": "ACTION:"
        default: "Action:"
        }
    }

    /// The action that a text is, if ``text(of:)`` gives the same text back.
    private func action(in tail: Substring) -> ToolAction? {
        switch environment {
        case "db":
            if let query = tail.between("Action: Operation\n```sql\n", "\n```") {
                return query.firstPlace(of: "\n```") != nil
                    ? nil : ToolAction("execute_sql", ["query": .string(String(query))])
            }
            guard let answer = tail.between("Action: Answer\nFinal Answer: ", ""),
                let list = try? JSON.parse(String(answer)), list.array != nil,
                list.text() == answer
            else { return nil }
            return ToolAction("commit_final_answer", ["answers": list])
        case "os":
            if let script = tail.between("Act: bash\n\n```bash\n", "\n```") {
                return script.firstPlace(of: "```") != nil
                    ? nil : ToolAction("bash_action", ["script": .string(String(script))])
            }
            if tail == "Act: finish" { return ToolAction("finish_action", [:]) }
            return tail.between("Act: answer(", ")").map {
                ToolAction("answer_action", ["answer": .string(String($0))])
            }
        case "webshop":
            if let words = tail.between("Action:\nsearch[", "]") {
                return ToolAction("search_action", ["keywords": .string(String(words))])
            }
            return tail.between("Action:\nclick[", "]").map {
                ToolAction("click_action", ["value": .string(String($0))])
            }
        case "alfworld":
            return tail.between("ACTION: ", "").map {
                ToolAction("take_action", ["action": .string(String($0))])
            }
        case "kg": return graphAction(in: tail)
        default: return nil
        }
    }

    private func graphAction(in tail: Substring) -> ToolAction? {
        guard var rest = tail.between("Action: ", ")"), let name = rest.take(upTo: "("),
            let tool = tools.first(where: { $0.name == name })
        else { return nil }
        var action = ToolAction(tool.name, [:])
        for parameter in tool.parameters.dropLast() {
            guard let value = rest.take(upTo: ", ") else { return nil }
            action.arguments.append(parameter.name, .string(String(value)))
        }
        if let last = tool.parameters.last {
            action.arguments.append(last.name, .string(String(rest)))
        }
        return action
    }

    /// An action as its environment's text form says it; `nil` for tools of no known environment.
    static func text(of action: ToolAction) -> String? {
        func text(_ key: String) -> String? { action.arguments[key]?.string }
        switch action.name {
        case "execute_sql": return text("query").map { "Action: Operation\n```sql\n\($0)\n```" }
        case "commit_final_answer":
            return action.arguments["answers"].map { "Action: Answer\nFinal Answer: \($0.text())" }
        case "bash_action": return text("script").map { "Act: bash\n\n```bash\n\($0)\n```" }
        case "finish_action": return "Act: finish"
        case "answer_action": return text("answer").map { "Act: answer(\($0))" }
        case "search_action": return text("keywords").map { "Action:\nsearch[\($0)]" }
        case "click_action": return text("value").map { "Action:\nclick[\($0)]" }
        case "take_action": return text("action").map { "ACTION: \($0)" }
        default:
            guard let tool = of("kg")?.tools.first(where: { $0.name == action.name }) else {
                return nil
            }
            var values: [String] = []
            for parameter in tool.parameters {
                guard let value = text(parameter.name) else { return nil }
                values.append(value)
            }
            return "Action: \(action.name)(\(values.joined(separator: ", ")))"
        }
    }
}

extension ToolScheme.Tool {
    fileprivate var declaration: JSON {
        let properties = parameters.map { parameter in
            var members = JSONObject([
                ("type", .string(parameter.type)), ("description", .string(parameter.summary)),
            ])
            if parameter.type == "array" { members.append("items", ["type": "string"]) }
            return (parameter.name, JSON.object(members))
        }
        return [
            "type": "function",
            "function": [
                "name": .string(name), "description": .string(summary),
                "parameters": [
                    "type": "object", "properties": .object(JSONObject(properties)),
                    "required": .array(parameters.map { .string($0.name) }),
                ],
            ],
        ]
    }
}
