import JSONTree

/// Llama 2's chat text, with the ranges of characters that training counts:
/// `{"id": …, "template": "llama2-meta", "text": …, "loss_spans": [[start, end], …]}`.
///
/// Counted are replies whose `loss` is not `false`, their closing `</s>` included.
struct LlamaFormat {
    let template: LlamaTemplate

    private static let marks = ["[INST]", "[/INST]", "<<SYS>>", "<</SYS>>", "<s>", "</s>"]

    private var name: DialogueFormat {
        switch template {
        case .meta: .llama2Meta
        case .fastChat: .llama2FastChat
        case .agentGym: .llama2AgentGym
        }
    }

    // MARK: Writing

    func row(
        of dialogue: Dialogue, _ notes: inout ConversionNotes
    ) throws(ConversionRefusal) -> JSON {
        var messages = dialogue.messages[...]
        var system: String?
        if let first = messages.first, first.role.side == .system {
            system = first.text
            messages = messages.dropFirst()
        }
        guard !messages.isEmpty else { throw ConversionRefusal("has no turns") }
        var turns: [LlamaTemplate.Turn] = []
        for message in messages {
            guard message.role.side == (turns.count.isMultiple(of: 2) ? .human : .agent) else {
                throw ConversionRefusal(
                    turns.isEmpty
                        ? "does not begin with the human, as the template must"
                        : "has two turns of one speaker in a row, for which the template has no form"
                )
            }
            if LlamaFormat.holdsMark(message.text) {
                notes.add("messages hold marks of the template itself")
            }
            if template == .fastChat, message.text.isEmpty {
                notes.add("messages are empty, which FastChat takes for still to come")
            }
            if template == .meta, message.text.strippedLikePython != message.text {
                notes.add("messages lost white space at their ends, as Meta's code has it")
            }
            if !message.extra.isEmpty {
                notes.add("further members of messages have no place in a text")
            }
            turns.append(.init(text: message.text, isTrained: message.loss != false))
        }
        if system != nil, template == .agentGym {
            notes.add("system prompts have no place in AgentGym's template")
        }
        let rendering = template.rendering(
            of: turns, system: template == .agentGym ? nil : system ?? LlamaTemplate.systemPrompt)
        var row = JSONObject()
        if let id = dialogue.id { row.append("id", .string(id)) }
        row.append("template", .string(name.rawValue))
        row.append("text", .string(rendering.text))
        row.append(
            "loss_spans",
            .array(rendering.spans.map { [JSON($0.lowerBound), JSON($0.upperBound)] }))
        for member in dialogue.extra { row.append(member.key, member.value) }
        return .object(row)
    }

    /// Whether a text holds a mark of the template.
    private static func holdsMark(_ text: String) -> Bool {
        marks.contains { text.firstPlace(of: $0) != nil }
    }

    // MARK: Reading

    func dialogue(of row: JSON) throws(DialogueFault) -> Dialogue {
        guard let members = row.object, let text = members["text"]?.string else {
            throw .lacks("“text”")
        }
        guard var (system, turns) = parse(text) else {
            throw DialogueFault(
                .wrongMember, [.key("text")], "the text is not in the template \(name.rawValue)")
        }
        let spans = members["loss_spans"]?.array?.compactMap { span -> Range<Int>? in
            guard let start = span.array?.first?.int, let end = span.array?.last?.int, start <= end
            else { return nil }
            return start..<end
        }
        // Which replies the spans cover is seen by rendering all of them as trained.
        let all = template.rendering(of: turns, system: system)
        guard all.text == text else {
            throw DialogueFault(
                .wrongMember, [.key("text")],
                "the text holds marks of its own template, and can be read in more than one way")
        }
        if let spans {
            let trained = Set(spans)
            var expected = all.spans.makeIterator()
            for index in turns.indices
            where !index.isMultiple(of: 2) && hasSpan(turns[index]) {
                turns[index].isTrained = expected.next().map(trained.contains) ?? false
            }
        }
        if system == LlamaTemplate.systemPrompt { system = nil }
        var messages = system.map { [Message(role: .system, text: $0, loss: nil)] } ?? []
        for (index, turn) in turns.enumerated() {
            messages.append(
                index.isMultiple(of: 2)
                    ? Message(role: .human, text: turn.text, loss: nil)
                    : Message(
                        role: .gpt, text: turn.text, loss: spans == nil ? nil : turn.isTrained))
        }
        var extra = JSONObject()
        for member in members
        where !["id", "template", "text", "loss_spans"].contains(member.key) {
            extra.append(member.key, member.value)
        }
        return Dialogue(id: members["id"]?.string, messages: messages, extra: extra)
    }

    private func hasSpan(_ turn: LlamaTemplate.Turn) -> Bool {
        template != .fastChat || !turn.text.isEmpty
    }

    /// The turns of a text, all as trained.
    private func parse(_ text: String) -> (system: String?, turns: [LlamaTemplate.Turn])? {
        let (begin, middle, end): (String, String, String) =
            switch template {
            case .meta: ("<s>[INST] ", " [/INST]", " </s>")
            case .fastChat: ("[INST] ", " [/INST]", " </s><s>")
            case .agentGym: ("<s>[INST] ", " [/INST]", "</s>")
            }
        var turns: [LlamaTemplate.Turn] = []
        var system: String?
        var rest = text[...]
        while !rest.isEmpty {
            guard rest.take(begin) else { return nil }
            var asked: Substring
            if let closed = rest.take(upTo: middle) {
                asked = closed
            } else {
                // FastChat ends an open question with a blank.
                guard template == .fastChat, let open = rest.between("", " ") else { return nil }
                asked = open
                rest = ""
            }
            var question = asked
            if turns.isEmpty, question.take("<<SYS>>\n"),
                let prompt = question.take(upTo: "\n<</SYS>>\n\n")
            {
                system = String(prompt)
                asked = question
            }
            turns.append(.init(text: String(asked), isTrained: false))
            guard !rest.isEmpty else { break }
            guard rest.take(" "), let reply = rest.take(upTo: end) else { return nil }
            turns.append(.init(text: String(reply), isTrained: true))
        }
        return turns.isEmpty ? nil : (system, turns)
    }
}
