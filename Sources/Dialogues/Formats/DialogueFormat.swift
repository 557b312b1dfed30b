public import JSONTree

/// The formats that dialogues are written in.
public enum DialogueFormat: String, CaseIterable, Hashable, Sendable {
    /// `conversations` of `from`, `loss` and `value`.
    case agentInstruct = "agentinstruct"
    /// `conversations` of `from` and `value`.
    case shareGPT = "sharegpt"
    /// OpenAI's chat messages; what is not trained has `weight` 0.
    case openAI = "openai"
    /// The same, with the actions of the known environments as calls of tools.
    case openAITools = "openai-tools"
    /// Harbor's Agent Trajectory Interchange Format.
    case atif
    /// Llama 2's chat template as Meta's own code writes it, with the spans that are trained.
    case llama2Meta = "llama2-meta"
    /// The same as FastChat writes it.
    case llama2FastChat = "llama2-fastchat"
    /// The same as AgentGym writes it.
    case llama2AgentGym = "llama2-agentgym"

    /// Whether rows are lists `conversations`, as in this library's own model.
    public var hasConversations: Bool { self == .agentInstruct || self == .shareGPT }

    /// The format of a row, by its members; `nil` if it is none of these.
    public init?(of row: JSON) {
        guard let members = row.object else { return nil }
        if let list = members["conversations"]?.array {
            let hasLoss = list.contains { $0["loss"] != nil }
            self = hasLoss ? .agentInstruct : .shareGPT
        } else if members["messages"]?.array != nil {
            self = members["tools"] == nil ? .openAI : .openAITools
        } else if members["steps"]?.array != nil, members["schema_version"]?.string != nil {
            self = .atif
        } else if members["text"]?.string != nil, let template = members["template"]?.string,
            let format = DialogueFormat(rawValue: template), format.llamaTemplate != nil
        {
            self = format
        } else {
            return nil
        }
    }

    /// The template, if this is one of Llama 2's.
    var llamaTemplate: LlamaTemplate? {
        switch self {
        case .llama2Meta: .meta
        case .llama2FastChat: .fastChat
        case .llama2AgentGym: .agentGym
        default: nil
        }
    }
}

extension DialogueFormat {
    /// A dialogue as a row of this format.
    ///
    /// - Parameter notes: takes what the format has no place for.
    /// - Throws: ``ConversionRefusal`` if the format cannot say it at all.
    public func row(
        of dialogue: Dialogue, notes: inout ConversionNotes
    ) throws(ConversionRefusal) -> JSON {
        switch self {
        case .agentInstruct: dialogue.withLoss(&notes).json
        case .shareGPT: dialogue.withoutLoss(&notes).json
        case .openAI: try ChatFormat(callsTools: false).row(of: dialogue, &notes)
        case .openAITools: try ChatFormat(callsTools: true).row(of: dialogue, &notes)
        case .atif: try TrajectoryFormat().row(of: dialogue, &notes)
        case .llama2Meta: try LlamaFormat(template: .meta).row(of: dialogue, &notes)
        case .llama2FastChat: try LlamaFormat(template: .fastChat).row(of: dialogue, &notes)
        case .llama2AgentGym: try LlamaFormat(template: .agentGym).row(of: dialogue, &notes)
        }
    }

    /// The dialogue in a row of this format, or what keeps it from being one.
    func dialogue(of row: JSON) -> (dialogue: Dialogue?, faults: [DialogueFault]) {
        do throws(DialogueFault) {
            let dialogue =
                switch self {
                case .openAI, .openAITools: try ChatFormat(callsTools: true).dialogue(of: row)
                case .atif: try TrajectoryFormat().dialogue(of: row)
                case .llama2Meta: try LlamaFormat(template: .meta).dialogue(of: row)
                case .llama2FastChat: try LlamaFormat(template: .fastChat).dialogue(of: row)
                case .llama2AgentGym: try LlamaFormat(template: .agentGym).dialogue(of: row)
                case .agentInstruct, .shareGPT:
                    throw .lacks("list “conversations”")
                }
            return (dialogue, [])
        } catch {
            return (nil, [error])
        }
    }
}
