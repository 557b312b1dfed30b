import JSONTree

/// A call of the tool `take_action` in an agent's message.
enum ToolCall {
    /// What AgentBench answers to a message without a call.
    static let missing = "No executable tool calls found. Please call a tool instead"
    /// What AgentBench answers to a call whose arguments are not JSON.
    static let malformed = "No valid tool calls found. Please call a tool instead."

    /// The action that a message calls for: the message of a chat completion with its
    /// `tool_calls`, one such call, or a call as `{"name": …, "arguments": …}`.
    static func action(in reply: String) -> String? {
        guard let message = try? JSON.parse(reply) else { return nil }
        let call = message["tool_calls"]?.array?.first ?? message
        let function = call["function"] ?? call
        guard function["name"]?.string == "take_action", let given = function["arguments"] else {
            return nil
        }
        let arguments = given.string.flatMap { try? JSON.parse($0) } ?? given
        return arguments["action"]?.string
    }

    /// The message that calls for an action.
    static func message(taking action: String) -> String {
        let arguments: JSON = ["action": .string(action)]
        let call: JSON = [
            "function": ["name": "take_action", "arguments": .string(arguments.text())]
        ]
        let message: JSON = ["role": "assistant", "content": nil, "tool_calls": [call]]
        return message.text()
    }

    /// What a message is answered in which ``action(in:)`` finds none.
    static func complaint(about reply: String) -> String {
        guard let message = try? JSON.parse(reply), let calls = message["tool_calls"]?.array,
            !calls.isEmpty
        else { return missing }
        return malformed
    }
}
