import JSONTree

/// Makes dialogues of parsed rows.
///
/// The order of members hardly ever changes within a file, so the arrays that hold it are shared
/// from row to row.
struct RowDecoder {
    private var messageOrder = Message.agentInstructOrder
    private var rowOrder = Dialogue.defaultOrder

    /// Reads a dialogue, or says everything that keeps the row from being one.
    mutating func decode(_ row: JSON) -> (dialogue: Dialogue?, faults: [DialogueFault]) {
        guard case .object(let members) = row else {
            return (nil, [DialogueFault(.notADialogue, [], "the row is \(row.kind)")])
        }
        // Of a key that occurs twice the last counts, as for Python; the others are kept as extras.
        let idIndex = members.lastIndex { $0.key == "id" }
        guard let listIndex = members.lastIndex(where: { $0.key == "conversations" }) else {
            return (nil, [missingConversations(in: members)])
        }
        guard case .array(let list) = members[listIndex].value else {
            let what = "conversations is \(members[listIndex].value.kind)"
            let path = [JSONPathStep.key("conversations")]
            return (nil, [DialogueFault(.missingConversations, path, what)])
        }
        var faults: [DialogueFault] = []
        let id = decodeID(idIndex.map { members[$0].value }, &faults)
        var messages: [Message] = []
        messages.reserveCapacity(list.count)
        for (index, value) in list.enumerated() {
            if let message = decodeMessage(value, at: index, &faults) { messages.append(message) }
        }
        guard faults.isEmpty else { return (nil, faults) }

        var extra = JSONObject()
        for (index, member) in members.enumerated() where index != idIndex && index != listIndex {
            extra.append(member.key, member.value)
        }
        updateRowOrder(members, idIndex: idIndex, listIndex: listIndex)
        let dialogue = Dialogue(id: id, messages: messages, extra: extra, order: rowOrder)
        return (dialogue, [])
    }

    private func missingConversations(in members: JSONObject) -> DialogueFault {
        let keys = members.keys.prefix(6).map { "“\($0)”" }.joined(separator: ", ")
        let what =
            members.isEmpty
            ? "the row is an empty object"
            : "the row has no member “conversations” (it has \(keys))"
        return DialogueFault(.missingConversations, [], what)
    }

    private func decodeID(_ value: JSON?, _ faults: inout [DialogueFault]) -> String? {
        switch value {
        case nil, .null: return nil
        case .string(let text): return text
        case .number(let literal): return literal
        case .some(let other):
            faults.append(
                DialogueFault(.wrongMember, [.key("id")], "the id is \(other.kind)"))
            return nil
        }
    }

    private mutating func decodeMessage(
        _ value: JSON, at index: Int, _ faults: inout [DialogueFault]
    ) -> Message? {
        let path: [JSONPathStep] = [.key("conversations"), .index(index)]
        guard case .object(let members) = value else {
            let what = "the message is \(value.kind)"
            faults.append(DialogueFault(.wrongMember, path, what))
            return nil
        }
        var roleIndex: Int?
        var textIndex: Int?
        var lossIndex: Int?
        for (index, member) in members.enumerated() {
            switch member.key {
            case "from": roleIndex = index
            case "value": textIndex = index
            case "loss": lossIndex = index
            default: break
            }
        }
        let count = faults.count
        let role = requiredText(roleIndex, "from", .missingRole, members, path, &faults)
        let text = requiredText(textIndex, "value", .missingValue, members, path, &faults)
        var loss: Bool?
        switch lossIndex.map({ members[$0].value }) {
        case nil, .null: break
        case .bool(let flag): loss = flag
        case .some(let other):
            let what = "loss is \(other.kind), not true, false or null"
            faults.append(DialogueFault(.wrongMember, path + [.key("loss")], what))
        }
        guard faults.count == count, let role, let text else { return nil }
        var extra = JSONObject()
        let known =
            (roleIndex == nil ? 0 : 1) + (textIndex == nil ? 0 : 1)
            + (lossIndex == nil ? 0 : 1)
        if members.count > known {
            for (index, member) in members.enumerated()
            where index != roleIndex && index != textIndex && index != lossIndex {
                extra.append(member.key, member.value)
            }
        }
        updateMessageOrder(count: members.count) { index in
            index == roleIndex
                ? .role : index == textIndex ? .text : index == lossIndex ? .loss : .extra
        }
        return Message(
            role: Role(rawValue: role), text: text, loss: loss, extra: extra, order: messageOrder)
    }

    private func requiredText(
        _ index: Int?, _ key: String, _ code: DialogueProblem.Code, _ members: JSONObject,
        _ path: [JSONPathStep], _ faults: inout [DialogueFault]
    ) -> String? {
        guard let index else {
            faults.append(DialogueFault(code, path, "the message has no “\(key)”"))
            return nil
        }
        guard case .string(let text) = members[index].value else {
            let what = "“\(key)” is \(members[index].value.kind), not a string"
            faults.append(DialogueFault(code, path + [.key(key)], what))
            return nil
        }
        return text
    }

    private mutating func updateMessageOrder(count: Int, slot: (Int) -> Message.Slot) {
        if messageOrder.count == count,
            messageOrder.indices.allSatisfy({ messageOrder[$0] == slot($0) })
        {
            return
        }
        messageOrder = (0..<count).map(slot)
    }

    private mutating func updateRowOrder(_ members: JSONObject, idIndex: Int?, listIndex: Int) {
        func slot(_ index: Int) -> Dialogue.Slot {
            if index == listIndex { return .messages }
            guard index == idIndex else { return .extra }
            if case .number = members[index].value { return .numericID }
            return .id
        }
        if rowOrder.count == members.count,
            rowOrder.indices.allSatisfy({ rowOrder[$0] == slot($0) })
        {
            return
        }
        rowOrder = members.indices.map(slot)
    }
}
