/// The three ways in use to write Llama 2's chat template.
enum LlamaTemplate: Hashable {
    /// Meta's own code: texts are stripped, each pair has its own `<s>` and `</s>`.
    case meta
    /// FastChat's `llama-2`: the tokenizer adds the first `<s>`.
    case fastChat
    /// AgentGym's: no system prompt, no blank before `</s>`.
    case agentGym

    /// The system prompt that AgentTuning fixes.
    static let systemPrompt = "You are a helpful, respectful and honest assistant."

    /// A text with the parts of it that are trained.
    struct Rendering {
        var text = ""
        /// In characters, which here are Unicode scalars, as for Python.
        var spans: [Range<Int>] = []
        private var length = 0

        mutating func append(_ part: String) {
            text += part
            length += part.scalarCount
        }

        mutating func append(_ part: String, isTrained: Bool) {
            let start = length
            append(part)
            if isTrained, start < length { spans.append(start..<length) }
        }
    }

    /// A turn: what is said, and whether it is trained.
    struct Turn: Hashable {
        var text: String
        var isTrained: Bool
    }

    /// The text of turns, the human's and the agent's by turns, the human's first.
    func rendering(of turns: [Turn], system: String?) -> Rendering {
        var rendering = Rendering()
        switch self {
        case .meta: renderMeta(turns, system, &rendering)
        case .fastChat: renderFastChat(turns, system, &rendering)
        case .agentGym:
            for (index, turn) in turns.enumerated() {
                if index.isMultiple(of: 2) {
                    rendering.append("<s>[INST] \(turn.text) [/INST]")
                } else {
                    rendering.append(" \(turn.text)</s>", isTrained: turn.isTrained)
                }
            }
        }
        return rendering
    }

    private func renderMeta(_ turns: [Turn], _ system: String?, _ rendering: inout Rendering) {
        for (index, turn) in turns.enumerated() {
            if index.isMultiple(of: 2) {
                let opening =
                    index == 0 ? system.map { "<<SYS>>\n\($0)\n<</SYS>>\n\n" } ?? "" : ""
                rendering.append("<s>[INST] \((opening + turn.text).strippedLikePython) [/INST]")
            } else {
                rendering.append(" ")
                rendering.append(
                    "\(turn.text.strippedLikePython) </s>", isTrained: turn.isTrained)
            }
        }
    }

    private func renderFastChat(
        _ turns: [Turn], _ system: String?, _ rendering: inout Rendering
    ) {
        rendering.append(system.map { "[INST] <<SYS>>\n\($0)\n<</SYS>>\n\n" } ?? "[INST] ")
        for (index, turn) in turns.enumerated() {
            let tag = index.isMultiple(of: 2) ? "[INST]" : "[/INST]"
            // FastChat takes an empty text for one that is still to come.
            guard !turn.text.isEmpty else {
                rendering.append(tag)
                continue
            }
            if index.isMultiple(of: 2) {
                rendering.append(index == 0 ? "\(turn.text) " : "\(tag) \(turn.text) ")
            } else {
                rendering.append("\(tag) ")
                rendering.append("\(turn.text) </s>", isTrained: turn.isTrained)
                rendering.append("<s>")
            }
        }
    }
}

extension String {
    /// `str.strip()`.
    var strippedLikePython: String {
        func isSpace(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0x09...0x0D, 0x1C...0x20: true
            case ..<0x80: false
            default: scalar.properties.isWhitespace
            }
        }
        guard let first = unicodeScalars.firstIndex(where: { !isSpace($0) }),
            let last = unicodeScalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(unicodeScalars[first...last])
    }
}
