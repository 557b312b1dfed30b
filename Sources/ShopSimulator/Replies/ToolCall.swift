import JSONTree

/// A call of one of the shop's tools in an agent's message.
enum ToolCall {
    /// What AgentBench answers to a message without a call.
    static let missing = "No executable tool calls found! You should call a tool instead."

    /// The tools, as OpenAI's chat API takes them.
    static let tools: [JSON] = [
        tool("search_action", "Searches the shop for products.", "keywords", "What to search for."),
        tool(
            "click_action", "Clicks on something that the page offers.", "value",
            "The name of what to click on."),
    ]

    private static func tool(
        _ name: String, _ summary: String, _ argument: String, _ meaning: String
    ) -> JSON {
        let property: JSON = ["type": "string", "description": .string(meaning)]
        let parameters: JSON = [
            "type": "object", "properties": .object(JSONObject([(argument, property)])),
            "required": .array([.string(argument)]),
        ]
        return [
            "type": "function",
            "function": [
                "name": .string(name), "description": .string(summary), "parameters": parameters,
            ],
        ]
    }

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

    /// A message that calls for an action.
    static func message(_ thought: String, calling action: String) -> String {
        guard let bracket = action.firstIndex(of: "["), action.hasSuffix("]") else {
            return thought
        }
        let argument = String(action[action.index(after: bracket)...].dropLast())
        let isSearch = action[..<bracket] == "search"
        let arguments: JSON = [isSearch ? "keywords" : "value": .string(argument)]
        let call: JSON = [
            "type": "function",
            "function": [
                "name": isSearch ? "search_action" : "click_action",
                "arguments": .string(arguments.text()),
            ],
        ]
        let message: JSON = [
            "role": "assistant", "content": .string(thought), "tool_calls": .array([call]),
        ]
        return message.text()
    }
}
