/// What the agent is asked about a page: which element to act on next, and how.
public struct Question: Hashable, Sendable {
    /// How many of the actions before are told.
    static let historyLength = 5

    /// The part of the page that is shown.
    public var snippet: String
    /// What the user wants.
    public var task: String
    /// What was done before, the latest last; all that is told.
    public var previousActions: [String]
    /// The elements to choose from, lettered from B.
    public var choices: [String]

    /// Puts a question together.
    public init(
        snippet: String, task: String, previousActions: some Collection<String>, choices: [String]
    ) {
        self.snippet = snippet
        self.task = task
        self.previousActions = Array(previousActions.suffix(Question.historyLength))
        self.choices = choices
    }

    /// Asks about a pruned page's candidates.
    init(
        _ page: PrunedPage, task: String, previousActions: some Collection<String>
    ) {
        self.init(
            snippet: page.text, task: task, previousActions: previousActions,
            choices: page.choices.map(\.text))
    }

    /// The letter of the choice at an index.
    public static func letter(of index: Int) -> String {
        Unicode.Scalar(UInt32(66 + index)).map { String(Character($0)) } ?? ""
    }
}

extension Question {
    static let fence = "'''"
    static let opening =
        "Based on the HTML webpage above, try to complete the following task:\n"
    static let taskLabel = "Task: "
    static let historyLabel = "Previous actions:\n"
    static let noHistory = "None"
    static let request =
        "What should be the next action? Please select from the following choices "
        + "(If the correct action is not in the page above, please select A. 'None of the "
        + "above'):\n\nA. None of the above\n"

    /// The part behind the page: task, earlier actions and choices.
    public var text: String {
        var text = Question.opening + Question.taskLabel + task + "\n" + Question.historyLabel
        for action in previousActions.isEmpty ? [Question.noHistory] : previousActions {
            text += action + "\n"
        }
        text += Question.request
        for (index, choice) in choices.enumerated() {
            text += "\(Question.letter(of: index)). \(choice)\n"
        }
        return text
    }

    /// The whole message as the agent is sent it.
    public func message(in version: WebPageVersion) -> String {
        let message = "\(Question.fence)\n\(snippet)\n\(Question.fence)\n\n\(text)"
        return version.stripsMessages ? PythonText.stripped(message) : message
    }
}
