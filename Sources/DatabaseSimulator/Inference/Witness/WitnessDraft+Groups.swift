extension WitnessDraft {
    /// Makes the rows of one group for each row of the answer.
    func groups(
        of block: QueryBlock, _ answer: [[AnswerCell]]
    ) throws(WitnessFailure) -> [Bundle] {
        var bundles: [Bundle] = []
        var avoided: [Int: Set<WitnessValue>] = [:]
        var used: Set<[Int?]> = []
        let keys = Set(block.groups.flatMap(\.slotIndexes))
        for (index, row) in answer.enumerated() {
            let group = try GroupEquations(
                draft: self, block: block, row: row, index: index, count: answer.count)
            if let rows = try rowsOfSum(group, block) {
                bundles += rows
                continue
            }
            let segments = try GroupPlan(group).segments()
            var shared: [Int: Int] = group.shared
            var counted: Set<WitnessValue> = []
            let countsValues = group.aggregates.contains { aggregate in
                if case .distinct = aggregate.role { true } else { false }
            }
            for segment in segments {
                let rank =
                    block.order.first?.isDescending == true ? answer.count - index : index
                var missing = segment.count
                while missing > 0,
                    let bundle = try standingBundle(
                        block, shared: shared, group.conditions + segment.requirements, rank: rank,
                        used: &used, counted: counted, most: countsValues ? .max : missing)
                {
                    missing -= countsValues ? 1 : weight(of: bundle)
                    for requirement in segment.requirements where countsValues {
                        guard let slot = requirement.expression.slotIndex,
                            let value = store.value(bundle.cells[slot])
                        else { continue }
                        counted.insert(value)
                    }
                    for slot in group.shared.keys { shared[slot] = bundle.cells[slot] }
                    bundles.append(bundle)
                }
                guard missing > 0 else { continue }
                for (count, crossing) in try copies(of: missing, block) {
                    let bundle = try makeBundle(block, shared: shared)
                    var solver = BundleSolver(draft: self, cells: bundle.cells)
                    solver.avoided = avoided
                    solver.rank = rank
                    used.insert(bundle.rows)
                    try solver.solve(group.conditions + segment.requirements)
                    multiply(bundle, by: count, crossing, block)
                    self.rank(block.order, bundle, index, of: answer.count)
                    for slot in group.shared.keys { shared[slot] = bundle.cells[slot] }
                    bundles.append(bundle)
                }
            }
            for slot in keys {
                guard let cell = shared[slot], let value = store.value(cell) else { continue }
                avoided[slot, default: []].insert(value)
            }
        }
        return bundles
    }

    /// How a number of equal bundles is made: copies of one row, crossed with copies of another.
    private func copies(
        of count: Int, _ block: QueryBlock
    ) throws(WitnessFailure) -> [(Int, crossing: Int)] {
        guard count > 1 else { return [(1, 1)] }
        let free = unrepeatedSources(block)
        guard !free.isEmpty else {
            guard count <= 5_000 else { throw .budget }
            return Array(repeating: (1, 1), count: count)
        }
        guard count <= 1_000_000 else { throw .budget }
        guard count > 400, free.count > 1, options.crosses else { return [(count, 1)] }
        let side = Int(Double(count).squareRoot())
        let rest = count - side * (count / side)
        return [(count / side, side)] + (rest > 0 ? [(rest, 1)] : [])
    }

    /// The sources whose table occurs once, so that a copy of their row is one more row.
    private func unrepeatedSources(_ block: QueryBlock) -> [Int] {
        guard !block.hasDistinctSource else { return [] }
        return block.sources.indices.filter { index in
            let source = block.sources[index]
            return block.sources.count { $0.table == source.table } == 1
                && !(source.isOptional && options.omitsOptional)
        }
    }

    private func multiply(_ bundle: Bundle, by count: Int, _ crossing: Int, _ block: QueryBlock) {
        let free = unrepeatedSources(block)
        if count > 1, let source = free.last, let row = bundle.rows[source] {
            rows[row].copies = count
        }
        if crossing > 1, let source = free.first, let row = bundle.rows[source] {
            rows[row].copies = crossing
        }
    }
}
