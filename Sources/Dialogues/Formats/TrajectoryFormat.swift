import JSONTree

/// ATIF, harbor's format for trajectories of agents.
///
/// ATIF knows no loss; `is_copied_context` marks steps that are not to be trained, and `extra` of a
/// step keeps the flag itself. What the environment answers is the observation of the agent's step.
struct TrajectoryFormat {
    private static let version = "ATIF-v1.7"

    // MARK: Writing

    /// A step in the making: the environment's answer is still to come.
    private struct Step {
        var source: Role.Side
        var message: Message
        var answer: Message?
    }

    func row(
        of dialogue: Dialogue, _ notes: inout ConversionNotes
    ) throws(ConversionRefusal) -> JSON {
        guard !dialogue.messages.isEmpty else {
            throw ConversionRefusal("has no messages, and a trajectory has a step at least")
        }
        let steps = try steps(of: dialogue)
        var row = JSONObject([("schema_version", .string(TrajectoryFormat.version))])
        // Older readers demand the member.
        row.append("session_id", .string(dialogue.id ?? ""))
        row.append("agent", ["name": "unknown", "version": "unknown"])
        row.append(
            "steps", .array(steps.enumerated().map { json(of: $0.element, number: $0.offset + 1) }))
        if !dialogue.extra.isEmpty { row.append("extra", .object(dialogue.extra)) }
        return .object(row)
    }

    private func steps(of dialogue: Dialogue) throws(ConversionRefusal) -> [Step] {
        let parts = dialogue.recognisedEnvironment == nil ? nil : dialogue.parts
        let firstLive = parts?.taskIndex ?? Int.max
        var steps: [Step] = []
        for (index, message) in dialogue.messages.enumerated() {
            guard let side = message.role.side else {
                throw ConversionRefusal(
                    "has the role “\(message.role.rawValue)”, which ATIF does not know")
            }
            if side == .human, index > firstLive, let last = steps.last, last.source == .agent,
                last.answer == nil
            {
                steps[steps.count - 1].answer = message
            } else {
                steps.append(Step(source: side, message: message))
            }
        }
        return steps
    }

    private func json(of step: Step, number: Int) -> JSON {
        let source =
            switch step.source {
            case .system: "system"
            case .human: "user"
            case .agent: "agent"
            }
        var members = JSONObject([
            ("step_id", JSON(number)), ("source", .string(source)),
            ("message", .string(step.message.text)),
        ])
        if let answer = step.answer {
            var result = JSONObject([("content", .string(answer.text))])
            append(extra(of: answer), to: &result)
            members.append("observation", ["results": [.object(result)]])
        }
        if step.message.loss == false { members.append("is_copied_context", true) }
        append(extra(of: step.message), to: &members)
        return .object(members)
    }

    private func append(_ extra: JSONObject, to members: inout JSONObject) {
        if !extra.isEmpty { members.append("extra", .object(extra)) }
    }

    /// What the format has no place of its own for.
    private func extra(of message: Message) -> JSONObject {
        var extra = JSONObject()
        if message.writesLoss { extra.append("loss", message.loss.map(JSON.bool) ?? .null) }
        if message.role != message.role.side?.role {
            extra.append("from", .string(message.role.rawValue))
        }
        if !message.extra.isEmpty { extra.append("members", .object(message.extra)) }
        return extra
    }

    // MARK: Reading

    func dialogue(of row: JSON) throws(DialogueFault) -> Dialogue {
        guard let members = row.object, let steps = members["steps"]?.array else {
            throw .lacks("list “steps”")
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
