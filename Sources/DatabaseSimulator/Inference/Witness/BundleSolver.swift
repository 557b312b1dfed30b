/// Finds values for the cells of a bundle that meet its requirements: first what must be, then by
/// trying candidates and evaluating.
struct BundleSolver {
    let draft: WitnessDraft
    let cells: [Int]
    /// Values that other groups have taken, by slot.
    var avoided: [Int: Set<WitnessValue>] = [:]
    /// How many bundles came before, for values that must grow.
    var rank = 0

    /// Pins cells so that everything required holds, as far as that can be evaluated.
    func solve(_ requirements: [Requirement]) throws(WitnessFailure) {
        var open = requirements.flatMap(\.parts)
        // What was printed decides, then what the statement states, then what joins.
        for phase in Phase.allCases {
            var later: [Requirement] = []
            for requirement in open where try !settle(requirement, phase) {
                later.append(requirement)
            }
            open = later
        }
        guard try search(open, depth: 0) else { throw .contradiction }
    }

    private enum Phase: CaseIterable {
        case printed
        case stated
        case joined
    }

    /// Does what leaves no choice; false if there is one.
    private func settle(
        _ requirement: Requirement, _ phase: Phase
    ) throws(WitnessFailure) -> Bool {
        let slot = requirement.expression.slotIndex
        switch (requirement.target, phase) {
        case (.value(let value), .printed):
            guard let slot else { return false }
            if let known = draft.store.value(cells[slot]) {
                guard known.agrees(with: value) else { throw .contradiction }
                return true
            }
            try draft.pin(cells[slot], value)
            return true
        case (.cell(let cell), .printed):
            guard let slot else { return false }
            guard draft.store.unite(cells[slot], cell) else { throw .contradiction }
            return true
        case (.null, .printed):
            guard let slot else { return false }
            try draft.pin(cells[slot], .null)
            return true
        case (.present, .joined):
            guard let slot else { return false }
            guard draft.store.markCompared(cells[slot]) else { throw .contradiction }
            return true
        case (.holds, .stated):
            switch requirement.expression {
            case .literal(.boolean(true)): return true
            case .binary(.equal, let left, let right):
                if let slot = left.slotIndex, let constant = Constant(right) {
                    return try state(slot, WitnessValue(constant))
                }
                if let slot = right.slotIndex, let constant = Constant(left) {
                    return try state(slot, WitnessValue(constant))
                }
                return false
            case .isTest(let value, .null, false):
                guard let slot = value.slotIndex else { return false }
                try draft.pin(cells[slot], .null)
                return true
            default: return false
            }
        case (.holds, .joined):
            switch requirement.expression {
            case .binary(.equal, let left, let right):
                guard let first = left.slotIndex, let second = right.slotIndex else { return false }
                guard draft.store.markCompared(cells[first]),
                    draft.store.markCompared(cells[second]),
                    draft.store.unite(cells[first], cells[second])
                else { throw .contradiction }
                return true
            case .isTest(let value, .null, true):
                guard let slot = value.slotIndex else { return false }
                guard draft.store.markCompared(cells[slot]) else { throw .contradiction }
                return true
            default: return false
            }
        default: return false
        }
    }

    private func state(_ slot: Int, _ value: WitnessValue) throws(WitnessFailure) -> Bool {
        guard let known = draft.store.value(cells[slot]) else {
            try draft.pin(cells[slot], value)
            return true
        }
        return known.isLike(value)
    }

    // MARK: Trying

    private func search(_ open: [Requirement], depth: Int) throws(WitnessFailure) -> Bool {
        var rest: [(requirement: Requirement, unset: [Int])] = []
        for requirement in open {
            let unset = unset(in: requirement.expression)
            if unset.isEmpty {
                guard try isMet(requirement) else { return false }
            } else {
                rest.append((requirement, unset))
            }
        }
        // What was printed leaves less choice than what is only compared.
        rest.sort {
            ($0.unset.count, $0.requirement.looseness)
                < ($1.unset.count, $1.requirement.looseness)
        }
        guard depth < 40, let chosen = rest.first else { return rest.isEmpty }
        // The first is left for last: it is solved for.
        guard let slot = chosen.unset.last else { return true }
        let root = draft.store.root(cells[slot])
        var candidates: [WitnessValue] = []
        let related = rest.filter { entry in
            entry.unset.contains { draft.store.root(cells[$0]) == root }
        }
        let isLast = chosen.unset.count == 1
        for entry in related {
            let finder = CandidateValues(solver: self, root: root, isLast: isLast)
            candidates += try finder.values(for: entry.requirement)
        }
        candidates += CandidateValues.defaults(isLast: isLast, rank: rank)
        var tried: Set<WitnessValue> = []
        let requirements = rest.map(\.requirement)
        for value in candidates {
            guard tried.insert(value).inserted else { continue }
            guard tried.count <= 60 else { break }
            if avoided.contains(where: {
                cells[$0.key] >= 0
                    && draft.store.root(cells[$0.key]) == root && $0.value.contains(value)
            }) {
                continue
            }
            let mark = draft.store.mark
            if draft.store.pin(root, value), try search(requirements, depth: depth + 1) {
                return true
            }
            draft.store.undo(to: mark)
        }
        return false
    }

    /// The slots of an expression that have no value, one of each class.
    func unset(in expression: Expression) -> [Int] {
        var roots: Set<Int> = []
        return expression.slotIndexes.filter { slot in
            cells[slot] >= 0 && draft.store.value(cells[slot]) == nil
                && roots.insert(draft.store.root(cells[slot])).inserted
        }
    }

    /// The value of an expression whose slots all have one.
    func value(of expression: Expression) throws(WitnessFailure) -> WitnessValue? {
        if let slot = expression.slotIndex {
            return cells[slot] >= 0 ? draft.store.value(cells[slot]) : nil
        }
        let constant = expression.mapped { part in
            guard let slot = part.slotIndex, cells[slot] >= 0 else { return nil }
            return draft.store.value(cells[slot])?.expression
        }
        return try draft.evaluator.value(of: constant)
    }

    private func isMet(_ requirement: Requirement) throws(WitnessFailure) -> Bool {
        if case .holds = requirement.target, let known = quickTruth(requirement.expression) {
            return known
        }
        guard let value = try value(of: requirement.expression) else {
            // What cannot be evaluated is left to the whole statement.
            return true
        }
        switch requirement.target {
        case .holds: return value != .null && value.number != 0
        case .fails: return value == .null || value.number == 0
        case .value(let wanted): return value.agrees(with: wanted)
        case .cell(let cell):
            guard let wanted = draft.store.value(cell) else {
                return draft.store.pin(cell, value)
            }
            return value.agrees(with: wanted)
        case .present: return value != .null
        case .null: return value == .null
        }
    }

    /// The truth of a comparison of numbers.
    private func quickTruth(_ expression: Expression) -> Bool? {
        func number(_ part: Expression) -> Double? {
            if let slot = part.slotIndex, cells[slot] >= 0 {
                return draft.store.value(cells[slot])?.number
            }
            return Constant(part)?.number
        }
        switch expression {
        case .binary(let sign, let left, let right):
            guard let first = number(left), let second = number(right) else { return nil }
            return switch sign {
            case .equal: first == second
            case .notEqual: first != second
            case .less: first < second
            case .lessOrEqual: first <= second
            case .greater: first > second
            case .greaterOrEqual: first >= second
            default: nil
            }
        case .between(let value, let low, let high, let negated):
            guard let value = number(value), let low = number(low), let high = number(high) else {
                return nil
            }
            return (low <= value && value <= high) != negated
        default: return nil
        }
    }
}

extension Requirement {
    /// How much choice it leaves.
    fileprivate var looseness: Int {
        switch target {
        case .value, .cell, .null: 0
        case .holds: 1
        case .fails, .present: 2
        }
    }

    /// The operands of a chain of AND, each by itself.
    fileprivate var parts: [Requirement] {
        guard target == .holds else { return [self] }
        return expression.conjuncts.map { Requirement(expression: $0, target: .holds) }
    }
}
