import JSONTree

/// What is wrong with a row that is JSON, and in which part of it.
struct DialogueFault: Error, Hashable {
    var code: DialogueProblem.Code
    /// The part, from the row as a whole.
    var path: [JSONPathStep]
    var what: String
    /// What to do, where the code alone does not say it.
    private var ownAdvice: String?

    init(
        _ code: DialogueProblem.Code, _ path: [JSONPathStep], _ what: String,
        advice: String? = nil
    ) {
        self.code = code
        self.path = path
        self.what = what
        ownAdvice = advice
    }

    /// A row that is of another format than the one it is read in: it lacks a member.
    static func lacks(_ member: String) -> DialogueFault {
        DialogueFault(
            .missingConversations, [], "the row has no \(member)",
            advice: "it may be of another format")
    }

    /// The problem, placed within the row and, if that is known, within the file.
    func problem(at place: DialogueProblem.Place) -> DialogueProblem {
        DialogueProblem(code, at: place.within(path), what, advice: advice)
    }

    private var advice: String {
        if let ownAdvice { return ownAdvice }
        return switch code {
        case .missingConversations, .notADialogue:
            "a row is an object with a list “conversations” of messages"
        case .missingRole, .missingValue: "a message has “from” and “value”, both strings"
        case .wrongMember: "correct it or delete the row"
        case .unknownRole:
            "AgentInstruct has human and gpt, ShareGPT also system, user, assistant, chatgpt, bing "
                + "and bard"
        case .wrongOrder: "human and gpt take turns, and the human begins"
        case .lossOnHumanTurn: "loss belongs to the agent's turns: write null here"
        case .emptyConversations: "delete the row"
        case .repeatedID: "give each dialogue an id of its own"
        default: ""
        }
    }
}

extension DialogueProblem.Place {
    /// The place of a part of the row that is at this place.
    func within(_ path: [JSONPathStep]) -> DialogueProblem.Place {
        var place = self
        place.jsonPath = JSON.description(of: path)
        if path.count > 1, path[0] == .key("conversations"), case .index(let index) = path[1] {
            place.message = index
        }
        return place
    }
}
