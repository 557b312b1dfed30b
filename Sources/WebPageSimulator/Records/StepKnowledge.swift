import JSONTree

/// What a record that was inferred from a dialogue knows of a step: which answers are wrong, and
/// whether the right one is known.
///
/// A complete record knows that all elements but its targets are wrong; a dialogue tells only of
/// the answers that were given.
struct StepKnowledge: Hashable, Sendable {
    /// An answer: the element and what was to be done to it.
    struct Answer: Hashable, Sendable {
        /// `nil` for none of the elements.
        var element: String?
        var prediction: String
    }

    /// Whether the right answer is not known.
    var isOpen = false
    /// Answers that are known to be wrong.
    var mistakes: Set<Answer> = []
    /// What was made up to fill in for it; `nil` if nothing was.
    var invention: String?

    /// Whether an answer's worth is left open.
    ///
    /// - Parameter targets: the elements that are known to be right.
    func leavesOpen(_ answer: Answer, targets: [String]) -> Bool {
        if mistakes.contains(answer) { return false }
        guard !isOpen else { return true }
        return answer.element.map { !targets.contains($0) } ?? false
    }
}

extension StepKnowledge {
    /// Reads a step of an inferred world's marker.
    init(_ json: JSON) {
        isOpen = json["open"]?.bool ?? false
        mistakes = Set(
            (json["mistakes"]?.array ?? []).map {
                Answer(
                    element: $0["element"]?.string, prediction: $0["action"]?.string ?? "")
            })
    }

    /// The step as the marker has it.
    var json: JSON {
        let order = mistakes.sorted {
            ($0.element ?? "", $0.prediction) < ($1.element ?? "", $1.prediction)
        }
        return [
            "open": .bool(isOpen),
            "mistakes": .array(
                order.map { ["element": JSON($0.element), "action": .string($0.prediction)] }),
        ]
    }
}
