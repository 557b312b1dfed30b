import JSONTree

/// A call of one of the shop's tools in an agent's message.
enum ToolCall {
    /// What AgentBench answers to a message without a call.
    static let missing = "No executable tool calls found! You should call a tool instead."

    private static let names = ["search_action": "search", "click_action": "click"]

    /// The action that a message calls for: the message of a chat completion with its
    /// `tool_calls`, one such call, or a call as `{"name": …, "arguments": …}`.
    ///
    /// The first argument counts, whatever its name.
    static func action(in reply: String) -> String? {
        guard let message = try? JSON.parse(reply) else { return nil }
        let call = message["tool_calls"]?.array?.first ?? message
        let function = call["function"] ?? call
        guard let name = function["name"]?.string.flatMap({ names[$0] }),
            let given = function["arguments"]
        else { return nil }
        let arguments = given.string.flatMap { try? JSON.parse($0) } ?? given
        guard let argument = arguments.object?.first?.value.string else { return nil }
        return "\(name)[\(argument)]"
    }
}
