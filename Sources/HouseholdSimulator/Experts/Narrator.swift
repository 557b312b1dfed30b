import SeededRandom

/// Puts an expert's reasons into words, as an agent would say them.
struct Narrator {
    private var generator: SeededGenerator
    private var isFirst = true
    /// The class of place searched last: a thought is worth saying when it changes.
    private var searched: String?
    private var hasDelivered = false

    init(_ generator: SeededGenerator) {
        self.generator = generator
    }

    /// What there is to think about a move; `nil` if it speaks for itself.
    mutating func thought(on move: Resident.Move, _ goal: Goal, remark: String?) -> String? {
        let opening = isFirst ? introduction(goal) : nil
        isFirst = false
        let thoughts = [remark, opening, thought(on: move.purpose, goal)].compactMap { $0 }
        return thoughts.isEmpty ? nil : thoughts.joined(separator: " ")
    }

    /// What the agent says to a move that went wrong.
    mutating func remark(on observation: String) -> String? {
        choose(
            observation.hasPrefix("Nothing happens.")
                ? ["That was not possible.", "Nothing came of that."]
                : ["That is not what I meant to do.", "Something else came of that."])
    }

    private func word(_ type: String) -> String { String(type.dropLast("type".count)) }

    private func category(_ name: String) -> String {
        String(name.prefix { $0 != " " })
    }

    private mutating func introduction(_ goal: Goal) -> String {
        let object = word(goal.object)
        let target = word(goal.target)
        let need: String
        switch goal.type {
        case .place: need = "I have to find a \(object) and put it in or on the \(target)."
        case .cleanAndPlace:
            need = "I need a \(object), which I have to clean before it goes to the \(target)."
        case .heatAndPlace:
            need = "I need a \(object), heated in the microwave, and it belongs to the \(target)."
        case .coolAndPlace:
            need = "I need a \(object), cooled with the fridge, and it belongs to the \(target)."
        case .placeTwo:
            need =
                "Two of the same are wanted: I will bring one \(object) after the other to the "
                + "same \(target)."
        case .examineInLight:
            need = "I have to hold a \(object) and turn on a \(target) beside me."
        }
        return need
    }

    private mutating func thought(on purpose: Resident.Purpose, _ goal: Goal) -> String? {
        switch purpose {
        case .search(let object, let place):
            let category = category(place)
            defer { searched = category }
            if searched == category { return nil }
            return choose(
                searched == nil
                    ? [
                        "A likely place for the \(object) is the \(category).",
                        "I would look for the \(object) at the \(category) first.",
                    ]
                    : [
                        "No \(object) so far. It may be at the \(category).",
                        "Not there. Next I look for the \(object) at the \(category).",
                        "I have found no \(object) yet, so I try the \(category).",
                    ])
        case .open(let place):
            return sometimes([
                "The \(place) is closed, so I open it.", "It has to be opened first.",
            ])
        case .fetch(let object, let place):
            return choose([
                "I have seen \(object) at the \(place). I go back for it.",
                "On the way I saw \(object) at the \(place).",
            ])
        case .take(let object, _):
            return choose([
                "Here is \(object), which is what I need.",
                "This \(category(object)) will do: I take it.",
            ])
        case .carryToTool(let object, let place):
            return choose([
                "Now I take \(object) to the \(place).",
                "With \(object) in hand I go to the \(place).",
            ])
        case .treat: return nil
        case .carryToTarget(let object, let place):
            if goal.type == .examineInLight {
                return "The lamp is at the \(place), and I have \(object)."
            }
            return choose([
                "Now \(object) can go to the \(place).",
                "What is left is to bring \(object) to the \(place).",
            ])
        case .put:
            defer { hasDelivered = true }
            return hasDelivered ? "This is the second one." : nil
        case .light(let lamp): return "I turn on \(lamp) while I hold the object."
        case .putAway(let object, let place):
            return "I do not need \(object), so I leave it at the \(place)."
        }
    }

    private mutating func choose(_ sentences: [String]) -> String? {
        sentences.randomElement(using: &generator)
    }

    private mutating func sometimes(_ sentences: [String]) -> String? {
        Bool.random(using: &generator) ? choose(sentences) : nil
    }
}
