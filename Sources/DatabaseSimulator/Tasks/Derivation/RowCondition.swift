import SeededRandom

/// What chooses rows of a table, in a question's words and in SQL.
struct RowCondition: Hashable, Sendable {
    enum Test: Hashable, Sendable {
        case equal(String)
        case above(String)
        case below(String)
        case missing
    }

    let column: String
    let test: Test
    let isNumber: Bool
    /// Words for numbers or dates: *more than*, *after*.
    let isDate: Bool

    /// As a part of a question: `branch is "North"`.
    var words: String {
        switch test {
        case .equal(let value): "\(column) is \"\(value)\""
        case .above(let value): "\(column) is \(isDate ? "after" : "more than") \(value)"
        case .below(let value): "\(column) is \(isDate ? "before" : "less than") \(value)"
        case .missing: "\(column) is missing"
        }
    }

    /// As a part of a statement.
    func sql(prefix: String = "") -> String {
        let name = prefix + column.quotedName
        return switch test {
        case .equal(let value): "\(name) = \(value.quotedText)"
        case .above(let value): "\(name) > \(isNumber ? value : value.quotedText)"
        case .below(let value): "\(name) < \(isNumber ? value : value.quotedText)"
        case .missing: "\(name) IS NULL"
        }
    }

    /// The value that is compared with, where a statement could misspell it.
    var spelledValue: String? {
        if case .equal(let value) = test, value.utf8.count > 3 { value } else { nil }
    }
}

extension SheetTable {
    /// A condition on a column that a row fulfils.
    func condition(
        on column: Int, row: Int, using generator: inout SeededGenerator
    ) -> RowCondition? {
        let description = columns[column]
        func condition(_ test: RowCondition.Test) -> RowCondition {
            RowCondition(
                column: description.name, test: test, isNumber: description.isNumber,
                isDate: description.kind == .date)
        }
        guard let value = rows[row][column] else {
            return description.missing < rows.count ? condition(.missing) : nil
        }
        if description.selects {
            return description.values.contains(value) ? condition(.equal(value)) : nil
        }
        guard description.isNumber || description.kind == .date, description.values.count > 2,
            let bound = description.values.randomElement(using: &generator)
        else { return nil }
        return condition(Bool.random(using: &generator) ? .above(bound) : .below(bound))
    }

    /// One condition, or now and then two, on columns that a question does not ask for.
    func conditions(
        besides asked: Set<Int>, using generator: inout SeededGenerator
    ) -> [RowCondition]? {
        guard let row = rows.indices.randomElement(using: &generator) else { return nil }
        let wanted = Int.random(in: 0..<10, using: &generator) < 3 ? 2 : 1
        var found: [RowCondition] = []
        for column in columns.indices.filter({ !asked.contains($0) }).shuffled(using: &generator)
        where found.count < wanted {
            if let condition = condition(on: column, row: row, using: &generator) {
                found.append(condition)
            }
        }
        return found.isEmpty ? nil : found
    }
}

extension [RowCondition] {
    /// `branch is "North" and fine is more than 2`.
    var words: String { map(\.words).joined(separator: " and ") }
    /// ` WHERE …`, or nothing.
    var clause: String {
        isEmpty ? "" : " WHERE " + map { $0.sql() }.joined(separator: " AND ")
    }
}
