/// The rows of a group, by what each has to fulfil: stretches of rows that are alike.
struct GroupPlan {
    struct Segment {
        var requirements: [Requirement]
        var count: Int
    }

    /// What one aggregate asks of the rows: some first stretches, and the same of all the rest.
    struct Runs {
        var runs: [Segment] = []
        var rest: [Requirement] = []

        var count: Int { runs.reduce(0) { $0 + $1.count } }
    }

    private let group: GroupEquations
    private let draft: WitnessDraft
    private var demands: [Runs] = []
    /// How many rows the group has, once that is known.
    private var total: Int?

    init(_ group: GroupEquations) throws(WitnessFailure) {
        self.group = group
        draft = group.draft
        for aggregate in group.aggregates where aggregate.role == .total {
            if let number = draft.store.value(aggregate.cell)?.number { total = Int(number) }
        }
        var taken = 0
        var expressions: [Expression] = []
        var fixed: [Expression: [WitnessValue]] = [:]
        for (role, cell) in group.aggregates {
            let value = draft.store.value(cell)
            switch role {
            case .total: break
            case .present(let expression): addPresence(expression, value)
            case .distinct(let expression): addDistinct(expression, value)
            case .counted(let condition, let counted):
                taken += addCount(condition, counted, value, after: taken)
            case .conditional(let condition, let expression, _):
                let places = fixed[expression]?.count ?? 0
                if let value = addConditional(condition, expression, value, after: places) {
                    fixed[expression, default: []].append(value)
                }
            case .valued(let expression, _):
                if !expressions.contains(expression) { expressions.append(expression) }
            }
        }
        for expression in expressions {
            var list = ValueList(expression)
            list.fixed = fixed[expression] ?? []
            for (role, cell) in group.aggregates {
                switch role {
                case .valued(expression, let kind): list.take(kind, draft.store.value(cell), cell)
                case .present(expression):
                    list.count = draft.store.value(cell)?.number.map { Int($0) }
                default: break
                }
            }
            list.mayLack = list.count == nil && total != nil && expression.slotIndex != nil
            list.count = list.count ?? total
            demands.append(try list.runs(isWhole: draft.options.solution > 0))
        }
    }

    /// The stretches of rows, each with all that is asked of it.
    func segments() throws(WitnessFailure) -> [Segment] {
        let least = demands.map(\.count).max() ?? 0
        if let total, total < least { throw .contradiction }
        let count = total ?? max(least, isEmpty ? 0 : 1)
        for aggregate in group.aggregates where aggregate.role == .total {
            if draft.store.value(aggregate.cell) == nil {
                try draft.pin(aggregate.cell, .integer(Int64(count)))
            }
        }
        guard count > 0 else { return [] }
        var bounds: Set<Int> = [0, count]
        for demand in demands {
            var end = 0
            for run in demand.runs {
                end += run.count
                if end < count { bounds.insert(end) }
            }
        }
        let places = bounds.sorted()
        return zip(places, places.dropFirst()).map { start, end in
            Segment(
                requirements: demands.flatMap { $0.requirements(at: start) }, count: end - start)
        }
    }

    /// Whether nothing that is printed needs a row.
    private var isEmpty: Bool {
        guard group.block.groups.isEmpty, !group.aggregates.isEmpty else { return false }
        return group.aggregates.allSatisfy { aggregate in
            switch draft.store.value(aggregate.cell) {
            case .null?: true
            case .integer(0)?: aggregate.role.isCount
            default: false
            }
        }
    }

    private mutating func addPresence(_ expression: Expression, _ value: WitnessValue?) {
        guard let count = value?.number.map({ Int($0) }) else { return }
        demands.append(
            Runs(
                runs: [
                    Segment(
                        requirements: [.init(expression: expression, target: .present)],
                        count: count)
                ],
                rest: [Requirement(expression: expression, target: .null)]))
    }

    private mutating func addDistinct(_ expression: Expression, _ value: WitnessValue?) {
        guard let count = value?.number.map({ Int($0) }), count > 0, count <= 20_000 else { return }
        let cells = (0..<count).map { _ in draft.makeCell() }
        demands.append(
            Runs(
                runs: cells.map {
                    Segment(
                        requirements: [
                            Requirement(expression: expression, target: .cell($0)),
                            Requirement(expression: expression, target: .present),
                        ], count: 1)
                }, rest: [Requirement(expression: expression, target: .cell(cells[count - 1]))]))
    }

    /// - Returns: how many rows it takes.
    private mutating func addCount(
        _ condition: Expression, _ counted: Expression?, _ value: WitnessValue?, after taken: Int
    ) -> Int {
        guard let count = value == .null ? 0 : value?.number.map({ Int($0) }) else { return 0 }
        let fails = Requirement(expression: condition, target: .fails)
        var holds = [Requirement(expression: condition, target: .holds)]
        if let counted, counted.slotIndex != nil {
            holds.append(Requirement(expression: counted, target: .present))
        }
        var runs: [Segment] = []
        if draft.options.separatesCounts, taken > 0, count > 0 {
            runs.append(Segment(requirements: [fails], count: taken))
        }
        if count > 0 { runs.append(Segment(requirements: holds, count: count)) }
        demands.append(Runs(runs: runs, rest: [fails]))
        return count
    }

    /// - Returns: the value that a row has, if one must.
    private mutating func addConditional(
        _ condition: Expression, _ expression: Expression, _ value: WitnessValue?, after places: Int
    ) -> WitnessValue? {
        guard let value else { return nil }
        let fails = Requirement(expression: condition, target: .fails)
        guard value != .null, value.number != 0 else {
            demands.append(Runs(rest: [fails]))
            return nil
        }
        let addend = value.asAddend
        let first = Segment(
            requirements: [
                Requirement(expression: condition, target: .holds),
                Requirement(expression: expression, target: .value(addend)),
            ], count: 1)
        let before = places > 0 ? [Segment(requirements: [fails], count: places)] : []
        demands.append(Runs(runs: before + [first], rest: [fails]))
        return addend
    }
}

extension GroupPlan.Runs {
    /// What is asked of the row at a place.
    fileprivate func requirements(at place: Int) -> [Requirement] {
        var start = 0
        for run in runs {
            start += run.count
            if place < start { return run.requirements }
        }
        return rest
    }
}

extension WitnessValue {
    /// The value of a row by which a sum comes to this one.
    var asAddend: WitnessValue {
        guard case .decimal(let digits) = self, !digits.contains("."), let number = Int64(digits)
        else { return self }
        return .integer(number)
    }
}
