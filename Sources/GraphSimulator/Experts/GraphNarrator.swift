import SeededRandom

/// Puts an expert's reasons into words, as an agent would say them.
struct GraphNarrator {
    private var generator: SeededGenerator
    /// What a mistake came to, to be said before the next thought.
    private var pending: String?

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// What there is to say about the mistake before.
    mutating func remark() -> String? {
        defer { pending = nil }
        return pending
    }

    /// Takes note of what a mistake was answered.
    mutating func noteMistake(
        _ mistake: GraphMistake, answeredWith observation: String, type: String?
    ) {
        switch mistake {
        case .answer: pending = "There is no such variable; they are numbered from 0."
        case .silence: pending = "My message had no action in it. I have to name one each time."
        case .call(let call, _):
            if let type {
                pending = choose([
                    "That leads to \(type), which is not what I need.",
                    "Those are instances of \(type), so this is the wrong way.",
                ])
                return
            }
            switch Tool(rawValue: call.name) {
            case .intersection:
                pending =
                    "The two variables are of different types, so they have nothing in common."
            case .getNeighbors:
                pending = "A relation has to be written in full, as it was listed."
            default:
                pending = "The graph does not know \(call.arguments?.first ?? "that") as an entity."
            }
        }
    }

    /// The thought beside a gold action.
    mutating func thought(on call: ActionCall, isFirst: Bool, question: [String]) -> String {
        let first = call.arguments?.first ?? ""
        let second = call.arguments?.last ?? ""
        switch Tool(rawValue: call.name) {
        case .getRelations where !first.hasPrefix("#"):
            if isFirst {
                return choose([
                    "I begin with \(first) and see how it is connected.",
                    "The question speaks of \(first). First I need its relations.",
                    "A good place to start is \(first), so I list its relations.",
                ])
            }
            return choose([
                "The other part of the question is about \(first), so I list its relations too.",
                "Now I look at \(first) in the same way.",
            ])
        case .getRelations:
            return choose([
                "I have to go on from \(first), so I ask which relations lead further.",
                "Now I need to know how the members of \(first) are connected.",
                "The next step starts from \(first).",
            ])
        case .getNeighbors:
            let words = PropertyWords.words(of: second)
            return choose([
                "Among these, \(second) is about the \(words), which is what I need.",
                "The relation \(second) fits: it leads from \(first) to the \(words).",
                "Of these relations I follow \(second).",
            ])
        case .intersection:
            return choose([
                "What is asked for has to be in \(first) and in \(second).",
                "Both conditions must hold, so I intersect \(first) with \(second).",
            ])
        case .getAttributes:
            return "To compare the members of \(first) I need to know their attributes."
        case .argmax, .argmin:
            let words = PropertyWords.words(of: second)
            let end = call.name == Tool.argmax.rawValue ? "highest" : "lowest"
            return choose([
                "I want the member of \(first) with the \(end) \(words).",
                "\(second) is what decides here, and the \(end) value is wanted.",
            ])
        case .count: return "The question is how many there are, so I count \(first)."
        case nil: return "I try this."
        }
    }

    /// The thought beside the answer.
    mutating func answer(_ number: Int) -> String {
        choose([
            "#\(number) is what the question asks for.",
            "With #\(number) I have the answer.",
            "So the answer is #\(number).",
        ])
    }

    private mutating func choose(_ sentences: [String]) -> String {
        sentences.randomElement(using: &generator) ?? ""
    }
}
