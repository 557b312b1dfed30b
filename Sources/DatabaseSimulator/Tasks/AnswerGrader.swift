/// Compares an agent's answer with a task's labels.
enum AnswerGrader {
    /// AgentBench v0.2: one value against one value as numbers if both are, else as text; otherwise
    /// as sets of Python values.
    static func agentBenchV2(_ answer: String, labels: [String]) -> Bool {
        let given = PythonLiteral(answer)?.elements ?? [.string(answer)]
        if given.count == 1 && labels.count == 1 {
            if let left = given[0].float, let right = PythonLiteral.float(labels[0]) {
                return left == right
            }
            return given[0] == .string(labels[0])
        }
        return Set(given) == Set(labels.map { PythonLiteral.string($0) })
    }

    /// AgentBench's function-calling version: cleaned texts, numbers within 0.01.
    static func functionCalls(_ answer: String, labels: [String]) -> Bool {
        let given = (PythonLiteral(answer)?.elements ?? [.string(answer)]).map { cleaned($0) }
        let expected = labels.map { cleaned(.string($0)) }
        if given.count == 1 && expected.count == 1 { return areClose(given[0], expected[0]) }
        guard given.count == expected.count else { return Set(given) == Set(expected) }
        let numbers = (given.compactMap(Double.init), expected.compactMap(Double.init))
        if numbers.0.count == given.count && numbers.1.count == expected.count {
            return zip(numbers.0.sorted(), numbers.1.sorted()).allSatisfy { abs($0 - $1) <= 1e-2 }
        }
        return Set(given) == Set(expected)
    }

    private static func areClose(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        guard let left = Double(left), let right = Double(right) else { return false }
        return abs(left - right) <= 1e-2
    }

    private static func cleaned(_ value: PythonLiteral) -> String {
        var text =
            switch value {
            case .string(let text): text
            case .integer(let digits): digits
            case .float(let number): number.pythonText
            case .boolean(let flag): flag ? "True" : "False"
            case .none: "None"
            case .list, .tuple, .set, .dictionary: ""
            }
        text = text.trimming { $0.isWhitespace }.trimming { $0 == "\"" || $0 == "'" }
        if ["none", "null", "nan", "inf", "", "undefined"].contains(text.lowercased()) {
            return "0"
        }
        if text.hasSuffix("%") { text.removeLast() }
        let plain = text.replacing(",", with: "")
        return Double(plain) == nil ? text : plain
    }
}

extension String {
    fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> String {
        guard let first = firstIndex(where: { !isTrimmed($0) }),
            let last = lastIndex(where: { !isTrimmed($0) })
        else { return "" }
        return String(self[first...last])
    }
}
