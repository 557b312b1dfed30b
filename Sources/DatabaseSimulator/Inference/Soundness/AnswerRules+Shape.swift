extension AnswerRules {
    /// Every row is as wide as the select list.
    func width(_ answer: RecordedRows) -> Impossibility? {
        guard let first = answer.rows.first else { return nil }
        if let other = answer.rows.first(where: { $0.count != first.count }) {
            return Impossibility(
                .width,
                "all rows of an answer have the same width, and here \(first.count) and "
                    + "\(other.count) columns are printed")
        }
        guard let width = arms.lazy.compactMap({ width(of: $0) }).first, width != first.count
        else { return nil }
        return Impossibility(
            .width,
            "the statement selects \(columns(width)), and the printed rows have \(first.count)")
    }

    private func columns(_ count: Int) -> String { count == 1 ? "1 column" : "\(count) columns" }

    /// The SELECTs of a set operation, or the only one.
    private var arms: [Select] { Self.arms(of: query.body) }

    private static func arms(of body: QueryBody) -> [Select] {
        switch body {
        case .select(let select): [select]
        case .setOperation(_, _, let left, let right): arms(of: left.body) + arms(of: right.body)
        case .nested(let query): arms(of: query.body)
        case .values, .table: []
        }
    }

    private func width(of arm: Select) -> Int? {
        if arm == select { return scope.width(of: arm.items) }
        // The scope knows one SELECT; of the arms of a set operation those without `*` tell.
        return SelectScope(arm, tables: []).width(of: arm.items)
    }

    /// An aggregate without GROUP BY answers exactly one row; so does a SELECT without FROM.
    func rowCount(_ answer: RecordedRows) -> Impossibility? {
        guard let select, select.groups.isEmpty, !answer.isTruncated else { return nil }
        let hasAggregate = select.items.contains { item in
            if case .expression(let expression, _, _) = item {
                expression.containsAggregate
            } else {
                false
            }
        }
        guard hasAggregate || select.from.isEmpty else { return nil }
        let count = answer.rows.count
        if count > 1 {
            return Impossibility(
                .rowCount,
                hasAggregate
                    ? "an aggregate without GROUP BY answers one row, and \(count) are printed"
                    : "a SELECT without FROM answers one row, and \(count) are printed")
        }
        let mayBeEmpty =
            select.having != nil || limit != nil || (!hasAggregate && select.filter != nil)
        guard count == 0, !mayBeEmpty else { return nil }
        return Impossibility(
            .rowCount,
            "an aggregate without GROUP BY answers one row even where nothing matches, and none "
                + "is printed")
    }

    /// No more rows than LIMIT allows.
    func tooManyRows(_ answer: RecordedRows) -> Impossibility? {
        guard case .literal(.integer(let digits))? = limit?.count, let most = Int(digits) else {
            return nil
        }
        let count = answer.rows.count + (answer.cutRow?.isEmpty == false ? 1 : 0)
        guard count > most else { return nil }
        return Impossibility(
            .limit, "LIMIT \(most) allows \(most) rows, and \(count) are printed")
    }

    /// No row twice under DISTINCT or UNION, no group twice under GROUP BY.
    func repeatedRow(_ answer: RecordedRows) -> Impossibility? {
        if select?.isDistinct == true || isDistinctUnion {
            guard let row = firstRepeated(answer.rows) else { return nil }
            let word = select == nil ? "UNION" : "DISTINCT"
            return Impossibility(
                .repeatedRow, "\(word) prints no row twice, and \(row) is repeated")
        }
        guard let select, !select.groups.isEmpty, !select.withRollup, let printed else {
            return nil
        }
        var positions: [Int] = []
        for group in select.groups {
            guard !isAmbiguousName(group),
                let position = printed.firstIndex(of: .some(scope.resolved(group)))
            else { return nil }
            positions.append(position)
        }
        let keys = answer.rows.compactMap { row in
            positions.allSatisfy(row.indices.contains) ? positions.map { row[$0] } : nil
        }
        guard let key = firstRepeated(keys) else { return nil }
        return Impossibility(
            .repeatedRow, "GROUP BY makes one row of each group, and the group \(key) is repeated")
    }

    /// Whether a name in GROUP BY may mean a select list's alias and not the column.
    private func isAmbiguousName(_ expression: Expression) -> Bool {
        switch expression {
        case .literal: return true
        case .column(let column) where column.table == nil:
            return select?.items.contains { item in
                guard case .expression(let value, let alias?, _) = item else { return false }
                return alias.lowercased() == column.column.lowercased() && value != expression
            } ?? true
        default: return false
        }
    }

    private var isDistinctUnion: Bool {
        if case .setOperation(_, true, _, _) = query.body { true } else { false }
    }

    private func firstRepeated(_ rows: [[RecordedCell]]) -> String? {
        var seen: Set<[RecordedCell]> = []
        let row = rows.first { row in
            row.allSatisfy(\.isPrintedInFull) && !seen.insert(row).inserted
        }
        guard let row else { return nil }
        return "(\(row.map(\.shown).joined(separator: ", ")))"
    }
}
