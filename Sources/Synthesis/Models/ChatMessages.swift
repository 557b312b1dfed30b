import Dialogues
import JSONTree

/// The messages of a chat: what a dialogue is to a model.
struct ChatMessages {
    private(set) var messages: [JSON]
    private let tools: [JSON]

    /// The messages before an episode.
    init(_ form: DialogueForm, tools: [JSON]) {
        self.tools = tools
        messages = form.preamble.map { message in
            let role =
                switch message.role.side {
                case .agent: "assistant"
                case .system: "system"
                case .human, nil: "user"
                }
            return ["role": .string(role), "content": .string(message.text)]
        }
    }

    /// Adds what the environment says; after a tool call it is the tool's answer.
    mutating func add(observation: String) {
        if let id = messages.last?["tool_calls"]?.array?.first?["id"] {
            messages.append(["role": "tool", "tool_call_id": id, "content": .string(observation)])
        } else {
            messages.append(["role": "user", "content": .string(observation)])
        }
    }

    /// Adds a reply, as the dialogue has it.
    mutating func add(reply: String) {
        if !tools.isEmpty, let message = try? JSON.parse(reply), message["role"] != nil {
            messages.append(message)
        } else {
            messages.append(["role": "assistant", "content": .string(reply)])
        }
    }

    /// The request for the next message.
    func request(model: String, temperature: Double?, tokenLimit: Int?) -> JSON {
        var request = JSONObject([("model", .string(model)), ("messages", .array(messages))])
        if let temperature { request.append("temperature", JSON(temperature)) }
        if let tokenLimit { request.append("max_tokens", JSON(tokenLimit)) }
        if !tools.isEmpty { request.append("tools", .array(tools)) }
        return .object(request)
    }

    /// The reply in a response: its text, or with tools the whole message; `nil` if the response
    /// is not of the form that it should have.
    static func reply(in response: JSON, withTools: Bool) -> String? {
        guard let message = response["choices"]?.array?.first?["message"], message.object != nil
        else { return nil }
        let text = text(of: message["content"])
        let call = message["tool_calls"]?.array?.first
        guard withTools, let call else { return text }
        guard let function = call["function"], let name = function["name"]?.string else {
            return nil
        }
        // One call is carried out at a time; arguments are a text in this API, but not everywhere.
        let arguments = function["arguments"].map { $0.string ?? $0.text() } ?? "{}"
        let kept: JSON = [
            "id": call["id"] ?? "call_0", "type": "function",
            "function": ["name": .string(name), "arguments": .string(arguments)],
        ]
        let reply: JSON = [
            "role": "assistant", "content": text.map(JSON.string) ?? .null, "tool_calls": [kept],
        ]
        return reply.text()
    }

    /// The content as text; some servers send it in parts.
    private static func text(of content: JSON?) -> String? {
        switch content {
        case .string(let text)?: text
        case .array(let parts)?: parts.compactMap { $0["text"]?.string }.joined()
        default: nil
        }
    }
}
