import JSONTree

/// How well a step was done, by Mind2Web's measures.
public struct StepScore: Hashable, Sendable {
    /// Whether the chosen element is a right one.
    public var isElementRight: Bool
    /// The overlap of operation and value with the recorded ones; it counts even on a wrong element.
    public var operationF1: Double

    /// Whether element, operation and value are right.
    public var isSuccess: Bool { isElementRight && operationF1 >= 1 }

    /// Scores a choice.
    ///
    /// - Parameters:
    ///   - element: the name of the chosen element; `nil` if none was chosen.
    ///   - prediction: operation and value as they were replied.
    public init(element: String?, prediction: String, in snapshot: Snapshot) {
        isElementRight = element.map { snapshot.targets.contains($0) } ?? false
        operationF1 = StepScore.f1(prediction, snapshot.operation.text)
    }

    /// The score of a step that was not decided.
    static let none = StepScore(isElementRight: false, operationF1: 0)

    private init(isElementRight: Bool, operationF1: Double) {
        self.isElementRight = isElementRight
        self.operationF1 = operationF1
    }

    /// The F1 of two texts' sets of words.
    static func f1(_ prediction: String, _ target: String) -> Double {
        let predicted = Set(PythonText.words(prediction))
        let wanted = Set(PythonText.words(target))
        if predicted.isEmpty && wanted.isEmpty { return 1 }
        let common = Double(predicted.intersection(wanted).count)
        guard common > 0 else { return 0 }
        let precision = common / Double(predicted.count)
        let recall = common / Double(wanted.count)
        return 2 * precision * recall / (precision + recall)
    }

    /// The measures for machines.
    var json: JSON {
        [
            "element_correct": .bool(isElementRight), "operation_f1": JSON(operationF1),
            "step_success": .bool(isSuccess),
        ]
    }
}
