import JSONTree

/// OpenAI's chat messages, as its fine-tuning takes them: `weight` 0 marks an assistant's message
/// that is not trained, 1 one that is.
struct ChatFormat {
    /// Whether actions become calls of tools.
    let callsTools: Bool

    // MARK: Writing

    func row(
        of dialogue: Dialogue, _ notes: inout ConversionNotes
    ) throws(ConversionRefusal) -> JSON {
        let tools = callsTools ? dialogue.recognisedEnvironment.flatMap(ToolScheme.of) : nil
        var messages: [JSON] = []
        var call: String?
        for (index, message) in dialogue.messages.enumerated() {
            guard let side = message.role.side else {
                throw ConversionRefusal(
                    "has the role “\(message.role.rawValue)”, which chat messages do not know")
            }
            if message.role != side.role {
                notes.add("names of roles are not kept by chat messages")
            }
            if !message.extra.isEmpty {
                notes.add("further members of messages are not kept by chat messages")
            }
            var members = JSONObject()
            switch side {
            case .system: members.append("role", "system")
            case .human:
                members.append("role", .string(call == nil ? "user" : "tool"))
                if let call { members.append("tool_call_id", .string(call)) }
            case .agent: members.append("role", "assistant")
            }
            call = nil
            if side == .agent, let tools, let (content, action) = tools.split(message.text) {
                let id = "call_\(index)"
                members.append("content", .string(content))
                members.append("tool_calls", [action.json(id: id)])
                call = id
            } else {
                members.append("content", .string(message.text))
            }
            if side == .agent, let loss = message.loss {
                members.append("weight", JSON(loss ? 1 : 0))
            }
            messages.append(.object(members))
        }
        var row = JSONObject()
        if let id = dialogue.id { row.append("id", .string(id)) }
        row.append("messages", .array(messages))
        if let tools { row.append("tools", tools.declarations) }
        for member in dialogue.extra { row.append(member.key, member.value) }
        return .object(row)
    }

    // MARK: Reading

    func dialogue(of row: JSON) throws(DialogueFault) -> Dialogue {
        guard let members = row.object, let list = members["messages"]?.array else {
            throw .lacks("list “messages”")
        }
        let statesLoss = list.contains { $0["weight"] != nil }
        var messages: [Message] = []
        for (index, value) in list.enumerated() {
            let path: [JSONPathStep] = [.key("messages"), .index(index)]
            guard let role = value["role"]?.string else {
                throw DialogueFault(.missingRole, path, "the message has no “role”")
            }
            guard let side = Role(rawValue: role == "developer" ? "system" : role).side else {
                throw DialogueFault(
                    .unknownRole, path + [.key("role")], "unknown role “\(role)”")
            }
            let text = try text(of: value, path)
            let loss = value["weight"].flatMap { $0.int }.map { $0 != 0 }
            messages.append(
                statesLoss
                    ? Message(role: side.role, text: text, loss: loss)
                    : Message(role: side.role, text: text))
        }
        var extra = JSONObject()
        for member in members where !["id", "messages", "tools"].contains(member.key) {
            extra.append(member.key, member.value)
        }
        return Dialogue(id: members["id"].flatMap(Self.id), messages: messages, extra: extra)
    }

    private static func id(_ value: JSON) -> String? {
        switch value {
        case .string(let text): text
        case .number(let literal): literal
        default: nil
        }
    }

    /// The text of a message: its content with its calls as the environment's text; calls of tools
    /// that no environment knows leave the message as it is, which is how function-calling agents
    /// are read.
    private func text(of message: JSON, _ path: [JSONPathStep]) throws(DialogueFault) -> String {
        let content = try content(of: message, path)
        guard let calls = message["tool_calls"]?.array, !calls.isEmpty else { return content }
        if calls.count == 1, let action = ToolAction(calls[0]),
            let text = ToolScheme.text(of: action)
        {
            return content + text
        }
        var whole = message.object ?? JSONObject()
        whole["weight"] = nil
        return JSON.object(whole).text()
    }

    private func content(of message: JSON, _ path: [JSONPathStep]) throws(DialogueFault) -> String {
        switch message["content"] {
        case .string(let text)?: return text
        case nil, .null?:
            guard message["tool_calls"] != nil else {
                throw DialogueFault(.missingValue, path, "the message has no “content”")
            }
            return ""
        case .array(let parts)?:
            // Parts of a text, as newer chats have them.
            var texts: [String] = []
            for part in parts {
                guard part["type"]?.string == "text", let text = part["text"]?.string else {
                    throw DialogueFault(
                        .wrongMember, path + [.key("content")],
                        "the content has a part that is not text")
                }
                texts.append(text)
            }
            return texts.joined()
        case let other?:
            throw DialogueFault(
                .wrongMember, path + [.key("content")], "the content is \(other.kind)")
        }
    }
}
