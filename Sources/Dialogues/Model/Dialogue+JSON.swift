public import JSONTree

extension Dialogue {
    /// The row as a JSON value, every member where the file had it.
    public var json: JSON {
        var members: [JSONObject.Member] = []
        members.reserveCapacity(order.count)
        var rest = extra[...]
        var wroteID = false
        var wroteMessages = false
        for slot in order {
            switch slot {
            case .id, .numericID:
                wroteID = true
                members.append(JSONObject.Member("id", idValue(asNumber: slot == .numericID)))
            case .messages:
                wroteMessages = true
                members.append(JSONObject.Member("conversations", messagesValue))
            case .extra:
                if let member = rest.popFirst() { members.append(member) }
            }
        }
        if !wroteID, let id {
            members.insert(JSONObject.Member("id", .string(id)), at: 0)
        }
        if !wroteMessages {
            members.append(JSONObject.Member("conversations", messagesValue))
        }
        members += rest
        return .object(JSONObject(members: members))
    }

    private var messagesValue: JSON { .array(messages.map(\.json)) }

    /// The id, as a number where the file had one and it still is one.
    private func idValue(asNumber: Bool) -> JSON {
        guard let id else { return .null }
        if asNumber, let value = try? JSON.parse(id), case .number = value { return value }
        return .string(id)
    }
}

extension Message {
    /// The turn as a JSON value, every member where the file had it.
    public var json: JSON {
        var members: [JSONObject.Member] = []
        members.reserveCapacity(order.count)
        var rest = extra[...]
        // A `loss` that was added later goes where AgentInstruct has it, before the text.
        let addsLoss = loss != nil && !order.contains(.loss)
        for slot in order {
            switch slot {
            case .role: members.append(JSONObject.Member("from", .string(role.rawValue)))
            case .loss: members.append(JSONObject.Member("loss", lossValue))
            case .text:
                if addsLoss { members.append(JSONObject.Member("loss", lossValue)) }
                members.append(JSONObject.Member("value", .string(text)))
            case .extra:
                if let member = rest.popFirst() { members.append(member) }
            }
        }
        members += rest
        return .object(JSONObject(members: members))
    }

    private var lossValue: JSON { loss.map(JSON.bool) ?? .null }
}
