extension Dialogue {
    /// The environment that the dialogue was recorded in, by what its first messages say:
    /// `db`, `webshop`, `kg`, `os`, `alfworld` or `mind2web`; `nil` for a general conversation.
    ///
    /// Ids may lie, so they are not looked at. Known are the prompts of AgentInstruct and of
    /// AgentBench 0.1, 0.2 and its function-calling version, and what the environments themselves
    /// print, so that a dialogue without its instruction is recognised too.
    public var recognisedEnvironment: String? {
        var scores = [Int](repeating: 0, count: EnvironmentPhrases.all.count)
        var seen = Set<EnvironmentPhrases.Key>()
        for message in messages.prefix(EnvironmentPhrases.messages) {
            let text = NormalisedText(message.text)
            for (environment, phrases) in EnvironmentPhrases.all.enumerated() {
                for (index, phrase) in phrases.phrases.enumerated() {
                    let key = EnvironmentPhrases.Key(environment: environment, phrase: index)
                    guard !seen.contains(key), text.contains(phrase.text) else { continue }
                    seen.insert(key)
                    scores[environment] += phrase.weight
                }
            }
            if scores.contains(where: { $0 >= EnvironmentPhrases.enough }) { break }
        }
        let best = scores.indices.max { scores[$0] < scores[$1] }
        guard let best, scores[best] >= EnvironmentPhrases.enough else { return nil }
        return EnvironmentPhrases.all[best].environment
    }
}

/// What gives an environment away, in the form of ``NormalisedText``.
private struct EnvironmentPhrases {
    struct Phrase {
        let text: StaticString
        /// 4 is enough alone; 3 with any other; 1 and 2 only together: what general conversations
        /// say too.
        let weight: Int

        init(_ weight: Int, _ text: StaticString) {
            self.text = text
            self.weight = weight
        }
    }

    struct Key: Hashable {
        var environment: Int
        var phrase: Int
    }

    let environment: String
    let phrases: [Phrase]

    /// How many messages are looked at.
    static let messages = 6
    /// The weight that decides.
    static let enough = 4

    static let all = [
        EnvironmentPhrases(
            environment: "db",
            phrases: [
                Phrase(4, "operate a mysql database with sql"),
                Phrase(3, "your input will be raw mysql response"),
                Phrase(3, "the headers of this table are"),
                Phrase(3, "action: operation ```sql"),
                Phrase(2, "commit_final_answer"),
                Phrase(2, "execute_sql"),
                Phrase(1, "the name of this table is"),
                Phrase(1, "tables involved with this task"),
                Phrase(1, "final answer: ["),
            ]),
        EnvironmentPhrases(
            environment: "webshop",
            phrases: [
                Phrase(4, "you are web shopping."),
                Phrase(4, "webshop [sep] instruction: [sep]"),
                Phrase(3, "[sep] back to search [sep]"),
                Phrase(3, "'has_search_bar':"),
                Phrase(2, "search[keywords]"),
                Phrase(2, "click[value]"),
                Phrase(2, "search_action"),
                Phrase(2, "click_action"),
                Phrase(1, "action: search["),
                Phrase(1, "action: click["),
            ]),
        EnvironmentPhrases(
            environment: "kg",
            phrases: [
                Phrase(4, "questions based on the knowledge stored in a knowledge base"),
                Phrase(3, "get_relations("),
                Phrase(3, "get_neighbors("),
                Phrase(2, "get_relations"),
                Phrase(2, "get_neighbors"),
                Phrase(2, "get_attributes"),
                Phrase(1, "entities: ["),
                Phrase(1, "observation: ["),
                Phrase(1, "which are instances of"),
            ]),
        EnvironmentPhrases(
            environment: "os",
            phrases: [
                Phrase(4, "play the role of linux(ubuntu) operating system"),
                Phrase(4, "i will start a new problem in a new os"),
                Phrase(3, "the output of the os"),
                Phrase(2, "act: bash"),
                Phrase(2, "act: answer("),
                Phrase(2, "act: finish"),
                Phrase(2, "bash_action"),
                Phrase(2, "answer_action"),
                Phrase(2, "finish_action"),
            ]),
        EnvironmentPhrases(
            environment: "alfworld",
            phrases: [
                Phrase(4, "interact with a household to solve a task"),
                Phrase(4, "-= welcome to textworld, alfred! =-"),
                Phrase(3, "you are in the middle of a room. looking quickly around you"),
                Phrase(2, "an intelligent agent in a household environment"),
                Phrase(1, "your task is to: "),
                Phrase(1, "here is your task."),
                Phrase(1, "available actions:"),
                Phrase(1, "action: go to "),
            ]),
        EnvironmentPhrases(
            environment: "mind2web",
            phrases: [
                Phrase(4, "based on the html webpage above, try to complete the following task"),
                Phrase(3, "if the correct action is not in the page above"),
                Phrase(1, "what should be the next action?"),
                Phrase(1, "a. none of the above"),
                Phrase(1, "previous actions:"),
            ]),
    ]
}
