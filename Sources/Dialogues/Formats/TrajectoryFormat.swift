import JSONTree

/// ATIF, harbor's format for trajectories of agents.
///
/// ATIF knows no loss; `is_copied_context` marks steps that are not to be trained, and `extra` of a
/// step keeps the flag itself. What the environment answers is the observation of the agent's step.
struct TrajectoryFormat {
    private static let version = "ATIF-v1.7"

    // MARK: Writing

    func row(
        of dialogue: Dialogue, _ notes: inout ConversionNotes
    ) throws(ConversionRefusal) -> JSON {
        guard !dialogue.messages.isEmpty else {
            throw ConversionRefusal("has no messages, and a trajectory has a step at least")
        }
        let parts = dialogue.recognisedEnvironment == nil ? nil : dialogue.parts
        let firstLive = parts?.taskIndex ?? Int.max
        var steps: [JSONObject] = []
        for (index, message) in dialogue.messages.enumerated() {
            guard let side = message.role.side else {
                throw ConversionRefusal(
                    "has the role “\(message.role.rawValue)”, which ATIF does not know")
            }
            let extra = self.extra(of: message, side)
            if side == .human, index > firstLive, let last = steps.last,
                last["source"]?.string == "agent", last["observation"] == nil
            {
                var result = JSONObject([("content", .string(message.text))])
                if !extra.isEmpty { result.append("extra", .object(extra)) }
                steps[steps.count - 1].append("observation", ["results": [.object(result)]])
                continue
            }
            var step = JSONObject([
                ("step_id", JSON(steps.count + 1)),
                (
                    "source",
                    .string(side == .system ? "system" : side == .human ? "user" : "agent")
                ),
                ("message", .string(message.text)),
            ])
            if message.loss == false { step.append("is_copied_context", true) }
            if !extra.isEmpty { step.append("extra", .object(extra)) }
            steps.append(step)
        }
        var row = JSONObject([("schema_version", .string(TrajectoryFormat.version))])
        // Older readers demand the member.
        row.append("session_id", .string(dialogue.id ?? ""))
        row.append("agent", ["name": "unknown", "version": "unknown"])
        row.append("steps", .array(steps.map(inOrder).map(JSON.object)))
        if !dialogue.extra.isEmpty { row.append("extra", .object(dialogue.extra)) }
        return .object(row)
    }

    /// The members of a step as the format lists them.
    private func inOrder(_ step: JSONObject) -> JSONObject {
        let keys = ["step_id", "source", "message", "observation", "is_copied_context", "extra"]
        return JSONObject(keys.compactMap { key in step[key].map { (key, $0) } })
    }

    private func extra(of message: Message, _ side: Role.Side) -> JSONObject {
        var extra = JSONObject()
        if message.writesLoss { extra.append("loss", message.loss.map(JSON.bool) ?? .null) }
        if message.role != side.role { extra.append("from", .string(message.role.rawValue)) }
        if !message.extra.isEmpty { extra.append("members", .object(message.extra)) }
        return extra
    }

    // MARK: Reading

    func dialogue(of row: JSON) throws(DialogueFault) -> Dialogue {
        guard let members = row.object, let steps = members["steps"]?.array else {
            throw DialogueFault(.missingConversations, [], "the row has no list “steps”")
        }
        let statesLoss = steps.contains {
            $0["is_copied_context"]?.bool == true || $0["extra"]?["loss"] != nil
        }
        var messages: [Message] = []
        for (index, step) in steps.enumerated() {
            let path: [JSONPathStep] = [.key("steps"), .index(index)]
            let side: Role.Side
            switch step["source"]?.string {
            case "system"?: side = .system
            case "user"?: side = .human
            case "agent"?: side = .agent
            case let other?:
                throw DialogueFault(
                    .unknownRole, path + [.key("source")], "unknown source “\(other)”")
            case nil: throw DialogueFault(.missingRole, path, "the step has no “source”")
            }
            let trained = side == .agent ? step["is_copied_context"]?.bool != true : nil
            messages.append(
                message(
                    side, try text(of: step, path), step["extra"], loss: trained, statesLoss))
            for result in step["observation"]?["results"]?.array ?? [] {
                let text = try content(result["content"], path + [.key("observation")])
                messages.append(message(.human, text, result["extra"], loss: nil, statesLoss))
            }
        }
        let id = members["session_id"]?.string ?? members["trajectory_id"]?.string
        return Dialogue(
            id: id == "" ? nil : id, messages: messages,
            extra: members["extra"]?.object ?? JSONObject())
    }

    private func message(
        _ side: Role.Side, _ text: String, _ extra: JSON?, loss: Bool?, _ statesLoss: Bool
    ) -> Message {
        let role = extra?["from"]?.string.map(Role.init(rawValue:)) ?? side.role
        let further = extra?["members"]?.object ?? JSONObject()
        guard statesLoss else { return Message(role: role, text: text, extra: further) }
        let stated = extra?["loss"]
        return Message(
            role: role, text: text, loss: stated == nil ? loss : stated?.bool, extra: further)
    }

    /// The message of a step with its calls of tools, as the environment's text or as JSON.
    private func text(of step: JSON, _ path: [JSONPathStep]) throws(DialogueFault) -> String {
        let text = try content(step["message"], path + [.key("message")])
        guard let calls = step["tool_calls"]?.array, !calls.isEmpty else { return text }
        var actions: [String] = []
        for call in calls {
            guard let name = call["function_name"]?.string else {
                throw DialogueFault(
                    .wrongMember, path + [.key("tool_calls")], "a call has no “function_name”")
            }
            var action = ToolAction(name, [:])
            action.arguments = call["arguments"]?.object ?? JSONObject()
            actions.append(ToolScheme.text(of: action) ?? call.text())
        }
        return text + (text.isEmpty || text.hasSuffix("\n") ? "" : "\n")
            + actions.joined(separator: "\n")
    }

    private func content(
        _ value: JSON?, _ path: [JSONPathStep]
    ) throws(DialogueFault) -> String {
        switch value {
        case .string(let text)?: return text
        case nil, .null?: return ""
        case .array(let parts)?:
            return parts.compactMap { $0["text"]?.string }.joined()
        case let other?:
            throw DialogueFault(.wrongMember, path, "the content is \(other.kind)")
        }
    }
}
