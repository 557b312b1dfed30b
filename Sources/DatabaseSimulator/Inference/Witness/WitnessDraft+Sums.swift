/// Sums and averages over rows that stand already.
extension WitnessDraft {
    /// The rows of a query that answers one SUM or AVG: those that other statements ask for, and one
    /// more that makes up the difference; `nil` where it answers something else.
    func rowsOfSum(_ group: GroupEquations, _ block: QueryBlock) throws(WitnessFailure) -> [Bundle]?
    {
        guard options.reuses, block.groups.isEmpty, group.aggregates.count == 1,
            let aggregate = group.aggregates.first,
            case .valued(let expression, let kind) = aggregate.role,
            kind == .sum || kind == .average, let printed = store.value(aggregate.cell),
            let wanted = printed.number
        else { return nil }
        let before = copy()
        var used: Set<[Int?]> = []
        var bundles: [Bundle] = []
        var values: [WitnessValue] = []
        let present = Requirement(expression: expression, target: .present)
        while let bundle = try standingBundle(
            block, shared: group.shared, group.conditions + [present], rank: 0, used: &used,
            most: 5_000)
        {
            let solver = BundleSolver(draft: self, cells: bundle.cells)
            guard let value = try solver.value(of: expression) else {
                restore(before)
                return nil
            }
            values += Array(repeating: value, count: weight(of: bundle))
            bundles.append(bundle)
        }
        guard let model = values.first,
            let missing = Self.missing(wanted, printed, kind, over: values)
        else {
            restore(before)
            return nil
        }
        for value in missing {
            let bundle = try makeBundle(block, shared: group.shared)
            let target = Requirement.Target.value(CandidateValues.kind(value, like: model))
            try BundleSolver(draft: self, cells: bundle.cells).solve(
                group.conditions + [Requirement(expression: expression, target: target)])
            bundles.append(bundle)
        }
        return bundles
    }

    /// The further values by which a sum or an average comes to what was printed.
    private static func missing(
        _ wanted: Double, _ printed: WitnessValue, _ kind: AggregateRole.Kind,
        over values: [WitnessValue]
    ) -> [Double]? {
        let numbers = values.compactMap { $0.number ?? Double($0.plainText) }
        guard numbers.count == values.count else { return nil }
        let digits = values.map(\.decimals).max() ?? 0
        let unit = (0..<min(6, digits)).reduce(1.0) { unit, _ in unit * 10 }
        func rounded(_ value: Double, _ unit: Double) -> Double { (value * unit).rounded() / unit }
        let sum = numbers.reduce(0, +)
        guard kind == .average else {
            let finer = (0..<min(6, max(digits, printed.decimals))).reduce(1.0) { unit, _ in
                unit * 10
            }
            let rest = rounded(wanted - sum, finer)
            return rest == 0 ? [] : [rest]
        }
        var tolerance = 0.0
        if case .decimal = printed {
            tolerance = (0..<printed.decimals).reduce(0.51) { value, _ in value / 10 }
        }
        for count in numbers.count...(numbers.count + 300) {
            let total = rounded(wanted * Double(count), unit)
            let rest = rounded(total - sum, unit)
            guard (total / Double(count) - wanted).magnitude <= tolerance else { continue }
            if count == numbers.count {
                if rest == 0 { return [] }
                continue
            }
            return [rest] + Array(repeating: 0, count: count - numbers.count - 1)
        }
        return nil
    }
}

extension WitnessValue {
    /// How many digits stand behind the point.
    fileprivate var decimals: Int {
        plainText.split(separator: ".").dropFirst().first?.utf8.count ?? 0
    }
}
