/// Evaluates expressions over constants in the engine itself, a limited number of times.
final class WitnessEvaluator {
    // A class because it owns the engine and what it remembers of it.
    private let executor: any StatementExecutor
    private let writer: ExpressionSQL
    private var known: [String: WitnessValue?] = [:]
    private(set) var remaining: Int

    init(_ executor: any StatementExecutor, engine: RecordingEngine, tries: Int) {
        self.executor = executor
        writer = ExpressionSQL(engine: engine)
        remaining = tries
    }

    /// The value of an expression without columns; `nil` where there is none.
    func value(of expression: Expression) throws(WitnessFailure) -> WitnessValue? {
        switch expression {
        case .literal(.null): return .null
        case .literal, .unary(.minus, .literal):
            if let constant = Constant(expression) { return WitnessValue(constant) }
        default: break
        }
        guard let text = writer.text(of: expression) else { return nil }
        if let known = known[text] { return known }
        guard remaining > 0 else { throw .budget }
        remaining -= 1
        var result: WitnessValue?
        if let answer = try? executor.answer("SELECT " + text),
            case .rows(let rows) = RecordedObservation(answer), let cell = rows.rows.first?.first
        {
            result = WitnessValue(cell)
        }
        known[text] = .some(result)
        return result
    }
}
