import JSONTree

/// What AgentBench's function-calling version reads in an agent's message: tool calls, or text.
enum ToolCallReply: Hashable, Sendable {
    /// A call with the text of its arguments by name, as far as they are texts.
    struct Call: Hashable, Sendable {
        var name: String
        /// `nil` if the arguments are no JSON object.
        var arguments: JSONObject?
    }

    /// At least one call.
    case calls([Call])
    /// A message without calls.
    case content(String)

    /// Reads an OpenAI message as JSON, a call alone (`{"name": …, "arguments": {…}}`), or text.
    init(message: String) {
        guard let json = try? JSON.parse(message), json.object != nil else {
            self = .content(message)
            return
        }
        let listed = (json["tool_calls"]?.array ?? []).map { $0["function"] ?? $0 }
        let calls = listed.isEmpty && json["name"] != nil ? [json] : listed
        if calls.isEmpty {
            self = .content(json["content"]?.string ?? "")
        } else {
            self = .calls(calls.map { Call($0) })
        }
    }

    /// Reads a bare action: one of those messages, or a call as text versions write it.
    init(action: String) {
        self = ToolCallReply(message: action)
        guard case .content = self, case .action(let line) = TextReply(action: action),
            let call = ActionCall.calls(in: line).first, let arguments = call.arguments
        else { return }
        let names = Tool(rawValue: call.name)?.parameters ?? []
        self = .calls([
            Call(
                name: call.name,
                arguments: JSONObject(zip(names, arguments.map { JSON.string($0) })))
        ])
    }

    /// The bare action: the only call, or the text.
    func bareAction(of message: String) -> String? {
        switch self {
        case .calls(let calls):
            guard calls.count == 1, let call = calls.first, let arguments = call.arguments else {
                return message
            }
            let json: JSON = ["name": .string(call.name), "arguments": .object(arguments)]
            return json.text(.python)
        case .content(let text):
            guard case .answer(let index) = TextReply(message: text) else { return nil }
            return "Final Answer: #\(index)"
        }
    }
}

extension ToolCallReply.Call {
    init(_ json: JSON) {
        name = json["name"]?.string ?? ""
        switch json["arguments"] {
        case .string(let text): arguments = (try? JSON.parse(text))?.object
        case .object(let members): arguments = members
        default: arguments = nil
        }
    }
}
