public import Environments

extension Shop {
    /// The messages before the task: our own words for what the agent is told.
    ///
    /// As in AgentInstruct there is no demonstration.
    public func opening(settings: Settings) throws(EnvironmentError) -> DialogueOpening {
        let version = try behavior(settings).version
        let form: String =
            switch version {
            case .agentInstruct, .agentBench01, .agentBench02:
                """
                Write each reply in this form, with your reasoning first:

                Thought:
                what you make of the page

                Action:
                click[something]
                """
            case .eto:
                """
                Write each reply in this form, with your reasoning first:

                Thought: what you make of the page
                Action: click[something]
                """
            case .agentBenchFC:
                "Use the tools search_action and click_action, one call in each reply."
            case .original, .corrected: "Reply with the action alone."
            }
        var opening = DialogueOpening(
            instruction: """
                You are shopping on the web for someone who tells you what to buy. After each of \
                your replies you see the page that it leads to.
                There are two actions:
                search[words] looks for products; the words are yours to choose, so choose them well
                click[name] presses a button, opens a product or picks an option of the page; the \
                name must be one that the page offers
                Anything else changes nothing. Find the product that fits, pick the options that \
                were asked for, and buy it.
                \(form)
                """,
            acknowledgement: "Ok.")
        if version == .agentBenchFC { opening.tools = ToolCall.tools }
        return opening
    }
}

extension ShopVersion {
    /// A whole reply in this version's format that holds an action alone.
    func reply(acting action: String) -> String {
        switch self {
        case .original, .corrected: action
        case .agentInstruct, .agentBench01, .agentBench02: "Action:\n\(action)"
        case .eto: "Action: \(action)"
        case .agentBenchFC: ToolCall.message("", calling: action)
        }
    }

    /// A whole reply in this version's format.
    func reply(thought: String, action: String) -> String {
        switch self {
        case .original, .corrected: return action
        case .agentInstruct, .agentBench01, .agentBench02:
            return "Thought:\n\(thought)\n\nAction:\n\(action)"
        case .eto: return "Thought: \(thought)\nAction: \(action)"
        case .agentBenchFC: return ToolCall.message(thought, calling: action)
        }
    }
}
