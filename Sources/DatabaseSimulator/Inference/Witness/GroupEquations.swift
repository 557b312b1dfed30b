/// A printed row of an aggregating query: its aggregates as unknowns, and the values that make the
/// row print as it does.
struct GroupEquations {
    let draft: WitnessDraft
    let block: QueryBlock
    /// The aggregates, each with the cell of its value.
    private(set) var aggregates: [(role: AggregateRole, cell: Int)] = []
    /// Slots that have one value in the whole group.
    private(set) var shared: [Int: Int] = [:]
    /// What holds in every row of the group.
    private(set) var conditions: [Requirement] = []
    private var calls: [FunctionCall] = []
    private var cells: [Int]

    init(
        draft: WitnessDraft, block: QueryBlock, row: [AnswerCell], index: Int, count: Int
    ) throws(WitnessFailure) {
        self.draft = draft
        self.block = block
        cells = Array(repeating: -1, count: block.slots.count)
        conditions = block.conditions.map { Requirement(expression: $0, target: .holds) }
        var equations: [Requirement] = []
        for group in block.groups { share(group.slotIndexes) }
        for requirement in draft.printed(block.items, row) {
            let plain = try replaced(requirement.expression)
            share(plain.slotIndexes)
            if requirement.expression.containsAggregate || block.relatesQueries {
                equations.append(Requirement(expression: plain, target: requirement.target))
            } else {
                conditions.append(requirement)
            }
        }
        for expression in block.having {
            guard expression.containsAggregate else {
                conditions.append(Requirement(expression: expression, target: .holds))
                continue
            }
            let isOfRows = !expression.slotIndexesOutsideAggregates.isEmpty
            if isOfRows {
                conditions.append(Requirement(expression: expression.ofOneRow, target: .holds))
            } else {
                equations.append(
                    Requirement(expression: try replaced(expression), target: .holds))
            }
        }
        // Groups of rows that stand already must come behind.
        let standing = draft.options.reuses && block.limit != nil ? min(draft.rows.count, 50) : 0
        if count > 1 || standing > 0 {
            for item in block.order
            where (item.isDescending || count > 1) && item.expression.containsAggregate {
                let known = calls
                let plain = try replaced(item.expression)
                guard calls.count > known.count else { continue }
                let number = Int64(item.isDescending ? count - index + standing : index + 1)
                equations.append(Requirement(expression: plain, target: .value(.integer(number))))
            }
        }
        try solve(equations)
    }

    /// One cell for slots in the whole group.
    private mutating func share(_ slots: [Int]) {
        for slot in slots where slot < block.slots.count && shared[slot] == nil {
            let cell: Int
            switch block.slots[slot] {
            case .outer(let outer): cell = outer
            case .subquery(let number):
                let subquery = block.subqueries[number]
                cell =
                    subquery.use == .scalar && !subquery.isCorrelated
                    ? draft.scalarCell(of: subquery.query) : draft.makeCell()
            case .column: cell = draft.makeCell()
            }
            shared[slot] = cell
            cells[slot] = cell
        }
    }

    /// The expression with aggregates as slots of their own.
    private mutating func replaced(
        _ expression: Expression
    ) throws(WitnessFailure) -> Expression {
        var unknown: String?
        let result = expression.mapped { part in
            guard let call = part.aggregate else { return nil }
            if let known = calls.firstIndex(of: call) {
                return .slot(block.slots.count + known)
            }
            guard let role = AggregateRole(call) else {
                unknown = call.name
                return part
            }
            calls.append(call)
            let cell = draft.makeCell()
            aggregates.append((role, cell))
            cells.append(cell)
            return .slot(block.slots.count + calls.count - 1)
        }
        if let unknown { throw .unsupported(unknown) }
        return result
    }

    // MARK: Solving

    private func solve(_ equations: [Requirement]) throws(WitnessFailure) {
        let solver = BundleSolver(draft: draft, cells: cells)
        // Aggregates that are printed as they are first.
        try settlePrinted(equations)
        for equation in equations {
            let value: WitnessValue
            switch equation.target {
            case .value(let printed): value = printed
            case .cell(let cell):
                guard let known = draft.store.value(cell) else { continue }
                value = known
            default: continue
            }
            let unset = solver.unset(in: equation.expression)
            guard unset.count > 1 else { continue }
            let solutions = try ratios(in: equation.expression, unset, value)
            guard !solutions.isEmpty else { continue }
            guard draft.options.solution < solutions.count else { throw .contradiction }
            for (slot, value) in solutions[draft.options.solution] {
                try draft.pin(cells[slot], value)
            }
        }
        try solver.solve(equations)
        for aggregate in aggregates where aggregate.role.isCount {
            guard let value = draft.store.value(aggregate.cell) else { continue }
            guard let number = value.number, number >= 0, number == number.rounded() else {
                throw .contradiction
            }
        }
    }

    private func settlePrinted(_ equations: [Requirement]) throws(WitnessFailure) {
        for equation in equations {
            guard let slot = equation.expression.slotIndex,
                case .value(let value) = equation.target
            else { continue }
            try draft.pin(cells[slot], value)
        }
    }

    /// Values of unknowns by which an expression becomes a printed number: two of them in a
    /// ratio, the rest small.
    private func ratios(
        in expression: Expression, _ unset: [Int], _ value: WitnessValue
    ) throws(WitnessFailure) -> [[(Int, WitnessValue)]] {
        guard let wanted = value.number else { return [] }
        func isCount(_ slot: Int) -> Bool {
            slot >= block.slots.count
                ? aggregates[slot - block.slots.count].role.isCount : true
        }
        func result(_ values: [(Int, WitnessValue)]) throws(WitnessFailure) -> WitnessValue? {
            let placed = expression.mapped { part in
                guard let slot = part.slotIndex else { return nil }
                let root = draft.store.root(cells[slot])
                if let value = values.first(where: { draft.store.root(cells[$0.0]) == root }) {
                    return value.1.expression
                }
                return draft.store.value(cells[slot])?.expression
            }
            return try draft.evaluator.value(of: placed)
        }
        var found: [[(Int, WitnessValue)]] = []
        for rest in [Int64(0), 1] where unset.count > 2 || rest == 0 {
            for top in unset {
                for bottom in unset where bottom != top {
                    guard found.count < 8 else { continue }
                    let others = unset.filter { $0 != top && $0 != bottom }.map {
                        ($0, WitnessValue.integer(rest))
                    }
                    func values(_ first: WitnessValue, _ second: Int64) -> [(Int, WitnessValue)] {
                        [(top, first), (bottom, .integer(second))] + others
                    }
                    guard let start = try result(values(.integer(0), 1))?.number,
                        let one = try result(values(.integer(1), 1))?.number, one != start
                    else { continue }
                    let ratio = (wanted - start) / (one - start)
                    if !isCount(top) {
                        let number = CandidateValues.kind(ratio, like: value)
                        if try result(values(number, 1))?.agrees(with: value) == true {
                            found.append(values(number, 1))
                        }
                    }
                    if let fraction = try fraction(
                        near: ratio, isNatural: isCount(top),
                        fits: { fraction throws(WitnessFailure) in
                            let top = WitnessValue.integer(Int64(fraction.numerator))
                            return try result(values(top, Int64(fraction.denominator)))?
                                .agrees(with: value) == true
                        })
                    {
                        for factor in 1...2 {
                            found.append(
                                values(
                                    .integer(Int64(fraction.numerator * factor)),
                                    Int64(fraction.denominator * factor)))
                        }
                    }
                }
            }
        }
        return found
    }

    private func fraction(
        near ratio: Double, isNatural: Bool,
        fits: (Fraction) throws(WitnessFailure) -> Bool
    ) throws(WitnessFailure) -> Fraction? {
        guard !isNatural || ratio >= 0 else { return nil }
        for fraction in Fraction.near(ratio) where try fits(fraction) { return fraction }
        return nil
    }
}

extension Expression {
    /// The slots that occur in it other than inside aggregates.
    fileprivate var slotIndexesOutsideAggregates: [Int] {
        if aggregate != nil { return [] }
        if let slotIndex { return [slotIndex] }
        return children.flatMap(\.slotIndexesOutsideAggregates)
    }
}
