public import JSONTree

extension Dialogue {
    /// The row as a JSON value, every member where the file had it.
    public var json: JSON {
        var rest = extra[...]
        let members = writtenOrder.compactMap { slot in
            switch slot {
            case .id, .numericID: JSONObject.Member("id", idValue(asNumber: slot == .numericID))
            case .messages: JSONObject.Member("conversations", .array(messages.map(\.json)))
            case .extra: rest.popFirst()
            }
        }
        return .object(JSONObject(members: members))
    }

    /// The order of the file, fitted to the members that there are now.
    var writtenOrder: [Slot] {
        var slots = order.fitted(.extra, to: extra.count)
        if id != nil, !slots.contains(where: { $0 == .id || $0 == .numericID }) {
            slots.insert(.id, at: 0)
        }
        return slots
    }

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
        var rest = extra[...]
        let members = writtenOrder.compactMap { slot in
            switch slot {
            case .role: JSONObject.Member("from", .string(role.rawValue))
            case .text: JSONObject.Member("value", .string(text))
            case .loss: JSONObject.Member("loss", loss.map(JSON.bool) ?? .null)
            case .extra: rest.popFirst()
            }
        }
        return .object(JSONObject(members: members))
    }

    /// The order of the file, fitted to the members that there are now; a `loss` that was added
    /// goes where AgentInstruct has it, before the text.
    var writtenOrder: [Slot] {
        var slots = order.fitted(.extra, to: extra.count)
        if loss != nil, !slots.contains(.loss) {
            slots.insert(.loss, at: slots.firstIndex(of: .text) ?? slots.endIndex)
        }
        return slots
    }
}

extension Array where Element: Equatable {
    /// The same order with as many of an element as wanted: superfluous ones go, missing ones come
    /// at the end.
    fileprivate func fitted(_ element: Element, to wanted: Int) -> [Element] {
        var present = 0
        for other in self where other == element { present += 1 }
        guard present != wanted else { return self }
        var fitted = self
        while present > wanted, let index = fitted.lastIndex(of: element) {
            fitted.remove(at: index)
            present -= 1
        }
        fitted += Array(repeating: element, count: Swift.max(0, wanted - present))
        return fitted
    }
}
