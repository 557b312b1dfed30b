extension AnswerRules {
    /// Each value is one that its expression can have.
    func values(_ answer: RecordedRows) -> Impossibility? {
        if !engine.mayBeMySQL, let cell = answer.rows.joined().first(where: \.isOfMySQL) {
            return Impossibility(.value, "SQLite has no values such as \(cell.shown)")
        }
        guard let printed, let select else { return nil }
        let texts = printed.count == select.items.count ? itemTexts(select) : []
        for (position, expression) in printed.enumerated() {
            guard let expression else { continue }
            let possible = PossibleValues.of(expression, engine: engine)
            let text = position < texts.count ? texts[position] : "the column"
            for row in answer.rows where position < row.count {
                let cell = row[position]
                guard possible.kinds.contains(cell.kind) else {
                    return Impossibility(
                        .value,
                        "\(text) cannot be \(cell.kind.described), and \(cell.shown) is printed")
                }
                if possible.isNonnegative, let number = cell.number, number < 0 {
                    return Impossibility(
                        .value, "\(text) is never negative, and \(cell.shown) is printed")
                }
                guard let constants = possible.constants, cell != .null else { continue }
                let isPossible = constants.contains { constant in
                    !cell.surelyDiffers(from: constant) || cell.hasText(of: constant)
                }
                if !isPossible {
                    let list = constants.map(\.shown).joined(separator: ", ")
                    return Impossibility(
                        .value, "\(text) is one of \(list), and \(cell.shown) is printed")
                }
            }
        }
        return nil
    }

    private func itemTexts(_ select: Select) -> [String] {
        select.items.map { item in
            guard case .expression(_, _, let text) = item else { return "the column" }
            return text.count > 60 ? text.prefix(59) + "…" : text
        }
    }

    /// Aggregates of one row over the same values agree with each other.
    func aggregates(_ answer: RecordedRows) -> Impossibility? {
        guard let printed else { return nil }
        var places: [Expression: [String: Int]] = [:]
        var subjects: [Expression] = []
        for (position, expression) in printed.enumerated() {
            guard let call = expression?.aggregate, call.arguments.count == 1,
                let subject = call.arguments.first
            else { continue }
            if places[subject] == nil { subjects.append(subject) }
            let name = (call.isDistinct ? "distinct " : "") + call.name.lowercased()
            places[subject, default: [:]][name] = position
        }
        for subject in subjects {
            guard let positions = places[subject] else { continue }
            for row in answer.rows where row.count == printed.count {
                func value(_ name: String) -> RecordedCell? { positions[name].map { row[$0] } }
                if let proof = contradiction(value) {
                    return Impossibility(.aggregates, proof)
                }
            }
        }
        return nil
    }

    private func contradiction(_ value: (String) -> RecordedCell?) -> String? {
        if let least = value("min"), let most = value("max") {
            if let low = least.number, let high = most.number {
                if low > high { return "MIN is \(least.shown), above MAX, which is \(most.shown)" }
                if let mean = value("avg"), let number = mean.number {
                    let slack = 1e-4 * max(1, low.magnitude, high.magnitude)
                    if number < low - slack || number > high + slack {
                        return
                            "AVG is \(mean.shown), outside MIN \(least.shown) and MAX \(most.shown)"
                    }
                }
            }
            if (least == .null) != (most == .null) {
                return "MIN and MAX of the same values are NULL together, and \(least.shown) and "
                    + "\(most.shown) are printed"
            }
        }
        if let count = value("count")?.number {
            for name in ["sum", "avg", "min", "max"] {
                guard let cell = value(name), (cell == .null) != (count == 0) else { continue }
                return "\(name.uppercased()) is NULL just where COUNT is 0, and \(cell.shown) is "
                    + "printed beside \(Int(exactly: count) ?? 0)"
            }
            if let distinct = value("distinct count")?.number, distinct > count {
                return "COUNT(DISTINCT) is above COUNT"
            }
        }
        return nil
    }
}

extension RecordedCell {
    /// Whether SQLite has no such values.
    fileprivate var isOfMySQL: Bool {
        switch self {
        case .decimal, .temporal, .set: true
        case .null, .integer, .float, .string, .bytes: false
        }
    }

    /// Whether it is a constant that was turned into a text, as MySQL does in mixed choices.
    fileprivate func hasText(of constant: Constant) -> Bool {
        guard case .string(let text) = self, case .number(_, let digits) = constant else {
            return false
        }
        return text == digits
    }
}

extension CellKind {
    fileprivate var described: String {
        switch self {
        case .null: "NULL"
        case .integer: "a whole number"
        case .float: "a floating-point number"
        case .decimal: "a decimal number"
        case .string: "a text"
        case .bytes: "a byte string"
        case .temporal: "a date or time"
        case .set: "a set"
        }
    }
}
