/// The values of one expression in the rows of a group, as several aggregates of it ask for them.
struct ValueList {
    let expression: Expression
    var count: Int?
    /// Whether some of the rows may have no value.
    var mayLack = false
    private var maximum: WitnessValue?
    private var minimum: WitnessValue?
    private var sum: WitnessValue?
    private var average: WitnessValue?
    private var other: WitnessValue?
    /// Values that conditions fix in the first rows.
    var fixed: [WitnessValue] = []
    /// The cell of an aggregate whose value is still open.
    private var open: Int?

    init(_ expression: Expression) {
        self.expression = expression
    }

    mutating func take(_ kind: AggregateRole.Kind, _ value: WitnessValue?, _ cell: Int) {
        guard let value else {
            open = cell
            return
        }
        switch kind {
        case .maximum: maximum = value
        case .minimum: minimum = value
        case .sum: sum = value.asAddend
        case .average: average = value
        case .text: other = value
        }
    }

    /// The stretches of rows with their values.
    ///
    /// - Parameter isWhole: makes an average of whole numbers, even where one number would do.
    func runs(isWhole: Bool) throws(WitnessFailure) -> GroupPlan.Runs {
        if let given = [maximum, minimum, sum, average, other].compactMap(\.self).first,
            given == .null
        {
            return GroupPlan.Runs(rest: [Requirement(expression: expression, target: .null)])
        }
        if let other { return rest(other) }
        if !fixed.isEmpty, let total = sum?.number {
            let missing = total - fixed.reduce(0) { $0 + ($1.number ?? 0) }
            let values = fixed.map { ($0, 1) }
            let last = CandidateValues.kind(missing, like: fixed.first ?? .integer(0))
            return runs(values + (missing == 0 ? [] : [(last, 1)]), rest: .integer(0))
        }
        var first: [WitnessValue] = []
        if let maximum { first.append(maximum) }
        if let minimum, minimum != maximum { first.append(minimum) }
        guard sum != nil || average != nil else {
            if let last = first.last {
                return runs(first.count > 1 ? first.map { ($0, 1) } : [], rest: last)
            }
            guard let open else { return GroupPlan.Runs() }
            return GroupPlan.Runs(rest: [Requirement(expression: expression, target: .cell(open))])
        }
        if first.isEmpty, average == nil, let sum {
            return runs([(sum, 1)], rest: .integer(0))
        }
        if first.isEmpty, sum == nil, let average { return try mean(average, isWhole: isWhole) }
        return try together(first)
    }

    private func rest(_ value: WitnessValue) -> GroupPlan.Runs {
        GroupPlan.Runs(rest: [Requirement(expression: expression, target: .value(value))])
    }

    private func runs(
        _ values: [(WitnessValue, Int)], rest: WitnessValue
    ) -> GroupPlan.Runs {
        GroupPlan.Runs(
            runs: values.filter { $0.1 > 0 }.map { value, count in
                GroupPlan.Segment(
                    requirements: [Requirement(expression: expression, target: .value(value))],
                    count: count)
            },
            rest: [
                Requirement(expression: expression, target: rest == .null ? .null : .value(rest))
            ])
    }

    // MARK: Averages

    private func mean(
        _ average: WitnessValue, isWhole: Bool
    ) throws(WitnessFailure) -> GroupPlan.Runs {
        guard let number = average.number else { return rest(average) }
        if case .decimal(let digits) = average {
            // The scale of AVG is the column's and four more.
            let scale = digits.split(separator: ".").dropFirst().first?.utf8.count ?? 0
            return try units(number, scale: max(0, scale - 4), slack: scale)
        }
        if isWhole || expression.slotIndex == nil && number != number.rounded() {
            return try whole(number)
        }
        return rest(average)
    }

    /// Whole numbers, or numbers of a few digits, whose average rounds to a number.
    private func units(
        _ number: Double, scale: Int, slack: Int
    ) throws(WitnessFailure) -> GroupPlan.Runs {
        let unit = (0..<scale).reduce(1.0) { value, _ in value * 10 }
        let tolerance = 0.51 * (0..<slack).reduce(1.0) { value, _ in value / 10 }
        for count in counts where count > 0 {
            let total = (number * unit * Double(count)).rounded()
            guard (total / unit / Double(count) - number).magnitude <= tolerance else { continue }
            let base = (total / Double(count)).rounded(.down)
            let more = Int(total - base * Double(count))
            func value(_ units: Double) -> WitnessValue {
                guard scale > 0 else { return .integer(Int64(units)) }
                let digits = String(Int64(units.magnitude))
                let padded =
                    String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
                return .decimal(
                    (units < 0 ? "-" : "") + padded.dropLast(scale) + "." + padded.suffix(scale))
            }
            return runs(
                more == 0 && self.count == nil && count > 1
                    ? [(value(base), count)]
                    : [(value(base + 1), more), (value(base), count - more)],
                rest: count < self.count ?? 0 ? .null : value(base))
        }
        throw .contradiction
    }

    /// Whole numbers whose average is a double.
    private func whole(_ number: Double) throws(WitnessFailure) -> GroupPlan.Runs {
        for fraction in Fraction.near(number, limit: 100_000)
        where Double(fraction.numerator) / Double(fraction.denominator) == number {
            let denominator = fraction.denominator
            guard
                let rows = count == nil
                    ? denominator
                    : counts.first(where: { $0.isMultiple(of: denominator) && $0 > 0 })
            else { continue }
            let base = Int64(number.rounded(.down))
            let more = (fraction.numerator - Int(base) * denominator) * (rows / denominator)
            return runs(
                [(.integer(base + 1), more), (.integer(base), rows - more)],
                rest: rows < count ?? 0 ? .null : .integer(base))
        }
        throw .contradiction
    }

    /// The numbers of rows with a value to try, in order.
    private var counts: [Int] {
        guard let count else { return Array(1...3000) }
        return mayLack ? (0..<min(count, 300)).map { count - $0 } : [count]
    }

    /// Extremes and a sum or an average.
    private func together(_ first: [WitnessValue]) throws(WitnessFailure) -> GroupPlan.Runs {
        var count = count
        if count == nil, let sum = sum?.number, let average = average?.number, average != 0 {
            count = Int((sum / average).rounded())
        }
        if mayLack, let known = count, let rows = rowsWithValues(known) { count = rows }
        let rows = max(count ?? first.count + 1, 1)
        guard let total = sum?.number ?? average?.number.map({ $0 * Double(rows) }) else {
            throw .contradiction
        }
        let model = sum ?? average ?? .null
        let used = first.prefix(rows)
        let others = rows - used.count
        let missing = total - used.reduce(0) { $0 + ($1.number ?? 0) }
        let isLacking = rows < self.count ?? 0
        guard others > 0 else {
            return runs(
                used.map { ($0, 1) }, rest: isLacking ? .null : used.last ?? .integer(0))
        }
        let isReal: Bool
        if case .real = first.first ?? model { isReal = true } else { isReal = false }
        let share = isReal ? missing / Double(others) : (missing / Double(others)).rounded(.down)
        let last = missing - share * Double(others - 1)
        let like: WitnessValue = isReal ? .real(0) : .integer(0)
        return runs(
            used.map { ($0, 1) } + [
                (CandidateValues.kind(share, like: like), others - 1),
                (CandidateValues.kind(last, like: like), 1),
            ], rest: isLacking ? .null : CandidateValues.kind(share, like: like))
    }

    /// How many of the rows have a value, by what an average says of it.
    private func rowsWithValues(_ most: Int) -> Int? {
        guard let average, let number = average.number, number != 0 else { return nil }
        if let sum = sum?.number { return min(most, max(1, Int((sum / number).rounded()))) }
        guard case .decimal(let digits) = average else { return nil }
        let scale = digits.split(separator: ".").dropFirst().first?.utf8.count ?? 0
        let unit = (0..<max(0, scale - 4)).reduce(1.0) { value, _ in value * 10 }
        let tolerance = 0.51 * (0..<scale).reduce(1.0) { value, _ in value / 10 }
        return counts.first { rows in
            let total = (number * unit * Double(rows)).rounded() / unit
            return (total / Double(rows) - number).magnitude <= tolerance
        }
    }
}
