extension AnswerRules {
    /// Printed sort keys are in order.
    func sortKeys(_ answer: RecordedRows) -> Impossibility? {
        guard let printed, let select, !order.isEmpty else { return nil }
        // Keys that are not printed end what can be checked.
        var keys: [(position: Int, isDescending: Bool)] = []
        for item in order {
            guard let position = position(of: item.expression, in: printed, select) else { break }
            keys.append((position, item.isDescending))
        }
        for (row, next) in zip(answer.rows, answer.rows.dropFirst())
        where row.count == printed.count && next.count == printed.count {
            for key in keys {
                let (cell, nextCell) = (row[key.position], next[key.position])
                let order = cell.order(before: nextCell)
                if order == .same { continue }
                guard order == (key.isDescending ? .before : .after) else { break }
                return Impossibility(
                    .order,
                    "the rows are ordered \(key.isDescending ? "descending" : "ascending"), and "
                        + "\(nextCell.shown) is printed after \(cell.shown)")
            }
        }
        return nil
    }

    /// The printed column that a sort key is: by number, by alias, or the same expression.
    private func position(
        of key: Expression, in printed: [Expression?], _ select: Select
    ) -> Int? {
        if case .literal(.integer(let digits)) = key {
            guard let number = Int(digits), printed.indices.contains(number - 1) else { return nil }
            return number - 1
        }
        if case .column(let column) = key, column.table == nil, printed.count == select.items.count
        {
            let name = column.column.lowercased()
            let named = select.items.indices.filter { index in
                guard case .expression(_, let alias?, _) = select.items[index] else { return false }
                return alias.lowercased() == name
            }
            if !named.isEmpty { return named.count == 1 ? named.first : nil }
        }
        return printed.firstIndex(of: .some(scope.resolved(key)))
    }
}
