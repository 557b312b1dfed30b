/// Values worth trying for one cell, so that a requirement is met: by undoing what the expression
/// does to the cell.
struct CandidateValues {
    let solver: BundleSolver
    let root: Int
    /// Whether all other cells have values, so that the expression can be solved for this one.
    let isLast: Bool

    /// What a part of an expression should come to.
    enum Wanted {
        case equal(WitnessValue)
        case above(WitnessValue, isInclusive: Bool)
        case below(WitnessValue, isInclusive: Bool)
        case other(WitnessValue)
        case truth(Bool)
        case null
        case anything
    }

    /// Values that often do, whatever is asked.
    static func defaults(isLast: Bool, rank: Int) -> [WitnessValue] {
        var numbers: [WitnessValue] =
            isLast
            ? [.integer(1), .integer(0), .integer(-1), .integer(2)]
            : [.integer(0), .integer(1), .integer(-1)]
        if rank > 0 { numbers += [.integer(Int64(rank + 2)), .integer(Int64(-rank - 1))] }
        return numbers + [
            .text("a"), .text("2000-01-01"), .text("2000-01-01 00:00:00"), .real(0.5),
            .integer(100), .text(""), .null,
        ]
    }

    func values(for requirement: Requirement) throws(WitnessFailure) -> [WitnessValue] {
        switch requirement.target {
        case .holds: return try values(requirement.expression, .truth(true))
        case .fails: return try values(requirement.expression, .truth(false))
        case .present: return try values(requirement.expression, .anything)
        case .null: return try values(requirement.expression, .null)
        case .cell(let cell):
            guard let value = solver.draft.store.value(cell) else {
                return try values(requirement.expression, .anything)
            }
            return try solved(requirement.expression, value)
        case .value(let value): return try solved(requirement.expression, value)
        }
    }

    /// Values by which a whole expression becomes a printed value.
    private func solved(
        _ expression: Expression, _ value: WitnessValue
    ) throws(WitnessFailure) -> [WitnessValue] {
        var found = try values(expression, .equal(value))
        guard let number = value.number, isLast else { return found }
        if let linear = try linear(expression, number, like: value) { found.append(linear) }
        for candidate in found {
            guard case .real(let near) = candidate else { continue }
            var (up, down) = (near.nextUp, near.nextDown)
            for _ in 0..<6 {
                found += [.real(up), .real(down)]
                (up, down) = (up.nextUp, down.nextDown)
            }
        }
        return found
    }

    /// The cell's value if the expression is linear in it.
    private func linear(
        _ expression: Expression, _ wanted: Double, like model: WitnessValue
    ) throws(WitnessFailure) -> WitnessValue? {
        guard let slope = try number(expression, at: .real(1)),
            let start = try number(expression, at: .real(0)), slope != start
        else { return nil }
        return Self.kind((wanted - start) / (slope - start), like: model)
    }

    private func number(
        _ expression: Expression, at value: WitnessValue
    ) throws(WitnessFailure) -> Double? {
        let placed = expression.mapped { part in
            guard let slot = part.slotIndex, solver.cells[slot] >= 0 else { return nil }
            let cell = solver.cells[slot]
            return solver.draft.store.root(cell) == root
                ? value.expression : solver.draft.store.value(cell)?.expression
        }
        return try solver.draft.evaluator.value(of: placed)?.number
    }

    /// A number in the kind of another: whole numbers stay whole, decimals decimal.
    static func kind(_ number: Double, like model: WitnessValue) -> WitnessValue {
        let isWhole = number == number.rounded() && number.magnitude < 9e15
        switch model {
        case .real: return .real(number)
        case .integer, .null, .text, .date:
            return isWhole ? .integer(Int64(number)) : .real(number)
        case .decimal:
            return isWhole
                ? .integer(Int64(number)) : .decimal(number.pythonDescription)
        }
    }

    // MARK: Undoing

    private func contains(_ expression: Expression) -> Bool {
        expression.slotIndexes.contains { slot in
            solver.cells[slot] >= 0 && solver.draft.store.root(solver.cells[slot]) == root
        }
    }

    private func known(_ expression: Expression) throws(WitnessFailure) -> WitnessValue? {
        guard solver.unset(in: expression).isEmpty else { return nil }
        return try solver.value(of: expression)
    }

    /// Values of the cell by which an expression may come to what is wanted.
    func values(
        _ expression: Expression, _ wanted: Wanted
    ) throws(WitnessFailure) -> [WitnessValue] {
        if expression.slotIndex != nil {
            return contains(expression) ? direct(wanted) : []
        }
        guard contains(expression) else { return [] }
        switch expression {
        case .unary(.not, let value):
            guard case .truth(let truth) = wanted else { return try values(value, .anything) }
            return try values(value, .truth(!truth))
        case .unary(.minus, let value): return try values(value, negated(wanted))
        case .unary(.plus, let value), .cast(let value, _), .collate(let value, _),
            .convertUsing(let value, _), .trim(_, _, let value):
            return try values(value, wanted)
        case .binary(let sign, let left, let right):
            return try binary(sign, left, right, wanted)
        case .between(let value, let low, let high, let negated):
            return try between(value, low, high, holds: isTruth(wanted) != negated)
        case .inList(let value, let list, let negated):
            var found: [WitnessValue] = []
            for element in list {
                guard let constant = try known(element) else { continue }
                found += try values(
                    value, isTruth(wanted) != negated ? .equal(constant) : .other(constant))
            }
            return found
        case .like(let value, let pattern, _, let negated):
            guard case .text(let text)? = try known(pattern) else { return [] }
            guard isTruth(wanted) != negated else {
                return try values(value, .equal(.text("~"))) + values(value, .null)
            }
            var found: [WitnessValue] = []
            for filling in ["", "a", "1", " "] {
                let filled = text.replacing("%", with: filling).replacing("_", with: "a")
                found += try values(value, .equal(.text(filled)))
            }
            return found
        case .isTest(let value, .null, let negated):
            return try values(value, isTruth(wanted) != negated ? .null : .anything)
        case .caseOf(let operand, let branches, let otherwise):
            var found: [WitnessValue] = []
            for branch in branches {
                let condition =
                    operand.map { .binary(.equal, $0, branch.condition) } ?? branch.condition
                found += try values(condition, .truth(true))
                found += try values(branch.result, wanted)
                found += try values(condition, .truth(false))
            }
            if let otherwise { found += try values(otherwise, wanted) }
            return found
        case .extract(let unit, let value):
            return try date(unit.rawValue, value, wanted)
        case .function(let call): return try function(call, wanted)
        default:
            var found: [WitnessValue] = []
            for child in expression.children { found += try values(child, .anything) }
            return found
        }
    }

    private func isTruth(_ wanted: Wanted) -> Bool {
        switch wanted {
        case .truth(let truth): truth
        case .equal(let value): value.number != 0
        default: true
        }
    }

    private func negated(_ wanted: Wanted) -> Wanted {
        func minus(_ value: WitnessValue) -> WitnessValue {
            value.number.map { Self.kind(-$0, like: value) } ?? value
        }
        return switch wanted {
        case .equal(let value): .equal(minus(value))
        case .above(let value, let isInclusive): .below(minus(value), isInclusive: isInclusive)
        case .below(let value, let isInclusive): .above(minus(value), isInclusive: isInclusive)
        default: wanted
        }
    }

    private func between(
        _ value: Expression, _ low: Expression, _ high: Expression, holds: Bool
    ) throws(WitnessFailure) -> [WitnessValue] {
        var found: [WitnessValue] = []
        if let bound = try known(low) {
            found += try values(
                value, holds ? .above(bound, isInclusive: true) : .below(bound, isInclusive: false))
        }
        if let bound = try known(high) {
            found += try values(
                value, holds ? .below(bound, isInclusive: true) : .above(bound, isInclusive: false))
        }
        if let bound = try known(value) {
            found += try values(low, .below(bound, isInclusive: true))
            found += try values(high, .above(bound, isInclusive: true))
        }
        return found
    }

    /// The cell itself.
    private func direct(_ wanted: Wanted) -> [WitnessValue] {
        let rank = Double(solver.rank)
        switch wanted {
        case .equal(let value): return [value]
        case .null: return [.null]
        case .truth(let truth): return truth ? [.integer(1)] : [.integer(0), .null]
        case .anything: return []
        case .other(let value):
            if let number = value.number { return [Self.kind(number + 1, like: value), .null] }
            return [.text(value.plainText + "x"), .integer(-1), .null]
        case .above(let value, let isInclusive):
            guard let number = value.number else { return later(value, isInclusive) }
            var found = [
                Self.kind((number + 1 + rank).rounded(.down), like: .integer(0)),
                Self.kind(number + 0.5, like: .real(0)),
                Self.kind(number.magnitude * 2 + 128, like: .integer(0)),
                Self.kind(number + number.magnitude / 1024, like: .integer(0)),
            ]
            if isInclusive { found.append(Self.kind(number, like: value)) }
            return found
        case .below(let value, let isInclusive):
            guard let number = value.number else { return earlier(value, isInclusive) }
            var found = [
                Self.kind((number - 1 - rank).rounded(.up), like: .integer(0)),
                Self.kind(number - 0.5, like: .real(0)),
                Self.kind(-number.magnitude * 2 - 128, like: .integer(0)),
                Self.kind(number / 2, like: .integer(0)),
            ]
            if isInclusive { found.append(Self.kind(number, like: value)) }
            return found
        }
    }

    private func later(_ value: WitnessValue, _ isInclusive: Bool) -> [WitnessValue] {
        let text = value.plainText
        var found: [WitnessValue] = isInclusive ? [.text(text)] : []
        found += [.text(text + "0"), .text(text + "z"), .text("9999-12-31"), .text("zzzz")]
        return found
    }

    private func earlier(_ value: WitnessValue, _ isInclusive: Bool) -> [WitnessValue] {
        let text = value.plainText
        var found: [WitnessValue] = isInclusive ? [.text(text)] : []
        found += [.text("1000-01-01"), .text("0"), .text(""), .text(String(text.dropLast()))]
        return found
    }
}
