/// What a printed cell fixes.
enum AnswerCell: Hashable {
    case value(WitnessValue)
    /// As much as another cell, whose value may not be known yet.
    case cell(Int)
    case any
}

extension WitnessDraft {
    /// Makes rows by which a query answers the given rows, and those that its inner queries need.
    func realise(
        _ query: Query, _ answer: [[AnswerCell]], outer: BlockBuilder.Outer = .none, depth: Int = 0
    ) throws(WitnessFailure) {
        guard depth < 6 else { throw .unsupported("queries nested so deep") }
        guard !answer.isEmpty else { return }
        if case .setOperation(let sign, _, let left, let right) = query.body {
            try realise(sign, left, right, answer, outer: outer, depth: depth)
            return
        }
        if case .nested(let inner) = query.body, query.single == nil {
            try realise(inner, answer, outer: outer, depth: depth)
            return
        }
        var builder = BlockBuilder(tables: tables, outer: outer)
        try builder.build(query)
        let block = builder.block
        let bundles =
            block.isAggregated || block.relatesQueries
            ? try groups(of: block, answer) : try rows(of: block, answer)
        try realiseSubqueries(of: block, bundles, outer: outer, depth: depth)
    }

    /// The rows of an answer fall to the arms of a UNION: one to an aggregate, the rest to the
    /// first arm that can have many.
    private func realise(
        _ sign: SetOperator, _ left: Query, _ right: Query, _ answer: [[AnswerCell]],
        outer: BlockBuilder.Outer, depth: Int
    ) throws(WitnessFailure) {
        switch sign {
        case .except: try realise(left, answer, outer: outer, depth: depth + 1)
        case .intersect:
            try realise(left, answer, outer: outer, depth: depth + 1)
            try realise(right, answer, outer: outer, depth: depth + 1)
        case .union:
            let first: Int
            switch (left.hasOneRow, right.hasOneRow) {
            case (true, _): first = 1
            case (false, true): first = answer.count - 1
            case (false, false): first = options.solution.isMultiple(of: 2) ? answer.count : 0
            }
            var arms = [
                (left, Array(answer.prefix(first))), (right, Array(answer.dropFirst(first))),
            ]
            // An aggregate counts the rows of the other arm too.
            if options.reuses, left.hasOneRow { arms.reverse() }
            for (arm, rows) in arms { try realise(arm, rows, outer: outer, depth: depth + 1) }
        }
    }

    // MARK: One bundle for each row

    private func rows(
        of block: QueryBlock, _ answer: [[AnswerCell]]
    ) throws(WitnessFailure) -> [Bundle] {
        var bundles: [Bundle] = []
        let answer = Array(repeating: [AnswerCell](), count: min(block.offset, 1000)) + answer
        var used: Set<[Int?]> = []
        for (index, row) in answer.enumerated() {
            var requirements = printed(block.items, row)
            requirements += block.conditions.map { Requirement(expression: $0, target: .holds) }
            requirements += beyond(block, index, answer) + behind(block, index, answer)
            let isDescending = block.order.first?.isDescending == true
            let rank = isDescending ? answer.count - index : index
            if answer.count > 1 {
                requirements += freeOrder(of: block, index, of: answer.count)
            }
            if let bundle = try standingBundle(block, requirements, rank: rank, used: &used) {
                self.rank(block.order, bundle, index, of: answer.count)
                bundles.append(bundle)
                continue
            }
            let bundle = try makeBundle(block)
            var solver = BundleSolver(draft: self, cells: bundle.cells)
            solver.rank = rank
            try solver.solve(requirements)
            used.insert(bundle.rows)
            self.rank(block.order, bundle, index, of: answer.count)
            bundles.append(bundle)
        }
        return bundles
    }

    /// What the printed cells of a row say about expressions.
    func printed(_ items: [Expression], _ row: [AnswerCell]) -> [Requirement] {
        zip(items, row).compactMap { item, cell in
            switch cell {
            case .value(.null): Requirement(expression: item, target: .null)
            case .value(let value): Requirement(expression: item, target: .value(value))
            case .cell(let cell): Requirement(expression: item, target: .cell(cell))
            case .any: nil
            }
        }
    }

    /// What a row that OFFSET passes over has as its sort key, where the key may not stay open: as
    /// much less, or more, than the first printed one as it stands before it.
    private func beyond(
        _ block: QueryBlock, _ index: Int, _ answer: [[AnswerCell]]
    ) -> [Requirement] {
        let offset = answer.count { $0.isEmpty }
        guard index < offset, offset < answer.count, let item = block.order.first,
            let place = block.items.firstIndex(of: item.expression),
            case .value(let first) = answer[offset][place], let number = first.number,
            block.conditions.contains(where: { condition in
                !Set(condition.slotIndexes).isDisjoint(with: item.expression.slotIndexes)
            })
        else { return [] }
        let distance = Double(item.isDescending ? offset - index : index - offset)
        let value = CandidateValues.kind(number + distance, like: first)
        return [Requirement(expression: item.expression, target: .value(value))]
    }

    /// What a last row that was cut off before its sort key has there: more, or less, than the row
    /// before it.
    private func behind(
        _ block: QueryBlock, _ index: Int, _ answer: [[AnswerCell]]
    ) -> [Requirement] {
        guard index > 0, index == answer.count - 1, let item = block.order.first,
            let place = block.items.firstIndex(of: item.expression),
            answer[index].count <= place, place < answer[index - 1].count,
            case .value(let last) = answer[index - 1][place]
        else { return [] }
        let next: WitnessValue
        if let number = last.number {
            next = CandidateValues.kind(number + (item.isDescending ? -1 : 1), like: last)
        } else if case .text(let text) = last {
            // A text stands behind what it begins with.
            next = .text(item.isDescending ? String(text.dropLast()) : text + "x")
        } else {
            return []
        }
        return [Requirement(expression: item.expression, target: .value(next))]
    }

    /// Values of sort keys that are computed from nothing else that matters.
    private func freeOrder(of block: QueryBlock, _ index: Int, of count: Int) -> [Requirement] {
        var fixed: Set<Int> = []
        for expression in block.items + block.conditions {
            fixed.formUnion(expression.slotIndexes)
        }
        return block.order.compactMap { item in
            let slots = item.expression.slotIndexes
            guard item.expression.slotIndex == nil, !slots.isEmpty,
                fixed.isDisjoint(with: slots), !item.expression.containsAggregate
            else { return nil }
            let number = Int64(item.isDescending ? count - index : index + 1)
            return Requirement(expression: item.expression, target: .value(.integer(number)))
        }
    }

    /// Puts cells that only sort into the order of the rows.
    func rank(_ order: [OrderItem], _ bundle: Bundle, _ index: Int, of count: Int) {
        for item in order {
            guard let slot = item.expression.slotIndex, bundle.cells[slot] >= 0,
                store.value(bundle.cells[slot]) == nil
            else { continue }
            sortRanks[store.root(bundle.cells[slot])] = SortRank(
                number: item.isDescending ? count - index : index,
                isDescending: item.isDescending, mustPass: options.reuses)
        }
    }

    // MARK: Queries inside

    private func realiseSubqueries(
        of block: QueryBlock, _ bundles: [Bundle], outer: BlockBuilder.Outer, depth: Int
    ) throws(WitnessFailure) {
        for (number, subquery) in block.subqueries.enumerated() {
            let slot = block.slots.firstIndex(of: .subquery(number))
            func cell(_ bundle: Bundle) -> Int? {
                slot.flatMap { bundle.cells[$0] >= 0 ? bundle.cells[$0] : nil }
            }
            if subquery.isCorrelated {
                for bundle in bundles {
                    let around = BlockBuilder.Outer.row(
                        names: subquery.names, cells: bundle.cells, around: outer)
                    try realise(
                        subquery.query, [answer(for: subquery, cell(bundle))], outer: around,
                        depth: depth + 1)
                }
                continue
            }
            switch subquery.use {
            case .exists, .far:
                try realise(subquery.query, [answer(for: subquery, nil)], depth: depth + 1)
            case .member:
                var roots: Set<Int> = []
                let cells = bundles.compactMap(cell).filter {
                    roots.insert(store.root($0)).inserted
                }
                try realise(subquery.query, cells.map { [.cell($0)] }, depth: depth + 1)
            case .scalar:
                guard
                    let known = scalars.firstIndex(where: { $0.query == subquery.query }),
                    !scalars[known].isRealised
                else { continue }
                scalars[known].isRealised = true
                if !options.realisesExtremes, isOwnExtreme(subquery.query, of: block) { continue }
                try realise(subquery.query, [[.cell(scalars[known].cell)]], depth: depth + 1)
            }
        }
    }

    private func answer(for subquery: QueryBlock.Subquery, _ cell: Int?) -> [AnswerCell] {
        switch subquery.use {
        case .exists: []
        case .far(let value): [.value(value)]
        case .member, .scalar: cell.map { [.cell($0)] } ?? [.any]
        }
    }

    /// Whether a query asks for the extreme of rows that the query around it makes anyway.
    private func isOwnExtreme(_ query: Query, of block: QueryBlock) -> Bool {
        guard let select = query.single?.select,
            case .expression(let item, _, _)? = select.items.first,
            item.isMadeOfExtremes
        else { return false }
        let own = Set(block.sources.map { $0.table.lowercased() })
        return StatementContents(.query(query)).tables.allSatisfy { own.contains($0.lowercased()) }
    }
}

extension Expression {
    /// Whether it is MIN or MAX, or chosen among several.
    fileprivate var isMadeOfExtremes: Bool {
        if let aggregate { return ["min", "max"].contains(aggregate.name.lowercased()) }
        guard case .function(let call) = self,
            ["min", "max", "greatest", "least"].contains(call.name.lowercased())
        else { return false }
        return call.arguments.allSatisfy(\.isMadeOfExtremes)
    }
}

extension Query {
    /// Whether it answers one row whatever the tables hold.
    fileprivate var hasOneRow: Bool {
        guard let select = single?.select, select.groups.isEmpty else { return false }
        return select.items.contains { item in
            if case .expression(let expression, _, _) = item {
                expression.containsAggregate
            } else {
                false
            }
        }
    }
}
